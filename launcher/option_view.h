#pragma once
// One option of Flink, as `explain --show KEY` presents it: its value in force and those that it
// overrode, its default, and what it moves, found by resolving with another value.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/memory_inputs.h"
#include "launcher/text_style.h"
#include "resolver/result.h"

namespace flink_launcher {

struct OptionView {
  std::string key;  // proper spelling
  /// Whether the memory computation of some release reads it; the rest is then meaningful.
  bool is_memory_option = false;
  std::optional<OptionUse> use;  // in force; a default too. nullopt: neither set nor defaulted
  std::vector<ConfigValue> overridden;  // oldest first
  std::string default_text;             // of this release; empty: none
  std::string type;
  std::string deprecated_key;
  std::string releases;  // that read it: "1.13 to 1.20"
  std::string process;   // "TaskManager"
  /// The value it was tried with, what came of that, and the components that moved.
  std::string trial;
  std::string trial_error;
  struct Move {
    std::string name;
    Bytes before;
    Bytes after;
    friend bool operator==(const Move&, const Move&) = default;
  };
  std::vector<Move> moves;
  std::vector<std::string> other_moves;  // flags and properties, as they would be
};

/// Fails with kUsage where nothing of Flink's memory has that name and nobody set it either.
Result<OptionView> ViewOption(const MemoryInputs& inputs, std::string_view key);

std::string OptionViewText(const OptionView& view, const TextStyle& style);

}  // namespace flink_launcher
