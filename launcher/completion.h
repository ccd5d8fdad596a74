#pragma once
// Shell completion, generated from the tables of options, roles, commands, help topics, formats and
// memory options: `flink-launcher help completion-bash` and the like; the build installs them.

#include <string>

namespace flink_launcher {

// Each is a whole file, to be put where the shell looks for completions.
std::string BashCompletion();
std::string ZshCompletion();
std::string FishCompletion();

}  // namespace flink_launcher
