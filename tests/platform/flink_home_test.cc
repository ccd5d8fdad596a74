#include "platform/flink_home.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <minizip/zip.h>

#include "platform/jar.h"
#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

constexpr const char* kFix = "set FLINK_HOME, or use --flink-home, to a Flink distribution";

// Writes a jar with one entry.
void WriteJar(const std::string& path, const char* entry, const std::string& text) {
  const zipFile jar = zipOpen64(path.c_str(), APPEND_STATUS_CREATE);
  ASSERT_NE(jar, nullptr);
  zip_fileinfo info{};
  ASSERT_EQ(zipOpenNewFileInZip64(jar, entry, &info, nullptr, 0, nullptr, 0, nullptr, Z_DEFLATED,
                                  Z_DEFAULT_COMPRESSION, 0),
            ZIP_OK);
  ASSERT_EQ(zipWriteInFileInZip(jar, text.data(), static_cast<unsigned>(text.size())), ZIP_OK);
  ASSERT_EQ(zipCloseFileInZip(jar), ZIP_OK);
  ASSERT_EQ(zipClose(jar, nullptr), ZIP_OK);
}

TEST(FindFlinkHomeTest, OptionThenVariableThenPlace) {
  FixtureTree tree;
  tree.Folder("a").Folder("b").File("c/lib/flink-dist-2.3.0.jar").File("c/bin/flink-launcher");
  const std::string executable = tree / "c/bin/flink-launcher";
  const Result<FlinkHome> option =
      FindFlinkHome({.option = tree / "a", .variable = tree / "b", .executable = executable});
  ASSERT_TRUE(option);
  EXPECT_EQ(option->path, tree / "a");
  EXPECT_EQ(option->origin, Origin::CommandLine("--flink-home"));
  const Result<FlinkHome> variable =
      FindFlinkHome({.variable = tree / "b", .executable = executable});
  ASSERT_TRUE(variable);
  EXPECT_EQ(variable->path, tree / "b");
  EXPECT_EQ(variable->origin, Origin::Environment("FLINK_HOME"));
  const Result<FlinkHome> place = FindFlinkHome({.executable = executable});
  ASSERT_TRUE(place);
  EXPECT_EQ(place->path, tree / "c");
}

TEST(FindFlinkHomeTest, TheHomeHasNoSymbolicLinks) {
  FixtureTree tree;
  tree.Folder("flink-2.3.0").Link("flink", "flink-2.3.0");
  EXPECT_EQ(FindFlinkHome({.variable = tree / "flink"})->path, tree / "flink-2.3.0");
}

// usr/bin/fl -> ../../flink/bin/tm -> (absolute) opt/launcher: the link in the middle lies in Flink
TEST(FindFlinkHomeTest, EveryLinkOfTheChainMayLieInFlink) {
  FixtureTree tree;
  tree.File("flink/lib/flink-dist-2.3.0.jar").File("opt/launcher");
  tree.Link("flink/bin/tm", tree / "opt/launcher").Link("usr/bin/fl", "../../flink/bin/tm");
  const Result<FlinkHome> home = FindFlinkHome({.executable = tree / "usr/bin/fl"});
  ASSERT_TRUE(home) << home.error().why;
  EXPECT_EQ(home->path, tree / "flink");
}

TEST(FindFlinkHomeTest, ACycleOfLinksEnds) {
  FixtureTree tree;
  tree.Link("a", "b").Link("b", "a");
  EXPECT_FALSE(FindFlinkHome({.executable = tree / "a"}));
}

TEST(FindFlinkHomeTest, ErrorsSayWhatToType) {
  const Result<FlinkHome> missing = FindFlinkHome({.variable = "/no/such/flink"});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error(), (Error{.code = ErrorCode::kNoFlink,
                                    .what = "no Flink at /no/such/flink",
                                    .where = Origin::Environment("FLINK_HOME"),
                                    .why = "there is no such folder",
                                    .fix = kFix}));
  const Result<FlinkHome> unknown = FindFlinkHome({.executable = "/usr/bin/env"});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().what, "Flink's folder is not known");
  EXPECT_EQ(unknown.error().why,
            "FLINK_HOME is not set, and /usr/bin/env does not lie in the bin folder of a Flink "
            "distribution");
}

TEST(InvokedPathTest, IsTheTestItself) {
  EXPECT_TRUE(InvokedPath().ends_with("platform_test")) << InvokedPath();
}

TEST(FindFlinkDistJarTest, TakesTheOnlyOne) {
  EXPECT_EQ(*FindFlinkDistJar({"/l/a.jar", "/l/flink-dist-2.3.0.jar"}, "/l"),
            "/l/flink-dist-2.3.0.jar");
}

TEST(FindFlinkDistJarTest, NoneIsAnError) {
  const Result<std::string> jar = FindFlinkDistJar({"/l/a.jar", "/l/my-flink-dist.jar"}, "/l");
  ASSERT_FALSE(jar);
  EXPECT_EQ(jar.error(), (Error{.code = ErrorCode::kNoFlink,
                                .what = "no flink-dist*.jar in /l",
                                .where = Origin::File("/l"),
                                .why = "it has 2 other jars",
                                .fix = kFix}));
}

