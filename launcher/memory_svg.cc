#include "launcher/memory_svg.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "launcher/explain_text.h"
#include "launcher/memory_tree.h"

namespace flink_launcher {
namespace {

constexpr int kWidth = 1080;
constexpr int kMargin = 20;
constexpr int kBars = kWidth - 2 * kMargin;
constexpr int kBarHeight = 46;
constexpr int kRowHeight = 50;
constexpr int kTop = 60;
constexpr int kLine = 22;         // of the table
constexpr int kNotes = 385;       // where its last column begins
constexpr int kLongestNote = 95;  // letters

// Boxes are light and their labels dark on any page; what stands beside them follows the page.
constexpr std::string_view kStyle =
    "<style>\n"
    "  text { font: 13px system-ui, 'DejaVu Sans', Arial, sans-serif; }\n"
    "  .page { fill: #ffffff; }\n"
    "  .beside { fill: #1f2328; }\n"
    "  .faint { fill: #59636e; }\n"
    "  .title { font-size: 18px; font-weight: 600; }\n"
    "  .limit { fill: none; stroke: #cf222e; stroke-width: 2; stroke-dasharray: 6 4; }\n"
    "  .in { fill: #14181d; text-anchor: middle; }\n"
    "  .right { text-anchor: end; }\n"
    "  @media (prefers-color-scheme: dark) {\n"
    "    .page { fill: #0d1117; }\n"
    "    .beside { fill: #e6edf3; }\n"
    "    .faint { fill: #9198a1; }\n"
    "    .limit { stroke: #ff7b72; }\n"
    "  }\n"
    "</style>\n";

std::string_view ColorOf(Tint tint) {
  switch (tint) {
    case Tint::kBlue:
      return "#8ab4f8";
    case Tint::kGreen:
      return "#81c995";
    case Tint::kMagenta:
      return "#d7aefb";
    case Tint::kCyan:
      return "#78d9ec";
    case Tint::kYellow:
      return "#fdd663";
    default:
      return "#c4c7cc";
  }
}

std::string Escaped(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    if (c == '&') {
      escaped += "&amp;";
    } else if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else {
      escaped += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return escaped;
}

std::string Number(std::int64_t value) { return std::to_string(value); }

std::string Text(std::int64_t x, std::int64_t y, std::string_view style, std::string_view text) {
  return "<text x=\"" + Number(x) + "\" y=\"" + Number(y) + "\" class=\"" + std::string(style) +
         "\">" + Escaped(text) + "</text>\n";
}

std::string Box(std::int64_t x, std::int64_t y, std::int64_t width, std::int64_t height,
                std::string_view color) {
  return "<rect x=\"" + Number(x) + "\" y=\"" + Number(y) + "\" width=\"" + Number(width) +
         "\" height=\"" + Number(height) + "\" rx=\"3\" fill=\"" + std::string(color) + "\"/>\n";
}

/// Whether `text` fits into a box: the widest letters of the usual fonts would be too pessimistic.
bool Fits(std::string_view text, std::int64_t width) {
  return static_cast<std::int64_t>(ColumnsOf(text)) * 8 + 6 <= width;
}

class Drawing {
 public:
  explicit Drawing(const MemoryPlan& plan) : plan_(plan), nodes_(MemoryTree(plan)) {
    scale_ = plan.total_process;
    const bool has_limit = plan.container && plan.container->limit;
    if (has_limit) limit_ = plan.container->limit->size;
    if (limit_ && *limit_ > scale_ && limit_->count() / 4 <= scale_.count()) scale_ = *limit_;
    for (const MemoryNode& node : nodes_) levels_ = std::max(levels_, node.depth + 1);
  }

  std::string Document() const;

 private:
  std::int64_t At(Bytes place) const { return Scaled(place.count(), scale_.count(), kBars); }
  std::string Boxes() const;
  std::string Limit() const;
  std::string Table(int& y) const;

  const MemoryPlan& plan_;
  std::vector<MemoryNode> nodes_;
  std::optional<Bytes> limit_;
  Bytes scale_;
  int levels_ = 0;
};

/// A leaf reaches down to the last level, so that the boxes close to one block.
std::string Drawing::Boxes() const {
  std::string text;
  for (const MemoryNode& node : nodes_) {
    const std::int64_t left = kMargin + At(node.offset);
    const std::int64_t right = kMargin + At(node.offset.Plus(node.size).value_or(Bytes::Max()));
    if (right - left < 1) continue;
    const std::int64_t y = kTop + node.depth * kRowHeight;
    const int rows = node.component ? levels_ - node.depth : 1;
    const int height = (rows - 1) * kRowHeight + kBarHeight;
    const std::int64_t width = std::max<std::int64_t>(right - left - 2, 1);
    text += Box(left, y, width, height, ColorOf(node.tint));
    const std::int64_t middle = left + width / 2;
    const std::int64_t center = y + height / 2;
    const std::string size = HumanSize(node.size.count());
    if (Fits(node.name, width) && Fits(size, width)) {
      text += Text(middle, center - 3, "in", node.name) + Text(middle, center + 15, "in", size);
    } else if (Fits(size, width)) {
      text += Text(middle, center + 5, "in", size);
    }
  }
  return text;
}

/// A dashed frame as wide as the limit, with its size above.
std::string Drawing::Limit() const {
  if (!limit_) return "";
  const std::int64_t width = *limit_ > scale_ ? kBars : At(*limit_);
  const int height = levels_ * kRowHeight + 8;
  const std::string beyond = *limit_ > scale_ ? ", beyond this picture" : "";
  return "<rect x=\"" + Number(kMargin - 4) + "\" y=\"" + Number(kTop - 6) + "\" width=\"" +
         Number(width + 6) + "\" height=\"" + Number(height) + "\" rx=\"4\" class=\"limit\"/>\n" +
         Text(kMargin, kTop + height + 12, "beside",
              "Container limit " + HumanSize(limit_->count()) + beyond + " (" +
                  plan_.container->limit->origin.Text() + ")");
}

/// `y` is the line to begin at, and afterwards the one below the last.
std::string Drawing::Table(int& y) const {
  std::string text;
  for (const MemoryNode& node : nodes_) {
    const int indent = node.depth * 14;
    const std::string share = PercentText(node.size.count(), plan_.total_process.count());
    text += Box(kMargin + indent, y - 11, 12, 12, ColorOf(node.tint)) +
            Text(kMargin + indent + 20, y, "beside", node.name) +
            Text(300, y, "beside right", HumanSize(node.size.count())) +
            Text(365, y, "faint right", share);
    const std::string how = node.from == "derived" ? node.how : node.how + " [" + node.from + "]";
    std::string lines = Wrapped(how, kLongestNote, 0, 0);
    for (std::size_t end = lines.find('\n'); end != std::string::npos; end = lines.find('\n')) {
      text += Text(kNotes, y, "faint", lines.substr(0, end));
      lines.erase(0, end + 1);
      y += kLine;
    }
  }
  y += kLine / 2;
  for (const std::string& flag : plan_.jvm_args) {
    text += Text(kMargin, y, "beside", flag) + Text(kNotes, y, "faint", PartsOfFlag(plan_, flag));
    y += kLine;
  }
  return text;
}

std::string Drawing::Document() const {
  int y = kTop + levels_ * kRowHeight + 56;
  const std::string table = Table(y);
  const std::string title = PlanTitle(plan_) + ": " + HumanSize(plan_.total_process.count());
  const std::string size = Number(kWidth) + "\" height=\"" + Number(y) + "\"";
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + size + " viewBox=\"0 0 " +
         Number(kWidth) + " " + Number(y) + "\" role=\"img\">\n<title>" + Escaped(title) +
         "</title>\n" + std::string(kStyle) + "<rect width=\"" + size + " class=\"page\"/>\n" +
         Text(kMargin, 34, "beside title", title) + Boxes() + Limit() + table + "</svg>\n";
}

}  // namespace

std::string MemorySvg(const MemoryPlan& plan) { return Drawing(plan).Document(); }

}  // namespace flink_launcher
