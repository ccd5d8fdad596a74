#include "platform/capture.h"

#include <boost/asio/io_context.hpp>
#include <boost/process/args.hpp>
#include <boost/process/async.hpp>
#include <boost/process/child.hpp>
#include <boost/process/env.hpp>
#include <boost/process/environment.hpp>
#include <boost/process/io.hpp>
#include <future>
#include <system_error>

namespace flink_launcher {
namespace {

Error Failed(const std::string& executable, std::string why) {
  return Error{.code = ErrorCode::kExec,
               .what = executable + " cannot be asked",
               .where = Origin::File(executable),
               .why = std::move(why)};
}

}  // namespace

Result<std::string> CaptureOutput(const std::string& executable,
                                  const std::vector<std::string>& arguments,
                                  std::chrono::milliseconds limit) {
  namespace process = boost::process;
  boost::asio::io_context context;
  std::future<std::string> output;
  std::error_code failure;
  // There may be no /dev/null for either stream.
  process::child child(executable, process::args = arguments,
                       (process::std_out & process::std_err) > output, context, failure);
  if (failure) return Failed(executable, failure.message());
  context.run_for(limit);
  if (!context.stopped()) {  // its output is still open: it is still running
    child.terminate(failure);
    return Failed(executable, "it did not answer within " + std::to_string(limit.count()) + " ms");
  }
  child.wait(failure);
  return output.get();
}

Result<int> RunProgram(const std::string& executable, const std::vector<std::string>& arguments,
                       const std::vector<std::pair<std::string, std::string>>& variables) {
  namespace process = boost::process;
  process::environment environment = boost::this_process::environment();
  for (const auto& [name, value] : variables) environment[name] = value;
  std::error_code failure;
  process::child child(executable, process::args = arguments, environment, failure);
  if (failure) {
    return Error{.code = ErrorCode::kExec,
                 .what = executable + " cannot be started",
                 .where = Origin::File(executable),
                 .why = failure.message()};
  }
  child.wait(failure);
  return child.exit_code();
}

}  // namespace flink_launcher
