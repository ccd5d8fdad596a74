#pragma once
// What the kernel writes into the limit files of cgroup v1 and v2, procfs' MemTotal, and lists of
// CPUs. Only text: nothing here opens a file.

#include <cstdint>
#include <optional>
#include <string_view>

#include "resolver/bytes.h"

namespace flink_launcher {

/// What a limit file says: a limit, "no limit" (valid, but nullopt), or nothing that makes sense.
template <typename T>
struct LimitText {
  bool valid = false;
  std::optional<T> limit;

  static LimitText Nonsense() { return {}; }
  static LimitText None() { return {true, std::nullopt}; }
  static LimitText Of(T limit) { return {true, limit}; }
  friend bool operator==(const LimitText&, const LimitText&) = default;
};

/// So many microseconds of CPU in each period: the CFS bandwidth limit.
struct CpuQuota {
  std::int64_t quota_us = 0;
  std::int64_t period_us = 0;

  /// The quota in thousandths of a CPU, rounded down: 1500 for 150000 of 100000.
  std::int64_t MilliCpus() const;
  /// Whole CPUs, rounded down, but at least 1.
  std::int64_t WholeCpus() const;
  /// Whole CPUs, rounded up: what the JVM takes for its processor count.
  std::int64_t CpusRoundedUp() const;
  /// Whether this quota is the smaller fraction; exact.
  bool IsTighterThan(const CpuQuota& other) const;
  friend bool operator==(const CpuQuota&, const CpuQuota&) = default;
};

/// v2: memory.max, memory.high, memory.swap.max. "max" is no limit (cgroup-v2.rst).
LimitText<Bytes> ParseV2Limit(std::string_view text);

/// v1: memory.limit_in_bytes and its kin. No limit is the counter's maximum, 2^63 less one page, so
/// it depends on the page size (9223372036854771712 for 4 KiB); kernels before 3.19 write 2^63 - 1
/// or 2^64 - 1. Everything from 2^63 - 1 MiB upwards counts as no limit.
LimitText<Bytes> ParseV1Limit(std::string_view text);

/// A plain count: memory.current, memory.usage_in_bytes, memory.peak.
std::optional<Bytes> ParseByteCount(std::string_view text);

/// v2: cpu.max, "50000 100000" or "max 100000". A quota or period outside what the kernel accepts
/// (1 ms to 1 s a period, at least 1 ms of quota) makes no sense.
LimitText<CpuQuota> ParseCpuMax(std::string_view text);

/// v1: cpu.cfs_quota_us and cpu.cfs_period_us; a quota of -1 is no limit.
LimitText<CpuQuota> ParseCfsQuota(std::string_view quota, std::string_view period);

/// How many CPUs a list as "0-3,8" names (cpuset(7), "List format"); 0 for an empty list, nullopt
/// where it makes no sense.
std::optional<int> CountCpus(std::string_view list);

/// A number in a file of "key value" lines: memory.stat, memory.events, memory.oom_control.
struct StatEntry {
  std::uint64_t value = 0;
  int line = 0;  // counted from 1
};
/// nullopt where no line has the key. `malformed` is set where its value is no number.
std::optional<StatEntry> FindStat(std::string_view text, std::string_view key, bool* malformed);

/// v1: an entry of memory.stat that repeats a limit, understood as ParseV1Limit does.
LimitText<Bytes> V1LimitOfCount(std::uint64_t count);

/// MemTotal in the text of /proc/meminfo, in bytes.
std::optional<Bytes> ParseMemTotal(std::string_view text);

}  // namespace flink_launcher
