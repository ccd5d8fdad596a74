#include "resolver/key_check.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "resolve.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

std::vector<Warning> Check(const char* version, const Pairs& pairs,
                           Process process = Process::kTaskManager) {
  return CheckKeys(ConfigOf(pairs), process, *Release::Parse(version), std::nullopt);
}

TEST(KeyCheckTest, AMisspeltKeyComesWithTheNearestOne) {
  EXPECT_EQ(Check("2.3", {{"taskmanager.memory.proces.size", "1g"}}),
            (std::vector<Warning>{
                {.what = "taskmanager.memory.proces.size has no effect: Flink 2.3 has no memory "
                         "option of this name",
                 .where = Origin::File("conf/config.yaml", 1),
                 .fix = "write taskmanager.memory.process.size, if that is meant",
                 .keys = {"taskmanager.memory.proces.size", "taskmanager.memory.process.size"}}}));
}

TEST(KeyCheckTest, FindsSlipsOutsideTheUsualPrefixes) {
  EXPECT_EQ(Check("2.3", {{"taskmanager.numberOfTaskSlot", "1"}}).size(), 1);
  EXPECT_EQ(Check("2.3", {{"taskmanger.memory.process.size", "1g"}}).size(), 1);
}

TEST(KeyCheckTest, AMemoryKeyFromBefore110HasNoEffect) {
  const std::vector<Warning> warnings = Check("2.3", {{"taskmanager.memory.fraction", "0.7"}});
  ASSERT_EQ(warnings.size(), 1);
  EXPECT_EQ(warnings[0].fix, "remove it");
}

TEST(KeyCheckTest, AKeyOfTheOtherProcessIsNamed) {
  EXPECT_EQ(Check("2.3", {{"jobmanager.memory.managed.size", "1g"}}, Process::kJobManager),
            (std::vector<Warning>{
                {.what = "jobmanager.memory.managed.size has no effect: a JobManager has no such "
                         "memory",
                 .where = Origin::File("conf/config.yaml", 1),
                 .fix = "remove it, or write taskmanager.memory.managed.size, if that is meant",
                 .keys = {"jobmanager.memory.managed.size", "taskmanager.memory.managed.size"}}}));
  EXPECT_EQ(Check("2.3", {{"taskmanager.memory.enable-jvm-direct-memory-limit", "true"}})[0].fix,
            "remove it, or write jobmanager.memory.enable-jvm-direct-memory-limit, if that is "
            "meant");
}

TEST(KeyCheckTest, WhatFlinkReadsIsNotSuspicious) {
  for (const ReleaseLine& line : KnownReleaseLines()) {
    const Release release{line, line.Text()};
    Pairs pairs = {{"taskmanager.host", "x"},
                   {"taskmanager.bind-host", "x"},
                   {"taskmanager.rpc.port", "1"},
                   {"jobmanager.rpc.address", "x"},
                   {"execution.checkpointing.interval", "3min"},
                   {"", "x"}};
    for (const Option& option : Options()) {
      if (IsRead(option, release)) pairs.emplace_back(option.key, "1");
    }
    for (const std::string_view key : UnreadMemoryKeys()) pairs.emplace_back(key, "1");
    for (const Process process : {Process::kTaskManager, Process::kJobManager}) {
      EXPECT_EQ(CheckKeys(ConfigOf(pairs), process, release, std::nullopt), std::vector<Warning>{});
    }
  }
}

TEST(KeyCheckTest, ADeprecatedKeyIsNamedWithItsSuccessor) {
  EXPECT_EQ(
      Check("2.3", {{"taskmanager.memory.size", "1g"}}),
      (std::vector<Warning>{
          {.what = "taskmanager.memory.size is the old name of taskmanager.memory.managed.size",
           .where = Origin::File("conf/config.yaml", 1),
           .fix = "write taskmanager.memory.managed.size: 1g",
           .keys = {"taskmanager.memory.managed.size", "taskmanager.memory.size"}}}));
  const std::vector<Warning> both =
      Check("2.3", {{"taskmanager.memory.size", "1g"}, {"taskmanager.memory.managed.size", "2g"}});
  ASSERT_EQ(both.size(), 1);
  EXPECT_EQ(both[0].what,
            "taskmanager.memory.size has no effect: taskmanager.memory.managed.size, its current "
            "name, is set too");
}

TEST(KeyCheckTest, AnOptionThatIsGoneSaysWhatToSetInstead) {
  const Pairs pairs = {{"taskmanager.network.numberOfBuffers", "2048"}};
  EXPECT_EQ(Check("1.20", pairs), std::vector<Warning>{});
  EXPECT_EQ(Check("2.0", pairs),
            (std::vector<Warning>{
                {.what = "taskmanager.network.numberOfBuffers has no effect: Flink 2.0 does not "
                         "read it any more",
                 .where = Origin::File("conf/config.yaml", 1),
                 .fix = "set taskmanager.memory.network.min and taskmanager.memory.network.max",
                 .keys = {"taskmanager.network.numberOfBuffers"}}}));
}

TEST(KeyCheckTest, EachProcessLooksAtItsOwnKeys) {
  const Pairs pairs = {{"jobmanager.memory.heap.siz", "1g"}, {"jobmanager.heap.size", "1g"}};
  EXPECT_EQ(Check("2.3", pairs).size(), 0);
  EXPECT_EQ(Check("2.3", pairs, Process::kJobManager).size(), 2);
}

}  // namespace
}  // namespace flink_launcher
