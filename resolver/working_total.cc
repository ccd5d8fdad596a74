#include "resolver/working_total.h"

#include <cstdint>

namespace flink_launcher {
namespace {

constexpr std::int64_t kMostMebibytes = Bytes::Max().count() >> 20;

std::int64_t CeilMebibytes(Bytes size) {
  const std::int64_t whole = size.count() >> 20;
  return (whole << 20) == size.count() ? whole : whole + 1;
}

/// The first of start + 1, + 2, + 4, ... MiB that works.
std::optional<std::int64_t> FindUpwards(std::int64_t start,
                                        const std::function<bool(Bytes)>& works) {
  for (std::int64_t step = 1; step <= kMostMebibytes - start; step *= 2) {
    if (works(Bytes::Mebi(start + step))) return start + step;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Bytes> SmallestWorkingTotal(Bytes current, std::optional<Bytes> hint,
                                          const std::function<bool(Bytes)>& works) {
  std::int64_t failing = current.count() >> 20;
  std::int64_t start = failing;
  std::optional<std::int64_t> working;
  if (hint && CeilMebibytes(*hint) <= kMostMebibytes) {
    const std::int64_t hinted = CeilMebibytes(*hint);
    if (works(Bytes::Mebi(hinted))) working = hinted;
    if (working && hinted <= failing) return Bytes::Mebi(hinted);
    if (!working && hinted > start) start = hinted;
  }
  if (!working) working = FindUpwards(start, works);
  if (!working) return std::nullopt;
  // Between `failing`, which does not work, and `working`, which does.
  while (*working - failing > 1) {
    const std::int64_t middle = failing + (*working - failing) / 2;
    (works(Bytes::Mebi(middle)) ? *working : failing) = middle;
  }
  return Bytes::Mebi(*working);
}

}  // namespace flink_launcher
