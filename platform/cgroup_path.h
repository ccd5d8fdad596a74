#pragma once
// Which group we are in, by the text of /proc/self/cgroup, and where a mount shows it. Only text:
// nothing here opens a file.

#include <string>
#include <string_view>
#include <vector>

namespace flink_launcher {

/// One line of /proc/self/cgroup: "4:cpu,cpuacct:/docker/abc", or "0::/docker/abc" for v2.
struct Membership {
  bool is_v2 = false;
  std::vector<std::string> controllers;  // v1; "name=systemd" for a named hierarchy
  std::string path;                      // seen from our cgroup namespace: "/", "/a", "/../b"

  friend bool operator==(const Membership&, const Membership&) = default;
};

struct Memberships {
  std::vector<Membership> entries;
  std::vector<int> malformed_lines;  // counted from 1

  friend bool operator==(const Memberships&, const Memberships&) = default;
};

/// Reads the text of /proc/self/cgroup (cgroups(7)). The path is everything after the second colon:
/// group names may hold colons and spaces, and are not escaped here, unlike in mountinfo.
Memberships ParseSelfCgroup(std::string_view text);

/// Where a mount whose root is R shows the group P, both seen from our cgroup namespace.
struct Placement {
  enum class Kind {
    /// At `path` below the mount point ("" is the mount point itself); so are all its parents up to
    /// R.
    kInside,
    /// R lies `hidden_levels` above the root of our namespace, and nobody tells the names of these
    /// levels: the group is at "*/*" + `path` with that many stars.
    kBelowHiddenLevels,
    /// Not in the mounted part of the hierarchy.
    kOutside,
  };
  Kind kind = Kind::kOutside;
  std::string path;
  int hidden_levels = 0;

  friend bool operator==(const Placement&, const Placement&) = default;
};

/// `mount_root` is R, `group` is P. Source: cgroup_namespaces(7) and the kernel's
/// kernfs_path_from_node, which writes "/.." for each level between our root and a common parent.
Placement PlaceGroup(std::string_view mount_root, std::string_view group);

/// How many folders `path` has: 0 for "" and "/", 2 for "/a/b".
int PathDepth(std::string_view path);

/// `path` without its last folder: "/a" for "/a/b", "" for "/a" and for "".
std::string_view ParentPath(std::string_view path);

}  // namespace flink_launcher
