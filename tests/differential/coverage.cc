#include "tests/differential/coverage.h"

#include <string_view>
#include <vector>

namespace flink_launcher {
namespace {

constexpr std::size_t kKindLength = 120;

/// What a message says first, and what it says last: YAML errors are "while ...", places, "found
/// ...".
std::string Gist(std::string_view message) {
  std::string first(message.substr(0, message.find('\n')));
  const auto found = message.rfind("\nfound ");
  if (found == std::string_view::npos) return first;
  const std::string_view last = message.substr(found + 1);
  return first + ", " + std::string(last.substr(0, last.find_first_of("\n(&")));
}

std::string_view WithoutPackage(std::string_view exception) {
  const auto end = exception.find(':');
  const auto dot = exception.substr(0, end).rfind('.');
  return dot == std::string_view::npos ? exception : exception.substr(dot + 1);
}

void ReplaceAll(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

/// `message` with quoted text, numbers and sizes left out.
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
  for (const std::string_view unit : {"kb", "mb", "gb", "tb"}) {
    ReplaceAll(kind, "#.#" + std::string(unit) + " (# bytes)", "#");
  }
  ReplaceAll(kind, " (# bytes)", " (#)");
  ReplaceAll(kind, " (#)", "");
  ReplaceAll(kind, "# bytes", "#");
  for (const std::string_view noise :
       {"found duplicate key ", "Unrecognized option for boolean:", "class java."}) {
    if (const auto at = kind.find(noise); at != std::string::npos) kind.resize(at + noise.size());
  }
  return kind;
}

}  // namespace

std::string KindOf(const GeneratedCase& made, const FlinkAnswer& answer) {
  const std::string process = made.intent.substr(0, 2);
  if (answer.accepted) return made.intent + ": accepted";
  if (answer.failure.empty()) return process + " rejected: nothing said";
  std::string kind = WithoutValues(Gist(WithoutPackage(answer.failure.back())));
  if (kind.size() > kKindLength) kind.resize(kKindLength);
  if (kind.starts_with("YamlEngineException")) return process + " rejected: " + kind;
  std::string keys;
  for (const std::string& key : KeysNamed(answer.failure)) {
    const bool is_amount = key.starts_with("external-resource.");
    keys.append(" ").append(is_amount ? "external-resource.*.amount" : key);
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
    text.append(number).append("  ").append(kind).append("\n");
  }
  const std::size_t tenths = total_ == 0 ? 0 : accepted_ * 1000 / total_;
  text += std::to_string(total_) + " cases of " + std::to_string(kinds_.size()) + " kinds, " +
          std::to_string(accepted_) + " accepted (" + std::to_string(tenths / 10) + "." +
          std::to_string(tenths % 10) + " %)\n";
  return text;
}

}  // namespace flink_launcher
