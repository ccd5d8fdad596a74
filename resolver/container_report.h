#pragma once
// ContainerReport: how a process stands in its container, for people and machines. Made by
// container_sizing.h, worded by launcher/report.h.

#include <optional>
#include <string>
#include <vector>

#include "resolver/container_limits.h"
#include "resolver/error.h"

namespace flink_launcher {

struct ContainerReport {
  std::string mode;  // "fill", "override", "off"
  std::optional<ContainerLimit> limit;
  Bytes headroom;
  /// The limit less the headroom; nullopt where there is no limit.
  std::optional<Bytes> available;
  /// The options that the container's limits stand for, with what they were: nothing, auto, or a
  /// size that gave way.
  struct Sized {
    std::string key;
    std::string value;
    std::string previous;  // "taskmanager.memory.flink.size: 1g [config.yaml:3]"; may be empty
    friend bool operator==(const Sized&, const Sized&) = default;
  };
  std::vector<Sized> sized;
  std::optional<ContainerCpus> cpus;  // nullopt where nobody looked
  /// What may be improved; never printed at a start, unlike warnings.
  std::vector<Warning> hints;

  friend bool operator==(const ContainerReport&, const ContainerReport&) = default;
};

}  // namespace flink_launcher
