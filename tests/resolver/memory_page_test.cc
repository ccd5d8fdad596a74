// The examples of the documentation page "memory", each in a release where the page is right, and
// what real Flink does where the page is wrong.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "resolve.h"
#include "resolver/memory_resolver.h"

namespace flink_launcher {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kTmProcess = "taskmanager.memory.process.size";
constexpr const char* kTmFlink = "taskmanager.memory.flink.size";
constexpr const char* kJmProcess = "jobmanager.memory.process.size";
constexpr const char* kJmFlink = "jobmanager.memory.flink.size";

TEST(MemoryPageTest, TotalProcessMemory) {
  const Result<MemoryPlan> jm = ResolveJm("2.3", {{kJmProcess, "1600m"}});
  ASSERT_TRUE(jm);
  EXPECT_EQ(jm->total_process, Bytes::Mebi(1600));
  const Result<MemoryPlan> tm = ResolveTm("2.3", {{kTmProcess, "4096m"}});
  ASSERT_TRUE(tm);
  EXPECT_EQ(tm->total_process, Bytes::Mebi(4096));
}

TEST(MemoryPageTest, TotalFlinkMemory) {
  const Result<MemoryPlan> jm = ResolveJm("2.3", {{kJmFlink, "1280m"}});
  ASSERT_TRUE(jm);
  EXPECT_EQ(jm->total_flink, Bytes::Mebi(1280));
  EXPECT_EQ(jm->total_process, Bytes::Mebi(1728));
  const Result<MemoryPlan> tm = ResolveTm("2.3", {{kTmFlink, "3200m"}});
  ASSERT_TRUE(tm);
  EXPECT_EQ(tm->total_flink, Bytes::Mebi(3200));
  EXPECT_EQ(tm->total_process.count(), 4026531846);
}

TEST(MemoryPageTest, BothTotalsAreLegalWhateverThePageSays) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{kTmProcess, "4g"}, {kTmFlink, "3g"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kJvmOverhead), Bytes::Mebi(768));
  EXPECT_THAT(WarningsOf(*plan),
              HasSubstr("are both set: JVM Overhead is the remainder, 768m, and must stay between "
                        "taskmanager.memory.jvm-overhead.min and "
                        "taskmanager.memory.jvm-overhead.max"));
  EXPECT_FALSE(ResolveTm("2.3", {{kTmProcess, "8g"}, {kTmFlink, "3g"}}));
}

TEST(MemoryPageTest, ManagedSizeWinsOverItsFraction) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{kTmProcess, "4096m"},
                                                    {"taskmanager.memory.managed.size", "1024m"},
                                                    {"taskmanager.memory.managed.fraction", "x"}});
  ASSERT_TRUE(plan);  // the fraction is not even read
  EXPECT_EQ(plan->SizeOf(Component::kManaged), Bytes::Mebi(1024));
}

TEST(MemoryPageTest, NetworkKeysOfThePageAreTheOldOnes) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{kTmProcess, "4096m"},
                                                    {"taskmanager.network.memory.fraction", "0.1"},
                                                    {"taskmanager.network.memory.min", "64mb"},
                                                    {"taskmanager.network.memory.max", "1gb"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kNetwork).count(), 359703515);
  EXPECT_EQ(WarningsOf(*plan),
            "taskmanager.network.memory.fraction is the old name of "
            "taskmanager.memory.network.fraction\n"
            "taskmanager.network.memory.min is the old name of taskmanager.memory.network.min\n"
            "taskmanager.network.memory.max is the old name of taskmanager.memory.network.max\n");
}

TEST(MemoryPageTest, TheNetworkMaximumOfOneGigabyteEndsWith116) {
  const Pairs config = {{kTmProcess, "32g"}};
  EXPECT_EQ(ResolveTm("1.16", config)->SizeOf(Component::kNetwork), Bytes::Gibi(1));
  EXPECT_EQ(ResolveTm("1.17", config)->SizeOf(Component::kNetwork).count(), 3301756158);
}

TEST(MemoryPageTest, FrameworkDefaults) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{kTmProcess, "4096m"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kFrameworkHeap), Bytes::Mebi(128));
  EXPECT_EQ(plan->SizeOf(Component::kFrameworkOffHeap), Bytes::Mebi(128));
  EXPECT_EQ(plan->SizeOf(Component::kTaskOffHeap), Bytes{});
}

TEST(MemoryPageTest, JobManagerDefaults) {
  const Result<MemoryPlan> plan = ResolveJm("2.3", {{kJmProcess, "1600m"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kOffHeap), Bytes::Mebi(128));
  EXPECT_EQ(plan->SizeOf(Component::kJvmMetaspace), Bytes::Mebi(256));
  EXPECT_EQ(plan->SizeOf(Component::kJvmOverhead), Bytes::Mebi(192));
  EXPECT_EQ(plan->SizeOf(Component::kHeap), Bytes::Mebi(1024));
}

TEST(MemoryPageTest, OverheadFractionOf4096MebibytesIsSixBytesMoreThanThePageSays) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{kTmProcess, "4096m"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kJvmOverhead).count(), 429496736);
  EXPECT_EQ(4096LL * 1024 * 1024 / 10, 429496729);
}

