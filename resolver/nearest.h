#pragma once
// The nearest known name to one that is not known: for "did you mean" in messages.

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace flink_launcher {

/// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn `a`
/// into `b`; upper and lower case are the same letter.
int EditDistance(std::string_view a, std::string_view b);

/// The one of `names` that `name` was most likely meant to be, or nullopt where none is near: one
/// slip in a name of up to four letters, two in one of up to eight, three in a longer one. Of
/// equally near names the first.
std::optional<std::string> NearestName(std::string_view name,
                                       std::span<const std::string_view> names);

}  // namespace flink_launcher
