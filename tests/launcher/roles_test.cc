#include "launcher/roles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace flink_launcher {
namespace {

using Words = std::vector<std::string>;

RoleArguments Split(const char* role, const char* release, const Words& arguments) {
  const Result<RoleArguments> split =
      SplitRoleArguments(*GetRole(role).value(), *Release::Parse(release), arguments);
  EXPECT_TRUE(split);
  return split ? *split : RoleArguments{};
}

TEST(RolesTest, NamesAreFoundAndUnique) {
  std::set<std::string_view> names;
  for (const Role& role : Roles()) {
    EXPECT_TRUE(names.insert(role.name).second) << role.name;
    EXPECT_EQ(GetRole(role.name).value(), &role);
  }
}

TEST(RolesTest, AnUnknownRoleIsAUsageErrorWithTheNearestOne) {
  const Result<const Role*> misspelt = GetRole("taskmanagr");
  ASSERT_FALSE(misspelt);
  EXPECT_EQ(misspelt.error().code, ErrorCode::kUsage);
  EXPECT_EQ(misspelt.error().fix, "did you mean 'taskmanager'?");
  EXPECT_EQ(GetRole("x").error().fix, "see 'flink-launcher help roles'");
  EXPECT_FALSE(GetRole(""));
}

TEST(RoleArgumentsTest, ATaskManagerPassesAll) {
  const Words words = {"host", "-D", "a=b", ""};
  EXPECT_EQ(Split("taskmanager", "1.13", words),
            (RoleArguments{.service = &Services()[0], .passed = words, .resolved = words}));
}

struct JobManagerCase {
  const char* name;
  const char* release;
  Words arguments;
  RoleArguments expected;
};

class JobManagerArgumentsTest : public testing::TestWithParam<JobManagerCase> {};

TEST_P(JobManagerArgumentsTest, TakesHostAndPortOff) {
  RoleArguments expected = GetParam().expected;
  expected.service = FindService("standalonesession", *Release::Parse(GetParam().release));
  EXPECT_EQ(Split("jobmanager", GetParam().release, GetParam().arguments), expected);
}

INSTANTIATE_TEST_SUITE_P(
    Forms, JobManagerArgumentsTest,
    testing::ValuesIn(std::vector<JobManagerCase>{
        {"None", "2.3", {}, {}},
        {"Host", "2.3", {"h"}, {.host = "h"}},
        {"HostPort", "2.3", {"h", "8081"}, {.host = "h", .web_ui_port = "8081"}},
        {"HostPortProperty",
         "2.3",
         {"h", "8081", "-D", "a=b"},
         {.host = "h", .web_ui_port = "8081", .passed = {"-D", "a=b"}, .resolved = {"-D", "a=b"}}},
        {"HostProperty",
         "2.3",
         {"h", "-Da=b", "x"},
         {.host = "h", .passed = {"-Da=b", "x"}, .resolved = {"-Da=b", "x"}}},
        {"GluedPropertyIsNoHost",
         "2.3",
         {"-Da=b", "h"},
         {.passed = {"-Da=b", "h"}, .resolved = {"-Da=b", "h"}}},
        {"EmptyIsNoHost", "2.3", {"", "h"}, {.passed = {"", "h"}, .resolved = {"", "h"}}},
        {"NotResolvedIn115", "1.15", {"-Da=b"}, {.passed = {"-Da=b"}}},
        {"NotPassedIn114",
         "1.14",
         {"h", "-Da=b", "c"},
         {.host = "h",
          .warnings = {{.what = "the JobManager of Flink 1.14 takes no arguments but HOST and "
                                "PORT: '-Da=b' and what follows is not passed to it",
                        .where = Origin::CommandLine("jobmanager"),
                        .fix = "set it in flink-conf.yaml"}}}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
