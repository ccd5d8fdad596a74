#pragma once
// SizedConfig: a configuration in which sizes of the container's take the place of configured ones.
// It knows which options make a total, takes them out, and tells afterwards what Flink must be told
// so that it agrees. Private to resolver: container_sizing.h is the door.

#include <string>
#include <string_view>
#include <vector>

#include "resolver/config.h"
#include "resolver/container_report.h"
#include "resolver/memory_resolver.h"
#include "resolver/option_reader.h"
#include "resolver/options.h"

namespace flink_launcher {

class SizedConfig {
 public:
  explicit SizedConfig(const MemoryRequest& request)
      : request_(request), config_(*request.config), options_(ProcessOptionsOf(request.process)) {}

  Process Whose() const { return request_.process; }
  const Config& Values() const { return config_; }
  const ProcessOptions& SizeOptions() const { return options_; }
  /// The request with this configuration, which must outlive it.
  MemoryRequest Request() const;

  bool IsSet(OptionId id) const { return Reader().IsSet(id); }
  /// The value where it is auto, or nullptr.
  const ConfigValue* AutoValue(OptionId id) const;
  /// The options which, where the process size is set too, say another total. Of task heap and
  /// managed size, which only together make one, it is the one to give way.
  std::vector<OptionId> TotalsBesidesProcessSize() const;
  /// FLINK_TM_HEAP, taskmanager.heap.size and their like, where the release reads them.
  bool HasLegacyTotal() const;
  bool HasAnyTotal() const;
  /// Whether a total, the process size included, is given with -D.
  bool IsTotalGivenByProperty() const;

  /// Sets an option in place of whatever it was.
  void Put(OptionId id, std::string value, const Origin& origin);
  /// Takes out all totals but the process size: a second one would make JVM Overhead the remainder
  /// between the two.
  void DropOtherTotals();

  /// Ends the plan's properties with those that Flink must be given besides the resolved ones, and
  /// lists in its container report what was put and dropped.
  void HandOver(MemoryPlan& plan) const;

 private:
  OptionReader Reader() const { return {config_, request_.release, request_.standard_yaml}; }
  bool IsGivenByProperty(OptionId id) const;
  void Drop(std::string_view key);
  void DropLegacyTotal();

  MemoryRequest request_;
  Config config_;
  const ProcessOptions& options_;
  std::vector<ContainerReport::Sized> sized_;  // their values are HandOver's to fill in
};

/// "1073741824b": how a derived size is handed to Flink.
std::string InBytes(Bytes size);

}  // namespace flink_launcher
