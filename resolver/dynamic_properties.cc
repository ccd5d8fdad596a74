#include "resolver/dynamic_properties.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace flink_launcher {
namespace {

constexpr std::string_view kConfigDir = "configDir";

/// Util.stripLeadingHyphens: one "--" or one "-".
std::string_view StripHyphens(std::string_view token) {
  if (token.starts_with("--")) return token.substr(2);
  if (token.starts_with("-")) return token.substr(1);
  return token;
}

bool IsShortName(std::string_view name) { return name == "c" || name == "D"; }
bool HasOption(std::string_view token) {
  const std::string_view name = StripHyphens(token);
  return IsShortName(name) || name == kConfigDir;
}

/// BashJavaUtils.filterCmdArgs: keeps options with the argument after them, whatever that is, and
/// what starts with "-D"; drops everything else.
std::vector<std::string_view> Filter(std::span<const std::string> arguments) {
  std::vector<std::string_view> kept;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view token = arguments[i];
    if (HasOption(token)) {
      kept.push_back(token);
      if (i + 1 < arguments.size()) kept.push_back(arguments[++i]);
    } else if (token.starts_with("-D")) {
      kept.push_back(token);
    }
  }
  return kept;
}

/// Options.getMatchingOptions for our one long option: a prefix of it matches, even the empty one.
bool MatchesLongOption(std::string_view token) {
  return kConfigDir.starts_with(StripHyphens(token));
}

/// DefaultParser.isOption. (A token that is both this and a number does not exist here.)
bool LooksLikeOption(std::string_view token) {
  if (!token.starts_with("-") || token.size() == 1) return false;
  const std::string_view name = token.substr(0, token.find('='));
  if (MatchesLongOption(name)) return true;
  // DefaultParser.getLongPrefix: "-configDirXY" (at least two more characters) has a long prefix.
  const std::string_view stripped = StripHyphens(token);
  if (!token.starts_with("--") && StripHyphens(stripped).starts_with(kConfigDir) &&
      StripHyphens(stripped).size() >= kConfigDir.size() + 2) {
    return true;
  }
  const std::string_view short_name = name.substr(1);
  return IsShortName(StripHyphens(short_name)) ||
         (!short_name.empty() && IsShortName(short_name.substr(0, 1)));
}

/// Util.stripLeadingAndTrailingQuotes.
std::string_view StripQuotes(std::string_view token) {
  if (token.size() > 1 && token.starts_with('"') && token.ends_with('"')) {
    const std::string_view inner = token.substr(1, token.size() - 2);
    if (inner.find('"') == std::string_view::npos) return inner;
  }
  return token;
}

/// What is left of org.apache.commons.cli.DefaultParser for two options, -c/--configDir with one
/// argument and -D with two, of which --configDir was seen before the first token.
class Parser {
 public:
  Result<Config> Parse(const std::vector<std::string_view>& tokens) {
    for (const std::string_view token : tokens) {
      if (!Handle(token)) break;
    }
    if (unreadable_) {
      return Error{.code = ErrorCode::kUsage,
                   .what = "cannot read the argument '" + std::string(option_) + "'",
                   .where = Origin::CommandLine(std::string(option_)),
                   .why = "Flink's own command line parser fails on it",
                   .fix = "write -D KEY=VALUE"};
    }
    if (waiting_ != Waiting::kNothing) return MissingArgument();
    return std::move(properties_);
  }

 private:
  enum class Waiting { kNothing, kDirectory, kProperty, kPropertyValue };

  /// False where parsing ends: at a token that is no option, and at an option that comes while
  /// another one still waits for its argument.
  bool Handle(std::string_view token) {
    if (token == "--") return false;
    if (waiting_ != Waiting::kNothing) {
      if (LooksLikeOption(token)) return false;
      Argument(StripQuotes(token));
      return true;
    }
    option_ = token;
    if (token.starts_with("--")) return LongOption(token.substr(2));
    if (token.size() < 2 || token.front() != '-') return false;
    return ShortOrLongOption(token.substr(1));
  }

  /// DefaultParser.handleLongOption: "--configDir", or a beginning of it, perhaps with "=DIR".
  bool LongOption(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (!kConfigDir.starts_with(text.substr(0, equals))) return false;
    if (equals == std::string_view::npos) waiting_ = Waiting::kDirectory;
    return true;
  }

