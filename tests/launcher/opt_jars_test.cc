#include "launcher/opt_jars.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Jars = std::vector<std::string>;

const Jars kOpt = {"/o/flink-python-1.jar", "/o/flink-sql-client-1.jar",
                   "/o/flink-sql-gateway-1.jar", "/o/other.jar"};

Result<OptJars> Choose(const char* role_name, const char* release_name, const Jars& lib,
                       const Jars& opt, const std::vector<std::string>& words = {}) {
  const Role& role = *GetRole(role_name).value();
  const Release release = *Release::Parse(release_name);
  const Result<RoleArguments> arguments = SplitRoleArguments(role, release, words);
  return ChooseOptJars(role, *arguments, release, lib, opt, "/o");
}

TEST(OptJarsTest, OtherRolesNeedNone) {
  for (const Role& role : Roles()) {
    RoleArguments arguments{.service = FindService(role.service, *Release::Parse("2.3"))};
    const bool sql = role.name == "sql-gateway" || role.name == "sql-client";
    EXPECT_EQ(NeedsOptJars(role, arguments), sql) << role.name;
  }
}

TEST(OptJarsTest, AConsoleGatewayIsAGateway) {
  EXPECT_THAT(Choose("flink-console", "2.3", {}, kOpt, {"sql-gateway"})->before_hadoop,
              ElementsAre("/o/flink-sql-gateway-1.jar", "/o/flink-python-1.jar"));
}

TEST(OptJarsTest, AClientThatMentionsTheJarGetsItNotAgain) {
  const OptJars jars = *Choose("sql-client", "2.3", {"/flink-python-home/lib/a.jar"}, kOpt);
  EXPECT_THAT(jars.before_hadoop,
              ElementsAre("/o/flink-sql-gateway-1.jar", "/o/flink-sql-client-1.jar"));
  EXPECT_THAT(jars.after_hadoop, IsEmpty());
}

TEST(OptJarsTest, AGatewayWithoutItsJarIsAnError) {
  const Result<OptJars> jars = Choose("sql-gateway", "2.3", {}, {"/o/other.jar"});
  ASSERT_FALSE(jars);
  EXPECT_EQ(jars.error(), (Error{.code = ErrorCode::kNoFlink,
                                 .what = "there is no flink-sql-gateway*.jar",
                                 .where = Origin::File("/o"),
                                 .fix = "put it there from a whole distribution, or name another "
                                        "folder with FLINK_OPT_DIR"}));
}

TEST(OptJarsTest, TwoGatewaysAreAnError) {
  const Result<OptJars> jars = Choose("sql-gateway", "1.16", {},
                                      {"/o/flink-sql-gateway-1.jar", "/o/flink-sql-gateway-2.jar"});
  ASSERT_FALSE(jars);
  EXPECT_EQ(jars.error().what, "there is more than one flink-sql-gateway*.jar");
  EXPECT_EQ(jars.error().why, "/o/flink-sql-gateway-1.jar and /o/flink-sql-gateway-2.jar");
}

TEST(OptJarsTest, AClientWithoutItsJarIsAnError) {
  const Result<OptJars> jars = Choose("sql-client", "1.13", {"/l/a.jar"}, {});
  ASSERT_FALSE(jars);
  EXPECT_EQ(jars.error().what, "there is no flink-sql-client*.jar");
}

}  // namespace
}  // namespace flink_launcher
