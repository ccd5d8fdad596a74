#include "resolver/parts_table.h"

#include <algorithm>
#include <cstdint>

namespace flink_launcher {
namespace {

constexpr std::int64_t kMebi = Bytes::Mebi(1).count();

/// In MiB, so that sizes below each other compare: "128m" or, `with_decimals`, "128.000m"; less
/// than that is "5 bytes", and "0" and "unlimited" are themselves.
std::string MebiText(Bytes size, bool with_decimals) {
  if (size == Bytes{}) return "0";
  if (size == Bytes::Max()) return "unlimited";
  if (size.count() < kMebi) return std::to_string(size.count()) + " bytes";
  std::int64_t whole = size.count() / kMebi;
  if (!with_decimals) return std::to_string(whole) + "m";
  std::int64_t thousandths = ((size.count() % kMebi) * 1000 + kMebi / 2) / kMebi;
  if (thousandths == 1000) {
    thousandths = 0;
    ++whole;
  }
  const std::string digits = std::to_string(thousandths);
  return std::to_string(whole) + "." + std::string(3 - digits.size(), '0') + digits + "m";
}

}  // namespace

std::string PartsTable(const std::vector<PartRow>& rows) {
  const bool with_decimals = std::any_of(rows.begin(), rows.end(), [](const PartRow& row) {
    return row.size != Bytes::Max() && row.size.count() % kMebi != 0;
  });
  std::size_t names = 0;
  std::size_t sizes = 0;
  for (const PartRow& row : rows) {
    names = std::max(names, row.name.size());
    sizes = std::max(sizes, MebiText(row.size, with_decimals).size());
  }
  std::string table;
  for (const PartRow& row : rows) {
    const std::string size = MebiText(row.size, with_decimals);
    table += (table.empty() ? "" : "\n") + row.name +
             std::string(names - row.name.size() + 2, ' ') + std::string(sizes - size.size(), ' ') +
             size + (row.note.empty() ? "" : "  " + row.note);
  }
  return table;
}

}  // namespace flink_launcher
