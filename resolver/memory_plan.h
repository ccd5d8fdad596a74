#pragma once
// MemoryPlan: the result of resolving Flink's memory model for one process. A plain value; made by
// memory_resolver.h, turned into a command line by launcher/compose.h and into text by
// launcher/report.h.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "resolver/bytes.h"
#include "resolver/container_report.h"
#include "resolver/error.h"
#include "resolver/origin.h"
#include "resolver/release.h"

namespace flink_launcher {

enum class Process { kTaskManager, kJobManager };

/// The leaves of Flink's memory tree. A TaskManager has all but kHeap and kOffHeap; a JobManager
/// has kHeap, kOffHeap, kJvmMetaspace and kJvmOverhead.
enum class Component {
  kFrameworkHeap,
  kTaskHeap,
  kFrameworkOffHeap,
  kTaskOffHeap,
  kNetwork,
  kManaged,
  kHeap,
  kOffHeap,
  kJvmMetaspace,
  kJvmOverhead,
};

/// "framework_heap", "jvm_metaspace": the name in JSON.
std::string_view JsonName(Component component);
/// "Framework Heap", "JVM Metaspace": Flink's words, for people.
std::string_view DisplayName(Component component);

struct ComponentSize {
  Component component;
  Bytes size;
  /// How the size came about, for people: "taskmanager.memory.managed.fraction 0.4 of Total Flink
  /// Memory", "the rest of Total Flink Memory", "0.1 of Total Process Memory, raised to
  /// taskmanager.memory.jvm-overhead.min".
  std::string derivation;

  friend bool operator==(const ComponentSize&, const ComponentSize&) = default;
};

/// An option that had a say, with the value in force. `key` is the proper key; where a deprecated
/// one was set, `set_as` is that one.
struct OptionUse {
  std::string key;
  std::string set_as;
  std::string value;
  Origin origin;

  friend bool operator==(const OptionUse&, const OptionUse&) = default;
};

struct MemoryPlan {
  Process process = Process::kTaskManager;
  Release release;
  std::vector<ComponentSize> components;  // in the order of the enum
  Bytes jvm_heap;
  Bytes total_flink;
  Bytes total_process;
  /// -Xmx, -Xms, -XX:MaxDirectMemorySize, -XX:MaxMetaspaceSize, as BashJavaUtils prints them.
  std::vector<std::string> jvm_args;
  /// The -D key=value pairs that BashJavaUtils prints, in its order; after them those by which
  /// container_sizing.h tells Flink of sizes that its configuration does not have.
  std::vector<std::pair<std::string, std::string>> dynamic_properties;
  std::vector<OptionUse> sources;  // in the order in which they were first read
  std::vector<Warning> warnings;
  std::optional<ContainerReport> container;  // from container_sizing.h

  /// The size of `component`; zero bytes where this process has none.
  Bytes SizeOf(Component component) const;

  friend bool operator==(const MemoryPlan&, const MemoryPlan&) = default;
};

}  // namespace flink_launcher
