#pragma once
// OracleClient: starts tests/oracle/FlinkOracle.java for one Flink distribution and asks it, many
// cases at a time. Boost.Process stays behind it.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "resolver/result.h"
#include "tests/differential/resolver_case.h"

namespace flink_launcher {

struct OracleOptions {
  std::string flink_home;
  std::string java = "java";
  std::string oracle_source;  // FlinkOracle.java
};

class OracleClient {
 public:
  /// Starts the JVM and waits until it is ready. Its folder lies on tmpfs where there is one.
  static Result<OracleClient> Start(const OracleOptions& options);
  OracleClient(OracleClient&&) noexcept;
  OracleClient& operator=(OracleClient&&) noexcept;
  ~OracleClient();

  /// Flink's answers, in the order of `cases`. Fails where the JVM has gone.
  Result<std::vector<FlinkAnswer>> Ask(std::span<const ResolverCase> cases);
  const std::string& JavaVersion() const;
  /// "2.3.0", from the name of the flink-dist jar.
  const std::string& FlinkVersion() const;

 private:
  struct State;
  explicit OracleClient(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace flink_launcher
