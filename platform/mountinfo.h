#pragma once
// The cgroup mounts in /proc/self/mountinfo. Only text: nothing here opens a file.

#include <string>
#include <string_view>
#include <vector>

namespace flink_launcher {

/// One visible mount of a cgroup hierarchy.
struct CgroupMount {
  /// Which folder of the hierarchy is mounted, seen from our cgroup namespace: "/", "/docker/abc",
  /// or "/../.." where the mount was made outside the namespace and shows what is above it.
  std::string root;
  std::string mount_point;
  bool is_v2 = false;
  /// v1: the controllers, and "name=systemd" for a named hierarchy, among other mount options.
  std::vector<std::string> options;

  bool HasController(std::string_view controller) const;
  friend bool operator==(const CgroupMount&, const CgroupMount&) = default;
};

struct CgroupMounts {
  std::vector<CgroupMount> mounts;   // in the order of the file
  std::vector<int> malformed_lines;  // counted from 1; such lines are left out

  friend bool operator==(const CgroupMounts&, const CgroupMounts&) = default;
};

/// Reads the text of /proc/self/mountinfo (proc_pid_mountinfo(5)). Mounts that cannot be reached
/// are left out: of several on one mount point the last counts, and one below a folder that a later
/// mount covers is hidden.
CgroupMounts ParseMountinfo(std::string_view text);

/// "a\040b" is "a b": the kernel writes space, tab, newline, backslash and "#" as three octal
/// digits. Anything else after a backslash is left as it is.
std::string UnescapeMountField(std::string_view field);

}  // namespace flink_launcher
