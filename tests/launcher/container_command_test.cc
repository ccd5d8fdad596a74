// The final command of each release, where sizes come from the container: whatever order the
// release has its arguments in, the value that Flink takes in the end is a number.

#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "launcher/compose.h"
#include "launcher/container.h"
#include "resolver/container_sizing.h"
#include "resolver/dynamic_properties.h"

namespace flink_launcher {
namespace {

constexpr char kTmProcess[] = "taskmanager.memory.process.size";
constexpr char kJmProcess[] = "jobmanager.memory.process.size";
constexpr char kSlots[] = "taskmanager.numberOfTaskSlots";

Config AllAuto() {
  Config config;
  for (const char* key : {kTmProcess, kJmProcess, kSlots}) {
    config.Put(key, {ConfigValue::Kind::kString, "auto", Origin::File("config.yaml", 1)});
  }
  return config;
}

ContainerLimits OneGibTwoCpus() {
  return {.memory = ContainerLimit{Bytes::Gibi(1), Origin::File("memory.max"), 0},
          .cpus = {.whole = 2, .jvm = 2, .visible = 2, .origin = Origin::File("cpu.max")}};
}

// The arguments of the process, behind its main class.
std::vector<std::string> Command(const Release& release, const Role& role,
                                 const std::vector<std::string>& words) {
  const Config file = AllAuto();
  RoleArguments arguments = SplitRoleArguments(role, release, words).value();
  Config effective = file;
  effective.PutAll(*ParseDynamicProperties(arguments.resolved));
  const Result<MemoryPlan> plan = ResolveInContainer(
      {.process = *role.process, .release = release, .config = &effective}, {}, OneGibTwoCpus());
  if (!plan) return {plan.error().what};
  ReplaceSizedProperties(*plan, arguments.passed);
  const Environment environment;
  const FlinkDirectories directories = FindFlinkDirectories("/flink", environment);
  const ScriptEnvironment script =
      ReadScriptEnvironment({.role = &role,
                             .release = release,
                             .directories = &directories,
                             .environment = &environment,
                             .file_config = &file,
                             .is_directory = [](const std::string&) { return false; }});
  const Java java{.home = "/java", .run = "/java/bin/java", .executable = "/java/bin/java"};
  const std::vector<std::string> jars;
  const Result<Composition> composition = Compose({.role = &role,
                                                   .release = release,
                                                   .directories = &directories,
                                                   .environment = &environment,
                                                   .script = &script,
                                                   .plan = &*plan,
                                                   .java = &java,
                                                   .java_feature_version = 17,
                                                   .jars = &jars,
                                                   .arguments = &arguments});
  if (!composition) return {composition.error().what};
  std::vector<std::string> argv = composition->command.argv;
  const auto main_class = std::find(argv.begin(), argv.end(), role.main_class);
  argv.erase(argv.begin(), main_class == argv.end() ? main_class : main_class + 1);
  return argv;
}

class ContainerCommandTest : public testing::TestWithParam<std::tuple<std::string, std::string>> {};

TEST_P(ContainerCommandTest, FlinkNeverParsesAuto) {
  const Release release = *Release::Parse(std::get<0>(GetParam()));
  const Role& role = *GetRole(std::get<1>(GetParam())).value();
  const bool is_tm = role.process == Process::kTaskManager;
  const std::string own = is_tm ? kTmProcess : kJmProcess;
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {},
           {"-D", own + "=auto"},
           {"-D" + own + "=auto", "-D", "a.b=c"},
       }) {
    SCOPED_TRACE(words.empty() ? "" : words.back());
    const std::vector<std::string> argv = Command(release, role, words);
    for (const std::string& word : argv) EXPECT_EQ(word.find("auto"), std::string::npos) << word;
    // What Flink's parser makes of them, the last one of a key winning.
    const Result<Config> properties = ParseDynamicProperties(argv);
    ASSERT_TRUE(properties);
    const auto value = [&](const char* key) {
      const ConfigValue* found = properties->Find(key);
      return found == nullptr ? "(none)" : found->text;
    };
    EXPECT_EQ(value(kTmProcess), is_tm ? "1073741824b" : "1728m");
    EXPECT_EQ(value(kJmProcess), is_tm ? "1600m" : "1073741824b");
    EXPECT_EQ(value(kSlots), is_tm ? "2" : "1");
  }
}

std::vector<std::string> Lines() {
  std::vector<std::string> lines;
  for (const ReleaseLine& line : KnownReleaseLines()) lines.push_back(line.Text());
  return lines;
}

INSTANTIATE_TEST_SUITE_P(EveryRelease, ContainerCommandTest,
                         testing::Combine(testing::ValuesIn(Lines()),
                                          testing::Values("taskmanager", "jobmanager")),
                         [](const auto& param_info) {
                           std::string name = std::get<0>(param_info.param);
                           name.replace(name.find('.'), 1, "_");
                           return "Flink" + name + std::get<1>(param_info.param);
                         });

}  // namespace
}  // namespace flink_launcher
