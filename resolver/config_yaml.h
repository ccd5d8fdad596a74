#pragma once
// config.yaml, as Flink 1.19 and later read it: YAML 1.2 with the core schema, flattened to dotted
// keys. Flink's parser is snakeyaml-engine 2.6, and this one follows its rules (yaml_scanner.h), so
// that both accept and reject the same documents and read the same values.

#include <string>
#include <string_view>
#include <vector>

#include "resolver/config.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

/// Parses `text` (UTF-8, with or without byte order mark). `path` is only named in origins and
/// errors. An empty or comment-only document gives an empty Config. Fails with kConfig, naming
/// file:line:column and showing the line; a duplicate key names both lines.
Result<Config> ParseStandardYaml(std::string_view text, const std::string& path);

/// The value of a list option where the standard parser is in force (Flink's
/// ConfigurationUtils.convertToList): if `text` is a YAML list, its elements as strings, else the
/// `;`-separated elements, as SplitLegacyList.
Result<std::vector<std::string>> ParseYamlOrLegacyList(std::string_view text);

}  // namespace flink_launcher
