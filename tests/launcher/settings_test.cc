#include "launcher/settings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flink_launcher {
namespace {

using Id = LauncherOptionId;

Settings FromToml(std::string_view text) {
  Result<Settings> settings = ParseLauncherToml(text, "launcher.toml");
  EXPECT_TRUE(settings) << settings.error().what;
  return *settings;
}

TEST(SettingsTest, CommandLineBeatsEnvironmentBeatsFile) {
  const Settings file = FromToml("flink-home = '/file'\nconfig-dir = '/file'\nformat = 'json'\n");
  Invocation invocation;
  invocation.options[Id::kFlinkHome] = "/line";
  const Environment environment{
      {{"FLINK_LAUNCHER_FLINK_HOME", "/env"}, {"FLINK_LAUNCHER_CONFIG_DIR", "/env"}}};
  const Result<Settings> settings = ResolveSettings(invocation, environment, file);
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->Find(Id::kFlinkHome)->text, "/line");
  EXPECT_EQ(settings->Find(Id::kFlinkHome)->origin.Text(), "--flink-home");
  EXPECT_EQ(settings->Find(Id::kConfigDir)->text, "/env");
  EXPECT_EQ(settings->Find(Id::kConfigDir)->origin.Text(), "FLINK_LAUNCHER_CONFIG_DIR");
  EXPECT_EQ(settings->format(), OutputFormat::kJson);
  EXPECT_EQ(settings->Find(Id::kFormat)->origin.Text(), "launcher.toml:3:1");
  EXPECT_EQ(settings->Find(Id::kFlinkVersion), nullptr);
}

TEST(SettingsTest, AFlagInTheEnvironmentCanBeSwitchedOff) {
  const Settings file = FromToml("verbose = true\n");
  EXPECT_TRUE(file.IsOn(Id::kVerbose));
  const Environment environment{{{"FLINK_LAUNCHER_VERBOSE", "no"}}};
  EXPECT_FALSE(ResolveSettings({}, environment, file)->IsOn(Id::kVerbose));
}

TEST(SettingsTest, EveryOptionButItsOwnPathAndThoseOfExplainHasATomlKey) {
  for (const LauncherOption& option : LauncherOptions()) {
    if (option.IsShorthand()) continue;
    if (option.scope == OptionScope::kExplain) {
      EXPECT_TRUE(option.toml_key.empty() && option.variable.empty()) << option.name;
      EXPECT_EQ(&GetLauncherOption(option.id), &option);
      continue;
    }
    EXPECT_EQ(option.toml_key.empty(), option.id == Id::kLauncherConfig) << option.name;
    EXPECT_EQ(&GetLauncherOption(option.id), &option);
    EXPECT_TRUE(option.variable.starts_with("FLINK_LAUNCHER_")) << option.name;
  }
}

TEST(SettingsTest, AnOptionWithoutVariableIsNotReadFromAnEmptyName) {
  const Environment environment{{{"", "4g"}}};
  EXPECT_EQ(ResolveSettings({}, environment, Settings{})->Find(Id::kLimit), nullptr);
}

TEST(SettingsTest, EveryFormatIsAChoice) {
  for (const OutputFormatRow& row : kOutputFormats) {
    Invocation invocation;
    invocation.options[Id::kFormat] = row.name;
    const Result<Settings> settings = ResolveSettings(invocation, Environment{}, Settings{});
    ASSERT_TRUE(settings) << row.name;
    EXPECT_EQ(settings->format(), row.format);
    EXPECT_EQ(RowOf(row.format).name, row.name);
  }
}

TEST(SettingsTest, ATableAndDottedKeysAreTheSame) {
  const Settings table = FromToml("# sizes\n[container]\nmemory = 'override'\nheadroom = '5%'\n");
  EXPECT_EQ(table.Find(Id::kContainerMemory)->text, "override");
  EXPECT_EQ(table.Find(Id::kContainerMemory)->origin.Text(), "launcher.toml:3:1");
  EXPECT_EQ(table.Find(Id::kContainerHeadroom)->origin.Text(), "launcher.toml:4:1");
  const Settings dotted = FromToml("container.on-exceed = 'fit'\n");
  EXPECT_EQ(dotted.Find(Id::kContainerOnExceed)->text, "fit");
  EXPECT_EQ(FromToml("[container]\n").Find(Id::kContainerMemory), nullptr);
}

