#include "platform/mountinfo.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "platform/text_lines.h"

namespace flink_launcher {
namespace {

// A line with its fields still escaped; the escaped form is enough to compare mount points.
struct RawMount {
  std::string_view id;
  std::string_view parent;
  std::string_view root;
  std::string_view mount_point;
  std::string_view type;
  std::string_view options;
};

constexpr std::size_t kFirstOptionalField = 6;

// "36 35 98:0 /root /mount/point rw,noatime master:1 - type source options": any number of optional
// fields before the lone "-".
std::optional<RawMount> ParseLine(std::string_view line) {
  const auto fields = SplitText(line, ' ');
  if (fields.size() <= kFirstOptionalField) return std::nullopt;
  const auto dash = std::find(fields.begin() + kFirstOptionalField, fields.end(), "-");
  if (fields.end() - dash < 4) return std::nullopt;  // "-", type, source, options
  if (!fields[3].starts_with('/') || !fields[4].starts_with('/')) return std::nullopt;
  return RawMount{fields[0], fields[1], fields[3], fields[4], dash[1], dash[3]};
}

bool IsBelow(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) &&
         (folder == "/" || path[folder.size()] == '/');
}

// Whether `ancestor` is one of the mounts that `mount` stands on. The count guards against a circle
// in a damaged file.
bool StandsOn(const RawMount& mount, std::string_view ancestor,
              const std::map<std::string_view, std::string_view>& parents) {
  std::string_view id = mount.parent;
  for (std::size_t steps = 0; steps <= parents.size(); ++steps) {
    if (id == ancestor) return true;
    const auto parent = parents.find(id);
    if (parent == parents.end()) return false;
    id = parent->second;
  }
  return false;
}

bool IsHidden(std::size_t index, const std::vector<RawMount>& mounts,
              const std::map<std::string_view, std::string_view>& parents) {
  const RawMount& mount = mounts[index];
  for (std::size_t later = index + 1; later < mounts.size(); ++later) {
    if (mounts[later].mount_point == mount.mount_point) return true;
    if (IsBelow(mount.mount_point, mounts[later].mount_point) &&
        !StandsOn(mount, mounts[later].id, parents)) {
      return true;
    }
  }
  return false;
}

CgroupMount ToCgroupMount(const RawMount& raw) {
  CgroupMount mount;
  mount.root = UnescapeMountField(raw.root);
  mount.mount_point = UnescapeMountField(raw.mount_point);
  mount.is_v2 = raw.type == "cgroup2";
  for (const auto option : SplitText(raw.options, ',')) mount.options.emplace_back(option);
  return mount;
}

bool IsOctal(char digit) { return digit >= '0' && digit <= '7'; }

}  // namespace

bool CgroupMount::HasController(std::string_view controller) const {
  return std::find(options.begin(), options.end(), controller) != options.end();
}

std::string UnescapeMountField(std::string_view field) {
  std::string text;
  text.reserve(field.size());
  for (std::size_t i = 0; i < field.size(); ++i) {
    const bool escaped = field[i] == '\\' && i + 3 < field.size() && field[i + 1] <= '3' &&
                         IsOctal(field[i + 1]) && IsOctal(field[i + 2]) && IsOctal(field[i + 3]);
    if (!escaped) {
      text += field[i];
      continue;
    }
    const int code = (field[i + 1] - '0') * 64 + (field[i + 2] - '0') * 8 + (field[i + 3] - '0');
    text += static_cast<char>(code);
    i += 3;
  }
  return text;
}

CgroupMounts ParseMountinfo(std::string_view text) {
  CgroupMounts result;
  std::vector<RawMount> mounts;
  std::map<std::string_view, std::string_view> parents;
  int line_number = 0;
  for (const auto line : SplitLines(text)) {
    ++line_number;
    const auto mount = ParseLine(line);
    if (!mount) {
      result.malformed_lines.push_back(line_number);
      continue;
    }
    mounts.push_back(*mount);
    parents[mount->id] = mount->parent;
  }
  for (std::size_t i = 0; i < mounts.size(); ++i) {
    const bool is_cgroup = mounts[i].type == "cgroup" || mounts[i].type == "cgroup2";
    if (is_cgroup && !IsHidden(i, mounts, parents)) {
      result.mounts.push_back(ToCgroupMount(mounts[i]));
    }
  }
  return result;
}

}  // namespace flink_launcher
