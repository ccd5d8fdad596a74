#pragma once
// The resolver's front door: configuration in, MemoryPlan out, exactly as Flink's BashJavaUtils
// computes it for the given release. Pure: no files, environment or clock.

#include <optional>
#include <string>

#include "resolver/config.h"
#include "resolver/memory_plan.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

struct MemoryRequest {
  Process process = Process::kTaskManager;
  Release release;
  /// File values with the dynamic properties over them.
  const Config* config = nullptr;
  /// True where the file was read by the standard YAML parser: it decides how lists are read
  /// (GlobalConfiguration.isStandardYaml).
  bool standard_yaml = true;
  /// FLINK_TM_HEAP or FLINK_JM_HEAP, where it is set (even to nothing). Read by 1.x only.
  std::optional<std::string> legacy_heap_variable;
};

/// Resolves the memory of a process. Sizes are exact to the byte. Fails with kConfig where a value
/// does not parse and with kMemory where the sizes do not add up or none is set; such an Error
/// names the keys that Flink's own message names and, where one can be found, the smallest total
/// (whole MiB) that works.
Result<MemoryPlan> ResolveMemory(const MemoryRequest& request);

/// Whether ResolveMemory succeeds; cheaper where it does not, since nobody looks for a way out.
bool IsResolvable(const MemoryRequest& request);

}  // namespace flink_launcher
