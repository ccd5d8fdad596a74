#include "platform/java_probe.h"

#include <boost/asio/io_context.hpp>
#include <boost/process/args.hpp>
#include <boost/process/async.hpp>
#include <boost/process/child.hpp>
#include <boost/process/io.hpp>
#include <future>
#include <optional>
#include <string_view>
#include <system_error>

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
  namespace process = boost::process;
  boost::asio::io_context context;
  // The JVM writes them to standard error. There may be no /dev/null for the rest.
  std::future<std::string> settings;
  std::error_code failure;
  process::child java(executable, process::args = {"-XshowSettings:properties", "-version"},
                      (process::std_out & process::std_err) > settings, context, failure);
  if (failure) return ProbeFailed(executable, failure.message());
  context.run_for(limit);
  if (!context.stopped()) {  // standard error is still open: it is still running
    java.terminate(failure);
    return ProbeFailed(executable,
                       "it did not answer within " + std::to_string(limit.count()) + " ms");
  }
  java.wait(failure);
  const std::string text = settings.get();
  const std::optional<int> version = SpecificationVersion(text);
  if (version) return *version;
  return ProbeFailed(executable, "it did not name its java.specification.version, but said: " +
                                     text.substr(0, 300));
}

}  // namespace flink_launcher
