#include "launcher/known_scripts.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace flink_launcher {
namespace {

struct KnownScript {
  std::string_view name;
  std::uint64_t fnv1a;
};

// Made from the scripts of the twelve releases; at the end of each line, those that have it.
constexpr std::array kKnownScripts = {
    KnownScript{"taskmanager.sh", 0x0949c31a34ee0c03},             // 1.13.6 to 2.3.0
    KnownScript{"jobmanager.sh", 0x17c7f00e08862039},              // 1.13.6 to 1.14.6
    KnownScript{"jobmanager.sh", 0xcd5767b3e10ae98a},              // 1.15.4
    KnownScript{"jobmanager.sh", 0x467ff9edde7c1ae0},              // 1.16.3 to 1.20.5
    KnownScript{"jobmanager.sh", 0xe8d0d96bb76a963f},              // 2.0.2 to 2.3.0
    KnownScript{"standalone-job.sh", 0x6688185af693ab67},          // 1.13.6 to 2.3.0
    KnownScript{"historyserver.sh", 0x4afc10e89b907a8d},           // 1.13.6 to 2.3.0
    KnownScript{"sql-gateway.sh", 0x8a4ea5607bc7921e},             // 1.16.3 to 1.18.1
    KnownScript{"sql-gateway.sh", 0x67c7cadf54a18ed5},             // 1.19.3 to 2.3.0
    KnownScript{"zookeeper.sh", 0xd36834a0e288126e},               // 1.13.6 to 2.3.0
    KnownScript{"kubernetes-jobmanager.sh", 0x843da769b84fd099},   // 1.13.6 to 2.3.0
    KnownScript{"kubernetes-taskmanager.sh", 0x83e0fed805b8e998},  // 1.13.6 to 2.3.0
    KnownScript{"flink", 0x2601824a76d89df9},                      // 1.13.6 to 2.3.0
    KnownScript{"sql-client.sh", 0x5996a5d3dddcac60},              // 1.13.6 to 1.16.3
    KnownScript{"sql-client.sh", 0xdb41d4f1728a2def},              // 1.17.2
    KnownScript{"sql-client.sh", 0xd3f048df0fc4a415},              // 1.18.1
    KnownScript{"sql-client.sh", 0xca6dad545beafa09},              // 1.19.3 to 1.20.5
    KnownScript{"sql-client.sh", 0x5eb3a2baf5362e98},              // 2.0.2 to 2.3.0
    KnownScript{"yarn-session.sh", 0x38c6578157cd1ff1},            // 1.13.6 to 1.18.1
    KnownScript{"yarn-session.sh", 0xb40cea76aa5d9b6e},            // 1.19.3 to 2.3.0
    KnownScript{"kubernetes-session.sh", 0xfa86c8359ec4005c},      // 1.13.6 to 1.18.1
    KnownScript{"kubernetes-session.sh", 0xbe78bb6256ecf31f},      // 1.19.3 to 2.3.0
    KnownScript{"flink-console.sh", 0x24d04758d3bcfb05},           // 1.13.6
    KnownScript{"flink-console.sh", 0x5987a7cacbbccca4},           // 1.14.6 to 1.15.4
    KnownScript{"flink-console.sh", 0xc050bf6eff323b7b},           // 1.16.3
    KnownScript{"flink-console.sh", 0xa10f129f2d5508bd},           // 1.17.2
    KnownScript{"flink-console.sh", 0x0ea8c361c7d12750},           // 1.18.1 to 2.3.0
    KnownScript{"flink-daemon.sh", 0x761b7ed14c5fb200},            // 1.13.6 to 1.15.4
    KnownScript{"flink-daemon.sh", 0xd8ab26773ff1a041},            // 1.16.3
    KnownScript{"flink-daemon.sh", 0xa921e73072ff862f},            // 1.17.2 to 2.3.0
    KnownScript{"start-cluster.sh", 0x4d960603b77e04c7},           // 1.13.6 to 2.3.0
    KnownScript{"stop-cluster.sh", 0x84ed5eac2836f9c2},            // 1.13.6 to 2.3.0
};

// 64 bits FNV-1a: to know a text again, not to withstand a forger.
std::uint64_t Fnv1a(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return hash;
}

}  // namespace

bool IsKnownScript(std::string_view name, std::string_view text) {
  const std::uint64_t hash = Fnv1a(text);
  return std::any_of(kKnownScripts.begin(), kKnownScripts.end(), [&](const KnownScript& known) {
    return known.name == name && known.fnv1a == hash;
  });
}

}  // namespace flink_launcher
