#include "platform/cgroup_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using Kind = Placement::Kind;

TEST(SelfCgroupTest, ReadsV1V2AndNamedHierarchies) {
  EXPECT_EQ(ParseSelfCgroup("4:cpu,cpuacct:/docker/abc\n1:name=systemd:/x\n0::/y\n").entries,
            (std::vector<Membership>{{false, {"cpu", "cpuacct"}, "/docker/abc"},
                                     {false, {"name=systemd"}, "/x"},
                                     {true, {}, "/y"}}));
}

TEST(SelfCgroupTest, KeepsColonsAndSpacesInThePath) {
  EXPECT_EQ(ParseSelfCgroup("0::/a.slice:cri-containerd:0 1").entries,
            (std::vector<Membership>{{true, {}, "/a.slice:cri-containerd:0 1"}}));
}

TEST(SelfCgroupTest, NamesLinesThatMakeNoSense) {
  const Memberships memberships =
      ParseSelfCgroup("\nno colon\n1:one colon\nx:memory:/a\n2:memory:relative\n0::/\n");
  EXPECT_EQ(memberships.entries.size(), 1U);
  EXPECT_THAT(memberships.malformed_lines, ElementsAre(1, 2, 3, 4, 5));
}

TEST(SelfCgroupTest, HierarchyWithoutControllersIsV2OnlyWithNumberZero) {
  const Memberships memberships = ParseSelfCgroup("5::/a\n");
  ASSERT_EQ(memberships.entries.size(), 1U);
  EXPECT_FALSE(memberships.entries[0].is_v2);
}

struct PlaceCase {
  const char* name;
  const char* mount_root;
  const char* group;
  Placement placement;
};
class PlaceGroupTest : public testing::TestWithParam<PlaceCase> {};
TEST_P(PlaceGroupTest, FindsTheGroupBelowTheMount) {
  EXPECT_EQ(PlaceGroup(GetParam().mount_root, GetParam().group), GetParam().placement);
}
INSTANTIATE_TEST_SUITE_P(
    Paths, PlaceGroupTest,
    testing::ValuesIn(std::vector<PlaceCase>{
        {"RootInRoot", "/", "/", {Kind::kInside, "", 0}},
        {"GroupInRoot", "/", "/a/b", {Kind::kInside, "/a/b", 0}},
        {"OwnGroupMounted", "/a/b", "/a/b", {Kind::kInside, "", 0}},
        {"BelowMountedGroup", "/a", "/a/b/c", {Kind::kInside, "/b/c", 0}},
        {"NameWithTheSameBeginning", "/a", "/ab", {Kind::kOutside, "", 0}},
        {"Sibling", "/a/b", "/a/c", {Kind::kOutside, "", 0}},
        {"ParentOfMountedGroup", "/a/b", "/a", {Kind::kOutside, "", 0}},
        {"OneLevelHidden", "/..", "/", {Kind::kBelowHiddenLevels, "", 1}},
        {"TwoLevelsHidden", "/../..", "/", {Kind::kBelowHiddenLevels, "", 2}},
        {"BelowHiddenLevels", "/../..", "/a/b", {Kind::kBelowHiddenLevels, "/a/b", 2}},
        {"ProcessLeftByOne", "/../..", "/../b", {Kind::kBelowHiddenLevels, "/b", 1}},
        {"ProcessLeftToTheMount", "/..", "/../b", {Kind::kInside, "/b", 0}},
        {"ProcessLeftTheMount", "/", "/../b", {Kind::kOutside, "", 0}},
        {"MountBesideNamespace", "/../b", "/", {Kind::kOutside, "", 0}},
        {"ProcessInMountBeside", "/../b", "/../b/c", {Kind::kInside, "/c", 0}},
        {"ProcessBesideMountBeside", "/../b", "/../c", {Kind::kOutside, "", 0}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(PathTest, DepthCountsFolders) {
  EXPECT_EQ(PathDepth(""), 0);
  EXPECT_EQ(PathDepth("/"), 0);
  EXPECT_EQ(PathDepth("/a/b"), 2);
}

TEST(PathTest, ParentEndsAtNothing) {
  EXPECT_EQ(ParentPath("/a/b"), "/a");
  EXPECT_EQ(ParentPath("/a"), "");
  EXPECT_EQ(ParentPath(""), "");
}

}  // namespace
}  // namespace flink_launcher
