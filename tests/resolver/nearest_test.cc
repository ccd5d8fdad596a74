#include "resolver/nearest.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace flink_launcher {
namespace {

TEST(EditDistanceTest, CountsInsertionsRemovalsReplacementsAndSwaps) {
  EXPECT_EQ(EditDistance("", ""), 0);
  EXPECT_EQ(EditDistance("", "abc"), 3);
  EXPECT_EQ(EditDistance("abc", ""), 3);
  EXPECT_EQ(EditDistance("process", "proces"), 1);
  EXPECT_EQ(EditDistance("heap", "heat"), 1);
  EXPECT_EQ(EditDistance("size", "szie"), 1);
  EXPECT_EQ(EditDistance("numberoftaskslots", "numberOfTaskSlots"), 0);
  EXPECT_EQ(EditDistance("kitten", "sitting"), 3);
}

constexpr std::array<std::string_view, 3> kNames = {"taskmanager.memory.process.size",
                                                    "taskmanager.memory.managed.size", "dry-run"};

constexpr std::array<std::string_view, 1> kShort = {"help"};
constexpr std::array<std::string_view, 2> kTied = {"cat", "bat"};

TEST(NearestNameTest, FindsTheMisspeltName) {
  EXPECT_EQ(NearestName("taskmanager.memory.proces.size", kNames), kNames[0]);
  EXPECT_EQ(NearestName("taskmanger.memory.manged.size", kNames), kNames[1]);
  EXPECT_EQ(NearestName("dryrun", kNames), kNames[2]);
}

TEST(NearestNameTest, FindsNothingWhereNoneIsNear) {
  EXPECT_EQ(NearestName("taskmanager.memory.fraction", kNames), std::nullopt);
  EXPECT_EQ(NearestName("rest.port", kNames), std::nullopt);
  EXPECT_EQ(NearestName("", kNames), std::nullopt);
  EXPECT_EQ(NearestName("dry-run", {}), std::nullopt);
}

TEST(NearestNameTest, AShortNameAllowsOneSlipOnly) {
  EXPECT_EQ(NearestName("hlep", kShort), "help");
  EXPECT_EQ(NearestName("heXX", kShort), std::nullopt);
}

TEST(NearestNameTest, OfEquallyNearNamesTheFirstIsTaken) {
  EXPECT_EQ(NearestName("hat", kTied), "cat");
}

}  // namespace
}  // namespace flink_launcher
