#include "platform/mountinfo.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> MountPoints(std::string_view text) {
  std::vector<std::string> points;
  for (const auto& mount : ParseMountinfo(text).mounts) points.push_back(mount.mount_point);
  return points;
}

TEST(MountinfoTest, ReadsALineWithOptionalFields) {
  const CgroupMounts mounts = ParseMountinfo(
      "36 35 98:0 /docker/abc /sys/fs/cgroup/memory ro,noatime shared:7 master:1 - cgroup none "
      "rw,seclabel,memory\n");
  ASSERT_EQ(mounts.mounts.size(), 1U);
  EXPECT_EQ(
      mounts.mounts[0],
      (CgroupMount{"/docker/abc", "/sys/fs/cgroup/memory", false, {"rw", "seclabel", "memory"}}));
  EXPECT_TRUE(mounts.mounts[0].HasController("memory"));
  EXPECT_FALSE(mounts.mounts[0].HasController("mem"));
}

TEST(MountinfoTest, ReadsALineWithoutOptionalFieldsAndWithAnEmptySource) {
  EXPECT_EQ(ParseMountinfo("36 35 0:26 / /c rw - cgroup2  rw").mounts,
            (std::vector<CgroupMount>{{"/", "/c", true, {"rw"}}}));
}

TEST(MountinfoTest, LeavesOutOtherFileSystems) {
  EXPECT_THAT(
      MountPoints("36 35 0:26 / /c rw - tmpfs cgroup rw\n37 35 0:27 / /d rw - cgroup3 x rw\n"),
      IsEmpty());
}

TEST(MountinfoTest, CountsMalformedLines) {
  const CgroupMounts mounts = ParseMountinfo(
      "\n"
      "36 35 0:26 / /c rw - cgroup2 x rw\n"
      "36 35 0:26 / /c rw cgroup2 x rw\n"
      "36 35 0:26 relative /c rw - cgroup2 x rw\n"
      "36 35 0:26 / /c rw - cgroup2 x\n");
  EXPECT_EQ(mounts.mounts.size(), 1U);
  EXPECT_THAT(mounts.malformed_lines, ElementsAre(1, 3, 4, 5));
}

TEST(MountinfoTest, LastMountOnAMountPointCounts) {
  const CgroupMounts mounts = ParseMountinfo(
      "35 22 0:32 / /m rw - cgroup cgroup rw,memory\n"
      "90 35 0:32 /inner /m rw - cgroup cgroup rw,memory\n");
  ASSERT_EQ(mounts.mounts.size(), 1U);
  EXPECT_EQ(mounts.mounts[0].root, "/inner");
}

TEST(MountinfoTest, OtherFileSystemOnTheMountPointHidesIt) {
  EXPECT_THAT(MountPoints("35 22 0:32 / /m rw - cgroup2 x rw\n90 35 0:33 / /m rw - tmpfs x rw\n"),
              IsEmpty());
}

TEST(MountinfoTest, LaterMountOverAParentFolderHidesIt) {
  EXPECT_THAT(MountPoints("35 22 0:32 / /s/c rw - cgroup2 x rw\n90 22 0:33 / /s rw - tmpfs x rw\n"),
              IsEmpty());
  EXPECT_THAT(MountPoints("35 22 0:32 / /sc rw - cgroup2 x rw\n90 22 0:33 / /s rw - tmpfs x rw\n"),
              ElementsAre("/sc"));
}

TEST(MountinfoTest, MountBelowALaterLineIsSeenWhereItStandsOnIt) {
  EXPECT_THAT(MountPoints("35 26 0:32 / /s/c rw - cgroup2 x rw\n26 22 0:33 / /s rw - tmpfs x rw\n"),
              ElementsAre("/s/c"));
}

TEST(MountinfoTest, SurvivesMountsThatStandOnEachOther) {
  EXPECT_THAT(MountPoints("35 36 0:32 / /s/c rw - cgroup2 x rw\n36 35 0:33 / /t rw - tmpfs x rw\n"
                          "37 22 0:34 / /s rw - tmpfs x rw\n"),
              IsEmpty());
}

struct EscapeCase {
  const char* name;
  const char* escaped;
  const char* text;
};
class UnescapeTest : public testing::TestWithParam<EscapeCase> {};
TEST_P(UnescapeTest, ReadsOctalDigits) {
  EXPECT_EQ(UnescapeMountField(GetParam().escaped), GetParam().text);
}
INSTANTIATE_TEST_SUITE_P(Fields, UnescapeTest,
                         testing::ValuesIn(std::vector<EscapeCase>{
                             {"Space", "/my\\040cgroups", "/my cgroups"},
                             {"TabNewlineBackslash", "\\011\\012\\134", "\t\n\\"},
                             {"Hash", "/a\\0431", "/a#1"},
                             {"BackslashThenDigits", "/a\\134040", "/a\\040"},
                             {"Utf8", "/gr\\303\\266\\303\\237e", "/gr\303\266\303\237e"},
                             {"Cut", "/a\\04", "/a\\04"},
                             {"NotOctal", "/a\\098\\x41", "/a\\098\\x41"},
                             {"TooLarge", "/a\\777", "/a\\777"},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
