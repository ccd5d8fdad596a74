#pragma once
// Writes settings down as people do: config.yaml nested, dotted or mixed, quoted or not;
// flink-conf.yaml with its oddities; -D in both forms among other arguments.

#include <string>
#include <vector>

#include "tests/differential/random.h"

namespace flink_launcher {

struct Setting {
  std::string key;
  std::string value;
  /// True where `value` is text of a YAML list, to be written as it stands.
  bool is_yaml = false;
};

std::string RenderStandardFile(Random& random, const std::vector<Setting>& settings);
std::string RenderLegacyFile(Random& random, const std::vector<Setting>& settings);
std::vector<std::string> RenderArguments(Random& random, const std::vector<Setting>& settings);

}  // namespace flink_launcher
