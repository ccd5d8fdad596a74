// The options of explain, through Explain(): a configuration folder, --flink-version, no Flink.

#include "launcher/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "launcher/cli.h"
#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class ExplainTest : public testing::Test {
 protected:
  ExplainTest() {
    tree_.File("conf/config.yaml",
               "taskmanager.memory.process.size: 4g\njobmanager.memory.process.size: 1600m\n");
    tree_.File("other/config.yaml", "taskmanager.memory.flink.size: 2g\n");
    tree_.File("trial.yaml", "taskmanager.memory.process.size: 3g\n");
    tree_.File("broken/config.yaml", "taskmanager.memory.process.size: 600m\n");
  }

  Result<std::string> Run(std::vector<std::string> arguments,
                          const std::string& folder = "conf") const {
    arguments.insert(arguments.begin(),
                     {"explain", "--flink-version", "2.3", "--config-dir", tree_ / folder});
    const Result<Invocation> invocation = ParseCommandLine(arguments);
    if (!invocation) return invocation.error();
    const Environment environment;
    const Result<Settings> settings = ResolveSettings(*invocation, environment, Settings{});
    if (!settings) return settings.error();
    const Result<const Role*> role = GetRole(invocation->role);
    if (!role) return role.error();
    return Explain({.role = *role,
                    .arguments = invocation->role_arguments,
                    .what_if = invocation->repeated.count(LauncherOptionId::kWhatIf) > 0
                                   ? invocation->repeated.at(LauncherOptionId::kWhatIf)
                                   : std::vector<std::string>{},
                    .settings = &*settings,
                    .environment = &environment,
                    .style = {}});
  }

  FixtureTree tree_;
};

TEST_F(ExplainTest, WhatIfPutsItsValuesOverAllOthers) {
  const auto text =
      Run({"taskmanager", "-Dtaskmanager.memory.process.size=3g", "--what-if",
           "taskmanager.memory.process.size=5g", "--what-if", "taskmanager.memory.managed.size=0"});
  ASSERT_TRUE(text) << text.error().what;
  EXPECT_THAT(*text, HasSubstr("Total Process Memory         3.00 GiB   5.00 GiB"));
  EXPECT_THAT(*text, HasSubstr("- taskmanager.memory.process.size: 3g  [-D]"));
  EXPECT_THAT(*text, HasSubstr("+ taskmanager.memory.managed.size: 0  [--what-if]"));
}

TEST_F(ExplainTest, WhatIfShowsWhatItMends) {
  const auto text =
      Run({"taskmanager", "--what-if", "taskmanager.memory.process.size=2g"}, "broken");
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("Before, it is rejected:\n"));
  EXPECT_THAT(*text, HasSubstr("set taskmanager.memory.process.size to at least 982m"));
}

TEST_F(ExplainTest, WhatIfThatIsRejectedIsAnError) {
  const auto text = Run({"taskmanager", "--what-if", "taskmanager.memory.process.size=600m"});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kMemory);
  EXPECT_EQ(text.error().where.Text(), "--what-if");
}

TEST_F(ExplainTest, CompareTakesAFolderOrAFileAndKeepsTheProperties) {
  const auto folder = Run({"taskmanager", "--compare", tree_ / "other"});
  ASSERT_TRUE(folder);
  EXPECT_THAT(*folder, HasSubstr("with " + (tree_ / "other/config.yaml")));
  EXPECT_THAT(*folder, HasSubstr("+ taskmanager.memory.flink.size: 2g  [config.yaml:1]"));
  const auto file = Run(
      {"taskmanager", "-Dtaskmanager.memory.managed.size=0", "--compare", tree_ / "trial.yaml"});
  ASSERT_TRUE(file);
  EXPECT_THAT(*file, HasSubstr("+ taskmanager.memory.process.size: 3g  [trial.yaml:1]"));
  EXPECT_THAT(*file, Not(HasSubstr("managed.size: 0")));
}

TEST_F(ExplainTest, CompareReadsAFileAsTheReleaseDoes) {
  tree_.File("old/flink-conf.yaml", "taskmanager.memory.process.size: 2g # with a remark\n");
  const auto text =
      Run({"taskmanager", "--flink-version", "1.20", "--compare", tree_ / "old/flink-conf.yaml"});
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("process.size: 2g  [flink-conf.yaml:1]"));
  EXPECT_FALSE(Run({"taskmanager", "--compare", tree_ / "absent.yaml"}));
}

