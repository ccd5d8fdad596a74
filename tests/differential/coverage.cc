#include "tests/differential/coverage.h"

#include <string_view>
#include <vector>

namespace flink_launcher {
namespace {

constexpr std::size_t kKindLength = 120;

std::string_view FirstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string_view WithoutPackage(std::string_view exception) {
  const auto end = exception.find(':');
  const auto dot = exception.substr(0, end).rfind('.');
  return dot == std::string_view::npos ? exception : exception.substr(dot + 1);
}

/// `message` with quoted text and numbers left out.
std::string WithoutValues(std::string_view message) {
  std::string kind;
  char quote = 0;
  for (const char c : message) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'' || c == '"') {
      quote = c;
      kind += "'..'";
    } else if (c < '0' || c > '9') {
      kind += c;
    } else if (!kind.ends_with('#')) {
      kind += '#';
    }
  }
  return kind;
}

}  // namespace

std::string KindOf(const GeneratedCase& made, const FlinkAnswer& answer) {
  const std::string process = made.intent.substr(0, 2);
  if (answer.accepted) return made.intent + ": accepted";
  if (answer.failure.empty()) return process + " rejected: nothing said";
  std::string kind = WithoutValues(WithoutPackage(FirstLine(answer.failure.back())));
  if (kind.size() > kKindLength) kind.resize(kKindLength);
  std::string keys;
  for (const std::string& key : KeysNamed(answer.failure)) {
    if (key.starts_with("external-resource.")) {
      keys += " external-resource.*.amount";
    } else {
      keys += " " + key;
    }
  }
  return process + " rejected: " + kind + (keys.empty() ? "" : " [" + keys.substr(1) + "]");
}

void Coverage::Add(const GeneratedCase& made, const FlinkAnswer& answer) {
  ++total_;
  if (answer.accepted) ++accepted_;
  ++kinds_[KindOf(made, answer)];
}

std::string Coverage::Report() const {
  std::string text;
  for (const auto& [kind, count] : kinds_) {
    std::string number = std::to_string(count);
    number.insert(0, number.size() < 7 ? 7 - number.size() : 0, ' ');
    text += number + "  " + kind + "\n";
  }
  const std::size_t tenths = total_ == 0 ? 0 : accepted_ * 1000 / total_;
  text += std::to_string(total_) + " cases of " + std::to_string(kinds_.size()) + " kinds, " +
          std::to_string(accepted_) + " accepted (" + std::to_string(tenths / 10) + "." +
          std::to_string(tenths % 10) + " %)\n";
  return text;
}

}  // namespace flink_launcher
