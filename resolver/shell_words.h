#pragma once
// Shell words: splits the value of an option such as env.java.opts.all into arguments by the rules
// of a POSIX shell, without a shell, and quotes arguments for people to paste into one.
//
// Flink's scripts run `eval echo` on these values, which would execute whatever stands in them.
// Nothing is executed here: command and arithmetic substitution are refused. The characters
// ; | & < > ( ) # ~ * ? [ ] { } and ! are ordinary: no command lists, redirections, comments, tilde
// or brace expansion, and no globbing, all of which would be surprises in a JVM option.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/origin.h"
#include "resolver/result.h"

namespace flink_launcher {

/// The value of a variable, or nullopt where it is not set (it then expands to nothing).
using VariableLookup = std::function<std::optional<std::string>(std::string_view name)>;

/// Splits `text` into words as a POSIX shell does: at blanks, tabs and newlines; with '...', "..."
/// and backslash; with $NAME, ${NAME} and ${NAME:-default}, where the result of an unquoted
/// expansion is itself split at blanks and that of a quoted one is not. A "$" that starts no
/// expansion is itself. Fails with kConfig, naming `key` and `origin`, on $(...), $((...)),
/// `...`, every other parameter form ($1, $$, ${NAME%x}, $'...') and an unterminated quote or
/// brace.
Result<std::vector<std::string>> SplitShellWords(std::string_view text,
                                                 const VariableLookup& lookup, const Origin& origin,
                                                 const std::string& key);

/// `word` so that a POSIX shell reads it back as one word, with as few quotes as possible: words of
/// letters, digits and @%+=:,./_- stay bare, others stand in single quotes.
std::string QuoteForShell(std::string_view word);

}  // namespace flink_launcher
