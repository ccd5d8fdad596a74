#include "resolver/network_memory.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "resolve.h"

namespace flink_launcher {
namespace {

constexpr const char* kBuffers = "taskmanager.network.numberOfBuffers";
constexpr const char* kSegment = "taskmanager.memory.segment-size";

Pairs With(const Pairs& more) {
  Pairs config = {{"taskmanager.memory.flink.size", "1g"}};
  config.insert(config.end(), more.begin(), more.end());
  return config;
}

Bytes NetworkOf(const char* version, const Pairs& more) {
  const Result<MemoryPlan> plan = ResolveTm(version, With(more));
  return plan ? plan->SizeOf(Component::kNetwork) : Bytes{};
}

TEST(NetworkBuffersTest, DecideIn1xOnly) {
  EXPECT_EQ(NetworkOf("1.20", {{kBuffers, "4096"}}), Bytes::Mebi(128));
  EXPECT_EQ(NetworkOf("2.0", {{kBuffers, "4096"}}).count(), 107374184);
}

TEST(NetworkBuffersTest, AreNotBoundedByTheDefaultMinimum) {
  EXPECT_EQ(NetworkOf("1.20", {{kBuffers, "10"}, {kSegment, "4k"}}), Bytes::Kibi(40));
}

TEST(NetworkBuffersTest, YieldToAnyNetworkOptionAndToItsOldSpelling) {
  for (const char* key : {"taskmanager.memory.network.min", "taskmanager.network.memory.min",
                          "taskmanager.memory.network.max", "taskmanager.network.memory.max"}) {
    EXPECT_EQ(NetworkOf("1.20", {{kBuffers, "x"}, {key, "70m"}}) > Bytes{}, true) << key;
  }
  EXPECT_EQ(NetworkOf("1.20", {{kBuffers, "x"}, {"taskmanager.network.memory.fraction", "0.2"}}),
            Bytes::Of(214748368));
}

TEST(NetworkBuffersTest, ASegmentIsAPowerOfTwoFrom4096Bytes) {
  const std::vector<std::pair<const char*, bool>> cases = {
      {"4096", true},  {"32k", true}, {"1000", false}, {"2048", false},
      {"5000", false}, {"2g", false}, {"x", false}};
  for (const auto& [segment, is_taken] : cases) {
    const Result<MemoryPlan> plan =
        ResolveTm("1.20", With({{kBuffers, "16"}, {kSegment, segment}}));
    EXPECT_EQ(static_cast<bool>(plan), is_taken) << segment;
    if (!plan) {
      EXPECT_EQ(plan.error().code, ErrorCode::kConfig) << segment;
    }
  }
}

TEST(NetworkBuffersTest, ANegativeNumberIsAnError) {
  const Result<MemoryPlan> plan = ResolveTm("1.20", With({{kBuffers, "-1"}}));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error(), (Error{.code = ErrorCode::kConfig,
                                 .what = "taskmanager.network.numberOfBuffers is -1, less than 0",
                                 .where = Origin::File("conf/config.yaml", 2),
                                 .why = "Network Memory is the number of buffers times "
                                        "taskmanager.memory.segment-size, 32768 bytes",
                                 .fix = "remove it; Network Memory then follows "
                                        "taskmanager.memory.network.fraction",
                                 .keys = {kBuffers, kSegment}}));
}

TEST(NetworkBuffersTest, ARemainderMustMatchThem) {
  const Result<MemoryPlan> plan =
      ResolveTm("1.20", With({{kBuffers, "4096"}, {"taskmanager.memory.task.heap.size", "200m"}}));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kMemory);
  EXPECT_EQ(plan.error().what,
            "Network Memory, the rest of Total Flink Memory, is 158.400mb (166094432 bytes), not "
            "128m as configured");
  EXPECT_EQ(plan.error().fix,
            "remove taskmanager.network.numberOfBuffers or taskmanager.memory.task.heap.size");
  // 1 GiB less two times 128m, 512m and 0 leaves 256m, which is 8192 buffers.
  EXPECT_TRUE(ResolveTm("1.20", With({{kBuffers, "8192"},
                                      {"taskmanager.memory.task.heap.size", "512m"},
                                      {"taskmanager.memory.managed.size", "0"}})));
}

TEST(NetworkRemainderTest, BelowItsMinimumIsAnError) {
  const Result<MemoryPlan> plan =
      ResolveTm("2.3", With({{"taskmanager.memory.task.heap.size", "700m"},
                             {"taskmanager.memory.managed.size", "20m"}}));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error(),
            (Error{.code = ErrorCode::kMemory,
                   .what = "Network Memory, the rest of Total Flink Memory, is 48m, less than "
                           "taskmanager.memory.network.min 64m",
                   .where = Origin::File("conf/config.yaml", 2),
                   .why = "Total Flink Memory  1024m\n"
                          "Task Heap            700m  taskmanager.memory.task.heap.size: so the "
                          "network is the rest\n"
                          "the other parts      276m\n"
                          "the rest              48m  for Network Memory\n"
                          "at least              64m  taskmanager.memory.network.min\n"
                          "missing               16m",
                   .fix = "set taskmanager.memory.flink.size to at least 1040m, or lower "
                          "taskmanager.memory.task.heap.size, or taskmanager.memory.network.min to "
                          "48m",
                   .keys = {"taskmanager.memory.task.heap.size", "taskmanager.memory.network.min",
                            "taskmanager.memory.network.max", "taskmanager.memory.flink.size"}}));
}

}  // namespace
}  // namespace flink_launcher
