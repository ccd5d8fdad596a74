#include "launcher/help.h"

#include <algorithm>
#include <array>
#include <vector>

#include "launcher/actions.h"
#include "launcher/completion.h"
#include "launcher/exit_status.h"
#include "launcher/launcher_options.h"
#include "launcher/man_page.h"
#include "launcher/output_format.h"
#include "launcher/roles.h"
#include "resolver/nearest.h"
#include "resolver/options.h"
#include "resolver/release.h"

namespace flink_launcher {
namespace {

constexpr std::size_t kWidth = 100;

/// `left` padded to `column`, then `right` wrapped to kWidth below itself.
std::string TwoColumns(const std::string& left, std::string_view right, std::size_t column) {
  std::string text = "  " + left;
  std::size_t position = text.size();
  const auto start_line = [&] {
    text += "\n" + std::string(column, ' ');
    position = column;
  };
  if (position + 2 > column) {
    start_line();
  } else {
    text += std::string(column - position, ' ');
    position = column;
  }
  while (!right.empty()) {
    const std::string_view word = right.substr(0, right.find(' '));
    if (position > column && position + 1 + word.size() > kWidth) start_line();
    if (position > column) {
      text += ' ';
      ++position;
    }
    text += word;
    position += word.size();
    right.remove_prefix(std::min(right.size(), word.size() + 1));
  }
  return text + "\n";
}

std::string OptionSynopsis(const LauncherOption& option) {
  std::string text;
  if (option.letter != 0) text += std::string("-") + option.letter + ", ";
  text += "--" + std::string(option.name);
  if (!option.argument.empty()) text += " " + std::string(option.argument);
  return text;
}

std::string OptionsOf(OptionScope scope) {
  std::string text;
  for (const LauncherOption& option : LauncherOptions()) {
    if (option.scope != scope) continue;
    text += TwoColumns(OptionSynopsis(option), option.help, 28);
  }
  return text;
}

std::string LauncherOptionsText() {
  const std::string text =
      "Launcher options (before the role; with explain and install, anywhere):\n" +
      OptionsOf(OptionScope::kAnywhere) + "Options of explain alone:\n" +
      OptionsOf(OptionScope::kExplain);
  return text +
         "Precedence: command line, environment ('help environment'), launcher.toml ('help "
         "settings').\n";
}

std::string RoleTable() {
  std::string text = "Roles:\n";
  for (const Role& role : Roles()) {
    text += TwoColumns(std::string(role.name),
                       std::string(role.script) + ": " + std::string(role.what), 28);
  }
  return text;
}

std::string ActionTable() {
  std::string text = "Actions, the word after the role:\n";
  for (const Action& action : Actions()) {
    text += TwoColumns(std::string(action.name), action.what, 28);
  }
  return text;
}

std::string ExitCodes() {
  std::string text = "Exit codes, until the JVM takes over (after that, they are the JVM's):\n";
  text += TwoColumns("0", "success of explain, help and --dry-run", 20);
  for (const DaemonStateRow& row : DaemonStates()) {
    text += TwoColumns(std::to_string(static_cast<int>(row.state)), row.meaning, 20);
  }
  for (const ExitStatusRow& row : ExitStatuses()) {
    text += TwoColumns(std::to_string(row.status) + " " + std::string(row.name), row.meaning, 20);
  }
  return text;
}

std::string EnvironmentVariables() {
  std::string text = "Environment variables of the launcher (flags: true or false):\n";
  for (const LauncherOption& option : LauncherOptions()) {
    if (option.variable.empty()) continue;
    text += TwoColumns(std::string(option.variable), "as --" + std::string(option.name), 36);
  }
  return text +
         "Flink's own variables (FLINK_HOME, FLINK_CONF_DIR, FLINK_LOG_DIR, JAVA_HOME, ...) mean\n"
         "what they mean to Flink's scripts.\n";
}

std::string SettingsKeys() {
  std::string text =
      "Keys of launcher.toml, looked for at --launcher-config, in the configuration folder, and\n"
      "at /etc/flink-launcher/launcher.toml; the first one found is read (a.b = ... may stand as\n"
      "b = ... below [a]):\n";
  for (const LauncherOption& option : LauncherOptions()) {
    if (option.toml_key.empty()) continue;
    const std::string value = option.argument.empty() ? " = true" : " = \"...\"";
    text += TwoColumns(std::string(option.toml_key) + value, option.help, 28);
  }
  return text;
}

std::string ReleaseTraits() {
  const auto lines = KnownReleaseLines();
  std::string text = "Flink " + lines.front().Text() + " to " + lines.back().Text() +
                     " are known. What differs between them:\n";
  for (const TraitRow& row : Traits()) {
    const bool ended = row.until < lines.back();
    const std::string span = row.since.Text() + (ended ? " to " + row.until.Text() : " and later");
    text += TwoColumns(span, row.what, 20);
  }
  text += "Java releases that they are made for:\n";
  for (const JavaSupportRow& row : JavaSupport()) {
    const bool ended = row.until < lines.back();
    std::string java;
    for (const int release : row.java) java += (java.empty() ? "" : ", ") + std::to_string(release);
    text +=
        TwoColumns(row.since.Text() + (ended ? " to " + row.until.Text() : " and later"), java, 20);
  }
  return text;
}

std::string FormatTable() {
  std::string text = "Formats, for --format:\n";
  for (const OutputFormatRow& row : kOutputFormats) {
    std::string what(row.what);
    if (!row.for_dry_run) what += row.for_views ? "; of explain" : "; of explain ROLE alone";
    text += TwoColumns(std::string(row.name), what, 12);
  }
  return text;
}

std::string MemoryOptions() {
  std::string text = "Options of Flink that the memory computation reads, with their defaults:\n";
  for (const Option& option : Options()) {
    std::string what(option.default_text.empty() ? "no default" : option.default_text);
    if (!option.deprecated_key.empty()) what += "; earlier " + std::string(option.deprecated_key);
    text += TwoColumns(std::string(option.key), what, 52);
  }
  return text + "'flink-launcher explain ROLE --show KEY' tells all of one.\n";
}

std::string Overview();

struct Topic {
  std::string_view name;
  std::string (*text)();
  bool generated = false;  // a file for other programs, not for reading
};

constexpr std::array kTopics = {
    Topic{"", Overview},
    Topic{"actions", ActionTable},
    Topic{"options", LauncherOptionsText},
    Topic{"formats", FormatTable},
    Topic{"memory-options", MemoryOptions},
    Topic{"roles", RoleTable},
    Topic{"environment", EnvironmentVariables},
    Topic{"settings", SettingsKeys},
    Topic{"exit-codes", ExitCodes},
    Topic{"releases", ReleaseTraits},
    Topic{"completion-bash", BashCompletion, true},
    Topic{"completion-zsh", ZshCompletion, true},
    Topic{"completion-fish", FishCompletion, true},
    Topic{"man", ManPage, true},
};

std::string Overview() {
  std::string topics;
  std::string files;
  for (const Topic& topic : kTopics) {
    if (!topic.name.empty()) (topic.generated ? files : topics) += " " + std::string(topic.name);
  }
  return "flink-launcher starts Apache Flink's processes: no shell, no helper JVM.\n\n"
         "  flink-launcher [options] ROLE [ACTION] [--] [role arguments]\n"
         "                                                      without ACTION, start ROLE in the\n"
         "                                                      foreground: this process becomes\n"
         "                                                      the JVM\n"
         "  flink-launcher explain [options] ROLE [arguments]   what would be started, and why\n"
         "  flink-launcher install | uninstall [--flink-home DIR] [--dry-run]\n"
         "                                                      puts itself in the place of "
         "Flink's\n"
         "                                                      scripts; puts the originals back\n"
         "  flink-launcher help [TOPIC] | --help | --version\n\n"
         "Called by the name of one of Flink's scripts, it is that script.\n\n" +
         RoleTable() + ActionTable() +
         "Role arguments are those of Flink's scripts: -D key=value, -Dkey=value, and whatever "
         "else\nthe process takes.\n\n" +
         LauncherOptionsText() + "\nFiles for other programs, as help topics:" + files +
         "\nHelp topics:" + topics + "\n";
}

}  // namespace

std::vector<std::string_view> HelpTopics() {
  std::vector<std::string_view> names;
  for (const Topic& topic : kTopics) {
    if (!topic.name.empty()) names.push_back(topic.name);
  }
  return names;
}

Result<std::string> HelpText(std::string_view topic) {
  std::vector<std::string_view> names;
  for (const Topic& each : kTopics) {
    if (each.name == topic) return each.text();
    names.push_back(each.name);
  }
  const std::optional<std::string> nearest = NearestName(topic, names);
  return Error{.code = ErrorCode::kUsage,
               .what = "no help on '" + std::string(topic) + "'",
               .where = Origin::CommandLine("command line"),
               .fix = nearest && !nearest->empty() ? "did you mean '" + *nearest + "'?"
                                                   : "see 'flink-launcher help' for the topics"};
}

}  // namespace flink_launcher
