#include "launcher/roles.h"

#include <array>

#include "resolver/nearest.h"

namespace flink_launcher {
namespace {

constexpr std::array kRoles = {
    Role{.name = "taskmanager",
         .script = "taskmanager.sh",
         .service = "taskexecutor",
         .main_class = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
         .process = Process::kTaskManager,
         .java_opts_suffix = "taskmanager",
         .java_opts_variable = "FLINK_ENV_JAVA_OPTS_TM",
         .order = ArgumentOrder::kConfigDirFirst,
         .what = "a TaskManager: offers slots and runs tasks"},
    Role{.name = "jobmanager",
         .script = "jobmanager.sh",
         .service = "standalonesession",
         .main_class = "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
         .process = Process::kJobManager,
         .java_opts_suffix = "jobmanager",
         .java_opts_variable = "FLINK_ENV_JAVA_OPTS_JM",
         .order = ArgumentOrder::kJobManager,
         .what = "a JobManager of a session cluster; arguments: [HOST [PORT]] [-Dkey=value...]"},
};

std::optional<std::string> TakeWord(std::span<const std::string>& arguments) {
  if (arguments.empty() || arguments.front().empty() || arguments.front().starts_with('-')) {
    return std::nullopt;
  }
  std::string word = arguments.front();
  arguments = arguments.subspan(1);
  return word;
}

RoleArguments SplitJobManagerArguments(const Release& release,
                                       std::span<const std::string> arguments) {
  RoleArguments split;
  split.host = TakeWord(arguments);
  if (split.host) split.web_ui_port = TakeWord(arguments);
  if (release.Has(Trait::kJobManagerPassesUserArguments)) {
    split.passed.assign(arguments.begin(), arguments.end());
  } else if (!arguments.empty()) {
    split.warnings.push_back(Warning{.what = "the JobManager of Flink " + release.line.Text() +
                                             " takes no arguments but HOST and PORT: '" +
                                             arguments.front() +
                                             "' and what follows is not passed to it",
                                     .where = Origin::CommandLine("jobmanager"),
                                     .fix = "set it in flink-conf.yaml"});
  }
  if (release.Has(Trait::kJobManagerResolvesUserArguments)) split.resolved = split.passed;
  return split;
}

}  // namespace

std::span<const Role> Roles() { return kRoles; }

Result<const Role*> GetRole(std::string_view name) {
  std::vector<std::string_view> names;
  for (const Role& role : kRoles) {
    if (role.name == name) return &role;
    names.push_back(role.name);
  }
  const std::optional<std::string> nearest = NearestName(name, names);
  return Error{
      .code = ErrorCode::kUsage,
      .what = "unknown role '" + std::string(name) + "'",
      .where = Origin::CommandLine("command line"),
      .fix = nearest ? "did you mean '" + *nearest + "'?" : "see 'flink-launcher help roles'"};
}

RoleArguments SplitRoleArguments(const Role& role, const Release& release,
                                 std::span<const std::string> arguments) {
  if (role.order == ArgumentOrder::kJobManager) return SplitJobManagerArguments(release, arguments);
  RoleArguments split;
  split.passed.assign(arguments.begin(), arguments.end());
  split.resolved = split.passed;
  return split;
}

}  // namespace flink_launcher
