#pragma once
// YAML text to a tree of nodes: libfyaml's parser, and the checks that make it accept what
// snakeyaml-engine 2.6 accepts. Scalars are not typed here; see yaml_construct.h.

#include <string>
#include <string_view>

#include "resolver/result.h"
#include "resolver/yaml_node.h"

namespace flink_launcher {

/// Parses `bytes`, one document in UTF-8, or in UTF-16 or UTF-32 with a byte order mark. Fails with
/// kConfig; the error shows the line.
Result<YamlDocument> ParseYamlDocument(std::string_view bytes, const std::string& path);
/// The same for text that is UTF-8 already (a byte order mark is then part of the text).
Result<YamlDocument> ParseYamlText(std::string_view text, const std::string& path);

/// An error about a place in a YAML file: `why` ends with the line of `text` and a caret. The
/// column counts characters from 1.
Error YamlError(std::string what, std::string_view text, const std::string& path, int line,
                int column, std::string why, std::string fix);

}  // namespace flink_launcher
