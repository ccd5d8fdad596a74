#include "resolver/nearest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace flink_launcher {
namespace {

char Lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

int SlipsAllowed(std::size_t length) {
  if (length <= 4) return 1;
  return length <= 8 ? 2 : 3;
}

/// As EditDistance, but any number above `limit` may be returned for a distance above it.
int BoundedEditDistance(std::string_view a, std::string_view b, int limit) {
  while (!a.empty() && !b.empty() && Lower(a.front()) == Lower(b.front())) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  // Three rows of the usual table: the one being filled, the one above it and the one above that.
  std::vector<int> two_above(b.size() + 1);
  std::vector<int> above(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  int least_above = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_above.swap(above);
    above.swap(row);
    row[0] = static_cast<int>(i);
    int least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = Lower(a[i - 1]) == Lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && Lower(a[i - 1]) == Lower(b[j - 2]) &&
                           Lower(a[i - 2]) == Lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    // Later rows come from these two, and never get smaller than they are.
    if (least > limit && least_above > limit) return limit + 1;
    least_above = least;
  }
  return row[b.size()];
}

}  // namespace

int EditDistance(std::string_view a, std::string_view b) {
  return BoundedEditDistance(a, b, std::numeric_limits<int>::max() - 1);
}

std::optional<std::string> NearestName(std::string_view name,
                                       std::span<const std::string_view> names) {
  int nearest = SlipsAllowed(name.size()) + 1;
  std::optional<std::string> found;
  for (const std::string_view candidate : names) {
    const auto lengths_apart = candidate.size() > name.size() ? candidate.size() - name.size()
                                                              : name.size() - candidate.size();
    if (lengths_apart >= static_cast<std::size_t>(nearest)) continue;
    const int distance = BoundedEditDistance(name, candidate, nearest - 1);
    if (distance >= nearest) continue;
    nearest = distance;
    found = std::string(candidate);
  }
  return found;
}

}  // namespace flink_launcher
