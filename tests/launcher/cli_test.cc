#include "launcher/cli.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;
using Command = Invocation::Command;
using Id = LauncherOptionId;

Result<Invocation> Parse(const std::vector<std::string>& arguments) {
  return ParseCommandLine(arguments);
}

TEST(CliTest, WhatFollowsTheRoleIsTheRolesUntouched) {
  const auto parsed = Parse({"--flink-home", "/f", "--config-dir=/c", "-v", "taskmanager", "-D",
                             "a=b", "--dry-run", "-Dc=d", "x y", "--flink-home"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->command, Command::kStart);
  EXPECT_EQ(parsed->role, "taskmanager");
  EXPECT_THAT(parsed->role_arguments,
              ElementsAre("-D", "a=b", "--dry-run", "-Dc=d", "x y", "--flink-home"));
  EXPECT_THAT(parsed->options,
              UnorderedElementsAre(Pair(Id::kFlinkHome, "/f"), Pair(Id::kConfigDir, "/c"),
                                   Pair(Id::kVerbose, "true")));
}

TEST(CliTest, ExplainTakesItsOptionsAnywhere) {
  const auto parsed = Parse({"explain", "taskmanager", "-Da=b", "--format", "json", "-D",
                             "--format", "--host", "h", "--flink-version=1.17"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->command, Command::kExplain);
  EXPECT_EQ(parsed->role, "taskmanager");
  EXPECT_THAT(parsed->role_arguments, ElementsAre("-Da=b", "-D", "--format", "--host", "h"));
  EXPECT_THAT(parsed->options,
              UnorderedElementsAre(Pair(Id::kFormat, "json"), Pair(Id::kFlinkVersion, "1.17")));
}

TEST(CliTest, ARepeatableOptionKeepsAllItsValues) {
  const auto parsed = Parse({"explain", "--what-if", "a=b", "taskmanager", "--what-if=c=d",
                             "--limit", "1g", "--limit", "2g"});
  ASSERT_TRUE(parsed);
  EXPECT_THAT(parsed->repeated.at(Id::kWhatIf), ElementsAre("a=b", "c=d"));
  EXPECT_EQ(parsed->options.at(Id::kLimit), "2g");
  EXPECT_THAT(parsed->role_arguments, IsEmpty());
}

TEST(CliTest, AnOptionOfExplainMayStandBeforeIt) {
  const auto parsed = Parse({"--sweep", "1g..2g", "explain", "taskmanager"});
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->options.at(Id::kSweep), "1g..2g");
}

TEST(CliTest, FlinksOwnOptionsAreNotTakenForMisspeltOnes) {
  const auto parsed = Parse({"explain", "jobmanager", "--configDir", "x", "--host", "h", "--shw"});
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().what, "unknown option '--shw'");
  EXPECT_TRUE(Parse({"explain", "jobmanager", "--configDir", "x", "--host", "h", "--", "--shw"}));
}

TEST(CliTest, TwoDashesEndTheOptionsOfExplain) {
  const auto parsed = Parse({"explain", "jobmanager", "--", "--format", "json"});
  ASSERT_TRUE(parsed);
  EXPECT_THAT(parsed->role_arguments, ElementsAre("--format", "json"));
  EXPECT_THAT(parsed->options, IsEmpty());
}

TEST(CliTest, HelpAndVersion) {
  EXPECT_EQ(Parse({"help"})->command, Command::kHelp);
  EXPECT_EQ(Parse({"--help"})->command, Command::kHelp);
  EXPECT_EQ(Parse({"-v", "--help"})->command, Command::kHelp);
  EXPECT_EQ(Parse({"help", "exit-codes"})->help_topic, "exit-codes");
  EXPECT_EQ(Parse({"--version"})->command, Command::kVersion);
}

struct BadCall {
  const char* name;
  std::vector<std::string> arguments;
  const char* what;
  const char* fix;
};
class BadCallTest : public testing::TestWithParam<BadCall> {};

TEST_P(BadCallTest, IsAUsageErrorThatSaysWhatToType) {
  const auto parsed = ParseCommandLine(GetParam().arguments);
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().code, ErrorCode::kUsage);
  EXPECT_EQ(parsed.error().what, GetParam().what);
  EXPECT_EQ(parsed.error().fix, GetParam().fix);
}

INSTANTIATE_TEST_SUITE_P(
    All, BadCallTest,
    testing::ValuesIn(std::vector<BadCall>{
        {"NoRole", {}, "no role given", "flink-launcher taskmanager, or see 'flink-launcher help'"},
        {"OptionsWithoutRole",
         {"--dry-run"},
         "no role given",
         "flink-launcher taskmanager, or see 'flink-launcher help'"},
        {"MisspeltOption",
         {"--flink-hom", "/f", "taskmanager"},
         "unknown option '--flink-hom'",
         "did you mean '--flink-home'?"},
        {"MisspeltOptionOfExplain",
         {"explain", "taskmanager", "--what-fi=a=b"},
         "unknown option '--what-fi'",
         "did you mean '--what-if'?"},
        {"OptionOfExplainAtAStart",
         {"--sweep", "1g..2g", "taskmanager"},
         "'--sweep' is an option of explain",
         "flink-launcher explain --sweep FROM..TO ROLE, or leave it out"},
        {"AbbreviatedOption",
         {"--dry", "taskmanager"},
         "unknown option '--dry'",
         "see 'flink-launcher help options'"},
        {"FarOffOption",
         {"--xyzzy"},
         "unknown option '--xyzzy'",
         "see 'flink-launcher help options'"},
        {"MissingValue",
         {"--flink-home"},
         "the required argument for option '--flink-home' is missing",
         "see 'flink-launcher help options'"},
        {"ValueForAFlag",
         {"--dry-run=yes", "taskmanager"},
         "option '--dry-run' does not take any arguments",
         "see 'flink-launcher help options'"},
    }),
    [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
