#pragma once
// Coverage: how often each branch of the memory model and each kind of rejection was met.

#include <cstddef>
#include <map>
#include <string>

#include "tests/differential/config_generator.h"

namespace flink_launcher {

/// What kind of answer this is: "TM flink+resources: accepted", or the innermost exception with the
/// keys it is about, values left out.
std::string KindOf(const GeneratedCase& made, const FlinkAnswer& answer);

class Coverage {
 public:
  void Add(const GeneratedCase& made, const FlinkAnswer& answer);
  std::size_t Total() const { return total_; }
  std::size_t Accepted() const { return accepted_; }
  /// A line per kind with its count, then the totals.
  std::string Report() const;

 private:
  std::size_t total_ = 0;
  std::size_t accepted_ = 0;
  std::map<std::string, std::size_t> kinds_;
};

}  // namespace flink_launcher
