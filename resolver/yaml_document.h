#pragma once
// YAML text to a tree of nodes, with snakeyaml-engine 2.6's grammar (its ParserImpl and Composer).
// Scalars are not typed here; see yaml_construct.h.

#include <string>
#include <string_view>

#include "resolver/result.h"
#include "resolver/yaml_node.h"

namespace flink_launcher {

/// Parses `bytes`, one document in UTF-8, or in UTF-16 or UTF-32 with a byte order mark. Fails with
/// kConfig; the error shows the line.
Result<YamlDocument> ParseYamlDocument(std::string_view bytes, const std::string& path);
/// The same for text that is UTF-8 already.
Result<YamlDocument> ParseYamlText(std::string_view text, const std::string& path);

}  // namespace flink_launcher
