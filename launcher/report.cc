#include "launcher/report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <vector>

#include "resolver/shell_words.h"

namespace flink_launcher {
namespace {

/// `label` and `text`, the further lines of `text` aligned below its first.
std::string LabelledLines(const std::string& label, const std::string& text) {
  if (text.empty()) return "";
  std::string lines = "  " + label;
  for (const char c : text) {
    lines += c;
    if (c == '\n') lines += std::string(label.size() + 2, ' ');
  }
  return lines + "\n";
}

std::string Message(const std::string& kind, const std::string& what, const Origin& where,
                    const std::string& why, const std::string& fix) {
  const std::string place = where.Text();
  std::string text = "flink-launcher: " + kind;
  if (!place.empty()) text += place + ": ";
  return text + what + "\n" + LabelledLines("why: ", why) + LabelledLines("fix: ", fix);
}

}  // namespace

std::string ErrorText(const Error& error) {
  return Message("", error.what, error.where, error.why, error.fix);
}

std::string WarningText(const Warning& warning) {
  return Message("warning: ", warning.what, warning.where, "", warning.fix);
}

std::string CommandText(const JvmCommand& command) {
  std::string text = QuoteForShell(command.executable) + "\n";
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    text += QuoteForShell(command.argv[i]) + "\n";
  }
  return text;
}

}  // namespace flink_launcher