TEST(FindFlinkDistJarTest, TwoAreAnErrorThatNamesBoth) {
  const Result<std::string> jar =
      FindFlinkDistJar({"/l/flink-dist-2.2.0.jar", "/l/x/flink-dist-2.3.0.jar"}, "/l");
  ASSERT_FALSE(jar);
  EXPECT_EQ(jar.error(), (Error{.code = ErrorCode::kNoFlink,
                                .what = "2 flink-dist*.jar in /l",
                                .where = Origin::File("/l"),
                                .why = "only one may be there, but there are\n"
                                       "/l/flink-dist-2.2.0.jar\n/l/x/flink-dist-2.3.0.jar",
                                .fix = "move all but one of them elsewhere"}));
}

struct NameCase {
  const char* name;
  const char* jar;
  std::optional<std::string> expected;
};

class JarNameTest : public testing::TestWithParam<NameCase> {};

TEST_P(JarNameTest, TellsTheVersion) {
  EXPECT_EQ(VersionInJarName(GetParam().jar), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Names, JarNameTest,
                         testing::ValuesIn(std::vector<NameCase>{
                             {"Plain", "flink-dist-2.3.0.jar", "2.3.0"},
                             {"Scala212", "flink-dist_2.12-1.14.6.jar", "1.14.6"},
                             {"Scala211", "flink-dist_2.11-1.13.6.jar", "1.13.6"},
                             {"Snapshot", "flink-dist-1.20-SNAPSHOT.jar", "1.20-SNAPSHOT"},
                             {"Vendor", "flink-dist-1.19.1-csa1.15.0.0.jar", "1.19.1-csa1.15.0.0"},
                             {"NoVersion", "flink-dist.jar", std::nullopt},
                             {"NoNumber", "flink-dist-custom.jar", std::nullopt},
                             {"MajorOnly", "flink-dist-2.jar", std::nullopt},
                             {"ScalaOnly", "flink-dist_2.12.jar", std::nullopt},
                             {"OtherJar", "flink-cep-2.3.0.jar", std::nullopt},
                             {"NoJar", "flink-dist-2.3.0.txt", std::nullopt},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(FlinkVersionTest, TheNameDoesNotNeedTheFile) {
  EXPECT_EQ(*FlinkVersionOfJar("/no/such/flink-dist-1.17.2.jar"), "1.17.2");
}

TEST(FlinkVersionTest, TheManifestTellsWhereTheNameDoesNot) {
  FixtureTree tree;
  WriteJar(tree / "flink-dist.jar", "META-INF/MANIFEST.MF",
           "Manifest-Version: 1.0\r\nImplementation-Version: 1.18.1\r\n\r\n");
  const Result<std::string> version = FlinkVersionOfJar(tree / "flink-dist.jar");
  ASSERT_TRUE(version) << version.error().why;
  EXPECT_EQ(*version, "1.18.1");
}

TEST(FlinkVersionTest, WithoutBothThereIsNoVersion) {
  FixtureTree tree;
  WriteJar(tree / "flink-dist.jar", "other.txt", "x");
  const Result<std::string> version = FlinkVersionOfJar(tree / "flink-dist.jar");
  ASSERT_FALSE(version);
  EXPECT_EQ(version.error(),
            (Error{.code = ErrorCode::kNoFlink,
                   .what = "the version of Flink is not known",
                   .where = Origin::File(tree / "flink-dist.jar"),
                   .why = "neither the jar's name nor Implementation-Version in its manifest "
                          "tells it",
                   .fix = "use --flink-version, as in --flink-version 2.3"}));
}

TEST(JarTest, AFileThatIsNoJarIsAnError) {
  FixtureTree tree;
  tree.File("flink-dist.jar", "not a zip");
  const Result<std::string> version = FlinkVersionOfJar(tree / "flink-dist.jar");
  ASSERT_FALSE(version);
  EXPECT_EQ(version.error().what, (tree / "flink-dist.jar") + " is not a readable jar");
}

TEST(ManifestTest, FollowsTheJarSpecification) {
  const std::string manifest =
      "Manifest-Version: 1.0\r\nLong: one\r\n two\r\n three\r\nEmpty: \r\n"
      "implementation-version: 2.3.0\n\nName: x\nLate: no\n";
  EXPECT_EQ(FindManifestAttribute(manifest, "Long"), "onetwothree");
  EXPECT_EQ(FindManifestAttribute(manifest, "Implementation-Version"), "2.3.0");
  EXPECT_EQ(FindManifestAttribute(manifest, "Empty"), "");
  EXPECT_EQ(FindManifestAttribute(manifest, "Late"), std::nullopt);
  EXPECT_EQ(FindManifestAttribute("", "Long"), std::nullopt);
}

}  // namespace
}  // namespace flink_launcher
