#pragma once
// What snakeyaml-engine checks and libfyaml does not.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

/// Fails with kConfig on control characters and on more than 3 MiB characters (StreamReader).
Result<void> CheckCharacters(std::string_view text, const std::string& path);

/// Fails with kConfig where the text begins with "...": a document must come before its end.
Result<void> CheckBeginning(std::string_view text, const std::string& path);

/// Where the text of a scalar stands, in bytes: inside the quotes of a quoted one, from the first
/// content line of a block scalar.
struct ScalarPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool plain = false;
};

/// Fails with kConfig on a tab between tokens, where snakeyaml-engine skips nothing but spaces
/// (ScannerImpl.scanToNextToken). Tabs in scalars, behind plain scalars and in comments are fine.
/// `scalars` are in the order of the text.
Result<void> CheckTabs(std::string_view text, const std::vector<ScalarPlace>& scalars,
                       const std::string& path);

/// The number of spaces before the first line with content of a block scalar's `lines`; the largest
/// number where there is no content.
std::size_t BlockIndent(std::string_view lines);

/// The value of a single-quoted scalar, from what stands between the quotes: '' is a quote, and
/// lines are folded. libfyaml 0.7.12 loses a quote where two of them stand together.
std::string SingleQuotedValue(std::string_view raw);

}  // namespace flink_launcher
