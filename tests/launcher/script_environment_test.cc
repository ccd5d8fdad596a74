#include "launcher/script_environment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Variables = std::map<std::string, std::string, std::less<>>;

struct Given {
  const char* release = "2.3";
  const char* role = "taskmanager";
  Variables variables;
  std::vector<std::pair<std::string, std::string>> config;
  std::set<std::string> folders;
  bool has_numactl = true;
};

ScriptEnvironment Read(const Given& given) {
  const Environment environment(given.variables);
  const FlinkDirectories directories = FindFlinkDirectories("/flink", environment);
  Config config;
  for (const auto& [key, value] : given.config) {
    config.Put(key, {ConfigValue::Kind::kString, value, Origin::File("c.yaml", 1)});
  }
  return ReadScriptEnvironment(
      {.role = GetRole(given.role).value(),
       .release = *Release::Parse(given.release),
       .directories = &directories,
       .environment = &environment,
       .file_config = &config,
       .is_directory = [&](const std::string& path) { return given.folders.contains(path); },
       .has_numactl = given.has_numactl});
}

TEST(FlinkDirectoriesTest, VariablesMoveAllButBin) {
  const FlinkDirectories directories = FindFlinkDirectories(
      "/f", Environment(Variables{{"FLINK_CONF_DIR", "/c"}, {"FLINK_LIB_DIR", ""}}));
  EXPECT_EQ(directories.bin, "/f/bin");
  EXPECT_EQ(directories.conf, "/c");
  EXPECT_EQ(directories.lib, "/f/lib");
  EXPECT_EQ(directories.opt, "/f/opt");
  EXPECT_EQ(directories.plugins, "/f/plugins");
}

TEST(ScriptSettingsTest, WithoutNumactlThereIsNoNuma) {
  const Given given{.variables = {{"FLINK_TM_COMPUTE_NUMA", "true"}}, .has_numactl = false};
  EXPECT_EQ(Read(given).Get(ScriptSetting::kComputeNuma), "false");
}

// Every row of the table: variable over key over default; an empty variable and a blank value are
// none.
TEST(ScriptSettingsTest, VariableThenKeyThenDefault) {
  for (const ScriptSettingRow& row : ScriptSettings()) {
    SCOPED_TRACE(row.variable);
    const std::string variable(row.variable);
    const std::string key(row.key);
    const std::string fallback =
        row.setting == ScriptSetting::kLogDir ? "/flink/log" : std::string(row.default_value);
    EXPECT_EQ(Read({.variables = {{variable, "v"}}, .config = {{key, "k"}}}).Get(row.setting), "v");
    EXPECT_EQ(Read({.variables = {{variable, ""}}, .config = {{key, " k "}}}).Get(row.setting),
              "k");
    EXPECT_EQ(Read({.config = {{key, " "}}}).Get(row.setting), fallback);
    EXPECT_EQ(Read({}).Get(row.setting), fallback);
  }
}

TEST(ScriptSettingsTest, AnOldReleaseHasNotAll) {
  const ScriptEnvironment script =
      Read({.release = "1.17",
            .config = {{"env.log.level", "DEBUG"}, {"env.stdout-err.redirect-to-file", "true"}}});
  EXPECT_EQ(script.Get(ScriptSetting::kRootLogLevel), "");
  EXPECT_EQ(script.Get(ScriptSetting::kRedirectToFile), "");
}

TEST(JavaOptsTest, DefaultOptionsThenAllThenTheRoles) {
  const ScriptEnvironment script = Read({.config = {{"env.java.opts.taskmanager", "-Dt"},
                                                    {"env.java.opts", "-Dold"},
                                                    {"env.java.opts.all", "-Da"},
                                                    {"env.java.default-opts.all", "-Dd"},
                                                    {"env.java.default-opts.jobmanager", "-Dj"}}});
  const Origin origin = Origin::File("c.yaml", 1);
  EXPECT_THAT(script.java_opts, ElementsAre(JavaOpts{"-Dd", origin, "env.java.default-opts.all"},
                                            JavaOpts{"-Da", origin, "env.java.opts.all"}));
  EXPECT_THAT(script.role_java_opts,
              ElementsAre(JavaOpts{"-Dt", origin, "env.java.opts.taskmanager"}));
}

