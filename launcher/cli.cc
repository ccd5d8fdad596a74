#include "launcher/cli.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <optional>

#include "resolver/nearest.h"

namespace flink_launcher {
namespace {

namespace po = boost::program_options;

/// The option that `word` names ("--name", "--name=value", "-v"), or nullptr.
const LauncherOption* OptionNamedBy(std::string_view word) {
  for (const LauncherOption& option : LauncherOptions()) {
    if (word.size() == 2 && word[0] == '-' && word[1] == option.letter) return &option;
    if (!word.starts_with("--")) continue;
    const std::string_view name = word.substr(2, word.find('=') - 2);
    if (name == option.name) return &option;
  }
  return nullptr;
}

bool TakesNextWord(const LauncherOption& option, std::string_view word) {
  return !option.argument.empty() && word.find('=') == std::string_view::npos;
}

Error UnknownOption(const std::string& word) {
  std::vector<std::string_view> known = {"help", "version"};
  for (const LauncherOption& option : LauncherOptions()) known.push_back(option.name);
  const std::string name = word.substr(0, word.find('='));
  const std::string_view bare = std::string_view(name).substr(name.starts_with("--") ? 2 : 1);
  const std::optional<std::string> nearest = NearestName(bare, known);
  return Error{
      .code = ErrorCode::kUsage,
      .what = "unknown option '" + name + "'",
      .where = Origin::CommandLine("command line"),
      .why = "options of the launcher stand before the role; all after it is the role's",
      .fix = nearest ? "did you mean '--" + *nearest + "'?" : "see 'flink-launcher help options'"};
}

Error OnlyOfExplain(const LauncherOption& option) {
  const std::string name = "--" + std::string(option.name);
  return Error{.code = ErrorCode::kUsage,
               .what = "'" + name + "' is an option of explain",
               .where = Origin::CommandLine("command line"),
               .why = "nothing else has a use for it",
               .fix = "flink-launcher explain " + name + " " + std::string(option.argument) +
                      " ROLE, or leave it out"};
}

/// Reads the launcher options among `words`, which hold nothing else, into `invocation`.
Result<void> ReadOptions(const std::vector<std::string>& words, Invocation& invocation) {
  po::options_description description;
  for (const LauncherOption& option : LauncherOptions()) {
    std::string name(option.name);
    if (option.letter != 0) name += std::string(",") + option.letter;
    if (option.argument.empty()) {
      description.add_options()(name.c_str(), po::bool_switch());
    } else {
      description.add_options()(name.c_str(), po::value<std::string>());
    }
  }
  try {
    const int style =
        po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    const auto parsed = po::command_line_parser(words).options(description).style(style).run();
    for (const po::option& each : parsed.options) {
      const auto option =
          std::find_if(LauncherOptions().begin(), LauncherOptions().end(),
                       [&each](const auto& known) { return known.name == each.string_key; });
      if (option == LauncherOptions().end()) return UnknownOption(each.original_tokens.front());
      if (option->scope == OptionScope::kExplain &&
          invocation.command != Invocation::Command::kExplain) {
        return OnlyOfExplain(*option);
      }
      invocation.options[option->id] = option->IsShorthand() ? std::string(option->shorthand_for)
                                       : option->argument.empty() ? "true"
                                                                  : each.value.front();
      if (option->repeatable) invocation.repeated[option->id].push_back(each.value.front());
    }
  } catch (const po::error& failure) {
    return Error{.code = ErrorCode::kUsage,
                 .what = failure.what(),
                 .where = Origin::CommandLine("command line"),
                 .fix = "see 'flink-launcher help options'"};
  }
  return {};
}

/// Splits off the launcher options at the front of `words`, up to the first word that is none.
Result<std::vector<std::string>> TakeLeadingOptions(std::vector<std::string>& words) {
  std::size_t end = 0;
  while (end < words.size() && words[end].starts_with('-') && words[end] != "--help" &&
         words[end] != "-h" && words[end] != "--version") {
    const LauncherOption* option = OptionNamedBy(words[end]);
    if (option == nullptr) return UnknownOption(words[end]);
    end += TakesNextWord(*option, words[end]) ? 2 : 1;
  }
  const auto stop = words.begin() + static_cast<std::ptrdiff_t>(std::min(end, words.size()));
  std::vector<std::string> taken(words.begin(), stop);
  words.erase(words.begin(), stop);
  return taken;
}

/// Whether `word`, which is none of our options, was probably meant to be one. Ours are all in
/// small letters, which Flink's own --configDir and the like are not.
bool IsMisspelt(const std::string& word) {
  if (!word.starts_with("--") || word == "--help" || word == "--version") return false;
  const std::string name = word.substr(2, word.find('=') - 2);
  if (std::any_of(name.begin(), name.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
    return false;
  }
  std::vector<std::string_view> known;
  for (const LauncherOption& option : LauncherOptions()) known.push_back(option.name);
  return NearestName(name, known).has_value();
}

/// Moves the launcher options that stand anywhere in `words` (up to "--") to the result. The word
/// after a bare -D is its value, whatever it looks like. Fails at a word that is nearly an option.
Result<std::vector<std::string>> TakeScatteredOptions(std::vector<std::string>& words) {
  std::vector<std::string> taken;
  std::vector<std::string> left;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i] == "--") {
      left.insert(left.end(), words.begin() + static_cast<std::ptrdiff_t>(i) + 1, words.end());
      break;
    }
    const LauncherOption* option = OptionNamedBy(words[i]);
    std::vector<std::string>& target = option != nullptr ? taken : left;
    target.push_back(words[i]);
    if (option == nullptr && IsMisspelt(words[i])) {
      Error error = UnknownOption(words[i]);
      error.why = "it would go to the role; if it is meant for that, put -- before it";
      return error;
    }
    const bool with_next = option != nullptr ? TakesNextWord(*option, words[i]) : words[i] == "-D";
    if (with_next && i + 1 < words.size()) target.push_back(words[++i]);
  }
  words = std::move(left);
  return taken;
}

