#include "platform/cgroup_values.h"

#include <algorithm>
#include <limits>

#include "platform/text_lines.h"

namespace flink_launcher {
namespace {

constexpr std::uint64_t kLargestSize = std::numeric_limits<std::int64_t>::max();
// 2^63 less the largest page a Linux has, generously.
constexpr std::uint64_t kV1NoLimit = kLargestSize - (std::uint64_t{1} << 20);

// The kernel's own bounds (kernel/sched/core.c: min_cfs_quota_period, max_cfs_quota_period and
// max_cfs_runtime). Within them quota * period stays below 2^64, so comparing fractions is exact.
constexpr std::uint64_t kMinCfsUs = 1000;
constexpr std::uint64_t kMaxPeriodUs = 1'000'000;
constexpr std::uint64_t kMaxQuotaUs = std::uint64_t{1} << 44;
constexpr std::uint64_t kMaxCpus = 1 << 20;

constexpr std::string_view kMemTotal = "MemTotal:";
constexpr std::string_view kKibibytes = " kB";

std::optional<Bytes> ToBytes(std::optional<std::uint64_t> count) {
  if (!count || *count > kLargestSize) return std::nullopt;
  return Bytes::Of(static_cast<std::int64_t>(*count));
}

LimitText<CpuQuota> MakeQuota(std::string_view quota_text, std::string_view period_text) {
  const auto quota = ParseDecimal(quota_text);
  const auto period = ParseDecimal(period_text);
  const bool sensible = quota && period && *quota >= kMinCfsUs && *quota <= kMaxQuotaUs &&
                        *period >= kMinCfsUs && *period <= kMaxPeriodUs;
  if (!sensible) return LimitText<CpuQuota>::Nonsense();
  return LimitText<CpuQuota>::Of(
      {static_cast<std::int64_t>(*quota), static_cast<std::int64_t>(*period)});
}

}  // namespace

std::int64_t CpuQuota::MilliCpus() const { return quota_us * 1000 / period_us; }

std::int64_t CpuQuota::WholeCpus() const { return std::max<std::int64_t>(1, quota_us / period_us); }

std::int64_t CpuQuota::CpusRoundedUp() const { return (quota_us + period_us - 1) / period_us; }

bool CpuQuota::IsTighterThan(const CpuQuota& other) const {
  const auto unsigned_product = [](std::int64_t a, std::int64_t b) {
    return static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b);
  };
  return unsigned_product(quota_us, other.period_us) < unsigned_product(other.quota_us, period_us);
}

LimitText<Bytes> ParseV2Limit(std::string_view text) {
  const auto word = TrimText(text);
  if (word == "max") return LimitText<Bytes>::None();
  const auto limit = ToBytes(ParseDecimal(word));
  return limit ? LimitText<Bytes>::Of(*limit) : LimitText<Bytes>::Nonsense();
}

LimitText<Bytes> V1LimitOfCount(std::uint64_t count) {
  if (count >= kV1NoLimit) return LimitText<Bytes>::None();
  return LimitText<Bytes>::Of(Bytes::Of(static_cast<std::int64_t>(count)));
}

LimitText<Bytes> ParseV1Limit(std::string_view text) {
  const auto count = ParseDecimal(TrimText(text));
  return count ? V1LimitOfCount(*count) : LimitText<Bytes>::Nonsense();
}

std::optional<Bytes> ParseByteCount(std::string_view text) {
  return ToBytes(ParseDecimal(TrimText(text)));
}

LimitText<CpuQuota> ParseCpuMax(std::string_view text) {
  const auto words = SplitText(TrimText(text), ' ');
  if (words.size() != 2) return LimitText<CpuQuota>::Nonsense();
  if (words[0] == "max") {
    return ParseDecimal(words[1]) ? LimitText<CpuQuota>::None() : LimitText<CpuQuota>::Nonsense();
  }
  return MakeQuota(words[0], words[1]);
}

LimitText<CpuQuota> ParseCfsQuota(std::string_view quota, std::string_view period) {
  if (TrimText(quota) == "-1") return LimitText<CpuQuota>::None();
  return MakeQuota(TrimText(quota), TrimText(period));
}

std::optional<int> CountCpus(std::string_view list) {
  const auto trimmed = TrimText(list);
  if (trimmed.empty()) return 0;
  std::uint64_t count = 0;
  std::uint64_t next = 0;  // the lowest CPU that may follow: the kernel's lists ascend
  for (const auto range : SplitText(trimmed, ',')) {
    const auto dash = range.find('-');
    const auto first = ParseDecimal(range.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : ParseDecimal(range.substr(dash + 1));
    if (!first || !last || *first < next || *last < *first || *last >= kMaxCpus) {
      return std::nullopt;
    }
    count += *last - *first + 1;
    next = *last + 1;
  }
  return static_cast<int>(count);
}

std::optional<StatEntry> FindStat(std::string_view text, std::string_view key, bool* malformed) {
  *malformed = false;
  int line_number = 0;
  while (!text.empty()) {
    ++line_number;
    const auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (!line.starts_with(key) || line.size() <= key.size() || line[key.size()] != ' ') continue;
    const auto value = ParseDecimal(TrimText(line.substr(key.size())));
    *malformed = !value;
    if (!value) return std::nullopt;
    return StatEntry{*value, line_number};
  }
  return std::nullopt;
}

std::optional<Bytes> ParseMemTotal(std::string_view text) {
  for (const auto line : SplitLines(text)) {
    if (!line.starts_with(kMemTotal)) continue;
    auto value = TrimText(line.substr(kMemTotal.size()));
    if (!value.ends_with(kKibibytes)) return std::nullopt;
    value.remove_suffix(kKibibytes.size());
    const auto kibibytes = ParseDecimal(value);
    if (!kibibytes || *kibibytes > kLargestSize >> 10) return std::nullopt;
    return Bytes::Kibi(static_cast<std::int64_t>(*kibibytes));
  }
  return std::nullopt;
}

}  // namespace flink_launcher
