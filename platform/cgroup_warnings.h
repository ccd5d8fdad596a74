#pragma once
// The words of every warning that limit detection gives. Each says what is not known because of it.

#include <string>

#include "resolver/error.h"

namespace flink_launcher {

Warning CannotRead(const std::string& path, const std::string& reason);
Warning SenselessLine(const std::string& path, int line);
/// `text` is what the file holds; a long one is cut.
Warning SenselessValue(const std::string& path, const std::string& text);
Warning NotMounted(const std::string& hierarchy, const std::string& group);
Warning NotShown(const std::string& hierarchy, const std::string& group,
                 const std::string& mount_point);
Warning OwnGroupHidden(const std::string& hierarchy, const std::string& lowest_seen);
Warning GroupIsGone(const std::string& directory);

}  // namespace flink_launcher
