#include "launcher/script_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/script_records.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using Words = std::vector<std::string>;

const Role& RoleNamed(const char* name) { return *GetRole(name).value(); }

Words Invoked(const char* role, const Words& words) {
  return InvocationOfScript(RoleNamed(role), words).role_arguments;
}

// What the script says about the file system is ours to say in our own words.
bool IsOurError(const std::string& name) {
  return name == "ZookeeperWithoutPeer" || name == "ZookeeperWithoutConfig" ||
         name == "SqlClientWithoutJar";
}

class ScriptAnswerTest : public testing::TestWithParam<std::string> {};

TEST_P(ScriptAnswerTest, IsTheScripts) {
  const Release release = *Release::Parse(GetParam());
  int answers = 0;
  for (const ScriptRecord& record :
       ReadScriptRecords(std::string(TESTDATA) + "/scripts/" + GetParam() + ".json")) {
    SCOPED_TRACE(record.name);
    const Role& role = *GetRole(record.role).value();
    Words words =
        record.action.value_or(role.actions.empty() ? Words{} : Words{"start-foreground"});
    words.insert(words.end(), record.arguments.begin(), record.arguments.end());
    const std::optional<ScriptAnswer> answer = AnswerOfScript(role, release, words);
    if (record.starts || IsOurError(record.name)) {
      EXPECT_EQ(answer, std::nullopt);
    } else {
      EXPECT_EQ(answer, (ScriptAnswer{record.output, record.status}));
      ++answers;
    }
  }
  EXPECT_GE(answers, 14);
}

INSTANTIATE_TEST_SUITE_P(Releases, ScriptAnswerTest,
                         testing::Values("1.13.6", "1.14.6", "1.15.4", "1.16.3", "1.17.2", "1.18.1",
                                         "1.19.3", "1.20.5", "2.0.2", "2.1.3", "2.2.1", "2.3.0"),
                         [](const auto& param_info) {
                           std::string name = "Flink" + param_info.param;
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(InvocationOfScriptTest, WordsStayAsTheyAre) {
  EXPECT_THAT(Invoked("taskmanager", {"start", "-Da=b"}), ElementsAre("start", "-Da=b"));
  EXPECT_THAT(Invoked("flink", {"stop", "id"}), ElementsAre("stop", "id"));
  const Invocation invocation = InvocationOfScript(RoleNamed("jobmanager"), Words{"stop"});
  EXPECT_EQ(invocation.command, Invocation::Command::kStart);
  EXPECT_EQ(invocation.role, "jobmanager");
}

TEST(InvocationOfScriptTest, ASqlGatewayStartsByItself) {
  EXPECT_THAT(Invoked("sql-gateway", {}), ElementsAre("start"));
  EXPECT_THAT(Invoked("sql-gateway", {"start", "-Da=b"}), ElementsAre("start", "-Da=b"));
  EXPECT_THAT(Invoked("sql-gateway", {"start", "--help"}),
              ElementsAre("start-foreground", "--help"));
  EXPECT_THAT(Invoked("sql-gateway", {"stop", "-h"}), ElementsAre("stop", "-h"));
}

TEST(FindRoleOfScriptTest, KnowsEveryScriptAndNoOtherName) {
  for (const Role& role : Roles()) EXPECT_EQ(FindRoleOfScript(role.script), &role);
  EXPECT_EQ(FindRoleOfScript("flink-launcher"), nullptr);
  EXPECT_EQ(FindRoleOfScript("taskmanager"), nullptr);
  EXPECT_EQ(FindRoleOfScript(""), nullptr);
}

}  // namespace
}  // namespace flink_launcher