  /// DefaultParser.handleShortAndLongOption. The filter lets odd tokens through to here behind a
  /// bare "c" or "configDir" that was taken for a value.
  bool ShortOrLongOption(std::string_view text) {
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    if (name.empty()) return Unreadable();
    if (name.front() == 'D') {
      if (text.size() == 1) {
        waiting_ = Waiting::kProperty;
      } else {
        Joined(text.substr(1));
      }
      return true;
    }
    if (name == "c") {
      if (equals == std::string_view::npos) waiting_ = Waiting::kDirectory;
      return true;
    }
    if (kConfigDir.starts_with(name)) return LongOption(text);
    // -cDIR and -configDirDIR; with "=" in them Commons CLI knows neither
    return name.front() == 'c' && equals == std::string_view::npos;
  }

  /// "-=x" ends in a StringIndexOutOfBoundsException.
  bool Unreadable() {
    unreadable_ = true;
    return false;
  }

  void Argument(std::string_view text) {
    if (waiting_ == Waiting::kPropertyValue) {
      Put(key_, text);
    } else if (waiting_ == Waiting::kProperty) {
      const std::size_t equals = text.find('=');
      if (equals == std::string_view::npos) {
        key_ = text;  // Commons CLI takes the next token, if it is no option, for the value
        waiting_ = Waiting::kPropertyValue;
        return;
      }
      Put(text.substr(0, equals), text.substr(equals + 1));
    }
    waiting_ = Waiting::kNothing;
  }

  /// The rest of "-Dkey=value".
  void Joined(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) {
      Put(text, "true");
    } else if (equals > 0) {
      Put(text.substr(0, equals), text.substr(equals + 1));
    } else {  // "-D=..." is the form OPTION=ARGUMENT, so what follows is the whole property
      OptionArgument(text.substr(1));
    }
  }
  void OptionArgument(std::string_view argument) {
    const std::size_t equals = argument.find('=');
    if (equals == std::string_view::npos) {
      Put(argument, "true");
    } else {
      Put(argument.substr(0, equals), argument.substr(equals + 1));
    }
  }

  void Put(std::string_view key, std::string_view value) {
    properties_.Put(std::string(key),
                    {ConfigValue::Kind::kString, std::string(value), Origin::CommandLine("-D")});
  }

  Error MissingArgument() const {
    const std::string option(option_);
    if (waiting_ == Waiting::kDirectory) {
      return Error{.code = ErrorCode::kUsage,
                   .what = option + " has no directory",
                   .where = Origin::CommandLine(option),
                   .why = "Flink's own command line parser refuses it",
                   .fix = "write " + option + " DIRECTORY"};
    }
    if (waiting_ == Waiting::kProperty) {
      return Error{.code = ErrorCode::kUsage,
                   .what = "-D has no property",
                   .where = Origin::CommandLine("-D"),
                   .why = "KEY=VALUE must follow it; Flink's own command line parser refuses it",
                   .fix = "write -D KEY=VALUE"};
    }
    const std::string key(key_);
    return Error{
        .code = ErrorCode::kUsage,
        .what = "-D " + key + " has no value",
        .where = Origin::CommandLine("-D"),
        .why = "there is no '=' in '" + key + "'; Flink's own command line parser refuses it",
        .fix = "write -D " + key + "=VALUE",
        .keys = {key}};
  }

  Config properties_;
  Waiting waiting_ = Waiting::kNothing;
  bool unreadable_ = false;
  std::string_view option_;
  std::string_view key_;
};

}  // namespace

Result<Config> ParseDynamicProperties(std::span<const std::string> arguments) {
  return Parser().Parse(Filter(arguments));
}

void ReplaceDynamicProperty(std::vector<std::string>& arguments, std::string_view key,
                            std::string_view value) {
  const std::string property(key);
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i].starts_with("-D" + property + "=")) {
      arguments[i] = "-D" + property + "=" + std::string(value);
    } else if (arguments[i] == "-D" && i + 1 < arguments.size()) {
      ++i;
      if (StripQuotes(arguments[i]).starts_with(property + "=")) {
        arguments[i] = property + "=" + std::string(value);
      }
    }
  }
}

}  // namespace flink_launcher
