#include "resolver/memory_resolver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "resolve.h"
#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kTmProcess = "taskmanager.memory.process.size";
constexpr const char* kTmFlink = "taskmanager.memory.flink.size";
constexpr const char* kJmProcess = "jobmanager.memory.process.size";

TEST(MemoryResolverTest, PartsAddUpToTheTotals) {
  for (const ReleaseLine& line : KnownReleaseLines()) {
    for (std::int64_t mebi = 1000; mebi < 60000; mebi = mebi * 7 / 5) {
      for (const char* total : {kTmProcess, kTmFlink}) {
        const Result<MemoryPlan> plan =
            ResolveTm(line.Text(), {{total, Friendly(Bytes::Mebi(mebi))}});
        ASSERT_TRUE(plan) << plan.error().what;
        std::int64_t sum = 0;
        for (const ComponentSize& part : plan->components) sum += part.size.count();
        EXPECT_EQ(sum, plan->total_process.count());
        const std::int64_t jvm = plan->SizeOf(Component::kJvmMetaspace).count() +
                                 plan->SizeOf(Component::kJvmOverhead).count();
        EXPECT_EQ(sum - jvm, plan->total_flink.count());
        EXPECT_EQ(total == kTmProcess ? plan->total_process : plan->total_flink, Bytes::Mebi(mebi));
      }
    }
  }
}

TEST(MemoryResolverTest, TheTotalProposedWorksAndOneMebibyteLessDoesNot) {
  for (const char* fraction : {"0.1", "0.4", "0.6", "0.8", "0.89"}) {
    const auto config = [fraction](const std::string& total) {
      return Pairs{{kTmProcess, total}, {"taskmanager.memory.managed.fraction", fraction}};
    };
    const Result<MemoryPlan> failed = ResolveTm("2.3", config("600m"));
    ASSERT_FALSE(failed);
    const std::string before = "set taskmanager.memory.process.size to at least ";
    const std::string& fix = failed.error().fix;
    ASSERT_TRUE(fix.starts_with(before)) << fix;
    const std::string total = fix.substr(before.size(), fix.find(',') - before.size());
    EXPECT_TRUE(ResolveTm("2.3", config(total))) << total;
    const Bytes less = *ParseMemorySize(total)->Minus(Bytes::Mebi(1));
    EXPECT_FALSE(ResolveTm("2.3", config(Friendly(less)))) << total;
  }
}

TEST(MemoryResolverTest, WhereNoTotalHelpsTheDefaultOfASetPartIsProposedIfItWorks) {
  const Result<MemoryPlan> plan =
      ResolveTm("2.3", {{kTmProcess, "2g"}, {"taskmanager.memory.managed.fraction", "0.95"}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().fix,
            "write taskmanager.memory.managed.fraction: 0.4, or lower one of the parts");
  EXPECT_TRUE(
      ResolveTm("2.3", {{kTmProcess, "2g"}, {"taskmanager.memory.managed.fraction", "0.4"}}));
  const Result<MemoryPlan> neither =
      ResolveTm("2.3", {{kTmProcess, "300m"},
                        {"taskmanager.memory.managed.fraction", "0.95"},
                        {"taskmanager.memory.network.fraction", "0.2"}});
  ASSERT_FALSE(neither);
  EXPECT_EQ(neither.error().fix.find("write "), std::string::npos) << neither.error().fix;
}

TEST(MemoryResolverTest, AValueUnderAMisspeltTotalIsProposedUnderItsProperKey) {
  EXPECT_EQ(ResolveTm("2.3", {{"taskmanager.memory.proces.size", "2g"}}).error().fix,
            "write taskmanager.memory.process.size: 2g in place of taskmanager.memory.proces.size");
  // Not where it does not work as that.
  EXPECT_EQ(ResolveTm("2.3", {{"taskmanager.memory.proces.size", "20m"}}).error().fix,
            "set taskmanager.memory.process.size to 1728m");
  EXPECT_EQ(ResolveTm("2.3", {{"taskmanager.memory.proces.size", "big"}}).error().fix,
            "set taskmanager.memory.process.size to 1728m");
}

TEST(MemoryResolverTest, AMisspeltKeyIsNamedWhereNoSizeIsSet) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{"taskmanager.memory.proces.size", "2g"}});
  ASSERT_FALSE(plan);
  EXPECT_THAT(plan.error().why,
              HasSubstr("note: taskmanager.memory.proces.size has no effect: Flink 2.3 has no "
                        "memory option of this name; write taskmanager.memory.process.size, if "
                        "that is meant"));
}

TEST(MemoryResolverTest, OptionsThatAreNotReadAreNotParsed) {
  EXPECT_TRUE(ResolveTm("2.3", {{kTmProcess, "2g"},
                                {"jobmanager.memory.process.size", "x"},
                                {"taskmanager.network.numberOfBuffers", "x"},
                                {"taskmanager.heap.size", "x"}}));
  EXPECT_TRUE(ResolveTm("1.20", {{kTmFlink, "1g"},
                                 {"taskmanager.heap.size", "x"},
                                 {"taskmanager.memory.segment-size", "x"}}));
}

