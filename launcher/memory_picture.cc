#include "launcher/memory_picture.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "launcher/memory_tree.h"

namespace flink_launcher {
namespace {

// What a picture is drawn with; each is one column wide.
struct Glyphs {
  std::string_view leaf;    // a component
  std::string_view sum;     // spans what is below it
  std::string_view thin;    // a component that is too small for a column
  std::string_view limit;   // the container's limit
  std::string_view unused;  // below the limit
  std::string_view more;    // the limit is further off than the picture is wide
  std::string_view branch;  // of the tree; two columns each from here on
  std::string_view last;
  std::string_view through;
};
constexpr Glyphs kUtf8 = {"█", "━", "▏", "─", "░", "▶", "├╴", "└╴", "│ "};
constexpr Glyphs kAscii = {"#", "=", "|", "-", ".", ">", "|-", "`-", "| "};

constexpr std::size_t kSizeColumns = 10;
constexpr std::size_t kShareColumns = 8;
constexpr int kLeastBar = 8;
constexpr int kLargestBar = 100;
constexpr std::string_view kBlanks = "  ";

struct Row {
  std::string name;  // with its branches
  std::string size;
  std::string share;
  Bytes offset;
  Bytes length;
  std::string_view fill;
  Tint tint = Tint::kNone;
  bool goes_on = false;  // further than the scale
};

class Picture {
 public:
  Picture(const MemoryPlan& plan, const TextStyle& style)
      : plan_(plan),
        style_(style),
        glyphs_(style.utf8 ? kUtf8 : kAscii),
        nodes_(MemoryTree(plan)),
        process_(plan.total_process) {}

  std::string Text();

 private:
  std::string BranchesOf(std::size_t index) const;
  void AddTree();
  void AddContainer();
  void ChooseScale();
  std::int64_t ColumnOf(Bytes place) const;
  std::string Bar(const Row& row) const;

  std::optional<Bytes> Limit() const {
    if (!plan_.container || !plan_.container->limit) return std::nullopt;
    return plan_.container->limit->size;
  }

  const MemoryPlan& plan_;
  const TextStyle& style_;
  const Glyphs& glyphs_;
  std::vector<MemoryNode> nodes_;
  Bytes process_;
  Bytes scale_;  // what the whole width of the bars stands for
  int bar_columns_ = 0;
  std::vector<Row> rows_;
};

/// "│ ├╴": one pair for each level above the row, whose line goes on where a row of that level
/// follows.
std::string Picture::BranchesOf(std::size_t index) const {
  std::string branches;
  for (int depth = 1; depth <= nodes_[index].depth; ++depth) {
    std::size_t next = index + 1;
    while (next < nodes_.size() && nodes_[next].depth > depth) ++next;
    const bool follows = next < nodes_.size() && nodes_[next].depth == depth;
    if (depth == nodes_[index].depth) {
      branches += follows ? glyphs_.branch : glyphs_.last;
    } else {
      branches += follows ? glyphs_.through : kBlanks;
    }
  }
  return branches;
}

void Picture::AddTree() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const MemoryNode& node = nodes_[i];
    rows_.push_back({.name = BranchesOf(i) + std::string(node.name),
                     .size = HumanSize(node.size.count()),
                     .share = PercentText(node.size.count(), process_.count()),
                     .offset = node.offset,
                     .length = node.size,
                     .fill = node.component ? glyphs_.leaf : glyphs_.sum,
                     .tint = node.tint});
  }
}

/// Rows for the limit, and for what is left between it and the process, or missing.
void Picture::AddContainer() {
  const std::optional<Bytes> limit = Limit();
  if (!limit) return;
  rows_.push_back({.name = "Container limit",
                   .size = HumanSize(limit->count()),
                   .length = *limit,
                   .fill = glyphs_.limit,
                   .goes_on = *limit > scale_});
  if (const auto over = process_.Minus(*limit); over && *over > Bytes{}) {
    rows_.push_back({.name = "Above the limit",
                     .size = HumanSize(over->count()),
                     .share = PercentText(over->count(), process_.count()),
                     .offset = *limit,
                     .length = *over,
                     .fill = glyphs_.leaf,
                     .tint = Tint::kRed});
    return;
  }
  const Bytes available = plan_.container->available.value_or(*limit);
  if (const auto unused = available.Minus(process_); unused && *unused > Bytes{}) {
    rows_.push_back({.name = "Not used",
                     .size = HumanSize(unused->count()),
                     .offset = process_,
                     .length = *unused,
                     .fill = glyphs_.unused});
  }
  if (const Bytes headroom = plan_.container->headroom; headroom > Bytes{}) {
    rows_.push_back({.name = "Headroom",
                     .size = HumanSize(headroom.count()),
                     .offset = available,
                     .length = headroom,
                     .fill = glyphs_.unused});
  }
}

/// The larger of process and limit, but a limit beyond four processes is not drawn to its end.
void Picture::ChooseScale() {
  scale_ = process_;
  const std::optional<Bytes> limit = Limit();
  if (limit && *limit > process_ && limit->count() / 4 <= process_.count()) scale_ = *limit;
}

std::int64_t Picture::ColumnOf(Bytes place) const {
  return std::min<std::int64_t>(bar_columns_, Scaled(place.count(), scale_.count(), bar_columns_));
}

std::string Picture::Bar(const Row& row) const {
  if (row.length == Bytes{} || scale_ == Bytes{}) return "";
  std::int64_t begin = ColumnOf(row.offset);
  const std::int64_t end = ColumnOf(row.offset.Plus(row.length).value_or(Bytes::Max()));
  if (begin == end && row.offset >= scale_) return "";  // beyond the picture
  const bool is_thin = begin == end;
  if (is_thin && begin == bar_columns_) --begin;
  std::string fill;
  for (std::int64_t i = begin; i < end; ++i) {
    fill += row.goes_on && i + 1 == end ? glyphs_.more : row.fill;
  }
  if (is_thin) fill = glyphs_.thin;
  return "  " + std::string(static_cast<std::size_t>(begin), ' ') +
         Painted(style_, row.tint == Tint::kNone && row.fill != glyphs_.sum ? Tint::kDim : row.tint,
                 fill);
}

std::string Picture::Text() {
  ChooseScale();
  AddTree();
  AddContainer();
  std::size_t name_columns = 0;
  for (const Row& row : rows_) name_columns = std::max(name_columns, ColumnsOf(row.name));
  const std::size_t before_bar = name_columns + 1 + kSizeColumns + kShareColumns + 2;
  const bool has_shares = style_.width >= static_cast<int>(before_bar) - 2;
  bar_columns_ = std::min(style_.width - static_cast<int>(before_bar), kLargestBar);
  std::string text;
  for (const Row& row : rows_) {
    std::string line = PadRight(row.name, name_columns + 1) + PadLeft(row.size, kSizeColumns) +
                       (has_shares ? PadLeft(row.share, kShareColumns) : "");
    if (bar_columns_ >= kLeastBar) line += Bar(row);
    while (line.ends_with(' ')) line.pop_back();
    text += (row.length == process_ && row.offset == Bytes{} && row.fill == glyphs_.sum
                 ? Painted(style_, Tint::kBold, line)
                 : line) +
            "\n";
  }
  return text;
}

}  // namespace

std::string MemoryPicture(const MemoryPlan& plan, const TextStyle& style) {
  return Picture(plan, style).Text();
}

}  // namespace flink_launcher
