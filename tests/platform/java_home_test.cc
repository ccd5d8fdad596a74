#include "platform/java_home.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "platform/java_probe.h"
#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

// jdk17/  bin/java, release      alternatives/java -> ../jdk17/bin/java
FixtureTree& LayOut(FixtureTree& tree) {
  tree.Executable("jdk17/bin/java").File("jdk17/release", "JAVA_VERSION=\"17.0.15\"\n");
  return tree.Link("alternatives/java", tree / "jdk17/bin/java");
}

constexpr const char* kFix =
    "set JAVA_HOME, or env.java.home in Flink's configuration, to a Java installation";

TEST(FindJavaTest, ConfiguredHomeWinsOverTheVariable) {
  FixtureTree tree;
  LayOut(tree).Executable("other/bin/java");
  const Result<Java> java = FindJava({.configured_home = tree / "jdk17",
                                      .configured_origin = Origin::File("conf/config.yaml", 3),
                                      .java_home = tree / "other"});
  ASSERT_TRUE(java) << java.error().why;
  EXPECT_EQ(java->home, tree / "jdk17");
  EXPECT_EQ(java->run, tree / "jdk17/bin/java");
  EXPECT_EQ(java->executable, tree / "jdk17/bin/java");
  EXPECT_EQ(java->feature_version, 17);
  EXPECT_EQ(java->reason, "env.java.home in conf/config.yaml:3");
}

TEST(FindJavaTest, JavaHomeWinsOverPath) {
  FixtureTree tree;
  LayOut(tree);
  const Result<Java> java = FindJava({.java_home = tree / "jdk17", .path = tree / "alternatives"});
  ASSERT_TRUE(java);
  EXPECT_EQ(java->run, tree / "jdk17/bin/java");
  EXPECT_EQ(java->reason, "the variable JAVA_HOME");
}

TEST(FindJavaTest, AJavaOnPathIsFollowedToItsRelease) {
  FixtureTree tree;
  LayOut(tree);
  const Result<Java> java = FindJava({.path = "/no/such:" + (tree / "alternatives")});
  ASSERT_TRUE(java);
  EXPECT_EQ(java->home, "");
  EXPECT_EQ(java->run, "java");
  EXPECT_EQ(java->executable, tree / "alternatives/java");
  EXPECT_EQ(java->feature_version, 17);
  EXPECT_EQ(java->reason, "found on PATH");
}

TEST(FindJavaTest, AHomeThatIsNoFolderFallsBackToPath) {
  FixtureTree tree;
  LayOut(tree);
  const Result<Java> java = FindJava({.java_home = "/no/such/java", .path = tree / "alternatives"});
  ASSERT_TRUE(java);
  EXPECT_EQ(java->home, "/no/such/java");
  EXPECT_EQ(java->run, "java");
  EXPECT_EQ(java->reason, "found on PATH, as /no/such/java (the variable JAVA_HOME) is no folder");
}

TEST(FindJavaTest, SkipsAFolderAndAPlainFileNamedJava) {
  FixtureTree tree;
  LayOut(tree).Folder("a/java").File("b/java");
  const Result<Java> java =
      FindJava({.path = (tree / "a") + ":" + (tree / "b") + ":" + (tree / "alternatives")});
  ASSERT_TRUE(java);
  EXPECT_EQ(java->executable, tree / "alternatives/java");
}

TEST(FindJavaTest, NoJavaAtAllIsAnError) {
  const Result<Java> java = FindJava({.path = "/no/such/bin"});
  ASSERT_FALSE(java);
  EXPECT_EQ(java.error(), (Error{.code = ErrorCode::kNoJava,
                                 .what = "no java found",
                                 .why = "neither env.java.home nor JAVA_HOME is set; PATH is "
                                        "/no/such/bin and has no java",
                                 .fix = kFix}));
}

TEST(FindJavaTest, AHomeWithoutJavaIsAnErrorEvenWithOneOnPath) {
  FixtureTree tree;
  LayOut(tree).Folder("empty");
  const Result<Java> java = FindJava({.java_home = tree / "empty", .path = tree / "alternatives"});
  ASSERT_FALSE(java);
  EXPECT_EQ(java.error(), (Error{.code = ErrorCode::kNoJava,
                                 .what = "no java below " + (tree / "empty"),
                                 .where = Origin::Environment("JAVA_HOME"),
                                 .why = "there is no file " + (tree / "empty/bin/java"),
                                 .fix = kFix}));
}

