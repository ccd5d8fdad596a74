#pragma once
// Error and Warning: what went wrong, in the four parts every message of ours has. Nothing here
// prints; launcher/report.cc words them for people and machines.

#include <string>
#include <utility>
#include <vector>

#include "resolver/origin.h"

namespace flink_launcher {

/// Told by what the caller should do. The process exit status of each is in launcher/exit_status.h.
enum class ErrorCode {
  kUsage,     // the command line or an environment variable of ours is wrong
  kMemory,    // the configuration is readable, but its memory sizes do not add up
  kNoFlink,   // no usable Flink distribution
  kNoJava,    // no usable Java
  kInternal,  // a bug in flink-launcher
  kExec,      // the JVM could not be executed
  kCreate,    // a log or pid file or folder could not be created
  kConfig,    // a configuration file cannot be read, or a value in it does not parse
};

/// A failure. `what` is one line; the others may be empty. `keys` are the configuration keys that
/// the failure is about (at least those that Flink's own message names), proper spelling first.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string what;  // what is wrong, with the key and the value
  Origin where;      // file:line, variable or flag
  std::string why;   // the reason, with the numbers; may be several lines
  std::string fix;   // what to type instead
  std::vector<std::string> keys;

  friend bool operator==(const Error&, const Error&) = default;
};

/// Something legal that deserves a word: a deprecated key, a clamped fraction, a misspelt key.
struct Warning {
  std::string what;
  Origin where;
  std::string fix;
  std::vector<std::string> keys;

  friend bool operator==(const Warning&, const Warning&) = default;
};

}  // namespace flink_launcher
