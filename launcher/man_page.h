#pragma once
// The manual page flink-launcher(1), in roff, generated from the tables that help prints.

#include <string>

namespace flink_launcher {

std::string ManPage();

}  // namespace flink_launcher
