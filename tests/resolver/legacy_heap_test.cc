#include "resolver/legacy_heap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "resolve.h"

namespace flink_launcher {
namespace {

using testing::Contains;

constexpr Process kTm = Process::kTaskManager;
constexpr Process kJm = Process::kJobManager;

TEST(LegacyHeapTest, TheVariableGoesBeforeTheSizeAndTheSizeBeforeMegabytes) {
  const Pairs config = {{"taskmanager.heap.mb", "640"}, {"taskmanager.heap.size", "768m"}};
  EXPECT_EQ(Resolve(kTm, "1.20", config, "1g")->total_flink, Bytes::Gibi(1));
  EXPECT_EQ(Resolve(kTm, "1.20", config)->total_flink, Bytes::Mebi(768));
  EXPECT_EQ(Resolve(kTm, "1.20", {config[0]})->total_flink, Bytes::Mebi(640));
}

TEST(LegacyHeapTest, WorksBesideTheShippedProcessSize) {
  const Result<MemoryPlan> plan =
      Resolve(kTm, "1.20", {{"taskmanager.memory.process.size", "1728m"}}, "1g");
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->total_flink, Bytes::Gibi(1));
  EXPECT_EQ(plan->SizeOf(Component::kJvmOverhead), Bytes::Mebi(448));
  EXPECT_THAT(plan->sources, Contains(OptionUse{"taskmanager.memory.flink.size", "FLINK_TM_HEAP",
                                                "1g", Origin::Environment("FLINK_TM_HEAP")}));
  EXPECT_EQ(plan->warnings.front(),
            (Warning{.what = "FLINK_TM_HEAP is a legacy option; it is taken as "
                             "taskmanager.memory.flink.size: 1024m",
                     .where = Origin::Environment("FLINK_TM_HEAP"),
                     .fix = "remove it and write taskmanager.memory.flink.size: 1024m",
                     .keys = {"FLINK_TM_HEAP", "taskmanager.memory.flink.size"}}));
}

TEST(LegacyHeapTest, OfTheJobManagerIsItsJvmHeap) {
  const Pairs config = {{"jobmanager.memory.process.size", "1600m"}};
  EXPECT_EQ(Resolve(kJm, "1.13", config, "512m")->SizeOf(Component::kHeap), Bytes::Mebi(512));
  // A number without a unit is bytes.
  EXPECT_FALSE(Resolve(kJm, "1.13", config, "1024"));
}

TEST(LegacyHeapTest, TheTargetOptionKeepsSourcesFromBeingParsed) {
  EXPECT_TRUE(Resolve(kTm, "1.20", {{"taskmanager.memory.flink.size", "1g"}}, "nonsense"));
  EXPECT_TRUE(Resolve(kTm, "1.20", {{"taskmanager.heap.size", "nonsense"}}, "1g"));
}

TEST(LegacyHeapTest, Release2IgnoresAllOfThemAndWeSaySo) {
  const Result<MemoryPlan> plan =
      Resolve(kTm, "2.0", {{"taskmanager.memory.process.size", "2g"}, {"taskmanager.heap.mb", "x"}},
              "nonsense");
  ASSERT_TRUE(plan);
  EXPECT_EQ(WarningsOf(*plan),
            "taskmanager.heap.mb has no effect: Flink 2.0 does not read it any more\n"
            "FLINK_TM_HEAP has no effect: Flink 2.0 does not read it any more\n");
}

TEST(LegacyHeapTest, AVariableThatIsNoSizeIsAnError) {
  const Result<MemoryPlan> plan = Resolve(kTm, "1.20", {}, "1.5g");
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error(),
            (Error{.code = ErrorCode::kConfig,
                   .what = "FLINK_TM_HEAP: '1.5g' is not a memory size",
                   .where = Origin::Environment("FLINK_TM_HEAP"),
                   .why = "a size is a whole number with an optional unit: b, k, m, g or t (powers "
                          "of 1024; also kb, kibibytes, ...); the variable stands for "
                          "taskmanager.memory.flink.size",
                   .fix = "write FLINK_TM_HEAP=1536m",
                   .keys = {"taskmanager.memory.flink.size"}}));
  EXPECT_EQ(Resolve(kTm, "1.20", {}, "").error().fix, "unset FLINK_TM_HEAP");
}

TEST(LegacyHeapTest, NegativeMegabytesAreAnError) {
  const Result<MemoryPlan> plan = Resolve(kJm, "1.20", {{"jobmanager.heap.mb", "-5"}});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error(), (Error{.code = ErrorCode::kConfig,
                                 .what = "jobmanager.heap.mb is -5, less than 0",
                                 .where = Origin::File("conf/config.yaml", 1),
                                 .why = "it is a number of MiB",
                                 .fix = "remove it and write jobmanager.memory.heap.size: 1024m",
                                 .keys = {"jobmanager.heap.mb", "jobmanager.memory.heap.size"}}));
}

}  // namespace
}  // namespace flink_launcher
