// Compose against what Flink's real scripts exec'd: every recorded situation of every release.
// The memory sizes are taken from the record, so this tests the composition alone.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "launcher/compose.h"
#include "launcher/java_opts.h"
#include "tests/support/script_records.h"

namespace flink_launcher {
namespace {

// The text between `begin` and the end of its line.
std::string LineAfter(const std::string& text, const std::string& begin) {
  const std::size_t at = text.find(begin);
  if (at == std::string::npos) return "";
  const std::size_t from = at + begin.size();
  return text.substr(from, text.find('\n', from) - from);
}

std::optional<Component> ComponentOf(const std::string& key) {
  static const std::map<std::string, Component> keys = {
      {"taskmanager.memory.framework.heap.size", Component::kFrameworkHeap},
      {"taskmanager.memory.task.heap.size", Component::kTaskHeap},
      {"taskmanager.memory.framework.off-heap.size", Component::kFrameworkOffHeap},
      {"taskmanager.memory.task.off-heap.size", Component::kTaskOffHeap},
      {"taskmanager.memory.network.min", Component::kNetwork},
      {"taskmanager.memory.managed.size", Component::kManaged},
      {"taskmanager.memory.jvm-metaspace.size", Component::kJvmMetaspace},
      {"taskmanager.memory.jvm-overhead.min", Component::kJvmOverhead},
      {"jobmanager.memory.heap.size", Component::kHeap},
      {"jobmanager.memory.off-heap.size", Component::kOffHeap},
      {"jobmanager.memory.jvm-metaspace.size", Component::kJvmMetaspace},
      {"jobmanager.memory.jvm-overhead.min", Component::kJvmOverhead},
  };
  const auto found = keys.find(key);
  if (found == keys.end()) return std::nullopt;
  return found->second;
}

// What real BashJavaUtils answered, as the resolver would say it.
MemoryPlan RecordedPlan(const ScriptRecord& record, const Release& release) {
  const Role& role = *GetRole(record.role).value();
  MemoryPlan plan{.process = role.process.value_or(Process::kTaskManager), .release = release};
  const auto found = record.environment.find("FLINK_INHERITED_LOGS");
  const std::string logs = found == record.environment.end() ? "" : found->second;
  plan.jvm_args = SplitAtBlanks(LineAfter(logs, "jvm_params: "));
  std::int64_t flink = 0;
  std::int64_t around = 0;
  for (const std::string& word : SplitAtBlanks(LineAfter(logs, "dynamic_configs: "))) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos) continue;
    plan.dynamic_properties.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    const std::optional<Component> component = ComponentOf(word.substr(0, equals));
    if (!component) continue;
    const std::int64_t size = std::stoll(word.substr(equals + 1));
    plan.components.push_back({*component, Bytes::Of(size), ""});
    const bool outside =
        *component == Component::kJvmMetaspace || *component == Component::kJvmOverhead;
    (outside ? around : flink) += size;
  }
  plan.total_flink = Bytes::Of(flink);
  plan.total_process = Bytes::Of(flink + around);
  return plan;
}

Config RecordedConfig(const ScriptRecord& record) {
  Config config;
  int line_number = 0;
  for (const std::string& line : record.config_lines) {
    const std::size_t colon = line.find(": ");
    std::string value = line.substr(colon + 2);
    const bool yaml = Release::Parse(record.release)->Has(Trait::kStandardConfigFile);
    if (yaml && value.starts_with('"') && value.ends_with('"')) {  // YAML's own quotes
      value = value.substr(1, value.size() - 2);
    }
    config.Put(line.substr(0, colon),
               {ConfigValue::Kind::kString, value, Origin::File("conf", ++line_number)});
  }
  return config;
}

// FindJava asks the disk, and {ROOT} is not on it: the choice again, by name.
Java RecordedJava(const JavaRequest& request) {
  const std::string home =
      request.configured_home.empty() ? request.java_home : request.configured_home;
  const bool is_folder = home == "{ROOT}/java";
  return {.home = home, .run = is_folder ? home + "/bin/java" : "java", .executable = "/java"};
}

struct Outcome {
  std::vector<std::string> argv;
  std::map<std::string, std::string, std::less<>> environment;
  std::optional<std::string> stdout_file;
  std::optional<std::string> stderr_file;
  std::vector<Warning> warnings;
};

