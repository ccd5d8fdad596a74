#include "launcher/explain_text.h"

#include <algorithm>

#include "launcher/memory_picture.h"
#include "launcher/memory_tree.h"

namespace flink_launcher {
namespace {

constexpr int kWidthOfTables = 110;  // from here on, a row has one line

std::string HumanAndExact(Bytes size) {
  return HumanSize(size.count()) + " (" + std::to_string(size.count()) + " bytes)";
}

/// Name, bytes, origin and derivation; in narrow terminals the derivation is below.
std::string OriginsText(const MemoryPlan& plan, const TextStyle& style) {
  std::string text = HeadingText("Where each size comes from", style);
  const std::vector<MemoryNode> nodes = MemoryTree(plan);
  std::size_t names = 0;
  std::size_t sizes = 0;
  std::size_t origins = 0;
  for (const MemoryNode& node : nodes) {
    names = std::max(names, node.name.size());
    sizes = std::max(sizes, std::to_string(node.size.count()).size());
    origins = std::max(origins, ColumnsOf(node.from));
  }
  for (const MemoryNode& node : nodes) {
    const std::string line = "  " + PadRight(node.name, names + 2) +
                             PadLeft(std::to_string(node.size.count()), sizes) + "  ";
    if (style.width >= kWidthOfTables) {
      text += WrappedBehind(line + PadRight(node.from, origins + 2), node.how, style.width);
    } else {
      text += line + node.from + "\n" +
              Painted(style, Tint::kDim, Wrapped(node.how, style.width, 6, 6));
    }
  }
  return text;
}

std::string LevelText(int levels_up) {
  if (levels_up == 0) return "";
  return levels_up == 1 ? ", of the parent group" : ", " + std::to_string(levels_up) + " groups up";
}

std::string LimitLine(const ContainerReport& container) {
  if (container.mode == "off") return "not looked at (container.memory is off)";
  if (!container.limit) return "no memory limit";
  const ContainerLimit& limit = *container.limit;
  std::string text = "memory limit " + HumanAndExact(limit.size) + " from " + limit.origin.Text() +
                     LevelText(limit.levels_up);
  if (container.headroom > Bytes{}) text += "; headroom " + HumanAndExact(container.headroom);
  return text;
}

/// The limits, where they are from, and what they stand for.
std::string ContainerText(const ContainerReport& container, const TextStyle& style) {
  std::string text =
      HeadingText("Container", style) + Wrapped(LimitLine(container), style.width, 2, 4);
  if (container.cpus) {
    text += Wrapped("CPUs " + std::to_string(container.cpus->whole) + " from " +
                        container.cpus->origin.Text() + LevelText(container.cpus->levels_up),
                    style.width, 2, 4);
  }
  for (const ContainerReport::Sized& sized : container.sized) {
    const bool is_gone = sized.value.empty();
    std::string line = sized.key + ": " + (is_gone ? "not used" : sized.value);
    if (!sized.previous.empty()) line += (is_gone ? ": " : " in place of ") + sized.previous;
    text += Wrapped(line, style.width, 2, 4);
  }
  return text;
}

std::string FlagsText(const MemoryPlan& plan, const TextStyle& style) {
  std::string text = HeadingText("JVM flags", style);
  std::size_t flags = 0;
  std::size_t parts = 0;
  for (const std::string& flag : plan.jvm_args) {
    flags = std::max(flags, flag.size());
    parts = std::max(parts, PartsOfFlag(plan, flag).size());
  }
  const bool fits = flags + parts + 4 <= static_cast<std::size_t>(style.width);
  for (const std::string& flag : plan.jvm_args) {
    text += "  " + (fits ? PadRight(flag, flags + 2) : flag + "\n      ") +
            Painted(style, Tint::kDim, PartsOfFlag(plan, flag)) + "\n";
  }
  return text;
}

std::string PropertiesText(const MemoryPlan& plan, const TextStyle& style) {
  std::string text = HeadingText("Dynamic properties", style);
  for (const auto& property : plan.dynamic_properties) {
    text += Wrapped("-D " + PropertyText(property), style.width, 2, 6);
  }
  return text;
}

/// "KEY: VALUE  [ORIGIN] (as OLD KEY)".
std::string UseText(const OptionUse& use) {
  std::string origin = "[" + use.origin.ShortText() + "]";
  std::replace(origin.begin(), origin.end(), ' ', kHardBlank);
  const bool is_renamed = !use.set_as.empty() && use.set_as != use.key;
  return use.key + ": " + use.value + "  " + origin +
         (is_renamed ? " (as " + use.set_as + ")" : "");
}

std::string OptionsText(const MemoryPlan& plan, const TextStyle& style) {
  std::string text = HeadingText("Options that had a say", style);
  for (const OptionUse& use : plan.sources) {
    const bool is_default = use.origin.kind == Origin::Kind::kDefault;
    text += Painted(style, is_default ? Tint::kDim : Tint::kNone,
                    Wrapped(UseText(use), style.width, 2, 6));
  }
  return text;
}

}  // namespace

std::string HeadingText(std::string_view heading, const TextStyle& style) {
  return "\n" + Painted(style, Tint::kBold, heading) + "\n";
}

std::string PlanTitle(const MemoryPlan& plan) {
  const char* process = plan.process == Process::kTaskManager ? "TaskManager" : "JobManager";
  return std::string(process) + " of Flink " + plan.release.version;
}

std::string RemarksText(const std::vector<Warning>& warnings, std::string_view kind,
                        const TextStyle& style) {
  std::string text;
  for (const Warning& warning : warnings) {
    const std::string place = warning.where.Text();
    const std::string what = (place.empty() ? "" : place + ": ") + warning.what;
    const std::string label = std::string(kind) + ": ";
    // Coloured after it is wrapped, so that colours do not count.
    const std::string body = Wrapped(label + what, style.width, 0, 2);
    text +=
        "\n" +
        Painted(style, kind == "hint" ? Tint::kCyan : Tint::kYellow, body.substr(0, label.size())) +
        body.substr(label.size());
    if (!warning.fix.empty()) text += Wrapped("fix: " + warning.fix, style.width, 2, 7);
  }
  return text;
}

std::string ExplainText(const MemoryPlan& plan, const TextStyle& style) {
  std::string text = Painted(style, Tint::kBold, PlanTitle(plan)) + "\n\n";
  text += MemoryPicture(plan, style);
  if (plan.container) text += ContainerText(*plan.container, style);
  text += OriginsText(plan, style) + FlagsText(plan, style) + PropertiesText(plan, style) +
          OptionsText(plan, style) + RemarksText(plan.warnings, "warning", style);
  if (plan.container) text += RemarksText(plan.container->hints, "hint", style);
  return text;
}

}  // namespace flink_launcher