Invocation::Command CommandNamed(std::string_view word) {
  if (word == "explain") return Invocation::Command::kExplain;
  if (word == "install") return Invocation::Command::kInstall;
  if (word == "uninstall") return Invocation::Command::kUninstall;
  return Invocation::Command::kStart;
}

Error TooMany(const std::string& word) {
  return Error{.code = ErrorCode::kUsage,
               .what = "'" + word + "' is one word too many",
               .where = Origin::CommandLine("command line"),
               .fix = "flink-launcher install --flink-home DIR [--dry-run]"};
}

Error NoRole() {
  return Error{.code = ErrorCode::kUsage,
               .what = "no role given",
               .where = Origin::CommandLine("command line"),
               .fix = "flink-launcher taskmanager, or see 'flink-launcher help'"};
}

}  // namespace

Result<Invocation> ParseCommandLine(std::span<const std::string> arguments) {
  Invocation invocation;
  std::vector<std::string> words(arguments.begin(), arguments.end());
  Result<std::vector<std::string>> option_words = TakeLeadingOptions(words);
  if (!option_words) return option_words.error();

  invocation.command = CommandNamed(words.empty() ? "" : words.front());
  if (invocation.command != Invocation::Command::kStart) {
    words.erase(words.begin());
    const Result<std::vector<std::string>> scattered = TakeScatteredOptions(words);
    if (!scattered) return scattered.error();
    option_words->insert(option_words->end(), scattered->begin(), scattered->end());
  }
  const Result<void> options = ReadOptions(*option_words, invocation);
  if (!options) return options.error();

  if (invocation.command == Invocation::Command::kInstall ||
      invocation.command == Invocation::Command::kUninstall) {
    if (!words.empty()) return TooMany(words.front());
    return invocation;
  }
  const std::string first = words.empty() ? "" : words.front();
  if (first == "help" || first == "--help" || first == "-h") {
    invocation.command = Invocation::Command::kHelp;
    invocation.help_topic = words.size() > 1 ? words[1] : "";
    return invocation;
  }
  if (first == "--version") {
    invocation.command = Invocation::Command::kVersion;
    return invocation;
  }
  if (words.empty()) return NoRole();
  invocation.role = first;
  invocation.role_arguments.assign(words.begin() + 1, words.end());
  return invocation;
}

}  // namespace flink_launcher
