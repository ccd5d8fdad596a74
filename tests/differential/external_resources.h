#pragma once
// External resources for the generator: lists in every form, amounts good and bad, and enough names
// to show the order of Java's hash maps.

#include <vector>

#include "tests/differential/config_renderer.h"
#include "tests/differential/random.h"

namespace flink_launcher {

std::vector<Setting> MakeExternalResources(Random& random);

}  // namespace flink_launcher
