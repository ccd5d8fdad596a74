#include "platform/cgroup_path.h"

#include <algorithm>
#include <optional>

#include "platform/text_lines.h"

namespace flink_launcher {
namespace {

using Parts = std::vector<std::string_view>;

struct NamespacePath {
  std::size_t up = 0;  // how many ".." it begins with
  Parts parts;         // the folders after these
};

NamespacePath SplitNamespacePath(std::string_view path) {
  NamespacePath result;
  for (const auto part : SplitText(path, '/')) {
    if (part.empty()) continue;
    if (part == ".." && result.parts.empty()) {
      ++result.up;
    } else {
      result.parts.push_back(part);
    }
  }
  return result;
}

std::string JoinParts(Parts::const_iterator begin, Parts::const_iterator end) {
  std::string path;
  for (auto part = begin; part != end; ++part) {
    path += '/';
    path += *part;
  }
  return path;
}

std::optional<Membership> ParseMembership(std::string_view line) {
  const auto first = line.find(':');
  if (first == std::string_view::npos) return std::nullopt;
  const auto second = line.find(':', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto hierarchy = line.substr(0, first);
  const auto controllers = line.substr(first + 1, second - first - 1);
  Membership membership;
  membership.path = line.substr(second + 1);
  if (!ParseDecimal(hierarchy) || !membership.path.starts_with('/')) return std::nullopt;
  membership.is_v2 = hierarchy == "0" && controllers.empty();
  if (!controllers.empty()) {
    for (const auto name : SplitText(controllers, ',')) membership.controllers.emplace_back(name);
  }
  return membership;
}

}  // namespace

Memberships ParseSelfCgroup(std::string_view text) {
  Memberships result;
  int line_number = 0;
  for (const auto line : SplitLines(text)) {
    ++line_number;
    if (auto membership = ParseMembership(line)) {
      result.entries.push_back(*std::move(membership));
    } else {
      result.malformed_lines.push_back(line_number);
    }
  }
  return result;
}

Placement PlaceGroup(std::string_view mount_root, std::string_view group) {
  const NamespacePath root = SplitNamespacePath(mount_root);
  const NamespacePath own = SplitNamespacePath(group);
  if (root.up == own.up) {
    const bool inside = own.parts.size() >= root.parts.size() &&
                        std::equal(root.parts.begin(), root.parts.end(), own.parts.begin());
    if (!inside) return {};
    const auto below = own.parts.begin() + static_cast<std::ptrdiff_t>(root.parts.size());
    return {Placement::Kind::kInside, JoinParts(below, own.parts.end()), 0};
  }
  // A root with ".." and then names is beside our namespace, not above it.
  if (root.up < own.up || !root.parts.empty()) return {};
  return {Placement::Kind::kBelowHiddenLevels, JoinParts(own.parts.begin(), own.parts.end()),
          static_cast<int>(root.up - own.up)};
}

int PathDepth(std::string_view path) {
  const Parts parts = SplitText(path, '/');
  return static_cast<int>(
      std::count_if(parts.begin(), parts.end(), [](auto part) { return !part.empty(); }));
}

std::string_view ParentPath(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace flink_launcher
