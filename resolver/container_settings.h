#pragma once
// How the container's limits are taken: the launcher's settings container.memory,
// container.headroom and container.on-exceed, read from their texts. What is made of them is
// container_sizing.h's business.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "resolver/bytes.h"
#include "resolver/origin.h"
#include "resolver/result.h"

namespace flink_launcher {

enum class ContainerMode { kFill, kOverride, kOff };
enum class OnExceed { kWarn, kFail, kFit };

/// What stays free below a limit: a size, or a percentage of the limit.
struct Headroom {
  Bytes size;
  std::int64_t basis_points = 0;  // hundredths of a percent; 0 where it is a size

  /// How much of `limit` stays free; a percentage is rounded up to whole bytes.
  Bytes Of(Bytes limit) const;
  friend bool operator==(const Headroom&, const Headroom&) = default;
};

struct ContainerSettings {
  ContainerMode mode = ContainerMode::kFill;
  /// container.memory = "4g": stands for the limit that would be found.
  std::optional<Bytes> pretended_limit;
  Origin mode_origin;
  Headroom headroom;
  Origin headroom_origin;
  OnExceed on_exceed = OnExceed::kWarn;

  friend bool operator==(const ContainerSettings&, const ContainerSettings&) = default;
};

/// "fill", "override", "off": as in launcher.toml.
std::string_view NameOf(ContainerMode mode);

struct SettingText {
  std::string text;
  Origin origin;
};
struct ContainerSettingTexts {  // nullopt: the default
  std::optional<SettingText> memory;
  std::optional<SettingText> headroom;
  std::optional<SettingText> on_exceed;
};

/// Fails with kUsage, with the setting's origin: a word or size that container.memory does not
/// take, a headroom that is no size and no percentage below 100 (at most two decimals).
Result<ContainerSettings> ParseContainerSettings(const ContainerSettingTexts& texts);

}  // namespace flink_launcher
