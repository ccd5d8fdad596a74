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

/// "512 MiB", "1.69 GiB": for reading, never for typing back.
std::string HumanSize(Bytes size) {
  constexpr std::array kUnits = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  auto value = static_cast<double>(size.count());
  std::size_t unit = 0;
  while (value >= 1024 && unit + 1 < kUnits.size()) {
    value /= 1024;
    ++unit;
  }
  std::array<char, 48> buffer{};
  const int decimals = unit == 0 ? 0 : unit < 3 ? 1 : 2;
  std::snprintf(buffer.data(), buffer.size(), "%.*f %s", decimals, value, kUnits[unit]);
  return buffer.data();
}

struct TreeRow {
  int depth;
  std::string name;
  Bytes size;
  std::string note;
};

std::string RowText(const TreeRow& row) {
  const std::string name = std::string(static_cast<std::size_t>(row.depth) * 2, ' ') + row.name;
  std::array<char, 128> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%-28s %11s %15lld", name.c_str(),
                HumanSize(row.size).c_str(), static_cast<long long>(row.size.count()));
  return std::string(buffer.data()) + (row.note.empty() ? "" : "  " + row.note) + "\n";
}

TreeRow Leaf(const MemoryPlan& plan, Component component, int depth) {
  const auto found =
      std::find_if(plan.components.begin(), plan.components.end(),
                   [component](const auto& each) { return each.component == component; });
  return {depth, std::string(DisplayName(component)), plan.SizeOf(component),
          found == plan.components.end() ? "" : found->derivation};
}

std::vector<TreeRow> Tree(const MemoryPlan& plan) {
  std::vector<TreeRow> rows = {{0, "Total Process Memory", plan.total_process, ""},
                               {1, "Total Flink Memory", plan.total_flink, ""}};
  if (plan.process == Process::kTaskManager) {
    const Bytes direct = Bytes::Of(plan.SizeOf(Component::kFrameworkOffHeap).count() +
                                   plan.SizeOf(Component::kTaskOffHeap).count() +
                                   plan.SizeOf(Component::kNetwork).count());
    rows.push_back({2, "JVM Heap", plan.jvm_heap, ""});
    rows.push_back(Leaf(plan, Component::kFrameworkHeap, 3));
    rows.push_back(Leaf(plan, Component::kTaskHeap, 3));
    rows.push_back(Leaf(plan, Component::kManaged, 2));
    rows.push_back({2, "JVM Direct Memory", direct, ""});
    rows.push_back(Leaf(plan, Component::kFrameworkOffHeap, 3));
    rows.push_back(Leaf(plan, Component::kTaskOffHeap, 3));
    rows.push_back(Leaf(plan, Component::kNetwork, 3));
  } else {
    rows.push_back(Leaf(plan, Component::kHeap, 2));
    rows.push_back(Leaf(plan, Component::kOffHeap, 2));
  }
  rows.push_back(Leaf(plan, Component::kJvmMetaspace, 1));
  rows.push_back(Leaf(plan, Component::kJvmOverhead, 1));
  return rows;
}

std::string SourceText(const OptionUse& use) {
  const std::string set_as =
      use.set_as.empty() || use.set_as == use.key ? "" : " (as " + use.set_as + ")";
  return "  " + use.key + ": " + use.value + "  [" + use.origin.ShortText() + "]" + set_as + "\n";
}

std::string LevelText(int levels_up) {
  if (levels_up == 0) return "";
  return levels_up == 1 ? ", of the parent group" : ", " + std::to_string(levels_up) + " groups up";
}

std::string LimitLine(const ContainerReport& container) {
  if (container.mode == "off") return "not looked at (container.memory is off)";
  if (!container.limit) return "no memory limit";
  const ContainerLimit& limit = *container.limit;
  std::string text = "memory limit " + std::to_string(limit.size.count()) + " (" +
                     HumanSize(limit.size) + ") from " + limit.origin.Text() +
                     LevelText(limit.levels_up);
  if (container.headroom > Bytes{}) {
    text += "; headroom " + std::to_string(container.headroom.count()) + " (" +
            HumanSize(container.headroom) + ")";
  }
  return text;
}

/// The limits, where they are from, and what they stand for.
std::string ContainerText(const ContainerReport& container) {
  std::string text = "\nContainer\n  " + LimitLine(container) + "\n";
  if (container.cpus) {
    text += "  CPUs " + std::to_string(container.cpus->whole) + " from " +
            container.cpus->origin.Text() + LevelText(container.cpus->levels_up) + "\n";
  }
  for (const ContainerReport::Sized& sized : container.sized) {
    const bool is_gone = sized.value.empty();
    text += "  " + sized.key + ": " + (is_gone ? "not used" : sized.value);
    if (!sized.previous.empty()) text += (is_gone ? ": " : " in place of ") + sized.previous;
    text += "\n";
  }
  return text;
}

}  // namespace

std::string ErrorText(const Error& error) {
  return Message("", error.what, error.where, error.why, error.fix);
}

std::string WarningText(const Warning& warning) {
  return Message("warning: ", warning.what, warning.where, "", warning.fix);
}

std::string HintText(const Warning& hint) {
  return Message("hint: ", hint.what, hint.where, "", hint.fix);
}

std::string ExplainText(const MemoryPlan& plan) {
  const char* process = plan.process == Process::kTaskManager ? "TaskManager" : "JobManager";
  std::string text = std::string(process) + " of Flink " + plan.release.version + "\n\n";
  for (const TreeRow& row : Tree(plan)) text += RowText(row);
  if (plan.container) text += ContainerText(*plan.container);
  text += "\nJVM arguments\n";
  for (const std::string& argument : plan.jvm_args) text += "  " + argument + "\n";
  text += "\nOptions that had a say\n";
  for (const OptionUse& use : plan.sources) text += SourceText(use);
  if (!plan.warnings.empty()) text += "\n";
  for (const Warning& warning : plan.warnings) text += WarningText(warning);
  if (!plan.container || plan.container->hints.empty()) return text;
  text += "\n";
  for (const Warning& hint : plan.container->hints) text += HintText(hint);
  return text;
}

std::string CommandText(const JvmCommand& command) {
  std::string text = QuoteForShell(command.executable) + "\n";
  for (std::size_t i = 1; i < command.argv.size(); ++i) {
    text += QuoteForShell(command.argv[i]) + "\n";
  }
  return text;
}

}  // namespace flink_launcher
