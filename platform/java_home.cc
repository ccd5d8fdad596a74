#include "platform/java_home.h"

#include <charconv>
#include <utility>

#include "platform/file.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kFix =
    "set JAVA_HOME, or env.java.home in Flink's configuration, to a Java installation";

constexpr std::string_view kReleaseKey = "JAVA_VERSION=";

// PATH entries may be relative; exec needs no absolute path, but people do.
std::string Absolute(const std::string& path) {
  if (path.starts_with('/')) return path;
  const std::optional<std::string> folder = RealPath(ParentPath(path));
  return folder ? *folder + "/" + std::string(BaseName(path)) : path;
}

std::optional<int> ReadFeatureVersion(const std::string& home) {
  const Result<std::optional<std::string>> text = ReadFileIfPresent(home + "/release");
  return text && *text ? FeatureVersionOfRelease(**text) : std::nullopt;
}

// A java on PATH is most often a link (/usr/bin/java, alternatives): its home is where it leads.
std::optional<int> ReadFeatureVersionOf(const std::string& executable) {
  const std::optional<std::string> real = RealPath(executable);
  if (!real) return std::nullopt;
  const std::string home = ParentPath(ParentPath(*real));
  std::optional<int> version = ReadFeatureVersion(home);
  if (!version && BaseName(home) == "jre") version = ReadFeatureVersion(ParentPath(home));
  return version;
}

struct Choice {
  std::string home;
  Origin origin;
  std::string reason;
};

Choice ChooseHome(const JavaRequest& request) {
  if (!request.configured_home.empty()) {
    const std::string place = request.configured_origin.Text();
    return {request.configured_home, request.configured_origin,
            "env.java.home" + (place.empty() ? "" : " in " + place)};
  }
  if (!request.java_home.empty()) {
    return {request.java_home, Origin::Environment("JAVA_HOME"), "the variable JAVA_HOME"};
  }
  return {};
}

Result<Java> JavaBelow(const Choice& choice) {
  Java java{.home = choice.home, .run = choice.home + "/bin/java", .reason = choice.reason};
  java.executable = Absolute(java.run);
  if (!IsRegularFile(java.run)) {
    return Error{.code = ErrorCode::kNoJava,
                 .what = "no java below " + choice.home,
                 .where = choice.origin,
                 .why = "there is no file " + java.run,
                 .fix = std::string(kFix)};
  }
  if (!IsExecutableFile(java.run)) {
    return Error{.code = ErrorCode::kNoJava,
                 .what = java.run + " cannot be executed",
                 .where = choice.origin,
                 .why = "the file is there, but this user may not execute it",
                 .fix = "chmod a+x " + java.run};
  }
  java.feature_version = ReadFeatureVersion(choice.home);
  if (!java.feature_version) java.feature_version = ReadFeatureVersionOf(java.run);
  return java;
}

Result<Java> JavaOnPath(const Choice& choice, const std::string& path) {
  const std::optional<std::string> found = FindOnPath("java", path);
  if (!found) {
    Error error{.code = ErrorCode::kNoJava,
                .what = "no java found",
                .where = choice.origin,
                .why = "PATH is " + (path.empty() ? "empty" : path) + " and has no java",
                .fix = std::string(kFix)};
    error.why = (choice.home.empty() ? std::string("neither env.java.home nor JAVA_HOME is set; ")
                                     : choice.home + " is no folder; ") +
                error.why;
    return error;
  }
  Java java{.home = choice.home, .run = "java", .executable = Absolute(*found)};
  java.reason = choice.home.empty()
                    ? "found on PATH"
                    : "found on PATH, as " + choice.home + " (" + choice.reason + ") is no folder";
  java.feature_version = ReadFeatureVersionOf(*found);
  return java;
}

}  // namespace

Result<Java> FindJava(const JavaRequest& request) {
  const Choice choice = ChooseHome(request);
  if (!choice.home.empty() && IsDirectory(choice.home)) return JavaBelow(choice);
  return JavaOnPath(choice, request.path);
}

std::optional<int> ParseFeatureVersion(std::string_view version) {
  if (version.starts_with("1.")) version.remove_prefix(2);
  int number = 0;
  const auto [end, error] =
      std::from_chars(version.data(), version.data() + version.size(), number);
  if (error != std::errc{} || number <= 0) return std::nullopt;
  return number;
}

std::optional<int> FeatureVersionOfRelease(std::string_view release_text) {
  while (!release_text.empty()) {
    const auto end = release_text.find('\n');
    std::string_view line = release_text.substr(0, end);
    release_text.remove_prefix(end == std::string_view::npos ? release_text.size() : end + 1);
    if (!line.starts_with(kReleaseKey)) continue;
    line.remove_prefix(kReleaseKey.size());
    if (line.starts_with('"')) line.remove_prefix(1);
    return ParseFeatureVersion(line);
  }
  return std::nullopt;
}

Result<int> FeatureVersionOf(const Java& java, const JavaProbe& probe) {
  if (java.feature_version) return *java.feature_version;
  return probe(java.executable);
}

}  // namespace flink_launcher
