#include "launcher/numa.h"

#include <algorithm>
#include <chrono>

#include "launcher/java_opts.h"
#include "platform/capture.h"
#include "platform/file.h"

namespace flink_launcher {
namespace {

constexpr auto kAnswerLimit = std::chrono::seconds(10);
constexpr std::string_view kNodebind = "nodebind: ";

}  // namespace

std::string FindNumactl(const Environment& environment) {
  return FindOnPath("numactl", environment.GetOrEmpty("PATH")).value_or("");
}

std::vector<std::string> ParseNodebind(std::string_view text) {
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line.starts_with(kNodebind)) return SplitAtBlanks(line.substr(kNodebind.size()));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return {};
}

Result<std::vector<std::string>> ReadNumaNodes(const std::string& numactl) {
  const Result<std::string> text = CaptureOutput(numactl, {"--show"}, kAnswerLimit);
  std::vector<std::string> nodes = text ? ParseNodebind(*text) : std::vector<std::string>();
  if (!nodes.empty()) return nodes;
  return Error{
      .code = ErrorCode::kExec,
      .what = "the NUMA nodes of this machine cannot be found out",
      .where = Origin::File(numactl),
      .why = text ? "'numactl --show' names no nodebind, but says: " + *text : text.error().why,
      .fix = "set taskmanager.compute.numa to false",
      .keys = {"taskmanager.compute.numa"}};
}

JvmCommand BoundToNode(JvmCommand command, const std::string& numactl, const std::string& node) {
  const std::vector<std::string> prefix = {"numactl", "--membind=" + node, "--cpunodebind=" + node,
                                           "--"};
  command.executable = numactl;
  command.argv.insert(command.argv.begin(), prefix.begin(), prefix.end());
  return command;
}

}  // namespace flink_launcher
