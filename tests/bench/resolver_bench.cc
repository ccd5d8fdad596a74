// Prints how many microseconds it takes to resolve the memory of a process: the median of many
// rounds, since other work on the machine only ever makes a round longer.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "resolver/memory_resolver.h"

namespace flink_launcher {
namespace {

constexpr int kRounds = 101;
constexpr int kPerRound = 200;

using Pairs = std::vector<std::pair<std::string, std::string>>;

double MicrosecondsPerResolve(Process process, const char* version, const Pairs& pairs) {
  Config config;
  for (const auto& [key, value] : pairs) {
    config.Put(key, {ConfigValue::Kind::kString, value, Origin::File("config.yaml", 1)});
  }
  for (int i = 0; i < 150; ++i) {  // keys of a usual size of configuration, none of them ours
    config.Put("execution.some-option." + std::to_string(i),
               {ConfigValue::Kind::kString, "value", Origin::File("config.yaml", 2)});
  }
  const MemoryRequest request{
      .process = process, .release = *Release::Parse(version), .config = &config};
  std::vector<double> rounds;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kPerRound; ++i) {
      const Result<MemoryPlan> plan = ResolveMemory(request);
      if (plan && plan->components.empty()) std::puts("a plan without components");
    }
    const std::chrono::duration<double, std::micro> elapsed =
        std::chrono::steady_clock::now() - start;
    rounds.push_back(elapsed.count() / kPerRound);
  }
  std::nth_element(rounds.begin(), rounds.begin() + kRounds / 2, rounds.end());
  return rounds[kRounds / 2];
}

constexpr Process kTm = Process::kTaskManager;
constexpr Process kJm = Process::kJobManager;

void Report(const char* name, Process process, const char* version, const Pairs& pairs) {
  std::printf("%-34s %8.1f us\n", name, MicrosecondsPerResolve(process, version, pairs));
}

}  // namespace
}  // namespace flink_launcher

int main() {
  using flink_launcher::kJm;
  using flink_launcher::kTm;
  using flink_launcher::Report;
  Report("TaskManager 2.3", kTm, "2.3", {{"taskmanager.memory.process.size", "1728m"}});
  Report("TaskManager 1.20, legacy heap", kTm, "1.20", {{"taskmanager.heap.size", "1g"}});
  Report("TaskManager 2.3, misspelt key", kTm, "2.3",
         {{"taskmanager.memory.process.size", "1728m"}, {"taskmanager.memory.manged.size", "1m"}});
  Report("TaskManager 2.3, does not fit", kTm, "2.3", {{"taskmanager.memory.process.size", "1m"}});
  Report("JobManager 2.3", kJm, "2.3", {{"jobmanager.memory.process.size", "1600m"}});
  return 0;
}
