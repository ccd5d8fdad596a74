// The configurations of which real Flink was recorded to reject them, and what we say instead: our
// own words, with at least the keys that Flink's message names.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "resolve.h"
#include "resolver/memory_resolver.h"

namespace flink_launcher {
namespace {

struct RejectedRow {
  int number;
  Process process;
  const char* version;
  Pairs config;
  Error error;
};

class RejectionsTest : public testing::TestWithParam<RejectedRow> {};

TEST_P(RejectionsTest, SaysWhatWhereWhyAndHowToMendIt) {
  const RejectedRow& row = GetParam();
  const Result<MemoryPlan> plan = Resolve(row.process, row.version, row.config);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, row.error.code);
  EXPECT_EQ(plan.error().what, row.error.what);
  EXPECT_EQ(plan.error().where, row.error.where);
  EXPECT_EQ(plan.error().why, row.error.why);
  EXPECT_EQ(plan.error().fix, row.error.fix);
  EXPECT_EQ(plan.error().keys, row.error.keys);
}

INSTANTIATE_TEST_SUITE_P(
    Flink, RejectionsTest,
    testing::ValuesIn(std::vector<RejectedRow>{
        {9,
         Process::kTaskManager,
         "1.20.5",
         {{"taskmanager.memory.flink.size", "2g"},
          {"taskmanager.memory.task.heap.size", "1g"},
          {"taskmanager.memory.network.max", "64m"}},
         {.code = ErrorCode::kMemory,
          .what = "the parts of Total Flink Memory do not fit into it",
          .where = Origin::File("conf/config.yaml", 1),
          .why =
              "Framework Heap       128.000m  default of taskmanager.memory.framework.heap.size\n"
              "Framework Off-Heap   128.000m  default of "
              "taskmanager.memory.framework.off-heap.size\n"
              "Task Heap           1024.000m  taskmanager.memory.task.heap.size\n"
              "Task Off-Heap               0  default of taskmanager.memory.task.off-heap.size\n"
              "Managed              819.200m  taskmanager.memory.managed.fraction 0.4 of Total "
              "Flink Memory\n"
              "together            2099.200m\n"
              "Total Flink Memory  2048.000m  taskmanager.memory.flink.size\n"
              "missing               51.200m",
          .fix = "lower one of the parts",
          .keys = {"taskmanager.memory.flink.size", "taskmanager.memory.framework.heap.size",
                   "taskmanager.memory.framework.off-heap.size",
                   "taskmanager.memory.task.heap.size", "taskmanager.memory.task.off-heap.size",
                   "taskmanager.memory.managed.fraction"}}},
        {12,
         Process::kTaskManager,
         "1.20.5",
         {{"taskmanager.memory.process.size", "8g"}, {"taskmanager.memory.flink.size", "3g"}},
         {.code = ErrorCode::kMemory,
          .what = "JVM Overhead, the rest of taskmanager.memory.process.size, is 4864m, more than "
                  "taskmanager.memory.jvm-overhead.max 1024m",
          .where = Origin::File("conf/config.yaml", 1),
          .why = "Total Process Memory  8192m  taskmanager.memory.process.size\n"
                 "Total Flink Memory    3072m  taskmanager.memory.flink.size\n"
                 "JVM Metaspace          256m  taskmanager.memory.jvm-metaspace.size\n"
                 "the rest              4864m  for JVM Overhead\n"
                 "at most               1024m  taskmanager.memory.jvm-overhead.max\n"
                 "too much              3840m",
          .fix = "set taskmanager.memory.flink.size to at least 6912m, or set only one of "
                 "taskmanager.memory.process.size and taskmanager.memory.flink.size",
          .keys = {"taskmanager.memory.process.size", "taskmanager.memory.flink.size",
                   "taskmanager.memory.jvm-overhead.min", "taskmanager.memory.jvm-overhead.max"}}},
        {14,
         Process::kTaskManager,
         "1.16.3",
         {{"taskmanager.memory.process.size", "2g"},
          {"taskmanager.memory.managed.fraction", "0.9"}},
         {.code = ErrorCode::kMemory,
          .what = "the parts of Total Flink Memory do not fit into it",
          .where = Origin::File("conf/config.yaml", 1),
          .why =
              "Framework Heap       128.000m  default of taskmanager.memory.framework.heap.size\n"
              "Framework Off-Heap   128.000m  default of "
              "taskmanager.memory.framework.off-heap.size\n"
              "Task Off-Heap               0  default of taskmanager.memory.task.off-heap.size\n"
              "Managed             1428.480m  taskmanager.memory.managed.fraction 0.9 of Total "
              "Flink Memory\n"
              "Network              158.720m  taskmanager.memory.network.fraction 0.1 of Total "
              "Flink Memory\n"
              "together            1843.200m\n"
              "Total Flink Memory  1587.200m  taskmanager.memory.process.size less JVM Metaspace "
              "and JVM Overhead\n"
              "missing              256.000m",
          .fix =
              "set taskmanager.memory.process.size to at least 14080m, or lower one of the parts",
          .keys = {"taskmanager.memory.process.size", "taskmanager.memory.framework.heap.size",
                   "taskmanager.memory.framework.off-heap.size",
                   "taskmanager.memory.task.off-heap.size", "taskmanager.memory.managed.fraction",
                   "taskmanager.memory.network.min"}}},
        {21,
         Process::kTaskManager,
         "2.3.0",
         {{"taskmanager.memory.process.size", "600m"}},
         {.code = ErrorCode::kMemory,
          .what = "the parts of Total Flink Memory do not fit into it",
          .where = Origin::File("conf/config.yaml", 1),
          .why = "Framework Heap      128.000m  default of taskmanager.memory.framework.heap.size\n"
                 "Framework Off-Heap  128.000m  default of "
                 "taskmanager.memory.framework.off-heap.size\n"
                 "Task Off-Heap              0  default of taskmanager.memory.task.off-heap.size\n"
                 "Managed              60.800m  taskmanager.memory.managed.fraction 0.4 of Total "
                 "Flink Memory\n"
                 "Network              64.000m  taskmanager.memory.network.fraction 0.1 of Total "
                 "Flink Memory, raised to taskmanager.memory.network.min\n"
                 "together            380.800m\n"
                 "Total Flink Memory  152.000m  taskmanager.memory.process.size less JVM Metaspace "
                 "and JVM Overhead\n"
                 "missing             228.800m",
          .fix = "set taskmanager.memory.process.size to at least 982m, or lower one of the parts",
          .keys = {"taskmanager.memory.process.size", "taskmanager.memory.framework.heap.size",
                   "taskmanager.memory.framework.off-heap.size",
                   "taskmanager.memory.task.off-heap.size", "taskmanager.memory.managed.fraction",
                   "taskmanager.memory.network.min"}}},
        {22,
         Process::kTaskManager,
         "2.3.0",
         {},
         {.code = ErrorCode::kMemory,
          .what = "no option says how much memory the TaskManager gets",
          .where = {},
          .why = "Flink has no default for it; one of these must be set: "
                 "taskmanager.memory.process.size, or taskmanager.memory.flink.size, or "
                 "taskmanager.memory.task.heap.size together with taskmanager.memory.managed.size",
          .fix = "set taskmanager.memory.process.size to 1728m",
          .keys = {"taskmanager.memory.process.size", "taskmanager.memory.flink.size",
                   "taskmanager.memory.task.heap.size", "taskmanager.memory.managed.size"}}},
        {23,
         Process::kTaskManager,
         "2.3.0",
         {{"taskmanager.memory.process.size", "4g"},
          {"taskmanager.memory.network.min", "2g"},
          {"taskmanager.memory.network.max", "1g"}},
         {.code = ErrorCode::kMemory,
          .what = "taskmanager.memory.network.min is above taskmanager.memory.network.max",
          .where = Origin::File("conf/config.yaml", 2),
          .why = "taskmanager.memory.network.min is 2048m, taskmanager.memory.network.max is "
                 "1024m; the share that taskmanager.memory.network.fraction (formerly "
                 "taskmanager.network.memory.fraction) (0.1) gives is to lie between them",
          .fix = "write taskmanager.memory.network.max: 2048m, or lower "
                 "taskmanager.memory.network.min",
          .keys = {"taskmanager.memory.network.fraction", "taskmanager.network.memory.fraction",
                   "taskmanager.memory.network.min", "taskmanager.network.memory.min",
                   "taskmanager.memory.network.max", "taskmanager.network.memory.max"}}},
        {24,
         Process::kTaskManager,
         "2.3.0",
         {{"taskmanager.memory.process.size", "2g"},
          {"taskmanager.memory.task.heap.size", "1g"},
          {"taskmanager.memory.managed.size", "512m"}},
         {.code = ErrorCode::kMemory,
          .what = "Total Flink Memory and JVM Metaspace exceed taskmanager.memory.process.size",
          .where = Origin::File("conf/config.yaml", 1),
          .why = "Total Flink Memory    1991.111m\n"
                 "JVM Metaspace          256.000m  taskmanager.memory.jvm-metaspace.size\n"
                 "together              2247.111m\n"
                 "Total Process Memory  2048.000m  taskmanager.memory.process.size\n"
                 "missing                199.111m",
          .fix = "set taskmanager.memory.process.size to at least 2440m, or remove "
                 "taskmanager.memory.process.size",
          .keys = {"taskmanager.memory.process.size", "taskmanager.memory.flink.size",
                   "taskmanager.memory.jvm-metaspace.size"}}},
        {25,
         Process::kTaskManager,
         "2.3.0",
         {{"taskmanager.memory.process.size", "1.5g"}},
         {.code = ErrorCode::kConfig,
          .what = "taskmanager.memory.process.size: '1.5g' is not a memory size",
          .where = Origin::File("conf/config.yaml", 1),
          .why = "a size is a whole number with an optional unit: b, k, m, g or t (powers of "
                 "1024; also kb, kibibytes, ...)",
          .fix = "write taskmanager.memory.process.size: 1536m",
          .keys = {"taskmanager.memory.process.size"}}},
        {26,
         Process::kTaskManager,
         "1.20.5",
         {{"taskmanager.memory.process.size", "1728m"}, {"taskmanager.numberOfTaskSlots", "0"}},
         {.code = ErrorCode::kConfig,
          .what = "taskmanager.numberOfTaskSlots is 0, which is not a positive number",
          .where = Origin::File("conf/config.yaml", 2),
          .why = "a TaskManager needs a positive number of CPU cores; they are "
                 "taskmanager.cpu.cores or, where that is not set, taskmanager.numberOfTaskSlots",
          .fix = "write taskmanager.numberOfTaskSlots: 1",
          .keys = {"taskmanager.numberOfTaskSlots", "taskmanager.cpu.cores"}}},
        {31,
         Process::kJobManager,
         "1.16.3",
         {{"jobmanager.memory.heap.size", "1g"},
          {"jobmanager.memory.flink.size", "1536m"},
          {"jobmanager.memory.off-heap.size", "128m"}},
         {.code = ErrorCode::kMemory,
          .what = "jobmanager.memory.heap.size and jobmanager.memory.off-heap.size do not add up "
                  "to jobmanager.memory.flink.size",
          .where = Origin::File("conf/config.yaml", 2),
          .why = "JVM Heap            1024m  jobmanager.memory.heap.size\n"
                 "Off-Heap             128m  jobmanager.memory.off-heap.size\n"
                 "together            1152m\n"
                 "Total Flink Memory  1536m  jobmanager.memory.flink.size\n"
                 "too much             384m",
          .fix = "set jobmanager.memory.flink.size to 1152m, or remove "
                 "jobmanager.memory.flink.size or jobmanager.memory.heap.size",
          .keys = {"jobmanager.memory.flink.size", "jobmanager.memory.heap.size",
                   "jobmanager.memory.off-heap.size"}}},
        {33,
         Process::kJobManager,
         "2.3.0",
         {{"jobmanager.heap.size", "1g"}},
         {.code = ErrorCode::kMemory,
          .what = "no option says how much memory the JobManager gets",
          .where = {},
          .why = "Flink has no default for it; one of these must be set: "
                 "jobmanager.memory.process.size, or jobmanager.memory.flink.size, or "
                 "jobmanager.memory.heap.size\n"
                 "note: jobmanager.heap.size has no effect: Flink 2.3 does not read it any more; "
                 "set jobmanager.memory.heap.size",
          .fix = "set jobmanager.memory.process.size to 1600m",
          .keys = {"jobmanager.memory.process.size", "jobmanager.memory.flink.size",
                   "jobmanager.memory.heap.size"}}},
        {35,
         Process::kJobManager,
         "1.16.3",
         {{"jobmanager.memory.process.size", "500m"}},
         {.code = ErrorCode::kMemory,
          .what = "Total Flink Memory of the JobManager leaves nothing for the JVM Heap",
          .where = Origin::File("conf/config.yaml", 1),
          .why = "Off-Heap                   128m  default of jobmanager.memory.off-heap.size\n"
                 "Total Flink Memory          52m  jobmanager.memory.process.size less JVM "
                 "Metaspace and JVM Overhead\n"
                 "missing, besides the heap   76m",
          .fix = "set jobmanager.memory.process.size to at least 577m, or lower "
                 "jobmanager.memory.off-heap.size",
          .keys = {"jobmanager.memory.process.size", "jobmanager.memory.off-heap.size"}}},

    }),
    [](const auto& param_info) { return "Row" + std::to_string(param_info.param.number); });

}  // namespace
}  // namespace flink_launcher
