#pragma once
// The exit status of flink-launcher: the one table. `flink-launcher help exit-codes` prints it and
// a test holds the README against it. The numbers are those of sysexits.h, which systemd knows by
// name; they stay clear of 0 to 3 (the JVM's and Flink's own, and
// those of `status`, which are in actions.h) and of 126 and above (shells,
// signals). After a successful exec the status is the JVM's.

#include <span>
#include <string_view>

#include "resolver/error.h"

namespace flink_launcher {

struct ExitStatusRow {
  ErrorCode code;
  int status;
  std::string_view name;     // as systemd prints it
  std::string_view meaning;  // what happened, and who must act
};

inline constexpr int kExitSuccess = 0;

/// Every exit status except success, by number.
std::span<const ExitStatusRow> ExitStatuses();

/// The process exit status of an error.
int ExitStatusOf(ErrorCode code);

}  // namespace flink_launcher
