#include "platform/cgroup.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "platform/cgroup_path.h"
#include "platform/cgroup_warnings.h"
#include "platform/mountinfo.h"
#include "platform/text_lines.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kSelfCgroup = "/proc/self/cgroup";
constexpr std::string_view kMountinfo = "/proc/self/mountinfo";

// How many cgroup.procs are looked at for our pid; a busy host has some hundred groups.
constexpr int kMaxGroupsSearched = 1024;

// A mount that may show our group.
struct Candidate {
  const CgroupMount* mount;
  Placement placement;
};

std::string Join(std::string_view folder, std::string_view path) {
  std::string joined(folder == "/" ? "" : folder);
  joined += path;
  return joined.empty() ? "/" : joined;
}

bool HoldsProcess(const RootedFiles& files, const std::string& group, std::int64_t pid) {
  const FileText procs = files.Read(Join(group, "/cgroup.procs"));
  if (procs.status != FileText::Status::kRead) return false;
  const auto lines = SplitLines(procs.text);
  const std::string own = std::to_string(pid);
  return std::find(lines.begin(), lines.end(), own) != lines.end();
}

// The path below `top` of the group with `pid` in it, of the form "*/*" + tail with `stars` stars.
std::optional<std::string> FindProcess(const RootedFiles& files, const std::string& top, int stars,
                                       const std::string& tail, std::int64_t pid) {
  std::vector<std::string> level = {""};
  for (int star = 0; star < stars; ++star) {
    std::vector<std::string> below;
    for (const auto& parent : level) {
      for (const auto& name : files.Directories(Join(top, parent))) {
        below.push_back(parent);
        below.back().append("/").append(name);
        if (below.size() > kMaxGroupsSearched) return std::nullopt;
      }
    }
    level = std::move(below);
  }
  for (const auto& head : level) {
    if (HoldsProcess(files, Join(top, head + tail), pid)) return head + tail;
  }
  return std::nullopt;
}

// Where a mount is of another group than ours, by the paths, we may still be in it: the process was
// moved after its container was made, or the mount came from another cgroup namespace. Our group
// is then the mount point itself or the end of our path below it; our pid tells.
std::optional<std::string> FindMovedProcess(const RootedFiles& files, const CgroupMount& mount,
                                            std::string_view group, std::int64_t pid) {
  std::string_view tail = group;
  while (true) {
    if (HoldsProcess(files, Join(mount.mount_point, tail == "/" ? "" : tail), pid)) {
      return std::string(tail == "/" ? "" : tail);
    }
    if (tail.size() <= 1) return std::nullopt;
    const auto next = tail.find('/', 1);
    tail = next == std::string_view::npos ? std::string_view() : tail.substr(next);
  }
}

// The folder at `path` below `mount_point` and all its parents up to it.
std::vector<CgroupLevel> LevelsUpFrom(std::string_view mount_point, std::string_view path) {
  std::vector<CgroupLevel> levels;
  for (int up = 0;; ++up) {
    levels.push_back({Join(mount_point, path), up});
    if (path.empty()) return levels;
    path = ParentPath(path);
  }
}

// The levels that `mounts`, all of one hierarchy, show of our `group`; empty where they do not.
class LevelFinder {
 public:
  LevelFinder(const RootedFiles& files, std::int64_t pid, std::string_view group,
              const std::vector<const CgroupMount*>& mounts)
      : files_(files), pid_(pid), group_(group) {
    for (const auto* mount : mounts) {
      candidates_.push_back({mount, PlaceGroup(mount->root, group)});
    }
  }

  std::vector<CgroupLevel> Find() const {
    std::vector<CgroupLevel> levels = Inside();
    if (const Candidate* above = Highest(Placement::Kind::kBelowHiddenLevels)) {
      AddHiddenLevels(*above, &levels);
    }
    if (levels.empty()) levels = Moved();
    return levels;
  }

 private:
  // Of several mounts, the one that shows most levels; of equals, one at the usual place.
  const Candidate* Highest(Placement::Kind kind) const {
    const auto rank = [](const Candidate& candidate) {
      return std::pair(candidate.placement.hidden_levels + PathDepth(candidate.placement.path),
                       candidate.mount->mount_point.starts_with("/sys/fs/cgroup"));
    };
    const Candidate* best = nullptr;
    for (const auto& candidate : candidates_) {
      if (candidate.placement.kind != kind) continue;
      if (best == nullptr || rank(*best) < rank(candidate)) best = &candidate;
    }
    return best;
  }

  std::vector<CgroupLevel> Inside() const {
    const Candidate* inside = Highest(Placement::Kind::kInside);
    if (inside == nullptr) return {};
    return LevelsUpFrom(inside->mount->mount_point, inside->placement.path);
  }

  // A mount from above our namespace shows our group under names that only our pid can tell. Where
  // it does not, the mount point itself is still one of our parents.
  void AddHiddenLevels(const Candidate& above, std::vector<CgroupLevel>* levels) const {
    const auto& [kind, tail, hidden_levels] = above.placement;
    const std::string& top = above.mount->mount_point;
    if (const auto path = FindProcess(files_, top, hidden_levels, tail, pid_)) {
      *levels = LevelsUpFrom(top, *path);
    } else {
      levels->push_back({top, hidden_levels + PathDepth(tail)});
    }
  }

