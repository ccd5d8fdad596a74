#pragma once
// Misspelt -XX flags. With -XX:+IgnoreUnrecognizedVMOptions, which Flink's scripts give since 1.18,
// Java says nothing about them. Told by a table, without a JVM: so only a name that is very near to
// a known one is taken for misspelt; any other may be a flag that the table does not have.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace flink_launcher {

/// "UseG1GC" of "-XX:+UseG1GC", "MaxGCPauseMillis" of "-XX:MaxGCPauseMillis=5"; empty for what is
/// no -XX flag.
std::string_view HotspotFlagName(std::string_view argument);

/// The argument as it was probably meant ("-XX:+UseG1GC" for "-XX:+UseG1GCC"); nullopt where it is
/// a flag that is known, or near to none: one slip in a name of up to eleven letters, two in a
/// longer one.
std::optional<std::string> NearestHotspotFlag(std::string_view argument);

}  // namespace flink_launcher
