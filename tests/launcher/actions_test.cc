#include "launcher/actions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

struct ActionCase {
  const char* name;
  std::vector<std::string> words;
  ActionId action;
  std::vector<std::string> left;
};

class SplitActionTest : public testing::TestWithParam<ActionCase> {};

TEST_P(SplitActionTest, TakesTheWordOff) {
  const Result<RoleCall> call = SplitAction(GetParam().words);
  ASSERT_TRUE(call) << call.error().what;
  EXPECT_EQ(call->action, GetParam().action);
  EXPECT_EQ(call->arguments, GetParam().left);
}

INSTANTIATE_TEST_SUITE_P(
    Words, SplitActionTest,
    testing::ValuesIn(std::vector<ActionCase>{
        {"Nothing", {}, ActionId::kStartForeground, {}},
        {"AnOption", {"-Da=b", "start"}, ActionId::kStartForeground, {"-Da=b", "start"}},
        {"AnOptionInTwoWords", {"-D", "a=b"}, ActionId::kStartForeground, {"-D", "a=b"}},
        {"DashDash", {"--", "start"}, ActionId::kStartForeground, {"start"}},
        {"OnlyTheFirstDashDash", {"--", "--"}, ActionId::kStartForeground, {"--"}},
        {"Foreground", {"start-foreground", "x"}, ActionId::kStartForeground, {"x"}},
        {"Start", {"start", "-D", "a=b"}, ActionId::kStart, {"-D", "a=b"}},
        {"DashDashAfterIt", {"start", "--"}, ActionId::kStart, {"--"}},
        {"Stop", {"stop"}, ActionId::kStop, {}},
        {"StopAll", {"stop-all"}, ActionId::kStopAll, {}},
        {"Status", {"status"}, ActionId::kStatus, {}},
        {"AHost",
         {"master.example", "8081"},
         ActionId::kStartForeground,
         {"master.example", "8081"}},
        {"AnEmptyWord", {""}, ActionId::kStartForeground, {""}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(SplitActionTest, ASlipIsAnError) {
  const std::vector<std::string> words = {"stopp"};
  const Result<RoleCall> call = SplitAction(words);
  ASSERT_FALSE(call);
  EXPECT_EQ(call.error(),
            (Error{.code = ErrorCode::kUsage,
                   .what = "unknown action 'stopp'",
                   .where = Origin::CommandLine("command line"),
                   .fix = "did you mean 'stop'? To pass 'stopp' to the role, put -- before it"}));
}

TEST(DaemonStatesTest, AreThoseOfTheLinuxStandardBase) {
  std::vector<int> numbers;
  for (const DaemonStateRow& row : DaemonStates()) numbers.push_back(static_cast<int>(row.state));
  EXPECT_THAT(numbers, testing::ElementsAre(0, 1, 3));
}

}  // namespace
}  // namespace flink_launcher
