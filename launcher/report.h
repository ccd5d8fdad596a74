#pragma once
// Everything that the launcher says, as text: errors, warnings, `explain` and --dry-run. The only
// place that words output; nothing here prints. JSON is in report_json.h, help in help.h.

#include <string>

#include "platform/exec.h"
#include "resolver/error.h"
#include "resolver/memory_plan.h"

namespace flink_launcher {

/// "flink-launcher: config.yaml:3:7: what" and, indented below, why and what to type.
std::string ErrorText(const Error& error);

/// As ErrorText, for one warning.
std::string WarningText(const Warning& warning);

/// As WarningText, for what could be better though nothing is wrong.
std::string HintText(const Warning& hint);

/// The memory picture of a process, for people: the tree with sizes and where they came from, the
/// container, the JVM flags, the options that had a say, warnings and hints.
std::string ExplainText(const MemoryPlan& plan);

/// The command, one argument a line, each quoted for a shell; joined with " \" it can be pasted.
std::string CommandText(const JvmCommand& command);

}  // namespace flink_launcher
