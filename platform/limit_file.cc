#include "platform/limit_file.h"

#include <limits>
#include <utility>

#include "platform/cgroup_warnings.h"

namespace flink_launcher {
namespace {

constexpr std::uint64_t kLargestCount = std::numeric_limits<std::int64_t>::max();

}  // namespace

std::string PathOf(const CgroupLevel& level, const char* name) {
  std::string path = level.directory;
  if (!path.ends_with('/')) path += '/';
  return path + name;
}

void KeepLowest(std::optional<Found<Bytes>>* lowest, std::optional<Found<Bytes>> found) {
  if (found && (!*lowest || found->value < (*lowest)->value)) *lowest = std::move(found);
}

std::optional<std::string> LimitFiles::Text(const CgroupLevel& level, const char* name) const {
  const std::string path = PathOf(level, name);
  FileText file = files_.Read(path);
  if (file.status == FileText::Status::kFailed) {
    warnings_->push_back(CannotRead(path, file.reason));
  }
  if (file.status != FileText::Status::kRead) return std::nullopt;
  return std::move(file.text);
}

void LimitFiles::WarnSenseless(const CgroupLevel& level, const char* name,
                               const std::string& text) const {
  warnings_->push_back(SenselessValue(PathOf(level, name), text));
}

std::optional<Found<Bytes>> LimitFiles::Limit(const CgroupLevel& level, const char* name,
                                              LimitText<Bytes> (*parse)(std::string_view)) const {
  const auto text = Text(level, name);
  if (!text) return std::nullopt;
  const LimitText<Bytes> parsed = parse(*text);
  if (!parsed.valid) WarnSenseless(level, name, *text);
  if (!parsed.limit) return std::nullopt;
  return Found<Bytes>{*parsed.limit, Origin::File(PathOf(level, name)), level.levels_up};
}

std::optional<Found<Bytes>> LimitFiles::Count(const CgroupLevel& level, const char* name) const {
  const auto text = Text(level, name);
  if (!text) return std::nullopt;
  const auto count = ParseByteCount(*text);
  if (!count) {
    WarnSenseless(level, name, *text);
    return std::nullopt;
  }
  return Found<Bytes>{*count, Origin::File(PathOf(level, name)), level.levels_up};
}

std::optional<Found<std::int64_t>> LimitFiles::Stat(const CgroupLevel& level, const char* name,
                                                    std::string_view key) const {
  const auto text = Text(level, name);
  if (!text) return std::nullopt;
  bool malformed = false;
  const auto entry = FindStat(*text, key, &malformed);
  if (malformed || (entry && entry->value > kLargestCount)) {
    WarnSenseless(level, name, *text);
    return std::nullopt;
  }
  if (!entry) return std::nullopt;  // older kernels lack some keys
  return Found<std::int64_t>{static_cast<std::int64_t>(entry->value),
                             Origin::File(PathOf(level, name), entry->line), level.levels_up};
}

}  // namespace flink_launcher