TEST(SettingsTest, NoContainerIsShortForContainerMemoryOff) {
  const std::vector<std::string> words = {"--no-container", "taskmanager"};
  const Result<Invocation> invocation = ParseCommandLine(words);
  ASSERT_TRUE(invocation);
  const Environment environment{{{"FLINK_LAUNCHER_CONTAINER_MEMORY", "override"}}};
  const Result<Settings> settings = ResolveSettings(*invocation, environment, Settings{});
  EXPECT_EQ(settings->Find(Id::kContainerMemory)->text, "off");
}

struct BadFile {
  const char* name;
  const char* text;
  const char* what;
  const char* where;
  const char* fix;
};
class BadFileTest : public testing::TestWithParam<BadFile> {};

TEST_P(BadFileTest, NamesLineAndRemedy) {
  const Result<Settings> settings = ParseLauncherToml(GetParam().text, "conf/launcher.toml");
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().code, ErrorCode::kUsage);
  EXPECT_EQ(settings.error().what, GetParam().what);
  EXPECT_EQ(settings.error().where.Text(), GetParam().where);
  EXPECT_EQ(settings.error().fix, GetParam().fix);
}

INSTANTIATE_TEST_SUITE_P(
    All, BadFileTest,
    testing::ValuesIn(std::vector<BadFile>{
        {"UnknownKey", "# comment\nflink-hom = '/f'\n", "unknown key 'flink-hom'",
         "conf/launcher.toml:2:1", "did you mean 'flink-home'?"},
        {"FarOffKey", "colour = 'red'\n", "unknown key 'colour'", "conf/launcher.toml:1:1",
         "see 'flink-launcher help settings' for all keys"},
        {"WrongTypeForAFlag", "dry-run = 'yes'\n", "'dry-run' takes true or false",
         "conf/launcher.toml:1:1", "dry-run = true"},
        {"WrongTypeForText", "\nflink-home = 3\n", "'flink-home' takes a string",
         "conf/launcher.toml:2:1", "flink-home = \"...\""},
        {"UnknownKeyInATable", "[container]\nmemroy = 'fill'\n", "unknown key 'container.memroy'",
         "conf/launcher.toml:2:1", "did you mean 'container.memory'?"},
        {"UnknownTable", "\n[containers]\nmemory = 'fill'\n", "unknown key 'containers.memory'",
         "conf/launcher.toml:3:1", "did you mean 'container.memory'?"},
        {"EmptyUnknownTable", "[colours]\n", "unknown key 'colours'", "conf/launcher.toml:1:2",
         "see 'flink-launcher help settings' for all keys"},
        {"ATableIsNoKey", "container = 'fill'\n", "unknown key 'container'",
         "conf/launcher.toml:1:1", "write [container] and its keys below"},
        {"NoReaction", "container.on-exceed = 'die'\n", "unknown container-on-exceed 'die'",
         "conf/launcher.toml:1:11", "write one of warn|fail|fit"},
        {"NoChoice", "format = 'xml'\n", "unknown format 'xml'", "conf/launcher.toml:1:1",
         "write one of text|json|svg|args|env"},
        {"Syntax", "flink-home = \n",
         "Error while parsing key-value pair: expected value, saw '\\n'", "conf/launcher.toml:1:14",
         "mend this line; see 'flink-launcher help settings'"},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(SettingsTest, NoContainerIsShortForContainerMemoryOffEverywhere) {
  EXPECT_EQ(FromToml("no-container = true\n").Find(Id::kContainerMemory)->text, "off");
  EXPECT_EQ(FromToml("no-container = false\n").Find(Id::kContainerMemory), nullptr);
  const Environment environment{{{"FLINK_LAUNCHER_NO_CONTAINER", "1"}}};
  const Result<Settings> settings = ResolveSettings({}, environment, Settings{});
  ASSERT_TRUE(settings);
  EXPECT_EQ(settings->Find(Id::kContainerMemory)->text, "off");
  EXPECT_EQ(settings->Find(Id::kContainerMemory)->origin.Text(), "FLINK_LAUNCHER_NO_CONTAINER");
  Invocation invocation;
  invocation.options[Id::kContainerMemory] = "fill";
  EXPECT_EQ(ResolveSettings(invocation, environment, Settings{})->Find(Id::kContainerMemory)->text,
            "fill");
}

TEST(SettingsTest, AVariableThatIsNoFlagIsRefused) {
  const Environment environment{{{"FLINK_LAUNCHER_DRY_RUN", "maybe"}}};
  const Result<Settings> settings = ResolveSettings({}, environment, Settings{});
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().what, "'maybe' is neither true nor false");
  EXPECT_EQ(settings.error().where.Text(), "FLINK_LAUNCHER_DRY_RUN");
}

}  // namespace
}  // namespace flink_launcher
