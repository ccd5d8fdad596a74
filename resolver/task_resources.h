#pragma once
// What a TaskManager offers besides memory: CPU cores, slots and external resources. Flink resolves
// them along with the memory and prints them in the same line. Mirrors TaskExecutorProcessUtils and
// ExternalResourceUtils of flink-runtime, read at 1.13 to 2.3.

#include <cstdint>
#include <string>
#include <vector>

#include "resolver/option_reader.h"

namespace flink_launcher {

struct ExternalResource {
  std::string name;
  std::int64_t amount = 0;
};

struct TaskResources {
  std::string cpu_cores;  // as Flink prints it
  std::int32_t slots = 1;
  std::vector<ExternalResource> external;  // in Flink's order
};

/// Reads cores, slots and external resources, in this order. Fails (kConfig) where the cores are
/// not a positive finite number or a value does not parse; a resource without a positive amount
/// is left out with a warning, as Flink does.
TaskResources ReadTaskResources(OptionReader& reader);

/// "external-resource.NAME.amount".
std::string ExternalResourceAmountKey(const std::string& name);

}  // namespace flink_launcher