TEST(MemoryResolverTest, AnOverflowIsAMemoryError) {
  const Result<MemoryPlan> plan =
      ResolveTm("2.3", {{"taskmanager.memory.task.heap.size", "8388607t"},
                        {"taskmanager.memory.managed.size", "8388607t"}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(
      plan.error(),
      (Error{.code = ErrorCode::kMemory,
             .what = "the memory sizes add up to more than 9223372036854775807 bytes",
             .where = Origin::File("conf/config.yaml", 1),
             .why = "taskmanager.memory.task.heap.size: 8388607t\n"
                    "taskmanager.memory.managed.size: 8388607t",
             .fix = "write smaller sizes",
             .keys = {"taskmanager.memory.task.heap.size", "taskmanager.memory.managed.size"}}));
}

TEST(MemoryResolverTest, SourcesNameEveryOptionReadOnceWithItsOrigin) {
  const Result<MemoryPlan> plan =
      ResolveJm("2.3", {{kJmProcess, "1600m"}, {"jobmanager.memory.jvm-overhead.min", "200m"}});
  ASSERT_TRUE(plan);
  const Origin by_default = Origin::Default("2.3");
  EXPECT_THAT(
      plan->sources,
      ElementsAre(
          OptionUse{kJmProcess, "", "1600m", Origin::File("conf/config.yaml", 1)},
          OptionUse{"jobmanager.memory.jvm-metaspace.size", "", "256m", by_default},
          OptionUse{"jobmanager.memory.jvm-overhead.min", "", "200m",
                    Origin::File("conf/config.yaml", 2)},
          OptionUse{"jobmanager.memory.jvm-overhead.max", "", "1g", by_default},
          OptionUse{"jobmanager.memory.jvm-overhead.fraction", "", "0.1", by_default},
          OptionUse{"jobmanager.memory.off-heap.size", "", "128m", by_default},
          OptionUse{"jobmanager.memory.enable-jvm-direct-memory-limit", "", "false", by_default}));
}

TEST(MemoryResolverTest, ADeprecatedKeyIsASourceOfItsProperKey) {
  const Result<MemoryPlan> plan =
      ResolveTm("2.3", {{kTmFlink, "2g"}, {"taskmanager.memory.size", "100m"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->SizeOf(Component::kManaged), Bytes::Mebi(100));
  EXPECT_THAT(plan->sources, testing::Contains(OptionUse{"taskmanager.memory.managed.size",
                                                         "taskmanager.memory.size", "100m",
                                                         Origin::File("conf/config.yaml", 2)}));
}

TEST(MemoryResolverTest, DerivationsSayHowEachSizeCameAbout) {
  const Result<MemoryPlan> plan = ResolveTm("2.3", {{kTmProcess, "1g"}});
  ASSERT_TRUE(plan);
  std::vector<std::string> derivations;
  for (const ComponentSize& part : plan->components) derivations.push_back(part.derivation);
  EXPECT_THAT(derivations,
              ElementsAre("default of taskmanager.memory.framework.heap.size",
                          "the rest of Total Flink Memory",
                          "default of taskmanager.memory.framework.off-heap.size",
                          "default of taskmanager.memory.task.off-heap.size",
                          "taskmanager.memory.network.fraction 0.1 of Total Flink Memory, raised "
                          "to taskmanager.memory.network.min",
                          "taskmanager.memory.managed.fraction 0.4 of Total Flink Memory",
                          "default of taskmanager.memory.jvm-metaspace.size",
                          "taskmanager.memory.jvm-overhead.fraction 0.1 of Total Process Memory, "
                          "raised to taskmanager.memory.jvm-overhead.min"));
}

TEST(MemoryResolverTest, WarnsOfAFractionThatIsNotMet) {
  const Result<MemoryPlan> clamped =
      ResolveTm("2.3", {{kTmProcess, "1g"}, {"taskmanager.memory.jvm-overhead.fraction", "0.1"}});
  ASSERT_TRUE(clamped);
  EXPECT_EQ(WarningsOf(*clamped),
            "taskmanager.memory.jvm-overhead.fraction 0.1 is not met: it gives 102.400mb "
            "(107374184 bytes), raised to taskmanager.memory.jvm-overhead.min, 192m\n");
  const Result<MemoryPlan> remainder =
      ResolveTm("2.3", {{kTmFlink, "2g"},
                        {"taskmanager.memory.task.heap.size", "800m"},
                        {"taskmanager.memory.network.fraction", "0.1"}});
  ASSERT_TRUE(remainder);
  EXPECT_EQ(WarningsOf(*remainder),
            "taskmanager.memory.network.fraction 0.1 is not met: Network Memory is the remainder, "
            "172.800mb (181193920 bytes), where the fraction gives 204.800mb (214748368 bytes)\n");
}

TEST(MemoryResolverTest, WarnsOfASmallJobManagerHeap) {
  const Result<MemoryPlan> plan = ResolveJm("1.13", {{kJmProcess, "600m"}});
  ASSERT_TRUE(plan);
  ASSERT_EQ(plan->warnings.size(), 1);
  EXPECT_EQ(plan->warnings[0].what,
            "the JVM Heap of the JobManager is 24m, less than the recommended minimum of 128m");
  EXPECT_EQ(plan->warnings[0].fix, "write jobmanager.memory.process.size: 704m or more");
}

TEST(MemoryResolverTest, AUsualConfigurationHasNoWarnings) {
  EXPECT_EQ(WarningsOf(*ResolveTm("2.3", {{kTmProcess, "1728m"}})), "");
  EXPECT_EQ(WarningsOf(*ResolveJm("2.3", {{kJmProcess, "1600m"}})), "");
}

}  // namespace
}  // namespace flink_launcher
