#pragma once
// flink-conf.yaml, as Flink up to 1.20 reads it: a line parser that only looks like YAML.

#include <string>
#include <string_view>
#include <vector>

#include "resolver/config.h"
#include "resolver/error.h"
#include "resolver/result.h"

namespace flink_launcher {

struct LegacyConfig {
  Config config;
  std::vector<Warning> warnings;  // a line that Flink skips, a key that is set twice
};

/// Parses `text`; it never fails, since Flink skips the lines it cannot read. All values are
/// strings. Mirrors GlobalConfiguration.loadLegacyYAMLResource.
LegacyConfig ParseLegacyConfig(std::string_view text, const std::string& path);

/// Splits a list value at `;`, with Flink's quotes (StructuredOptionsSplitter.splitEscaped). Fails
/// with kConfig where text stands after a closing quote, or a quote is not closed.
Result<std::vector<std::string>> SplitLegacyList(std::string_view text);

}  // namespace flink_launcher
