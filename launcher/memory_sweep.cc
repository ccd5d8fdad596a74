#include "launcher/memory_sweep.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "launcher/explain_text.h"
#include "launcher/memory_tree.h"
#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

constexpr std::size_t kLimitColumns = 10;
constexpr int kEvenSteps = 8;
constexpr int kLeastBar = 16;

/// A pool of the JVM: the rows of the tree with its tint, summed up.
struct Pool {
  std::string_view name;
  char letter;
  Tint tint;
};
constexpr std::array kPools = {
    Pool{"Heap", 'H', Tint::kBlue},        Pool{"Managed", 'M', Tint::kGreen},
    Pool{"Off-heap", 'O', Tint::kMagenta}, Pool{"Metaspace", 'C', Tint::kCyan},
    Pool{"Overhead", 'V', Tint::kYellow},
};

Bytes SizeOf(const Pool& pool, const std::vector<MemoryNode>& nodes) {
  Bytes size;
  for (const MemoryNode& node : nodes) {
    if (node.component && node.tint == pool.tint)
      size = size.Plus(node.size).value_or(Bytes::Max());
  }
  return size;
}

bool Has(Process process, const Pool& pool) {
  return process == Process::kTaskManager || pool.tint != Tint::kGreen;
}

/// In colour, blocks; without, the pool's letter.
std::string BarOf(const MemoryPlan& plan, Bytes scale, int columns, const TextStyle& style) {
  const std::vector<MemoryNode> nodes = MemoryTree(plan);
  std::string bar;
  std::int64_t sum = 0;
  std::int64_t drawn = 0;
  for (const Pool& pool : kPools) {
    sum += SizeOf(pool, nodes).count();
    const std::int64_t end = Scaled(sum, scale.count(), columns);
    std::string fill;
    for (; drawn < end; ++drawn) {
      fill += style.color && style.utf8 ? std::string("█") : std::string(1, pool.letter);
    }
    bar += Painted(style, pool.tint, fill);
  }
  return bar;
}

Error NoSweep(std::string_view text, std::string why) {
  return Error{.code = ErrorCode::kUsage,
               .what = "'" + std::string(text) + "' is not a range of sizes",
               .where = Origin::CommandLine("--sweep"),
               .why = std::move(why),
               .fix = "write it as --sweep 1g..16g"};
}

std::vector<Bytes> Doublings(Bytes from, Bytes to) {
  std::vector<Bytes> limits;
  for (std::int64_t base = from.count(); base < to.count(); base *= 2) {
    limits.push_back(Bytes::Of(base));
    if (base + base / 2 < to.count()) limits.push_back(Bytes::Of(base + base / 2));
    if (base > Bytes::Max().count() / 2) break;
  }
  // A range of many doublings is thinned out to the doublings alone.
  if (limits.size() > 16) {
    std::vector<Bytes> thinned;
    for (std::size_t i = 0; i < limits.size(); i += 2) thinned.push_back(limits[i]);
    limits = std::move(thinned);
  }
  limits.push_back(to);
  return limits;
}

}  // namespace

Result<std::vector<Bytes>> ParseSweep(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos) return NoSweep(text, "there is no '..' between two sizes");
  const Result<Bytes> from = ParseMemorySize(text.substr(0, dots));
  if (!from) return NoSweep(text, from.error().why);
  const Result<Bytes> to = ParseMemorySize(text.substr(dots + 2));
  if (!to) return NoSweep(text, to.error().why);
  if (*from >= *to || from->count() == 0) {
    return NoSweep(text, "the first size must be above 0 and below the second");
  }
  if (from->count() <= to->count() / 4) return Doublings(*from, *to);
  std::vector<Bytes> limits;
  for (int i = 0; i < kEvenSteps; ++i) {
    const std::int64_t step = (to->count() - from->count()) / kEvenSteps;
    const Bytes limit = Bytes::Mebi((from->count() + i * step) >> 20);
    if (i == 0 || limit <= *from) {
      if (limits.empty()) limits.push_back(*from);
    } else if (limit > limits.back()) {
      limits.push_back(limit);
    }
  }
  limits.push_back(*to);
  return limits;
}

std::string SweepText(const std::vector<SweepPoint>& points, const TextStyle& style) {
  Bytes scale;
  const MemoryPlan* any = nullptr;
  for (const SweepPoint& point : points) {
    if (!point.plan) continue;
    any = &*point.plan;
    scale = std::max(scale, any->total_process);
  }
  if (any == nullptr) return "none of these limits is enough\n";
  std::string text = Painted(style, Tint::kBold, PlanTitle(*any)) +
                     ", by the container's limit\n\n" + PadLeft("Limit", kLimitColumns);
  const std::size_t column = style.width < 66 ? 10 : 11;
  std::size_t columns = kLimitColumns;
  for (const Pool& pool : kPools) {
    if (!Has(any->process, pool)) continue;
    text += Painted(style, pool.tint, PadLeft(pool.name, column));
    columns += column;
  }
  text += "\n";
  const int bar = style.width - static_cast<int>(columns) - 2;
  for (const SweepPoint& point : points) {
    text += PadLeft(HumanSize(point.limit.count()), kLimitColumns);
    if (!point.plan) {
      text += "  too small\n";
      continue;
    }
    const std::vector<MemoryNode> nodes = MemoryTree(*point.plan);
    for (const Pool& pool : kPools) {
      if (Has(any->process, pool)) text += PadLeft(HumanSize(SizeOf(pool, nodes).count()), column);
    }
    if (bar >= kLeastBar) text += "  " + BarOf(*point.plan, scale, bar, style);
    text += "\n";
  }
  if (bar >= kLeastBar && !(style.color && style.utf8)) {
    text += "\nBars:";
    for (const Pool& pool : kPools) {
      if (Has(any->process, pool)) {
        text += std::string(" ") + pool.letter + " " + std::string(pool.name);
      }
    }
    text += "\n";
  }
  for (const SweepPoint& point : points) {
    if (point.plan) continue;
    // The last that is too small says best how much is needed.
    const auto next = &point + 1;
    if (next != points.data() + points.size() && !next->plan) continue;
    text += "\n" + HumanSize(point.limit.count()) + ": " + point.plan.error().what + "\n" +
            Wrapped("fix: " + point.plan.error().fix, style.width, 2, 7);
    break;
  }
  return text;
}

}  // namespace flink_launcher
