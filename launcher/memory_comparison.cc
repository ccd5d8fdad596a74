#include "launcher/memory_comparison.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "launcher/explain_text.h"
#include "launcher/memory_tree.h"
#include "launcher/report.h"

namespace flink_launcher {
namespace {

constexpr int kLeastBar = 10;
constexpr int kLargestBar = 40;

std::string SignedSize(std::int64_t difference) {
  if (difference == 0) return "";
  return (difference > 0 ? "+" : "-") + HumanSize(difference > 0 ? difference : -difference);
}

std::string BarOf(Bytes size, Bytes scale, int columns, const TextStyle& style) {
  std::int64_t length = Scaled(size.count(), scale.count(), columns);
  if (length == 0 && size > Bytes{}) return style.utf8 ? "▏" : "|";
  std::string bar;
  for (; length > 0; --length) bar += style.utf8 ? "█" : "#";
  return bar;
}

std::string RowsText(const std::vector<MemoryNode>* before, const std::vector<MemoryNode>& after,
                     const TextStyle& style) {
  constexpr std::size_t kName = 26;
  constexpr std::size_t kSize = 11;
  const int bar =
      std::min((style.width - static_cast<int>(kName + 3 * kSize) - 4) / 2, kLargestBar);
  Bytes scale = after.front().size;
  if (before != nullptr) scale = std::max(scale, before->front().size);
  std::string text = PadRight("", kName) + PadLeft("before", kSize) + PadLeft("after", kSize) +
                     PadLeft("change", kSize) + "\n";
  for (std::size_t i = 0; i < after.size(); ++i) {
    const MemoryNode& node = after[i];
    const Bytes old = before == nullptr ? node.size : (*before)[i].size;
    const std::string indent(static_cast<std::size_t>(node.depth) * 2, ' ');
    std::string line = PadRight(indent + std::string(node.name), kName) +
                       PadLeft(before == nullptr ? "-" : HumanSize(old.count()), kSize) +
                       PadLeft(HumanSize(node.size.count()), kSize) +
                       PadLeft(SignedSize(node.size.count() - old.count()), kSize);
    while (bar < kLeastBar && line.ends_with(' ')) line.pop_back();
    const bool moves = old != node.size;
    line = Painted(style, moves || before == nullptr ? Tint::kNone : Tint::kDim, line);
    if (bar >= kLeastBar) {
      const std::string first = before == nullptr ? "" : BarOf(old, scale, bar, style);
      const std::string second = BarOf(node.size, scale, bar, style);
      const std::string blanks = PadRight("", static_cast<std::size_t>(bar) + 2 - ColumnsOf(first));
      line += "  " + Painted(style, Tint::kDim, first) + blanks + Painted(style, node.tint, second);
    }
    while (line.ends_with(' ')) line.pop_back();
    text += line + "\n";
  }
  return text;
}

/// Lines of `before` that `after` has not, with "-"; then the new ones, with "+".
std::string DifferenceText(std::string_view heading, const std::vector<std::string>& before,
                           const std::vector<std::string>& after, const TextStyle& style) {
  const auto has = [](const std::vector<std::string>& all, const std::string& line) {
    return std::find(all.begin(), all.end(), line) != all.end();
  };
  std::string text;
  for (const std::string& line : before) {
    if (!has(after, line))
      text += Painted(style, Tint::kRed, Wrapped("- " + line, style.width, 2, 6));
  }
  for (const std::string& line : after) {
    if (!has(before, line)) {
      text += Painted(style, Tint::kGreen, Wrapped("+ " + line, style.width, 2, 6));
    }
  }
  return text.empty() ? "" : HeadingText(heading, style) + text;
}

std::vector<std::string> OptionLines(const MemoryPlan& plan) {
  std::vector<std::string> lines;
  for (const OptionUse& use : plan.sources) {
    if (use.origin.kind == Origin::Kind::kDefault) continue;
    lines.push_back(use.key + ": " + use.value + "  [" + use.origin.ShortText() + "]");
  }
  return lines;
}

std::vector<std::string> WarningLines(const MemoryPlan& plan) {
  std::vector<std::string> lines;
  lines.reserve(plan.warnings.size());
  for (const Warning& warning : plan.warnings) lines.push_back(warning.what);
  return lines;
}

}  // namespace

std::string ComparisonText(const MemoryComparison& comparison, const TextStyle& style) {
  std::string text = Painted(style, Tint::kBold, PlanTitle(comparison.after)) + ", " +
                     Wrapped(comparison.what, 10'000, 0, 0) + "\n";
  const std::vector<MemoryNode> after = MemoryTree(comparison.after);
  if (!comparison.before) {
    text += "Before, it is rejected:\n" + ErrorText(comparison.before.error()) + "\n";
    return text + RowsText(nullptr, after, style) +
           DifferenceText("JVM flags", {}, comparison.after.jvm_args, style) +
           RemarksText(comparison.after.warnings, "warning", style);
  }
  const MemoryPlan& before = *comparison.before;
  const std::vector<MemoryNode> nodes = MemoryTree(before);
  const bool is_same = before.components == comparison.after.components &&
                       before.jvm_args == comparison.after.jvm_args &&
                       before.dynamic_properties == comparison.after.dynamic_properties;
  text += RowsText(&nodes, after, style);
  if (is_same) text += "\nNothing moves.\n";
  return text + DifferenceText("JVM flags", before.jvm_args, comparison.after.jvm_args, style) +
         DifferenceText("Options", OptionLines(before), OptionLines(comparison.after), style) +
         DifferenceText("Warnings", WarningLines(before), WarningLines(comparison.after), style);
}

}  // namespace flink_launcher