TEST_F(ExplainTest, LimitStandsForTheContainers) {
  const auto above = Run({"taskmanager", "--limit", "3g"});
  ASSERT_TRUE(above);
  EXPECT_THAT(*above, HasSubstr("Above the limit            1.00 GiB"));
  const auto taken = Run({"taskmanager", "--limit", "3g", "--container-memory", "override"});
  ASSERT_TRUE(taken);
  EXPECT_THAT(*taken, HasSubstr("Total Process Memory       3.00 GiB"));
  EXPECT_THAT(*taken, Not(HasSubstr("Above the limit")));
  // Also where the container is not looked at otherwise.
  EXPECT_THAT(*Run({"taskmanager", "--no-container", "--limit", "3g"}),
              HasSubstr("Container limit"));
}

TEST_F(ExplainTest, SweepGrowsTheProcessWhateverTheFileSays) {
  const auto text = Run({"taskmanager", "--sweep", "1g..4g"});
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("  1.00 GiB  153.6 MiB"));
  EXPECT_THAT(*text, HasSubstr("  4.00 GiB"));
  const auto fixed =
      Run({"taskmanager", "-Dtaskmanager.memory.process.size=2g", "--sweep", "1g..4g"});
  ASSERT_FALSE(fixed);
  EXPECT_EQ(fixed.error().what, "the process size is fixed, so there is nothing to sweep");
}

TEST_F(ExplainTest, SweepWithoutAWorkingPointIsAnError) {
  const auto text = Run({"taskmanager", "--sweep", "100m..200m"});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().what, "the memory limit of 200m is too small for this TaskManager");
  EXPECT_THAT(text.error().fix, StartsWith("raise the limit to at least 982m"));
}

TEST_F(ExplainTest, ShowOffersTheNearestKey) {
  const auto text = Run({"taskmanager", "--show", "taskmanager.memory.manged.size"});
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kUsage);
  EXPECT_EQ(text.error().fix, "did you mean 'taskmanager.memory.managed.size'?");
}

TEST_F(ExplainTest, ShowWorksWhereTheConfigurationIsRejected) {
  const auto text = Run({"taskmanager", "--show", "taskmanager.memory.process.size"}, "broken");
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("value       600m"));
  EXPECT_THAT(*text, HasSubstr("the configuration is rejected as it is"));
}

struct BadUse {
  const char* name;
  std::vector<std::string> arguments;
  const char* where;
  const char* what;
  const char* fix;
};
class BadUseTest : public ExplainTest, public testing::WithParamInterface<BadUse> {};

TEST_P(BadUseTest, IsAUsageErrorThatSaysWhatToType) {
  const auto text = Run(GetParam().arguments);
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().code, ErrorCode::kUsage);
  EXPECT_EQ(text.error().where.Text(), GetParam().where);
  EXPECT_EQ(text.error().what, GetParam().what);
  EXPECT_EQ(text.error().fix, GetParam().fix);
}

INSTANTIATE_TEST_SUITE_P(All, BadUseTest,
                         testing::ValuesIn(std::vector<BadUse>{
                             {"RoleWithoutModel",
                              {"history-server"},
                              "command line",
                              "there is nothing to explain of history-server",
                              "flink-launcher --dry-run history-server shows the command"},
                             {"TwoViews",
                              {"taskmanager", "--sweep", "1g..2g", "--show", "x"},
                              "--show",
                              "--sweep and --show do not go together",
                              "give one of them"},
                             {"ViewWithoutFormat",
                              {"taskmanager", "--sweep", "1g..2g", "--format", "svg"},
                              "--sweep",
                              "--sweep has no format svg",
                              "take --format text or json"},
                             {"WhatIfWithoutValue",
                              {"taskmanager", "--what-if", "taskmanager.memory.process.size"},
                              "--what-if",
                              "'taskmanager.memory.process.size' is not KEY=VALUE",
                              "--what-if taskmanager.memory.process.size=4g"},
                             {"BadLimit",
                              {"taskmanager", "--limit", "1.5g"},
                              "--limit",
                              "'1.5g' is not a memory size",
                              "--limit 1536m"},
                             {"LimitWithoutGuess",
                              {"taskmanager", "--limit", "big"},
                              "--limit",
                              "'big' is not a memory size",
                              "--limit 4g"},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
