#include "resolver/container_settings.h"

#include <array>

#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

constexpr std::int64_t kWhole = 10000;  // basis points

struct ModeName {
  ContainerMode mode;
  std::string_view name;
};
constexpr std::array kModes = {
    ModeName{ContainerMode::kFill, "fill"},
    ModeName{ContainerMode::kOverride, "override"},
    ModeName{ContainerMode::kOff, "off"},
};

Error BadSetting(std::string_view key, const SettingText& setting, std::string why,
                 std::string fix) {
  return Error{.code = ErrorCode::kUsage,
               .what = std::string(key) + ": cannot take '" + setting.text + "'",
               .where = setting.origin,
               .why = std::move(why),
               .fix = std::move(fix),
               .keys = {std::string(key)}};
}

/// "12.5" to 1250; nullopt for anything but digits with at most two decimals.
std::optional<std::int64_t> ParseBasisPoints(std::string_view text) {
  const std::size_t dot = text.find('.');
  const std::string_view whole = text.substr(0, dot);
  std::string decimals(dot == std::string_view::npos ? "" : text.substr(dot + 1));
  if (whole.empty() || whole.size() > 3 || decimals.size() > 2) return std::nullopt;
  if (dot != std::string_view::npos && decimals.empty()) return std::nullopt;
  decimals.resize(2, '0');
  std::int64_t value = 0;
  for (const char digit : std::string(whole) + decimals) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return value;
}

Result<Headroom> ParseHeadroom(const SettingText& setting) {
  constexpr std::string_view kKey = "container.headroom";
  const std::string fix = "write a size, as \"256m\", or a percentage, as \"10%\"";
  if (setting.text.ends_with('%')) {
    const auto points =
        ParseBasisPoints(std::string_view(setting.text).substr(0, setting.text.size() - 1));
    if (!points || *points >= kWhole) {
      return BadSetting(kKey, setting,
                        "a percentage is at least 0, below 100, and has at most two decimals", fix);
    }
    return Headroom{.basis_points = *points};
  }
  const Result<Bytes> size = ParseMemorySize(setting.text);
  if (!size) return BadSetting(kKey, setting, size.error().what, fix);
  return Headroom{.size = *size};
}

Result<void> ReadMode(const SettingText& setting, ContainerSettings& settings) {
  settings.mode_origin = setting.origin;
  for (const ModeName& row : kModes) {
    if (row.name != setting.text) continue;
    settings.mode = row.mode;
    return {};
  }
  const Result<Bytes> size = ParseMemorySize(setting.text);
  if (!size || *size == Bytes{}) {
    return BadSetting("container.memory", setting, "it is no mode, and no size above 0",
                      "write fill, override, off, or a size, as \"4g\"");
  }
  settings.pretended_limit = *size;
  return {};
}

}  // namespace

Bytes Headroom::Of(Bytes limit) const {
  if (basis_points == 0) return size;
  // In two steps, since the product may not fit 64 bits.
  const std::int64_t whole = limit.count() / kWhole;
  const std::int64_t rest = limit.count() % kWhole;
  return Bytes::Of(whole * basis_points + (rest * basis_points + kWhole - 1) / kWhole);
}

std::string_view NameOf(ContainerMode mode) {
  for (const ModeName& row : kModes) {
    if (row.mode == mode) return row.name;
  }
  return "";
}

Result<ContainerSettings> ParseContainerSettings(const ContainerSettingTexts& texts) {
  ContainerSettings settings;
  if (texts.memory) {
    const Result<void> mode = ReadMode(*texts.memory, settings);
    if (!mode) return mode.error();
  }
  if (texts.headroom) {
    const Result<Headroom> headroom = ParseHeadroom(*texts.headroom);
    if (!headroom) return headroom.error();
    settings.headroom = *headroom;
    settings.headroom_origin = texts.headroom->origin;
  }
  if (texts.on_exceed) {
    const std::string& text = texts.on_exceed->text;
    if (text != "warn" && text != "fail" && text != "fit") {
      return BadSetting("container.on-exceed", *texts.on_exceed, "", "write warn, fail or fit");
    }
    settings.on_exceed = text == "fail"  ? OnExceed::kFail
                         : text == "fit" ? OnExceed::kFit
                                         : OnExceed::kWarn;
  }
  return settings;
}

}  // namespace flink_launcher
