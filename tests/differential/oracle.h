#pragma once
// Oracle: a long-lived JVM that answers with the code of one Flink distribution; see
// tests/oracle/Oracle.java for the questions. Boost.Process stays behind it.
//
//   Result<Oracle> oracle = Oracle::Start({.flink_home = "/opt/flink"});
//   Result<std::vector<OracleFields>> answers = oracle->Ask(questions);

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

struct OracleOptions {
  std::string flink_home;
  std::string java = "java";
  std::string sources = FLINK_LAUNCHER_ORACLE_SOURCES;  // the folder tests/oracle
  std::vector<std::string> jvm_flags;                   // after ours
};

/// For the help text of a program that takes them.
inline constexpr std::string_view kOracleUsage =
    "  --flink-home DIR the Flink distribution\n"
    "  --java PATH      the Java that runs Flink (default: java on the PATH)\n"
    "  --oracle DIR     Oracle.java and what it needs (default: that of the source tree)\n"
    "  --jvm-flag FLAG  of that Java; may be given again\n";

/// Sets the option `name`, one of kOracleUsage; false where there is none such.
bool SetOracleOption(OracleOptions& options, std::string_view name, const std::string& value);

/// A question or an answer: bytes of any kind, in each field.
using OracleFields = std::vector<std::string>;

class Oracle {
 public:
  /// Compiles the sources, starts the JVM and waits until it is ready. Its folder lies on tmpfs
  /// where there is one.
  static Result<Oracle> Start(const OracleOptions& options);
  Oracle(Oracle&&) noexcept;
  Oracle& operator=(Oracle&&) noexcept;
  ~Oracle();

  /// The answers, in the order of `questions`; the first field of each is "OK" or "ERROR". Fails
  /// where the JVM has gone, or could not put a question to Flink.
  Result<std::vector<OracleFields>> Ask(std::span<const OracleFields> questions);
  const std::string& JavaVersion() const;
  /// "2.3.0", from the name of the flink-dist jar.
  const std::string& FlinkVersion() const;

 private:
  struct State;
  explicit Oracle(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace flink_launcher
