#pragma once
// Writes a constructed YAML value in flow style, byte for byte as Flink's YamlParserUtils
// .toYAMLString does: that is the text of a list in a Config.

#include <string>

#include "resolver/yaml_node.h"

namespace flink_launcher {

/// The text of `node`, which must be constructed. A collection that stands in it twice gets an
/// anchor, numbered by `anchors_used`, which Flink never resets.
std::string WriteYamlFlow(const YamlNode& node, int& anchors_used);

}  // namespace flink_launcher
