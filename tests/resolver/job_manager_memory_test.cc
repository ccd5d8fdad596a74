#include "resolver/job_manager_memory.h"

#include <gtest/gtest.h>

#include <string>

#include "resolve.h"

namespace flink_launcher {
namespace {

constexpr const char* kHeap = "jobmanager.memory.heap.size";
constexpr const char* kOffHeap = "jobmanager.memory.off-heap.size";
constexpr const char* kFlink = "jobmanager.memory.flink.size";

TEST(JobManagerMemoryTest, AHeapAloneTakesTheDefaultOffHeap) {
  const Result<MemoryPlan> plan = ResolveJm("2.3", {{kHeap, "1g"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->total_flink, Bytes::Mebi(1152));
}

TEST(JobManagerMemoryTest, OffHeapIsTheRestWhereHeapAndTotalAreSet) {
  const Result<MemoryPlan> plan = ResolveJm("2.3", {{kHeap, "1g"}, {kFlink, "1g"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kOffHeap), Bytes{});
  EXPECT_TRUE(ResolveJm("2.3", {{kHeap, "0"}, {kFlink, "1g"}}));
}

TEST(JobManagerMemoryTest, AHeapAboveTheTotalIsAnError) {
  const Result<MemoryPlan> plan = ResolveJm("2.3", {{kHeap, "2g"}, {kFlink, "1g"}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error(),
            (Error{.code = ErrorCode::kMemory,
                   .what = "jobmanager.memory.heap.size exceeds jobmanager.memory.flink.size",
                   .where = Origin::File("conf/config.yaml", 2),
                   .why = "JVM Heap            2048m  jobmanager.memory.heap.size\n"
                          "Total Flink Memory  1024m  jobmanager.memory.flink.size\n"
                          "missing             1024m",
                   .fix = "set jobmanager.memory.flink.size to at least 2048m, or remove "
                          "jobmanager.memory.flink.size or jobmanager.memory.heap.size",
                   .keys = {kFlink, kHeap}}));
}

TEST(JobManagerMemoryTest, HeapAndOffHeapMustAddUpExactly) {
  EXPECT_TRUE(ResolveJm("2.3", {{kHeap, "1g"}, {kOffHeap, "128m"}, {kFlink, "1152m"}}));
  EXPECT_FALSE(ResolveJm("2.3", {{kHeap, "1g"}, {kOffHeap, "128m"}, {kFlink, "1153m"}}));
  EXPECT_FALSE(ResolveJm("2.3", {{kHeap, "1g"}, {kOffHeap, "128m"}, {kFlink, "1151m"}}));
}

TEST(JobManagerMemoryTest, ATotalMustBeMoreThanTheOffHeap) {
  EXPECT_FALSE(ResolveJm("2.3", {{kFlink, "128m"}}));
  EXPECT_TRUE(ResolveJm("2.3", {{kFlink, "134217729"}}));
}

TEST(JobManagerMemoryTest, ABadDirectMemoryLimitIsAnErrorEvenThoughAllSizesFit) {
  const Result<MemoryPlan> plan = ResolveJm(
      "2.3", {{kFlink, "1g"}, {"jobmanager.memory.enable-jvm-direct-memory-limit", "yes"}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().what,
            "jobmanager.memory.enable-jvm-direct-memory-limit: 'yes' is neither true nor false");
}

}  // namespace
}  // namespace flink_launcher