TEST(FindJavaTest, AJavaThatCannotBeExecutedIsAnError) {
  FixtureTree tree;
  tree.File("jdk/bin/java");
  const Result<Java> java = FindJava({.java_home = tree / "jdk"});
  ASSERT_FALSE(java);
  EXPECT_EQ(java.error().what, (tree / "jdk/bin/java") + " cannot be executed");
  EXPECT_EQ(java.error().fix, "chmod a+x " + (tree / "jdk/bin/java"));
}

TEST(FindJavaTest, AJreInsideAJdkHasItsReleaseAbove) {
  FixtureTree tree;
  tree.Executable("jdk8/jre/bin/java").File("jdk8/release", "JAVA_VERSION=\"1.8.0_402\"\n");
  const Result<Java> java = FindJava({.java_home = tree / "jdk8/jre"});
  ASSERT_TRUE(java);
  EXPECT_EQ(java->feature_version, 8);
}

struct VersionCase {
  const char* name;
  const char* text;
  std::optional<int> expected;
};

class FeatureVersionTest : public testing::TestWithParam<VersionCase> {};

TEST_P(FeatureVersionTest, ReadsTheReleaseFile) {
  EXPECT_EQ(FeatureVersionOfRelease(GetParam().text), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Releases, FeatureVersionTest,
    testing::ValuesIn(std::vector<VersionCase>{
        {"Java17", "IMPLEMENTOR=\"Debian\"\nJAVA_VERSION=\"17.0.15\"\nLIBC=\"gnu\"\n", 17},
        {"Java25", "JAVA_VERSION=\"25\"", 25},
        {"Java8", "JAVA_VERSION=\"1.8.0_402\"\r\n", 8},
        {"EarlyAccess", "JAVA_VERSION=\"26-ea\"\n", 26},
        {"Unquoted", "JAVA_VERSION=21.0.1\n", 21},
        {"OtherKeyFirst", "JAVA_VERSION_DATE=\"2025-04-15\"\nJAVA_VERSION=\"21\"\n", 21},
        {"NoVersion", "IMPLEMENTOR=\"x\"\n", std::nullopt},
        {"Junk", "JAVA_VERSION=\"\"\n", std::nullopt},
        {"Empty", "", std::nullopt},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(FeatureVersionTest, AsksTheProbeOnlyWithoutAReleaseFile) {
  const JavaProbe probe = [](const std::string&) { return Result<int>(42); };
  EXPECT_EQ(*FeatureVersionOf(Java{.feature_version = 17}, probe), 17);
  EXPECT_EQ(*FeatureVersionOf(Java{.feature_version = std::nullopt}, probe), 42);
}

TEST(JavaProbeTest, AsksTheJvm) {
  ASSERT_EQ(setenv("FAKE_JAVA_SPEC_VERSION", "1.8", 1), 0);
  const Result<int> version = ProbeJavaFeatureVersion(FAKE_JAVA);
  unsetenv("FAKE_JAVA_SPEC_VERSION");
  ASSERT_TRUE(version) << version.error().why;
  EXPECT_EQ(*version, 8);
}

TEST(JavaProbeTest, GivesUpAfterTheLimit) {
  ASSERT_EQ(setenv("FAKE_JAVA_HANG", "1", 1), 0);
  const Result<int> version = ProbeJavaFeatureVersion(FAKE_JAVA, std::chrono::milliseconds(50));
  unsetenv("FAKE_JAVA_HANG");
  ASSERT_FALSE(version);
  EXPECT_EQ(version.error(),
            (Error{.code = ErrorCode::kNoJava,
                   .what = std::string("the version of ") + FAKE_JAVA + " cannot be found out",
                   .where = Origin::File(FAKE_JAVA),
                   .why = "it did not answer within 50 ms",
                   .fix = "set JAVA_HOME to a Java installation that has a file named release"}));
}

TEST(JavaProbeTest, AProgramThatIsNoJavaIsAnError) {
  const Result<int> silent = ProbeJavaFeatureVersion("/bin/true");
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().why, "it did not name its java.specification.version, but said: ");
  const Result<int> absent = ProbeJavaFeatureVersion("/no/such/java");
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().why, "No such file or directory");
}

}  // namespace
}  // namespace flink_launcher
