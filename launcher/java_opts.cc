#include "launcher/java_opts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "launcher/hotspot_flags.h"

namespace flink_launcher {
namespace {

constexpr int kFirstJavaWithoutSecurityManagerByDefault = 18;  // JEP 411
constexpr int kFirstJavaWithoutSecurityManager = 24;           // JEP 486

constexpr std::string_view kBlanks = " \t\n";
constexpr std::string_view kIgnoreUnrecognized = "-XX:+IgnoreUnrecognizedVMOptions";
constexpr std::string_view kAllowSecurityManager = "-Djava.security.manager=allow";

struct ComputedFlag {
  std::string_view prefix;
  std::string_view task_manager_key;
  std::string_view job_manager_key;
};

constexpr std::array kComputedFlags = {
    ComputedFlag{"-Xmx", "taskmanager.memory.task.heap.size", "jobmanager.memory.heap.size"},
    ComputedFlag{"-Xms", "taskmanager.memory.task.heap.size", "jobmanager.memory.heap.size"},
    ComputedFlag{"-XX:MaxDirectMemorySize=", "taskmanager.memory.task.off-heap.size",
                 "jobmanager.memory.off-heap.size"},
    ComputedFlag{"-XX:MaxMetaspaceSize=", "taskmanager.memory.jvm-metaspace.size",
                 "jobmanager.memory.jvm-metaspace.size"},
};

// A value that stands in one pair of double quotes as a whole: the scripts take them off, so that
// what is inside is split. A quote of its own at either end is left to the shell's rules.
std::string_view WithoutOuterQuotes(std::string_view text) {
  const bool quoted = text.size() >= 2 && text.front() == '"' &&
                      text.find('"', 1) == text.size() - 1 && text[text.size() - 2] != '\\';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

// 1.13: sed takes one quote off each end, and nothing is expanded. A variable is taken as it is.
std::string_view Unexpanded(const JavaOpts& opts) {
  std::string_view text = opts.text;
  if (opts.origin.kind == Origin::Kind::kEnvironment) return text;
  if (text.starts_with('"')) text.remove_prefix(1);
  if (text.ends_with('"')) text.remove_suffix(1);
  return text;
}

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string JoinUnexpanded(const std::vector<JavaOpts>& pieces) {
  std::vector<std::string> texts;
  texts.reserve(pieces.size());
  for (const JavaOpts& piece : pieces) texts.emplace_back(Unexpanded(piece));
  return Join(texts);
}

// FLINK_ENV_JAVA_OPTS as a script leaves it that evaluates nothing.
std::string ExportedUnexpanded(const Release& release, const ScriptEnvironment& script,
                               bool security_manager) {
  std::string text = JoinUnexpanded(script.java_opts);
  if (!script.java_opts_from_variable) {
    // config.sh joins two values that are there or not: "${DEFAULT_OPTS} ${OPTS}".
    const bool joins = release.Has(Trait::kJavaDefaultOpts) && script.java_opts.size() < 2;
    const bool has_default =
        !script.java_opts.empty() && script.java_opts[0].key.find(".default-") != std::string::npos;
    if (joins) text = has_default ? text + " " : " " + text;
    if (release.Has(Trait::kIgnoreUnrecognizedVmOptions)) {
      text = std::string(kIgnoreUnrecognized) + " " + text;
    }
    if (security_manager) text += " " + std::string(kAllowSecurityManager);
  }
  const bool joins_own = script.java_opts_use == JavaOptsUse::kSplit || script.exports_java_opts;
  return joins_own ? text + " " + JoinUnexpanded(script.role_java_opts) : text;
}

class Collector {
 public:
  Collector(bool expands, const VariableLookup& lookup) : expands_(expands), lookup_(lookup) {}

  void AddWord(std::string word) {
    opts_.origins.push_back({word, Origin{Origin::Kind::kComputed, "flink-launcher"}, ""});
    opts_.words.push_back(std::move(word));
  }

  Result<void> AddAll(const std::vector<JavaOpts>& pieces) {
    for (const JavaOpts& piece : pieces) {
      Result<std::vector<std::string>> words = Split(piece);
      if (!words) return std::move(words).error();
      for (std::string& word : *words) {
        opts_.origins.push_back({word, piece.origin, piece.key});
        opts_.words.push_back(std::move(word));
      }
    }
    return {};
  }

  ExpandedJavaOpts Take() { return std::move(opts_); }

 private:
  Result<std::vector<std::string>> Split(const JavaOpts& piece) const {
    if (!expands_) return SplitAtBlanks(Unexpanded(piece));
    return SplitShellWords(WithoutOuterQuotes(piece.text), lookup_, piece.origin, piece.key);
  }

  bool expands_;
  const VariableLookup& lookup_;
  ExpandedJavaOpts opts_;
};

bool WantsSecurityManager(int java) {
  return java >= kFirstJavaWithoutSecurityManagerByDefault &&
         java < kFirstJavaWithoutSecurityManager;
}

const std::string* FindComputed(const MemoryPlan& plan, std::string_view prefix) {
  for (const std::string& argument : plan.jvm_args) {
    if (argument.starts_with(prefix)) return &argument;
  }
  return nullptr;
}

std::string Place(const JavaOpts& origin) {
  const std::string place = origin.origin.ShortText();
  return place.empty() || place == origin.key ? origin.key : origin.key + " (" + place + ")";
}

void CheckFlag(const MemoryPlan& plan, const std::string& word, const JavaOpts& origin,
               bool user_wins, std::vector<Warning>& warnings) {
  for (const ComputedFlag& flag : kComputedFlags) {
    if (!word.starts_with(flag.prefix)) continue;
    const std::string* computed = FindComputed(plan, flag.prefix);
    if (computed == nullptr || *computed == word) return;
    const bool task_manager = plan.process == Process::kTaskManager;
    const std::string key(task_manager ? flag.task_manager_key : flag.job_manager_key);
    Warning warning{.where = origin.origin, .fix = "set " + key + " instead", .keys = {key}};
    warning.what = user_wins ? word + " in " + Place(origin) + " overrides the computed " +
                                   *computed + ": Flink's memory model does not know about it"
                             : word + " in " + Place(origin) + " has no effect: the computed " +
                                   *computed + " stands after it";
    warnings.push_back(std::move(warning));
    return;
  }
}

void CheckSpelling(const std::string& word, const JavaOpts& origin,
                   std::vector<Warning>& warnings) {
  const std::optional<std::string> meant = NearestHotspotFlag(word);
  if (!meant) return;
  warnings.push_back({.what = word + " in " + Place(origin) +
                              " is probably misspelt: Java ignores it, " +
                              "and says nothing because of " + std::string(kIgnoreUnrecognized),
                      .where = origin.origin,
                      .fix = "did you mean " + *meant + "?",
                      .keys = {origin.key}});
}

}  // namespace

std::vector<std::string> SplitAtBlanks(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    const auto begin = text.find_first_not_of(kBlanks);
    if (begin == std::string_view::npos) return words;
    text.remove_prefix(begin);
    const auto end = text.find_first_of(kBlanks);
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(words.back().size());
  }
}

bool NeedsJavaVersion(const Release& release, const ScriptEnvironment& script) {
  return release.Has(Trait::kSecurityManagerAllowed) && !script.java_opts_from_variable;
}

Result<ExpandedJavaOpts> ExpandJavaOpts(const Release& release, const ScriptEnvironment& script,
                                        std::optional<int> java_feature_version,
                                        const VariableLookup& lookup, LaunchMode mode) {
  const bool expands = script.java_opts_use == JavaOptsUse::kEvaluated &&
                       (mode == LaunchMode::kDaemon || release.Has(Trait::kJavaOptsExpanded));
  Collector collector(expands, lookup);
  if (release.Has(Trait::kIgnoreUnrecognizedVmOptions) && !script.java_opts_from_variable) {
    collector.AddWord(std::string(kIgnoreUnrecognized));
  }
  if (const Result<void> added = collector.AddAll(script.java_opts); !added) return added.error();
  const bool security_manager =
      NeedsJavaVersion(release, script) && WantsSecurityManager(java_feature_version.value_or(0));
  if (security_manager) collector.AddWord(std::string(kAllowSecurityManager));
  if (const Result<void> added = collector.AddAll(script.role_java_opts); !added) {
    return added.error();
  }
  ExpandedJavaOpts opts = collector.Take();
  opts.exported =
      expands ? Join(opts.words) : ExportedUnexpanded(release, script, security_manager);
  if (script.java_opts_use == JavaOptsUse::kUnused) {
    opts.words.clear();
    opts.origins.clear();
  }
  return opts;
}

std::vector<Warning> FindFlagConflicts(const MemoryPlan& plan, const ScriptEnvironment& script,
                                       const ExpandedJavaOpts& opts) {
  std::vector<Warning> warnings;
  const JavaOpts jvm_args{"", Origin::Environment("JVM_ARGS"), "JVM_ARGS"};
  for (const std::string& word : SplitAtBlanks(script.jvm_args)) {
    CheckFlag(plan, word, jvm_args, false, warnings);
  }
  for (std::size_t i = 0; i < opts.words.size(); ++i) {
    CheckFlag(plan, opts.words[i], opts.origins[i], true, warnings);
  }
  return warnings;
}

std::vector<Warning> FindMisspeltFlags(const ScriptEnvironment& script,
                                       const ExpandedJavaOpts& opts) {
  std::vector<Warning> warnings;
  const std::vector<std::string> jvm_args = SplitAtBlanks(script.jvm_args);
  const auto ignores = [](const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), kIgnoreUnrecognized) != words.end();
  };
  if (!ignores(opts.words) && !ignores(jvm_args)) return warnings;
  const JavaOpts variable{"", Origin::Environment("JVM_ARGS"), "JVM_ARGS"};
  for (const std::string& word : jvm_args) CheckSpelling(word, variable, warnings);
  for (std::size_t i = 0; i < opts.words.size(); ++i) {
    CheckSpelling(opts.words[i], opts.origins[i], warnings);
  }
  return warnings;
}

}  // namespace flink_launcher
