#pragma once
// Terminal: whether there is one, and how wide it is.

#include <optional>

namespace flink_launcher {

bool IsTerminal(int fd);

/// The columns of the terminal at `fd` (TIOCGWINSZ); nullopt where there is none, or it does not
/// say.
std::optional<int> TerminalColumns(int fd);

}  // namespace flink_launcher
