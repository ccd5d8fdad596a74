#include "platform/cgroup_warnings.h"

#include <string_view>

namespace flink_launcher {
namespace {

constexpr std::string_view kSelfCgroup = "/proc/self/cgroup";
constexpr std::string_view kMountinfo = "/proc/self/mountinfo";
constexpr std::string_view kSayTheLimit =
    "if a limit is set there, say so: container.memory = \"4g\" in launcher.toml";
constexpr std::size_t kLongestExcerpt = 40;

Warning Unseen(std::string what, Origin where) {
  return {std::move(what), std::move(where), std::string(kSayTheLimit), {}};
}

// What a person can read of a file's content: one line, printable, short.
std::string Excerpt(const std::string& text) {
  std::string excerpt;
  for (const char c : text.substr(0, kLongestExcerpt)) {
    if (c == '\n') break;
    excerpt += c >= ' ' && c <= '~' ? c : '?';
  }
  return excerpt.size() < kLongestExcerpt ? excerpt : excerpt + "...";
}

}  // namespace

Warning CannotRead(const std::string& path, const std::string& reason) {
  return Unseen("cannot read " + path + " (" + reason + "); what it limits is not known",
                Origin::File(path));
}

Warning SenselessLine(const std::string& path, int line) {
  return Unseen("line " + std::to_string(line) + " of " + path + " makes no sense; it is skipped",
                Origin::File(path, line));
}

Warning SenselessValue(const std::string& path, const std::string& text) {
  return Unseen(path + " makes no sense (\"" + Excerpt(text) + "\"); it is not taken for a limit",
                Origin::File(path));
}

Warning NotMounted(const std::string& hierarchy, const std::string& group) {
  return Unseen("the " + hierarchy + " hierarchy is not mounted, so the limits of group " + group +
                    " cannot be seen",
                Origin::File(std::string(kSelfCgroup)));
}

Warning NotShown(const std::string& hierarchy, const std::string& group,
                 const std::string& mount_point) {
  return Unseen("group " + group + " of the " + hierarchy + " hierarchy is not below " +
                    mount_point + ", so its limits cannot be seen",
                Origin::File(std::string(kMountinfo)));
}

Warning OwnGroupHidden(const std::string& hierarchy, const std::string& lowest_seen) {
  return Unseen("our own group of the " + hierarchy + " hierarchy was not found below " +
                    lowest_seen + "; limits between the two cannot be seen",
                Origin::File(std::string(kMountinfo)));
}

Warning GroupIsGone(const std::string& directory) {
  return Unseen("our group's folder " + directory + " does not exist; only its parents are seen",
                Origin::File(std::string(kSelfCgroup)));
}

}  // namespace flink_launcher
