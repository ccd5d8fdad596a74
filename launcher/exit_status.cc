#include "launcher/exit_status.h"

#include <array>

namespace flink_launcher {
namespace {

constexpr std::array kRows = {
    ExitStatusRow{ErrorCode::kUsage, 64, "USAGE",
                  "bad command line, environment variable or launcher.toml: correct the call"},
    ExitStatusRow{ErrorCode::kMemory, 65, "DATAERR",
                  "the memory sizes do not add up, or none is set: change the named options"},
    ExitStatusRow{ErrorCode::kNoFlink, 66, "NOINPUT",
                  "no usable Flink distribution: set --flink-home, or mend the distribution"},
    ExitStatusRow{ErrorCode::kNoJava, 69, "UNAVAILABLE",
                  "no usable Java: install one, or set JAVA_HOME or env.java.home"},
    ExitStatusRow{ErrorCode::kInternal, 70, "SOFTWARE",
                  "a bug in flink-launcher: please report it"},
    ExitStatusRow{
        ErrorCode::kExec, 71, "OSERR",
        "the JVM could not be executed, or ended at once; or a process could not be stopped: "
        "see the reason"},
    ExitStatusRow{ErrorCode::kCreate, 73, "CANTCREAT",
                  "a log or pid file or folder cannot be created: mend the folder or name another"},
    ExitStatusRow{ErrorCode::kConfig, 78, "CONFIG",
                  "Flink's configuration cannot be read, or a value does not parse: mend the named "
                  "file and line"},
};

}  // namespace

std::span<const ExitStatusRow> ExitStatuses() { return kRows; }

int ExitStatusOf(ErrorCode code) {
  for (const ExitStatusRow& row : kRows) {
    if (row.code == code) return row.status;
  }
  return 70;
}

}  // namespace flink_launcher
