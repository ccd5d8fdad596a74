#include "platform/java_probe.h"

#include <optional>
#include <string_view>

#include "platform/capture.h"
#include "platform/java_home.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kVersionKey = " java.specification.version = ";

Error ProbeFailed(const std::string& executable, std::string why) {
  return Error{.code = ErrorCode::kNoJava,
               .what = "the version of " + executable + " cannot be found out",
               .where = Origin::File(executable),
               .why = std::move(why),
               .fix = "set JAVA_HOME to a Java installation that has a file named release"};
}

// The value in a line "    java.specification.version = 17".
std::optional<int> SpecificationVersion(std::string_view text) {
  const auto position = text.find(kVersionKey);
  if (position == std::string_view::npos) return std::nullopt;
  return ParseFeatureVersion(text.substr(position + kVersionKey.size()));
}

}  // namespace

Result<int> ProbeJavaFeatureVersion(const std::string& executable,
                                    std::chrono::milliseconds limit) {
  // The JVM writes them to standard error.
  const Result<std::string> answer =
      CaptureOutput(executable, {"-XshowSettings:properties", "-version"}, limit);
  if (!answer) return ProbeFailed(executable, answer.error().why);
  const std::string& text = *answer;
  const std::optional<int> version = SpecificationVersion(text);
  if (version) return *version;
  return ProbeFailed(executable, "it did not name its java.specification.version, but said: " +
                                     text.substr(0, 300));
}

}  // namespace flink_launcher
