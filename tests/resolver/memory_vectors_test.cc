// Golden vectors: every row is the answer of the real BashJavaUtils of the release it names. Nobody
// edits one by hand.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "resolve.h"
#include "resolver/memory_resolver.h"

namespace flink_launcher {
namespace {

std::string RowName(int number, const std::string& version) {
  std::string name = "Row" + std::to_string(number) + "In" + version;
  for (char& letter : name) {
    if (letter == '.') letter = '_';
  }
  return name;
}

struct TaskManagerRow {
  int number;
  const char* version;
  Pairs config;
  std::int64_t framework_heap;
  std::int64_t framework_off_heap;
  std::int64_t task_heap;
  std::int64_t task_off_heap;
  std::int64_t network;
  std::int64_t managed;
  std::int64_t metaspace;
  std::int64_t overhead;
  std::int64_t total_flink;
  std::int64_t total_process;
  const char* jvm_args;
};

class TaskManagerVectorsTest : public testing::TestWithParam<TaskManagerRow> {};

TEST_P(TaskManagerVectorsTest, MatchesFlink) {
  const TaskManagerRow& row = GetParam();
  const Result<MemoryPlan> plan = ResolveTm(row.version, row.config);
  ASSERT_TRUE(plan) << plan.error().what;
  EXPECT_EQ(plan->SizeOf(Component::kFrameworkHeap).count(), row.framework_heap);
  EXPECT_EQ(plan->SizeOf(Component::kFrameworkOffHeap).count(), row.framework_off_heap);
  EXPECT_EQ(plan->SizeOf(Component::kTaskHeap).count(), row.task_heap);
  EXPECT_EQ(plan->SizeOf(Component::kTaskOffHeap).count(), row.task_off_heap);
  EXPECT_EQ(plan->SizeOf(Component::kNetwork).count(), row.network);
  EXPECT_EQ(plan->SizeOf(Component::kManaged).count(), row.managed);
  EXPECT_EQ(plan->SizeOf(Component::kJvmMetaspace).count(), row.metaspace);
  EXPECT_EQ(plan->SizeOf(Component::kJvmOverhead).count(), row.overhead);
  EXPECT_EQ(plan->total_flink.count(), row.total_flink);
  EXPECT_EQ(plan->total_process.count(), row.total_process);
  EXPECT_EQ(Join(plan->jvm_args), row.jvm_args);
}

INSTANTIATE_TEST_SUITE_P(
    Golden, TaskManagerVectorsTest,
    testing::ValuesIn(std::vector<TaskManagerRow>{
        {1,
         "2.3.0",
         {{"taskmanager.memory.process.size", "1728m"}},
         134217728,
         134217728,
         402653174,
         0,
         134217730,
         536870920,
         268435456,
         201326592,
         1342177280,
         1811939328,
         "-Xmx536870902 -Xms536870902 -XX:MaxDirectMemorySize=268435458 "
         "-XX:MaxMetaspaceSize=268435456"},
        {2,
         "2.3.0",
         {{"taskmanager.memory.process.size", "4096m"}, {"taskmanager.numberOfTaskSlots", "4"}},
         134217728,
         134217728,
         1530082070,
         0,
         359703515,
         1438814063,
         268435456,
         429496736,
         3597035104,
         4294967296,
         "-Xmx1664299798 -Xms1664299798 -XX:MaxDirectMemorySize=493921243 "
         "-XX:MaxMetaspaceSize=268435456"},
        {3,
         "2.3.0",
         {{"taskmanager.memory.process.size", "32g"}},
         134217728,
         134217728,
         16240344842,
         0,
         3301756158,
         13207024632,
         268435456,
         1073741824,
         33017561088,
         34359738368,
         "-Xmx16374562570 -Xms16374562570 -XX:MaxDirectMemorySize=3435973886 "
         "-XX:MaxMetaspaceSize=268435456"},
        {4,
         "1.16.3",
         {{"taskmanager.memory.process.size", "32g"}},
         134217728,
         134217728,
         18468359176,
         0,
         1073741824,
         13207024632,
         268435456,
         1073741824,
         33017561088,
         34359738368,
         "-Xmx18602576904 -Xms18602576904 -XX:MaxDirectMemorySize=1207959552 "
         "-XX:MaxMetaspaceSize=268435456"},
        {5,
         "2.3.0",
         {{"taskmanager.memory.flink.size", "3200m"}},
         134217728,
         134217728,
         1409286119,
         0,
         335544325,
         1342177300,
         268435456,
         402653190,
         3355443200,
         4026531846,
         "-Xmx1543503847 -Xms1543503847 -XX:MaxDirectMemorySize=469762053 "
         "-XX:MaxMetaspaceSize=268435456"},
        {6,
         "2.3.0",
         {{"taskmanager.memory.task.heap.size", "1g"}, {"taskmanager.memory.managed.size", "512m"}},
         134217728,
         134217728,
         1073741824,
         0,
         208783135,
         536870912,
         268435456,
         261807424,
         2087831327,
         2618074207,
         "-Xmx1207959552 -Xms1207959552 -XX:MaxDirectMemorySize=343000863 "
         "-XX:MaxMetaspaceSize=268435456"},
        {7,
         "1.13.6",
         {{"taskmanager.memory.task.heap.size", "16g"}, {"taskmanager.memory.managed.size", "16g"}},
         134217728,
         134217728,
         17179869184,
         0,
         1073741824,
         17179869184,
         268435456,
         1073741824,
         35701915648,
         37044092928,
         "-Xmx17314086912 -Xms17314086912 -XX:MaxDirectMemorySize=1207959552 "
         "-XX:MaxMetaspaceSize=268435456"},
        {8,
         "2.3.0",
         {{"taskmanager.memory.task.heap.size", "16g"}, {"taskmanager.memory.managed.size", "16g"}},
         134217728,
         134217728,
         17179869184,
         0,
         3847574933,
         17179869184,
         268435456,
         1073741824,
         38475748757,
         39817926037,
         "-Xmx17314086912 -Xms17314086912 -XX:MaxDirectMemorySize=3981792661 "
         "-XX:MaxMetaspaceSize=268435456"},
        {10,
         "1.20.5",
         {{"taskmanager.memory.flink.size", "2g"}, {"taskmanager.memory.task.heap.size", "800m"}},
         134217728,
         134217728,
         838860800,
         0,
         181193920,
         858993472,
         268435456,
         268435460,
         2147483648,
         2684354564,
         "-Xmx973078528 -Xms973078528 -XX:MaxDirectMemorySize=315411648 "
         "-XX:MaxMetaspaceSize=268435456"},
        {11,
         "1.20.5",
         {{"taskmanager.memory.process.size", "4g"}, {"taskmanager.memory.flink.size", "3g"}},
         134217728,
         134217728,
         1342177256,
         0,
         322122552,
         1288490208,
         268435456,
         805306368,
         3221225472,
         4294967296,
         "-Xmx1476394984 -Xms1476394984 -XX:MaxDirectMemorySize=456340280 "
         "-XX:MaxMetaspaceSize=268435456"},
        {13,
         "1.16.3",
         {{"taskmanager.memory.process.size", "2g"},
          {"taskmanager.memory.managed.size", "0"},
          {"taskmanager.memory.network.fraction", "0.2"},
          {"taskmanager.memory.jvm-overhead.fraction", "0.25"}},
         134217728,
         134217728,
         805306364,
         0,
         268435460,
         0,
         268435456,
         536870912,
         1342177280,
         2147483648,
         "-Xmx939524092 -Xms939524092 -XX:MaxDirectMemorySize=402653188 "
         "-XX:MaxMetaspaceSize=268435456"},
        {15,
         "1.20.5",
         {{"taskmanager.memory.flink.size", "1g"}, {"taskmanager.network.numberOfBuffers", "4096"}},
         134217728,
         134217728,
         241591904,
         0,
         134217728,
         429496736,
         268435456,
         201326592,
         1073741824,
         1543503872,
         "-Xmx375809632 -Xms375809632 -XX:MaxDirectMemorySize=268435456 "
         "-XX:MaxMetaspaceSize=268435456"},
        {16,
         "2.3.0",
         {{"taskmanager.memory.flink.size", "1g"}, {"taskmanager.network.numberOfBuffers", "4096"}},
         134217728,
         134217728,
         268435448,
         0,
         107374184,
         429496736,
         268435456,
         201326592,
         1073741824,
         1543503872,
         "-Xmx402653176 -Xms402653176 -XX:MaxDirectMemorySize=241591912 "
         "-XX:MaxMetaspaceSize=268435456"},
        {17,
         "1.13.6",
         {{"taskmanager.heap.mb", "1024"}},
         134217728,
         134217728,
         268435448,
         0,
         107374184,
         429496736,
         268435456,
         201326592,
         1073741824,
         1543503872,
         "-Xmx402653176 -Xms402653176 -XX:MaxDirectMemorySize=241591912 "
         "-XX:MaxMetaspaceSize=268435456"},
        {18,
         "1.20.5",
         {{"taskmanager.heap.size", "1g"}, {"taskmanager.memory.process.size", "1728m"}},
         134217728,
         134217728,
         268435448,
         0,
         107374184,
         429496736,
         268435456,
         469762048,
         1073741824,
         1811939328,
         "-Xmx402653176 -Xms402653176 -XX:MaxDirectMemorySize=241591912 "
         "-XX:MaxMetaspaceSize=268435456"},
        {19,
         "1.13.6",
         {{"taskmanager.memory.process.size", "1g"},
          {"taskmanager.network.memory.min", "32m"},
          {"taskmanager.network.memory.max", "32m"},
          {"taskmanager.memory.size", "100m"},
          {"taskmanager.cpu.cores", "0.123456789"}},
         134217728,
         134217728,
         197132288,
         0,
         33554432,
         104857600,
         268435456,
         201326592,
         603979776,
         1073741824,
         "-Xmx331350016 -Xms331350016 -XX:MaxDirectMemorySize=167772160 "
         "-XX:MaxMetaspaceSize=268435456"},
        {20,
         "2.3.0",
         {{"taskmanager.memory.process.size", "1g"},
          {"taskmanager.cpu.cores", "0.123456789"},
          {"taskmanager.numberOfTaskSlots", "2"}},
         134217728,
         134217728,
         26843542,
         0,
         67108864,
         241591914,
         268435456,
         201326592,
         603979776,
         1073741824,
         "-Xmx161061270 -Xms161061270 -XX:MaxDirectMemorySize=201326592 "
         "-XX:MaxMetaspaceSize=268435456"},
    }),
    [](const auto& param_info) {
      return RowName(param_info.param.number, param_info.param.version);
    });

struct JobManagerRow {
  int number;
  const char* version;
  Pairs config;
  std::int64_t heap;
  std::int64_t off_heap;
  std::int64_t metaspace;
  std::int64_t overhead;
  std::int64_t total_flink;
  std::int64_t total_process;
  const char* jvm_args;
};

class JobManagerVectorsTest : public testing::TestWithParam<JobManagerRow> {};

TEST_P(JobManagerVectorsTest, MatchesFlink) {
  const JobManagerRow& row = GetParam();
  const Result<MemoryPlan> plan = ResolveJm(row.version, row.config);
  ASSERT_TRUE(plan) << plan.error().what;
  EXPECT_EQ(plan->SizeOf(Component::kHeap).count(), row.heap);
  EXPECT_EQ(plan->SizeOf(Component::kOffHeap).count(), row.off_heap);
  EXPECT_EQ(plan->SizeOf(Component::kJvmMetaspace).count(), row.metaspace);
  EXPECT_EQ(plan->SizeOf(Component::kJvmOverhead).count(), row.overhead);
  EXPECT_EQ(plan->total_flink.count(), row.total_flink);
  EXPECT_EQ(plan->total_process.count(), row.total_process);
  EXPECT_EQ(Join(plan->jvm_args), row.jvm_args);
}

INSTANTIATE_TEST_SUITE_P(
    Golden, JobManagerVectorsTest,
    testing::ValuesIn(std::vector<JobManagerRow>{
        {27,
         "2.3.0",
         {{"jobmanager.memory.process.size", "1600m"}},
         1073741824,
         134217728,
         268435456,
         201326592,
         1207959552,
         1677721600,
         "-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456"},
        {28,
         "2.3.0",
         {{"jobmanager.memory.process.size", "16g"},
          {"jobmanager.memory.enable-jvm-direct-memory-limit", "true"}},
         15703474176,
         134217728,
         268435456,
         1073741824,
         15837691904,
         17179869184,
         "-Xmx15703474176 -Xms15703474176 -XX:MaxDirectMemorySize=134217728 "
         "-XX:MaxMetaspaceSize=268435456"},
        {29,
         "1.20.5",
         {{"jobmanager.memory.flink.size", "1280m"}},
         1207959552,
         134217728,
         268435456,
         201326592,
         1342177280,
         1811939328,
         "-Xmx1207959552 -Xms1207959552 -XX:MaxMetaspaceSize=268435456"},
        {30,
         "1.20.5",
         {{"jobmanager.memory.heap.size", "1g"}, {"jobmanager.memory.flink.size", "1536m"}},
         1073741824,
         536870912,
         268435456,
         208783135,
         1610612736,
         2087831327,
         "-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456"},
        {32,
         "1.13.6",
         {{"jobmanager.heap.size", "1g"}, {"jobmanager.memory.process.size", "1600m"}},
         1073741824,
         134217728,
         268435456,
         201326592,
         1207959552,
         1677721600,
         "-Xmx1073741824 -Xms1073741824 -XX:MaxMetaspaceSize=268435456"},
        {34,
         "1.13.6",
         {{"jobmanager.memory.process.size", "600m"}},
         25165824,
         134217728,
         268435456,
         201326592,
         159383552,
         629145600,
         "-Xmx25165824 -Xms25165824 -XX:MaxMetaspaceSize=268435456"},
        {36,
         "2.3.0",
         {{"jobmanager.memory.heap.size", "64m"}, {"jobmanager.memory.off-heap.size", "0"}},
         67108864,
         0,
         268435456,
         201326592,
         67108864,
         536870912,
         "-Xmx67108864 -Xms67108864 -XX:MaxMetaspaceSize=268435456"},
        {37,
         "2.3.0",
         {{"jobmanager.memory.process.size", "2g"}, {"jobmanager.memory.flink.size", "1g"}},
         939524096,
         134217728,
         268435456,
         805306368,
         1073741824,
         2147483648,
         "-Xmx939524096 -Xms939524096 -XX:MaxMetaspaceSize=268435456"},
    }),
    [](const auto& param_info) {
      return RowName(param_info.param.number, param_info.param.version);
    });

TEST(DynamicLineTest, OfATaskManagerIsFlinksInEveryRelease) {
  for (const ReleaseLine& line : KnownReleaseLines()) {
    const Result<MemoryPlan> plan =
        ResolveTm(line.Text(), {{"taskmanager.memory.process.size", "1728m"}});
    ASSERT_TRUE(plan);
    EXPECT_EQ(DynamicLine(*plan),
              "-D taskmanager.memory.network.min=134217730b -D taskmanager.cpu.cores=1.0 -D "
              "taskmanager.memory.task.off-heap.size=0b -D "
              "taskmanager.memory.jvm-metaspace.size=268435456b -D external-resources=none -D "
              "taskmanager.memory.jvm-overhead.min=201326592b -D "
              "taskmanager.memory.framework.off-heap.size=134217728b -D "
              "taskmanager.memory.network.max=134217730b -D "
              "taskmanager.memory.framework.heap.size=134217728b -D "
              "taskmanager.memory.managed.size=536870920b -D "
              "taskmanager.memory.task.heap.size=402653174b -D taskmanager.numberOfTaskSlots=1 "
              "-D taskmanager.memory.jvm-overhead.max=201326592b")
        << line.Text();
  }
}

TEST(DynamicLineTest, OfAJobManagerIsFlinksInEveryRelease) {
  for (const ReleaseLine& line : KnownReleaseLines()) {
    const Result<MemoryPlan> plan =
        ResolveJm(line.Text(), {{"jobmanager.memory.process.size", "1600m"}});
    ASSERT_TRUE(plan);
    EXPECT_EQ(DynamicLine(*plan),
              "-D jobmanager.memory.off-heap.size=134217728b -D "
              "jobmanager.memory.jvm-overhead.min=201326592b -D "
              "jobmanager.memory.jvm-metaspace.size=268435456b -D "
              "jobmanager.memory.heap.size=1073741824b -D "
              "jobmanager.memory.jvm-overhead.max=201326592b")
        << line.Text();
  }
}

}  // namespace
}  // namespace flink_launcher
