#pragma once
// How a configuration is read: real Flink's reading and ours, in one form, and their comparison.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/result.h"
#include "tests/differential/oracle.h"

namespace flink_launcher {

/// What is read, and by which of Flink's parsers.
enum class ReadingMode {
  kYaml,       // a config.yaml; Flink 1.19 and later
  kList,       // the text of a list value; the same
  kLegacy,     // a flink-conf.yaml; Flink 1.19 and 1.20
  kArguments,  // a role's arguments, for their dynamic properties
};

/// "yaml", "list", "legacy" or "arguments"; nothing for other names.
std::optional<ReadingMode> ParseReadingMode(std::string_view name);
std::string_view NameOf(ReadingMode mode);

struct Reading {
  struct Entry {
    std::string key;
    std::string kind;  // "string", "integer", "float", "boolean"
    std::string text;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  bool accepted = false;
  std::vector<Entry> entries;  // by key; a list's elements in their order
  std::string message;         // of a rejection; not compared

  std::string Text() const;
  /// Equal as far as a user notices: the words of a rejection may differ.
  bool Agrees(const Reading& other) const {
    return accepted == other.accepted && entries == other.entries;
  }
};

/// `reading` with the shortest digits for each double of 16 digits and more. Before Java 19
/// Double.toString sometimes gave more than it takes (JDK-4511638): 9.999999999999999E22
/// for 1.0E23.
Reading WithShortestDoubles(Reading reading);

/// One text, or as many arguments as there are.
using ReadingInput = std::vector<std::string>;

/// Flink's readings, in the order of `inputs`. Fails where the oracle does.
Result<std::vector<Reading>> AskReadings(Oracle& oracle, ReadingMode mode,
                                         std::span<const ReadingInput> inputs);
/// Our parser's reading.
Reading OurReading(ReadingMode mode, const ReadingInput& input);

}  // namespace flink_launcher
