#pragma once
// Which java, as Flink's scripts choose it, why that one, and which version it is, told by the
// `release` file that every JDK carries. No JVM is started here; that is java_probe.h.

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "resolver/result.h"

namespace flink_launcher {

struct JavaRequest {
  std::string configured_home;  // the value of env.java.home; empty where it is not set
  Origin configured_origin;
  std::string java_home;  // the variables JAVA_HOME and PATH
  std::string path;
};

struct Java {
  std::string home;        // what JAVA_HOME becomes; empty where nobody said
  std::string run;         // argv[0], JAVA_RUN of the scripts: "/opt/java/bin/java" or "java"
  std::string executable;  // absolute path
  /// 8, 17, 25: from the release file; nullopt where there is none or it says nothing.
  std::optional<int> feature_version;
  std::string reason;  // "env.java.home in conf/config.yaml:3", for people
};

/// The java that config.sh (setJavaHome, setJavaRun) would run: env.java.home, else JAVA_HOME, and
/// below it bin/java where it is a folder, else java on PATH. Fails with kNoJava where the scripts
/// would fail to exec: no java at all, a home without bin/java, a java that cannot be executed.
Result<Java> FindJava(const JavaRequest& request);

/// The feature version in the text of a release file: 17 of JAVA_VERSION="17.0.15", 8 of
/// JAVA_VERSION="1.8.0_402"; nullopt where no such line is there.
std::optional<int> FeatureVersionOfRelease(std::string_view release_text);

/// The feature version of java.specification.version or any other version text: "17", "1.8",
/// "25.0.3", "24-ea".
std::optional<int> ParseFeatureVersion(std::string_view version);

using JavaProbe = std::function<Result<int>(const std::string& executable)>;

/// The feature version of `java`; asks `probe` only where the release file did not tell.
Result<int> FeatureVersionOf(const Java& java, const JavaProbe& probe);

}  // namespace flink_launcher
