#pragma once
// env.java.opts and its kin as JVM arguments: expanded as flink-console.sh does with `eval echo`,
// but without running anything, and a quoted blank does not split an option. Of clients, which
// evaluate nothing, they are split at blanks.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/script_environment.h"
#include "resolver/memory_plan.h"
#include "resolver/release.h"
#include "resolver/result.h"
#include "resolver/shell_words.h"

namespace flink_launcher {

struct ExpandedJavaOpts {
  std::vector<std::string> words;
  std::string exported;  // what the JVM gets as FLINK_ENV_JAVA_OPTS
  /// The place of each word, for messages: the same number of entries.
  std::vector<JavaOpts> origins;
};

/// True where ExpandJavaOpts looks at the Java version: not worth a JVM start otherwise.
bool NeedsJavaVersion(const Release& release, const ScriptEnvironment& script);

/// The JVM options of all roles and of this one, in the scripts' order, with what the scripts add:
/// -XX:+IgnoreUnrecognizedVMOptions, -Djava.security.manager=allow (Java 18 to 23: before, it is
/// not needed, and later ones refuse to start with it). `java_feature_version` may be missing where
/// NeedsJavaVersion is false. Fails with kConfig as SplitShellWords.
/// flink-daemon.sh expands variables and quotes in all releases, flink-console.sh not in the first.
Result<ExpandedJavaOpts> ExpandJavaOpts(const Release& release, const ScriptEnvironment& script,
                                        std::optional<int> java_feature_version,
                                        const VariableLookup& lookup,
                                        LaunchMode mode = LaunchMode::kForeground);

/// `text` at blanks, tabs and newlines, as a shell splits an unquoted variable.
std::vector<std::string> SplitAtBlanks(std::string_view text);

/// A Warning for every -Xmx, -Xms, -XX:MaxDirectMemorySize and -XX:MaxMetaspaceSize of the user
/// that says something else than the computed flag; JVM_ARGS stand before the computed ones and
/// lose, the Java options stand after them and win.
std::vector<Warning> FindFlagConflicts(const MemoryPlan& plan, const ScriptEnvironment& script,
                                       const ExpandedJavaOpts& opts);

/// A Warning for every -XX flag of the user that is probably misspelt (see hotspot_flags.h), where
/// -XX:+IgnoreUnrecognizedVMOptions keeps Java from saying so.
std::vector<Warning> FindMisspeltFlags(const ScriptEnvironment& script,
                                       const ExpandedJavaOpts& opts);

}  // namespace flink_launcher
