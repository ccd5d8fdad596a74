#pragma once
// What the launcher says at a start, as text: errors, warnings and --dry-run. Nothing here prints.
// `explain` is in explain_text.h, JSON in report_json.h, help in help.h.

#include <string>

#include "platform/exec.h"
#include "resolver/error.h"

namespace flink_launcher {

/// "flink-launcher: config.yaml:3:7: what" and, indented below, why and what to type.
std::string ErrorText(const Error& error);

/// As ErrorText, for one warning.
std::string WarningText(const Warning& warning);

/// The command, one argument a line, each quoted for a shell; joined with " \" it can be pasted.
std::string CommandText(const JvmCommand& command);

}  // namespace flink_launcher