TEST(MemoryPageTest, OverheadIsRaisedToItsMinimumAndCutToItsMaximum) {
  const Result<MemoryPlan> small = ResolveTm("2.3", {{kTmProcess, "1g"}});
  ASSERT_TRUE(small);
  EXPECT_EQ(small->SizeOf(Component::kJvmOverhead), Bytes::Mebi(192));
  const Result<MemoryPlan> large = ResolveTm("2.3", {{kTmProcess, "16g"}});
  ASSERT_TRUE(large);
  EXPECT_EQ(large->SizeOf(Component::kJvmOverhead), Bytes::Gibi(1));
  EXPECT_EQ(large->components.back().derivation,
            "taskmanager.memory.jvm-overhead.fraction 0.1 of Total Process Memory, cut to "
            "taskmanager.memory.jvm-overhead.max");
}

TEST(MemoryPageTest, StreamingJobWithRocksDb) {
  const Result<MemoryPlan> plan =
      ResolveTm("2.3", {{kTmProcess, "8192m"}, {"taskmanager.memory.managed.fraction", "0.5"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->total_flink.count(), 7462505664);
  EXPECT_EQ(plan->SizeOf(Component::kManaged).count(), plan->total_flink.count() / 2);
}

const Pairs& BatchExample() {
  static const Pairs config = {{kTmProcess, "8192m"},
                               {"taskmanager.memory.managed.fraction", "0.4"},
                               {"taskmanager.memory.task.heap.size", "1024m"}};
  return config;
}

TEST(MemoryPageTest, BatchExampleGivesTheNetworkNearly3GigabytesSince117) {
  const Result<MemoryPlan> plan = ResolveTm("1.17", BatchExample());
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kNetwork).count(), 3135326074);
  ASSERT_EQ(plan->warnings.size(), 1);
  EXPECT_EQ(plan->warnings[0].what,
            "Network Memory is 2.920gb (3135326074 bytes): with taskmanager.memory.task.heap.size "
            "set it gets the rest of Total Flink Memory, where its fraction would give it "
            "711.680mb (746250577 bytes)");
  EXPECT_EQ(plan->warnings[0].where, Origin::File("conf/config.yaml", 3));
  EXPECT_EQ(plan->warnings[0].fix,
            "write taskmanager.memory.task.heap.size: 3302m, or remove "
            "taskmanager.memory.task.heap.size so that Task Heap gets the rest "
            "(taskmanager.memory.network.max can then limit the network)");
}

TEST(MemoryPageTest, BatchExampleWithTheTaskHeapWeProposeHasAUsualNetwork) {
  Pairs config = BatchExample();
  config.back().second = "3302m";
  const Result<MemoryPlan> plan = ResolveTm("1.17", config);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kNetwork), Bytes::Of(746669946));
  EXPECT_THAT(WarningsOf(*plan), Not(HasSubstr("Network Memory is")));
}

TEST(MemoryPageTest, BatchExampleIsRefusedUpTo116) {
  const Result<MemoryPlan> plan = ResolveTm("1.16", BatchExample());
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, ErrorCode::kMemory);
  EXPECT_EQ(plan.error().what,
            "Network Memory, the rest of Total Flink Memory, is 2.920gb (3135326074 bytes), more "
            "than taskmanager.memory.network.max 1024m");
  EXPECT_EQ(plan.error().fix,
            "remove taskmanager.memory.task.heap.size, or write taskmanager.memory.network.max: "
            "2991m (as much as is left over)");
}

TEST(MemoryPageTest, TaskManagerJvmFlags) {
  const Result<MemoryPlan> plan =
      ResolveTm("2.3", {{kTmProcess, "4096m"}, {"taskmanager.memory.task.off-heap.size", "100m"}});
  ASSERT_TRUE(plan);
  const auto size = [&plan](Component component) { return plan->SizeOf(component).count(); };
  const std::string heap =
      std::to_string(size(Component::kFrameworkHeap) + size(Component::kTaskHeap));
  const std::string direct =
      std::to_string(size(Component::kFrameworkOffHeap) + size(Component::kTaskOffHeap) +
                     size(Component::kNetwork));
  EXPECT_EQ(Join(plan->jvm_args), "-Xmx" + heap + " -Xms" + heap + " -XX:MaxDirectMemorySize=" +
                                      direct + " -XX:MaxMetaspaceSize=268435456");
}

TEST(MemoryPageTest, JobManagerLimitsDirectMemoryOnlyWhereAskedTo) {
  const Pairs config = {{kJmProcess, "1600m"}};
  EXPECT_EQ(Join(ResolveJm("2.3", config)->jvm_args),
            "-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456");
  Pairs limited = config;
  limited.emplace_back("jobmanager.memory.enable-jvm-direct-memory-limit", "TRUE");
  EXPECT_EQ(Join(ResolveJm("2.3", limited)->jvm_args),
            "-Xmx1073741824 -Xms1073741824 -XX:MaxDirectMemorySize=134217728 "
            "-XX:MaxMetaspaceSize=268435456");
}

TEST(MemoryPageTest, AMetaspaceIsBesideTheOverheadNotInIt) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{kTmProcess, "4096m"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->total_flink.count() + plan->SizeOf(Component::kJvmMetaspace).count() +
                plan->SizeOf(Component::kJvmOverhead).count(),
            plan->total_process.count());
}

TEST(MemoryPageTest, WithoutAnySizeThereIsNoDefault) {
  EXPECT_FALSE(ResolveTm("2.3", {}));
  EXPECT_FALSE(ResolveJm("2.3", {}));
}

}  // namespace
}  // namespace flink_launcher
