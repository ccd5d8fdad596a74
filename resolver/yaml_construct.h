#pragma once
// Types the nodes of a YAML tree as snakeyaml-engine's StandardConstructor with the core schema
// does, and refuses what it refuses: unknown tags, values that a tag cannot read, duplicate keys.

#include <string>

#include "resolver/result.h"
#include "resolver/yaml_node.h"

namespace flink_launcher {

/// Sets `type`, and the `text` of scalars, of `node` and everything below it. Fails with kConfig.
Result<void> ConstructYaml(YamlNode* node, const std::string& path);

/// String.valueOf of a constructed node, "[a, 1]" for a list or a set. (Of a !!binary value Flink
/// shows an object address, which no one can foretell; here it is "[B".)
std::string JavaText(const YamlNode& node);

}  // namespace flink_launcher
