#pragma once
// Where Flink is, its flink-dist jar, and its version.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

struct FlinkHomeRequest {
  std::string option;      // --flink-home; empty where it is not given
  std::string variable;    // FLINK_HOME
  std::string executable;  // the path by which the launcher was called: InvokedPath()
};

struct FlinkHome {
  std::string path;  // absolute and without symbolic links, as `pwd -P` in config.sh
  Origin origin;
};

/// The path by which this process was started, symbolic link and all; "" where the kernel does not
/// say.
std::string InvokedPath();

/// The Flink distribution: the option, else FLINK_HOME, else the parent of the folder in which
/// `executable` lies, or one of the symbolic links from it to the real file, if lib/flink-dist*.jar
/// is there. Fails with kNoFlink.
Result<FlinkHome> FindFlinkHome(const FlinkHomeRequest& request);

/// True for the base names that constructFlinkClassPath takes for Flink's own jar:
/// flink-dist*.jar.
bool IsFlinkDistJar(std::string_view base_name);

/// The one flink-dist jar among `jars` (from ListJars(lib_directory)). Fails with kNoFlink where
/// there is none or more than one, naming them.
Result<std::string> FindFlinkDistJar(const std::vector<std::string>& jars,
                                     const std::string& lib_directory);

/// "2.3.0" of flink-dist-2.3.0.jar, "1.14.6" of flink-dist_2.12-1.14.6.jar, vendor suffixes kept;
/// nullopt where the name has no version.
std::optional<std::string> VersionInJarName(std::string_view base_name);

/// The version of Flink: from the jar's name, else from Implementation-Version in its manifest.
/// Fails with kNoFlink where neither tells.
Result<std::string> FlinkVersionOfJar(const std::string& jar);

}  // namespace flink_launcher