  std::vector<CgroupLevel> Moved() const {
    for (const auto& candidate : candidates_) {
      const auto path = FindMovedProcess(files_, *candidate.mount, group_, pid_);
      if (path) return LevelsUpFrom(candidate.mount->mount_point, *path);
    }
    return {};
  }

  const RootedFiles& files_;
  std::int64_t pid_;
  std::string_view group_;
  std::vector<Candidate> candidates_;
};

class Locator {
 public:
  Locator(const RootedFiles& files, std::int64_t pid) : files_(files), pid_(pid) {}

  CgroupView Locate() {
    if (!ReadMemberships() || !ReadMounts()) return std::move(view_);
    const ControllerGroups unified = LocateUnified();
    view_.memory = LocateController("memory", unified, /*must_see=*/true);
    view_.cpu = LocateController("cpu", unified, /*must_see=*/true);
    // The CPU affinity of the process tells as much; a cpuset that is not mounted costs nothing.
    view_.cpuset = LocateController("cpuset", unified, /*must_see=*/false);
    view_.layout = Layout();
    return std::move(view_);
  }

 private:
  bool ReadMemberships() {
    const FileText text = files_.Read(std::string(kSelfCgroup));
    if (text.status == FileText::Status::kFailed) {
      view_.warnings.push_back(CannotRead(std::string(kSelfCgroup), text.reason));
    }
    Memberships memberships = ParseSelfCgroup(text.text);
    for (const int line : memberships.malformed_lines) {
      view_.warnings.push_back(SenselessLine(std::string(kSelfCgroup), line));
    }
    memberships_ = std::move(memberships.entries);
    return !memberships_.empty();
  }

  bool ReadMounts() {
    const FileText text = files_.Read(std::string(kMountinfo));
    if (text.status != FileText::Status::kRead) {
      const bool missing = text.status == FileText::Status::kMissing;
      view_.warnings.push_back(
          CannotRead(std::string(kMountinfo), missing ? "No such file or directory" : text.reason));
      return false;
    }
    CgroupMounts mounts = ParseMountinfo(text.text);
    for (const int line : mounts.malformed_lines) {
      view_.warnings.push_back(SenselessLine(std::string(kMountinfo), line));
    }
    mounts_ = std::move(mounts.mounts);
    return true;
  }

  const Membership* FindMembership(std::string_view v1_controller) const {
    for (const auto& entry : memberships_) {
      const auto& names = entry.controllers;
      if (std::find(names.begin(), names.end(), v1_controller) != names.end()) return &entry;
    }
    return nullptr;
  }

  ControllerGroups LocateUnified() {
    const auto own = std::find_if(memberships_.begin(), memberships_.end(),
                                  [](const Membership& entry) { return entry.is_v2; });
    if (own == memberships_.end()) return {};
    std::vector<const CgroupMount*> mounts;
    for (const auto& mount : mounts_) {
      if (mount.is_v2) mounts.push_back(&mount);
    }
    // Every kernel has a v2 line; where all that we ask is on v1, nobody need mount it.
    const bool needed = FindMembership("memory") == nullptr || FindMembership("cpu") == nullptr;
    return {CgroupVersion::kV2, FindLevels("cgroup2", own->path, mounts, needed)};
  }

  ControllerGroups LocateController(std::string_view controller, const ControllerGroups& unified,
                                    bool must_see) {
    const Membership* own = FindMembership(controller);
    if (own == nullptr) return unified;
    std::vector<const CgroupMount*> mounts;
    for (const auto& mount : mounts_) {
      if (!mount.is_v2 && mount.HasController(controller)) mounts.push_back(&mount);
    }
    return {CgroupVersion::kV1, FindLevels(std::string(controller), own->path, mounts, must_see)};
  }

  std::vector<CgroupLevel> FindLevels(const std::string& hierarchy, const std::string& group,
                                      const std::vector<const CgroupMount*>& mounts,
                                      bool must_see) {
    if (mounts.empty()) {
      if (must_see) view_.warnings.push_back(NotMounted(hierarchy, group));
      return {};
    }
    auto levels = LevelFinder(files_, pid_, group, mounts).Find();
    if (!must_see) return levels;
    if (levels.empty()) {
      view_.warnings.push_back(NotShown(hierarchy, group, mounts.back()->mount_point));
    } else if (levels.front().levels_up > 0) {
      view_.warnings.push_back(OwnGroupHidden(hierarchy, levels.front().directory));
    } else if (!files_.IsDirectory(levels.front().directory)) {
      view_.warnings.push_back(GroupIsGone(levels.front().directory));
    }
    return levels;
  }

  CgroupLayout Layout() const {
    const bool on_v1 = view_.memory.version == CgroupVersion::kV1 ||
                       view_.cpu.version == CgroupVersion::kV1 ||
                       view_.cpuset.version == CgroupVersion::kV1;
    const bool v2_mounted = std::any_of(mounts_.begin(), mounts_.end(),
                                        [](const CgroupMount& mount) { return mount.is_v2; });
    if (on_v1) return v2_mounted ? CgroupLayout::kHybrid : CgroupLayout::kV1;
    return v2_mounted ? CgroupLayout::kV2 : CgroupLayout::kNone;
  }

  const RootedFiles& files_;
  std::int64_t pid_;
  CgroupView view_;
  std::vector<Membership> memberships_;
  std::vector<CgroupMount> mounts_;
};

}  // namespace

CgroupView LocateGroups(const RootedFiles& files, std::int64_t pid) {
  return Locator(files, pid).Locate();
}

}  // namespace flink_launcher