Outcome ComposeRecord(const ScriptRecord& record) {
  const Release release = *Release::Parse(record.release);
  const Role& role = *GetRole(record.role).value();
  const Environment environment(record.variables);
  const Config config = RecordedConfig(record);
  const FlinkDirectories directories = FindFlinkDirectories("{ROOT}/flink", environment);
  const ScriptEnvironment script = ReadScriptEnvironment(
      {.role = &role,
       .release = release,
       .directories = &directories,
       .environment = &environment,
       .file_config = &config,
       .is_directory = [&](const std::string& path) { return record.folders.contains(path); }});
  const MemoryPlan plan = RecordedPlan(record, release);
  const Java java = RecordedJava(MakeJavaRequest(environment, config));
  const Result<RoleArguments> arguments = SplitRoleArguments(role, release, record.arguments);
  if (!arguments) return {.argv = {arguments.error().what}};
  const Result<OptJars> opt_jars =
      ChooseOptJars(role, *arguments, release, record.jars, record.opt_jars, directories.opt);
  if (!opt_jars) return {.argv = {opt_jars.error().what}};
  const Result<Composition> composition =
      Compose({.role = &role,
               .release = release,
               .directories = &directories,
               .environment = &environment,
               .script = &script,
               .plan = role.process ? &plan : nullptr,
               .java = &java,
               .java_feature_version = ParseFeatureVersion(record.java_version),
               .jars = &record.jars,
               .opt_jars = *opt_jars,
               .arguments = &*arguments,
               .pid_file_id = record.id});
  if (!composition) return {.argv = {composition.error().what}};
  const JvmCommand& command = composition->command;
  return {command.argv, command.environment.variables(), command.stdout_file, command.stderr_file,
          composition->warnings};
}

// The one difference everywhere: no empty classpath entries.
void DropEmptyClasspathEntries(std::vector<std::string>& argv) {
  const auto flag = std::find(argv.begin(), argv.end(), "-classpath");
  if (flag == argv.end() || flag + 1 == argv.end()) return;
  std::string& path = *(flag + 1);
  for (std::size_t at; (at = path.find("::")) != std::string::npos;) path.erase(at, 1);
  while (path.ends_with(':')) path.pop_back();
}

// Of the log lines in FLINK_INHERITED_LOGS, the sizes must be Flink's; what it says before them is
// the resolver's to say.
void KeepSizesOfLogs(std::map<std::string, std::string, std::less<>>& environment) {
  const auto found = environment.find("FLINK_INHERITED_LOGS");
  if (found == environment.end()) return;
  std::string& logs = found->second;
  const std::size_t from = logs.find("\nlogs: ");
  const std::size_t sizes = logs.find("INFO  [] - Final ");
  if (from != std::string::npos && sizes != std::string::npos) {
    logs.replace(from + 7, sizes - from - 7, "");
  }
}

// Differences on purpose; compose.h says why. The tests below say what ours is instead.
bool DiffersOnPurpose(const ScriptRecord& record) {
  static const std::set<std::string> names = {
      "JavaOptsQuotedBlank",        "JavaOptsEndInQuote",
      "SecurityManagerOnJava25",    "FlinkOnJava25",
      "SqlGatewayForegroundHelp",   "SqlGatewayArgumentWithDashH",
      "SqlGatewayWithoutPythonJar", "JobManagerGluedDynamicPropertyFirst"};
  return names.contains(record.name);
}

class ComposeGoldenTest : public testing::TestWithParam<std::string> {};

TEST_P(ComposeGoldenTest, EqualsTheScripts) {
  const std::string path = std::string(TESTDATA) + "/scripts/" + GetParam() + ".json";
  const std::vector<ScriptRecord> records = ReadScriptRecords(path);
  EXPECT_GE(records.size(), 125U);
  for (ScriptRecord record : records) {
    if (DiffersOnPurpose(record) || !record.starts) continue;
    SCOPED_TRACE(record.release + " " + record.name);
    Outcome outcome = ComposeRecord(record);
    DropEmptyClasspathEntries(record.argv);
    KeepSizesOfLogs(record.environment);
    KeepSizesOfLogs(outcome.environment);
    EXPECT_EQ(outcome.argv, record.argv);
    EXPECT_EQ(outcome.environment, record.environment);
    EXPECT_EQ(outcome.stdout_file, record.stdout_file);
    EXPECT_EQ(outcome.stderr_file, record.stderr_file);
  }
}

