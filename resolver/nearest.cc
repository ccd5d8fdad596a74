#include "resolver/nearest.h"

#include <algorithm>
#include <cstdlib>
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

}  // namespace

int EditDistance(std::string_view a, std::string_view b) {
  // Three rows of the usual table: the one being filled, the one above it and the one above that.
  std::vector<int> two_above(b.size() + 1);
  std::vector<int> above(b.size() + 1);
  std::vector<int> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_above.swap(above);
    above.swap(row);
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = Lower(a[i - 1]) == Lower(b[j - 1]);
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (same ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && Lower(a[i - 1]) == Lower(b[j - 2]) &&
                           Lower(a[i - 2]) == Lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return row[b.size()];
}

std::optional<std::string> NearestName(std::string_view name,
                                       std::span<const std::string_view> names) {
  int nearest = SlipsAllowed(name.size()) + 1;
  std::optional<std::string> found;
  for (const std::string_view candidate : names) {
    const auto lengths_apart = candidate.size() > name.size() ? candidate.size() - name.size()
                                                              : name.size() - candidate.size();
    if (lengths_apart >= static_cast<std::size_t>(nearest)) continue;
    const int distance = EditDistance(name, candidate);
    if (distance >= nearest) continue;
    nearest = distance;
    found = std::string(candidate);
  }
  return found;
}

}  // namespace flink_launcher
