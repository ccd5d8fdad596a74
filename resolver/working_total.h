#pragma once
// The smallest total that works: what an error about sizes that do not fit proposes.

#include <functional>
#include <optional>

#include "resolver/bytes.h"

namespace flink_launcher {

/// The smallest size in whole MiB above `current` for which `works` is true, or nullopt where none
/// was found. `hint` is a size near which one may be expected, since the sizes that work may be
/// a narrow band; it may lie below `current`, and is then the answer if it works. Below the band
/// `works` is taken to be false throughout. Asks at most about a hundred times, and has asked for
/// the answer.
std::optional<Bytes> SmallestWorkingTotal(Bytes current, std::optional<Bytes> hint,
                                          const std::function<bool(Bytes)>& works);

}  // namespace flink_launcher
