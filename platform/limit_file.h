#pragma once
// One limit file read, parsed, and its trouble turned into a warning: the step that the readers of
// every controller share. Private to platform.

#include <optional>
#include <string>
#include <vector>

#include "platform/cgroup.h"
#include "platform/cgroup_values.h"
#include "platform/host_limits.h"
#include "platform/rooted_files.h"

namespace flink_launcher {

class LimitFiles {
 public:
  LimitFiles(const RootedFiles& files, std::vector<Warning>* warnings)
      : files_(files), warnings_(warnings) {}

  /// The text of `name` in `level`; nullopt where it is missing (no warning) or cannot be read.
  std::optional<std::string> Text(const CgroupLevel& level, const char* name) const;

  /// The limit that `name` sets at `level`; nullopt where it sets none.
  std::optional<Found<Bytes>> Limit(const CgroupLevel& level, const char* name,
                                    LimitText<Bytes> (*parse)(std::string_view)) const;

  /// A count of bytes.
  std::optional<Found<Bytes>> Count(const CgroupLevel& level, const char* name) const;

  /// The number of `key` in a file of "key value" lines.
  std::optional<Found<std::int64_t>> Stat(const CgroupLevel& level, const char* name,
                                          std::string_view key) const;

  void WarnSenseless(const CgroupLevel& level, const char* name, const std::string& text) const;

 private:
  const RootedFiles& files_;
  std::vector<Warning>* warnings_;
};

/// "/sys/fs/cgroup/a/memory.max".
std::string PathOf(const CgroupLevel& level, const char* name);

/// Keeps the lower of the two; of equals the one found first, which is the nearer one.
void KeepLowest(std::optional<Found<Bytes>>* lowest, std::optional<Found<Bytes>> found);

}  // namespace flink_launcher