INSTANTIATE_TEST_SUITE_P(Releases, ComposeGoldenTest,
                         testing::Values("1.13.6", "1.14.6", "1.15.4", "1.16.3", "1.17.2", "1.18.1",
                                         "1.19.3", "1.20.5", "2.0.2", "2.1.3", "2.2.1", "2.3.0"),
                         [](const auto& param_info) {
                           std::string name = "Flink" + param_info.param;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

// The situations in which we differ on purpose, as 2.3 gives them and as we do.
ScriptRecord Record(const std::string& name) {
  for (ScriptRecord& record : ReadScriptRecords(std::string(TESTDATA) + "/scripts/2.3.0.json")) {
    if (record.name == name) return record;
  }
  throw std::runtime_error("no record " + name);
}

using testing::Contains;
using testing::IsSupersetOf;
using testing::Not;

TEST(ComposeDifferenceTest, AQuotedBlankKeepsAnOptionWhole) {
  const ScriptRecord record = Record("JavaOptsQuotedBlank");
  EXPECT_THAT(record.argv, IsSupersetOf({"-Dq=a", "b", "-Dz=1"}));
  EXPECT_THAT(ComposeRecord(record).argv, IsSupersetOf({"-Dq=a b", "-Dz=1"}));
}

TEST(ComposeDifferenceTest, AValueThatEndsInAQuoteLosesNothing) {
  const ScriptRecord record = Record("JavaOptsEndInQuote");
  EXPECT_THAT(record.argv, Not(Contains("-Dz=1")));
  EXPECT_THAT(ComposeRecord(record).argv, IsSupersetOf({"-Dz=1", "-Dq=a"}));
}

TEST(ComposeDifferenceTest, Java25GetsNoSecurityManager) {
  const ScriptRecord record = Record("SecurityManagerOnJava25");
  EXPECT_THAT(record.argv, Contains("-Djava.security.manager=allow"));
  EXPECT_THAT(ComposeRecord(record).argv, Not(Contains("-Djava.security.manager=allow")));
}

TEST(ComposeDifferenceTest, AnUnsupportedJavaIsNamed) {
  EXPECT_EQ(ComposeRecord(Record("FlinkOnJava25")).warnings,
            (std::vector<Warning>{{.what = "Flink 2.3 is not made for Java 25 (/java)",
                                   .where = Origin{Origin::Kind::kComputed, ""},
                                   .fix = "it runs on Java 11, 17, 21: set JAVA_HOME or "
                                          "env.java.home",
                                   .keys = {"env.java.home"}}}));
  EXPECT_THAT(ComposeRecord(Record("FlinkRun")).warnings, testing::IsEmpty());
}

TEST(ComposeDifferenceTest, AMissingPythonJarLeavesNoWordsOnTheClasspath) {
  const ScriptRecord record = Record("SqlGatewayWithoutPythonJar");
  EXPECT_THAT(record.argv, Contains(testing::HasSubstr("[WARN] Flink python jar not found")));
  EXPECT_THAT(ComposeRecord(record).argv, Not(Contains(testing::HasSubstr("[WARN]"))));
}

// sql-gateway.sh takes the "-h" in "my-host" for a plea for help, and starts no gateway.
TEST(ComposeDifferenceTest, AnArgumentWithDashHIsNoPleaForHelp) {
  const ScriptRecord record = Record("SqlGatewayArgumentWithDashH");
  const auto log = testing::StartsWith("-Dlog.file=");
  EXPECT_THAT(record.argv, Not(Contains(log)));
  EXPECT_THAT(ComposeRecord(record).argv, Contains(log));
  EXPECT_EQ(ComposeRecord(record).argv.back(), record.argv.back());
}

TEST(ComposeDifferenceTest, TheHelpOfTheSqlGatewayIsAskedWithItsOptions) {
  const std::vector<std::string> scripts = Record("SqlGatewayForegroundHelp").argv;
  const std::vector<std::string> ours = ComposeRecord(Record("SqlGatewayForegroundHelp")).argv;
  EXPECT_THAT(scripts, Not(Contains("-XX:+IgnoreUnrecognizedVMOptions")));
  EXPECT_THAT(ours, Contains("-XX:+IgnoreUnrecognizedVMOptions"));
  EXPECT_THAT(ours, IsSupersetOf({scripts.front(), *(scripts.end() - 2), scripts.back()}));
}

TEST(ComposeDifferenceTest, ADynamicPropertyIsNoHost) {
  const ScriptRecord record = Record("JobManagerGluedDynamicPropertyFirst");
  EXPECT_EQ(record.argv.back(), "jobmanager.rpc.address=-Da.b=c");
  EXPECT_EQ(ComposeRecord(record).argv.back(), "-Da.b=c");
}

}  // namespace
}  // namespace flink_launcher