TEST(JavaOptsTest, AVariableReplacesItsKeys) {
  const ScriptEnvironment script = Read({.role = "jobmanager",
                                         .variables = {{"FLINK_ENV_JAVA_OPTS", "-Dv"}},
                                         .config = {{"env.java.default-opts.all", "-Dd"},
                                                    {"env.java.opts.all", "-Da"},
                                                    {"env.java.opts.jobmanager", "-Dj"}}});
  EXPECT_TRUE(script.java_opts_from_variable);
  EXPECT_THAT(script.java_opts,
              ElementsAre(JavaOpts{"-Dv", Origin::Environment("FLINK_ENV_JAVA_OPTS"),
                                   "FLINK_ENV_JAVA_OPTS"}));
  EXPECT_EQ(script.role_java_opts.size(), 1U);
}

TEST(JavaOptsTest, TheKeyAllIsReadSince117) {
  const Given old = {.release = "1.16",
                     .config = {{"env.java.opts", "-Dold"}, {"env.java.opts.all", "-Dnew"}}};
  Given newer = old;
  newer.release = "1.17";
  EXPECT_EQ(Read(old).java_opts.at(0).text, "-Dold");
  EXPECT_EQ(Read(newer).java_opts.at(0).text, "-Dnew");
}

TEST(HadoopTest, GuessesFromHadoopHomeNewLayoutFirst) {
  Given given = {.variables = {{"HADOOP_HOME", "/h"}}, .folders = {"/h/conf", "/h/etc/hadoop"}};
  EXPECT_EQ(Read(given).hadoop.hadoop_conf_dir, "/h/etc/hadoop");
  given.folders = {"/h/conf", "/etc/hadoop/conf"};
  EXPECT_EQ(Read(given).hadoop.hadoop_conf_dir, "/h/conf");
  given.variables["HADOOP_CONF_DIR"] = "/own";
  EXPECT_EQ(Read(given).hadoop.hadoop_conf_dir, "/own");
}

TEST(HadoopTest, TheCommonFolderIsUsedWhereNothingIsSaid) {
  Given given = {.folders = {"/etc/hadoop/conf"}};
  const ScriptEnvironment script = Read(given);
  EXPECT_EQ(script.hadoop.hadoop_conf_dir, "/etc/hadoop/conf");
  EXPECT_THAT(script.notes,
              ElementsAre("Setting HADOOP_CONF_DIR=/etc/hadoop/conf because no HADOOP_CONF_DIR or "
                          "HADOOP_CLASSPATH was set."));
  given.variables["HADOOP_CLASSPATH"] = "/x.jar";
  EXPECT_EQ(Read(given).hadoop.hadoop_conf_dir, "");
  EXPECT_THAT(Read(given).notes, IsEmpty());
}

TEST(HadoopTest, HbaseGuesses) {
  EXPECT_EQ(Read({.variables = {{"HBASE_HOME", "/b"}}, .folders = {"/b/conf", "/etc/hbase/conf"}})
                .hadoop.hbase_conf_dir,
            "/b/conf");
  const ScriptEnvironment script = Read({.folders = {"/etc/hbase/conf"}});
  EXPECT_EQ(script.hadoop.hbase_conf_dir, "/etc/hbase/conf");
  EXPECT_THAT(script.notes,
              ElementsAre("Setting HBASE_CONF_DIR=/etc/hbase/conf because no HBASE_CONF_DIR was "
                          "set."));
}

TEST(JavaRequestTest, ReadsKeyAndVariables) {
  Config config;
  config.Put("env.java.home", {ConfigValue::Kind::kString, " /j ", Origin::File("c.yaml", 4)});
  const JavaRequest request =
      MakeJavaRequest(Environment(Variables{{"JAVA_HOME", "/v"}, {"PATH", "/p"}}), config);
  EXPECT_EQ(request.configured_home, "/j");
  EXPECT_EQ(request.configured_origin, Origin::File("c.yaml", 4));
  EXPECT_EQ(request.java_home, "/v");
  EXPECT_EQ(request.path, "/p");
}

}  // namespace
}  // namespace flink_launcher
