#include "resolver/container_sizing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/resolver/container.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Sized = ContainerReport::Sized;

constexpr Process kTm = Process::kTaskManager;
constexpr Process kJm = Process::kJobManager;
constexpr char kTmProcess[] = "taskmanager.memory.process.size";
constexpr char kTmFlink[] = "taskmanager.memory.flink.size";
constexpr char kTaskHeap[] = "taskmanager.memory.task.heap.size";
constexpr char kManaged[] = "taskmanager.memory.managed.size";
constexpr char kJmProcess[] = "jobmanager.memory.process.size";
constexpr char kSlots[] = "taskmanager.numberOfTaskSlots";

// Which options leave the size to the limit, and which of both is the total then.
struct TotalCase {
  const char* name;
  InContainer it;
  Bytes total;
};
class TotalTest : public testing::TestWithParam<TotalCase> {};

TEST_P(TotalTest, IsTheLimitWhereItShouldBe) {
  const Result<MemoryPlan> plan = Resolve(GetParam().it);
  ASSERT_TRUE(plan) << plan.error().what << "\n" << plan.error().why;
  EXPECT_EQ(plan->total_process, GetParam().total);
  const std::string key = GetParam().it.process == kTm ? kTmProcess : kJmProcess;
  const bool is_sized = plan->total_process == Bytes::Gibi(2);
  EXPECT_EQ(ValueOf(*plan, key), is_sized ? "2147483648b" : "(none)");
}

const Bytes kSized = Bytes::Gibi(2);

INSTANTIATE_TEST_SUITE_P(
    Fill, TotalTest,
    testing::ValuesIn(std::vector<TotalCase>{
        {"NoTotal", {.file = {}}, kSized},
        {"NoTotalForAJobManager", {.process = kJm, .file = {}}, kSized},
        {"NoTotalIn113", {.version = "1.13"}, kSized},
        {"TheOtherProcessSizeIsNone", {.file = {{kJmProcess, "1600m"}}}, kSized},
        {"TaskHeapAloneIsNone", {.file = {{kTaskHeap, "512m"}}}, kSized},
        {"ManagedAloneIsNone", {.file = {{kManaged, "512m"}}}, kSized},
        {"LegacyHeapIsNoneIn2", {.file = {{"taskmanager.heap.size", "1g"}}}, kSized},
        {"LegacyVariableIsNoneIn2", {.legacy_heap_variable = "1g"}, kSized},
        {"Auto", {.file = {{kTmProcess, "auto"}}}, kSized},
        {"AutoInCapitals", {.process = kJm, .file = {{kJmProcess, "AUTO"}}}, kSized},
        {"AutoByProperty",
         {.file = {{kTmProcess, "1728m"}}, .properties = {{kTmProcess, "auto"}}},
         kSized},
        {"ProcessSize", {.file = {{kTmProcess, "1728m"}}}, Bytes::Mebi(1728)},
        {"ProcessSizeByProperty", {.properties = {{kTmProcess, "1728m"}}}, Bytes::Mebi(1728)},
        {"PropertyOverAuto",
         {.file = {{kTmProcess, "auto"}}, .properties = {{kTmProcess, "1728m"}}},
         Bytes::Mebi(1728)},
        {"FlinkSize", {.file = {{kTmFlink, "1g"}}}, Bytes::Mebi(1472)},
        {"TaskHeapAndManaged",
         {.file = {{kTaskHeap, "256m"}, {"taskmanager.memory.size", "256m"}}},
         Bytes::Of(1364546902)},
        {"JobManagerHeap",
         {.process = kJm, .file = {{"jobmanager.memory.heap.size", "1g"}}},
         Bytes::Mebi(1600)},
        {"LegacyHeapIn1",
         {.version = "1.20", .file = {{"taskmanager.heap.size", "1g"}}},
         Bytes::Mebi(1472)},
        {"LegacyMegabytesIn1",
         {.process = kJm, .version = "1.13", .file = {{"jobmanager.heap.mb", "1024"}}},
         Bytes::Mebi(1600)},
        {"LegacyVariableIn1", {.version = "1.20", .legacy_heap_variable = "1g"}, Bytes::Mebi(1472)},
        {"APretendedLimit",
         {.settings = SettingsOf("2g"), .limits = LimitedTo(std::nullopt)},
         kSized},
        {"APretendedLimitOverAFoundOne",
         {.settings = SettingsOf("2g"), .limits = LimitedTo(Bytes::Gibi(8))},
         kSized},
    }),
    [](const auto& param_info) { return param_info.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Override, TotalTest,
    testing::ValuesIn(std::vector<TotalCase>{
        {"NoTotal", {.settings = SettingsOf("override")}, kSized},
        {"ProcessSize",
         {.file = {{kTmProcess, "1728m"}}, .settings = SettingsOf("override")},
         kSized},
        {"FlinkSize", {.file = {{kTmFlink, "1g"}}, .settings = SettingsOf("override")}, kSized},
        {"TaskHeapAndManaged",
         {.file = {{kTaskHeap, "256m"}, {kManaged, "256m"}}, .settings = SettingsOf("override")},
         kSized},
        {"JobManagerHeap",
         {.process = kJm,
          .file = {{"jobmanager.memory.heap.size", "1g"}},
          .settings = SettingsOf("override")},
         kSized},
        {"EveryTotalOf1",
         {.version = "1.17",
          .file = {{kTmProcess, "1728m"}, {kTmFlink, "1g"}, {"taskmanager.heap.mb", "1024"}},
          .legacy_heap_variable = "1g",
          .settings = SettingsOf("override")},
         kSized},
        {"NotAPropertyOfTheProcessSize",
         {.properties = {{kTmProcess, "1728m"}}, .settings = SettingsOf("override")},
         Bytes::Mebi(1728)},
        {"NotAPropertyOfTheFlinkSize",
         {.properties = {{kTmFlink, "1g"}}, .settings = SettingsOf("override")},
         Bytes::Mebi(1472)},
        {"NothingWithoutALimit",
         {.file = {{kTmProcess, "1728m"}},
          .settings = SettingsOf("override"),
          .limits = LimitedTo(std::nullopt)},
         Bytes::Mebi(1728)},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(ContainerSizingTest, WithoutALimitFillIsFlinksOwnRejection) {
  const InContainer it{.limits = LimitedTo(std::nullopt)};
  EXPECT_EQ(Resolve(it).error(), ResolveTm("2.3", {}).error());
}

TEST(ContainerSizingTest, OffLooksAtNothing) {
  const InContainer off{.file = {{kTmProcess, "4g"}}, .settings = SettingsOf("off")};
  const Result<MemoryPlan> plan = Resolve(off);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->warnings, IsEmpty());
  EXPECT_EQ(plan->container, ContainerReport{.mode = "off"});
  EXPECT_EQ(Resolve({.settings = SettingsOf("off")}).error(), ResolveTm("2.3", {}).error());
}

TEST(ContainerSizingTest, AConfiguredSizeIsResolvedAsWithoutAContainer) {
  Result<MemoryPlan> plan = Resolve({.file = {{kTmProcess, "1728m"}}});
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->container->sized, IsEmpty());
  plan->container.reset();
  EXPECT_EQ(*plan, *ResolveTm("2.3", {{kTmProcess, "1728m"}}));
}

TEST(ContainerSizingTest, AFilledSizeIsDividedAsAConfiguredOne) {
  const Result<MemoryPlan> filled = Resolve({.file = {{"taskmanager.memory.network.max", "80m"}}});
  const Result<MemoryPlan> configured =
      ResolveTm("2.3", {{kTmProcess, "2g"}, {"taskmanager.memory.network.max", "80m"}});
  EXPECT_EQ(filled->components, configured->components);
  EXPECT_EQ(filled->jvm_args, configured->jvm_args);
  auto properties = configured->dynamic_properties;
  properties.emplace_back(kTmProcess, "2147483648b");
  EXPECT_EQ(filled->dynamic_properties, properties);
}

TEST(ContainerSizingTest, HeadroomStaysFree) {
  const Result<MemoryPlan> plan = Resolve({.settings = SettingsOf("fill", "10%")});
  EXPECT_EQ(plan->total_process, Bytes::Of(1932735283));
  EXPECT_EQ(plan->container->headroom, Bytes::Of(214748365));
  EXPECT_EQ(plan->container->limit->origin, kMemoryMax);
}

TEST(ContainerSizingTest, AutoSlotsAreTheCpus) {
  InContainer it{.file = {{kSlots, "auto"}}};
  it.limits.cpus.whole = 3;
  const Result<MemoryPlan> plan = Resolve(it);
  EXPECT_EQ(ValueOf(*plan, kSlots), "3");
  EXPECT_EQ(ValueOf(*plan, "taskmanager.cpu.cores"), "3.0");
  EXPECT_THAT(plan->container->sized, ElementsAre(Sized{kSlots, "3", "auto [config.yaml:1]"},
                                                  Sized{kTmProcess, "2147483648b", ""}));
}

// A JobManager reads the slots, and Flink's code must never see the word.
TEST(ContainerSizingTest, TheOtherProcessIsToldWhatFlinkShips) {
  const Result<MemoryPlan> jm = Resolve(
      {.process = kJm, .file = {{kSlots, "auto"}, {kTmProcess, "auto"}, {kJmProcess, "1600m"}}});
  EXPECT_EQ(ValueOf(*jm, kSlots), "1");
  EXPECT_EQ(ValueOf(*jm, kTmProcess), "1728m");
  EXPECT_EQ(ValueOf(*jm, kJmProcess), "(none)");
  const Result<MemoryPlan> tm = Resolve(
      {.file = {{kTmProcess, "1728m"}, {kJmProcess, "auto"}}, .settings = SettingsOf("off")});
  EXPECT_EQ(ValueOf(*tm, kJmProcess), "1600m");
}

TEST(ContainerSizingTest, OverrideTellsFlinkOfEveryTotalThatGaveWay) {
  const Result<MemoryPlan> plan = Resolve(
      {.version = "1.20",
       .file = {{kTmFlink, "1g"}, {kTmProcess, "1728m"}, {kTaskHeap, "1m"}, {kManaged, "2m"}},
       .legacy_heap_variable = "3g",
       .settings = SettingsOf("override")});
  ASSERT_TRUE(plan) << plan.error().why;
  EXPECT_EQ(ValueOf(*plan, kTmFlink), std::to_string(plan->total_flink.count()) + "b");
  EXPECT_EQ(ValueOf(*plan, kManaged), "2097152b");
  const std::string task_heap = std::to_string(plan->SizeOf(Component::kTaskHeap).count()) + "b";
  EXPECT_THAT(plan->container->sized,
              ElementsAre(Sized{kTmFlink, ValueOf(*plan, kTmFlink), "1g [config.yaml:1]"},
                          Sized{kTaskHeap, task_heap, "1m [config.yaml:3]"},
                          Sized{"FLINK_TM_HEAP", "", "3g [environment]"},
                          Sized{kTmProcess, "2147483648b", "1728m [config.yaml:2]"}));
}

TEST(ContainerSizingTest, OfAPairThePartGivenByPropertyStays) {
  const Result<MemoryPlan> plan = Resolve({.file = {{kManaged, "2m"}},
                                           .properties = {{kTaskHeap, "512m"}},
                                           .settings = SettingsOf("override")});
  ASSERT_TRUE(plan) << plan.error().why;
  EXPECT_EQ(plan->SizeOf(Component::kTaskHeap), Bytes::Mebi(512));
  EXPECT_EQ(plan->total_process, Bytes::Gibi(2));
}

struct RefusalCase {
  const char* name;
  InContainer it;
  Error error;
};
class RefusalTest : public testing::TestWithParam<RefusalCase> {};

TEST_P(RefusalTest, SaysAllItKnows) {
  const Result<MemoryPlan> plan = Resolve(GetParam().it);
  ASSERT_FALSE(plan);
  const Error& error = plan.error();
  EXPECT_EQ(error.code, GetParam().error.code);
  EXPECT_EQ(error.what, GetParam().error.what);
  EXPECT_EQ(error.where.Text(), GetParam().error.where.Text());
  EXPECT_EQ(error.why, GetParam().error.why);
  EXPECT_EQ(error.fix, GetParam().error.fix);
}

ContainerLimits AboveHost() {
  ContainerLimits limits = LimitedTo(std::nullopt);
  limits.above_host_memory = ContainerLimit{Bytes::Gibi(64), kMemoryMax, 0};
  return limits;
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusalTest,
    testing::ValuesIn(std::vector<RefusalCase>{
        {"AutoWithoutALimit",
         {.process = kJm, .file = {{kJmProcess, "auto"}}, .limits = LimitedTo(std::nullopt)},
         {ErrorCode::kMemory,
          "jobmanager.memory.process.size is auto, but there is no memory limit",
          Origin::File("conf/config.yaml", 1),
          "auto stands for the container's memory limit; none of our cgroups sets one",
          "write jobmanager.memory.process.size: 1600m, or set a limit on the cgroup, or "
          "container.memory to one, as \"4g\""}},
        {"AutoWithALimitAboveTheHost",
         {.file = {{kTmProcess, "auto"}}, .limits = AboveHost()},
         {ErrorCode::kMemory,
          "taskmanager.memory.process.size is auto, but there is no memory limit",
          Origin::File("conf/config.yaml", 1),
          "auto stands for the container's memory limit; none of our cgroups sets one; the 65536m "
          "in /sys/fs/cgroup/memory.max are more than the host has",
          "write taskmanager.memory.process.size: 1728m, or set a limit on the cgroup, or "
          "container.memory to one, as \"4g\""}},
        {"AutoWhileOff",
         {.file = {{kTmProcess, "1g"}, {kSlots, "auto"}}, .settings = SettingsOf("off")},
         {ErrorCode::kMemory, "taskmanager.numberOfTaskSlots is auto, but container.memory is off",
          Origin::File("conf/config.yaml", 2),
          "auto stands for the container's CPUs, which nobody looked for",
          "write taskmanager.numberOfTaskSlots: 1, or set container.memory to fill"}},
        {"HeadroomAsLargeAsTheLimit",
         {.settings = SettingsOf("", "2g")},
         {ErrorCode::kMemory, "the headroom of 2048m leaves nothing of the memory limit of 2048m",
          Origin::File("launcher.toml headroom"), "the limit is from /sys/fs/cgroup/memory.max",
          "lower container.headroom: a percentage, as \"10%\", goes with the limit"}},
        {"ATinyLimit",
         {.process = kJm, .limits = LimitedTo(Bytes::Mebi(256))},
         {ErrorCode::kMemory, "the memory limit of 256m is too small for this JobManager",
          kMemoryMax,
          "JVM Metaspace and JVM Overhead exceed jobmanager.memory.process.size\n"
          "JVM Metaspace         256m  default of jobmanager.memory.jvm-metaspace.size\n"
          "JVM Overhead          192m  jobmanager.memory.jvm-overhead.fraction 0.1 of Total "
          "Process "
          "Memory, raised to jobmanager.memory.jvm-overhead.min\n"
          "together              448m\n"
          "Total Process Memory  256m  jobmanager.memory.process.size\n"
          "missing               192m",
          "raise the limit to at least 577m, or lower one of these sizes"}},
        {"ConfiguredAboveTheLimit",
         {.file = {{kTmProcess, "1728m"}},
          .settings = SettingsOf("", "", "fail"),
          .limits = LimitedTo(Bytes::Gibi(1))},
         {ErrorCode::kMemory,
          "the Total Process Memory of the TaskManager, 1728m, is 704m above the memory limit of "
          "1024m",
          Origin::File("conf/config.yaml", 1),
          "the kernel kills a process that needs more than the limit, whatever the JVM was told; "
          "container.on-exceed is fail",
          "write taskmanager.memory.process.size: 1024m, or raise the limit "
          "(/sys/fs/cgroup/memory.max) to at least 1728m"}},
        {"FlinkSizeAboveTheLimitLessHeadroom",
         {.file = {{kTmFlink, "1g"}},
          .settings = SettingsOf("", "20%", "fail"),
          .limits = LimitedTo(Bytes::Mebi(1500))},
         {ErrorCode::kMemory,
          "the Total Process Memory of the TaskManager, 1472m, is 272m above the memory limit of "
          "1500m less a headroom of 300m",
          Origin::File("conf/config.yaml", 1),
          "the kernel kills a process that needs more than the limit, whatever the JVM was told; "
          "container.on-exceed is fail",
          "write taskmanager.memory.process.size: 1200m in place of taskmanager.memory.flink.size, "
          "or raise the limit (/sys/fs/cgroup/memory.max) to at least 1840m"}},
        {"NoSizeFitsTheLimit",
         {.file = {{kTmProcess, "1728m"}},
          .settings = SettingsOf("", "", "fail"),
          .limits = LimitedTo(Bytes::Mebi(300))},
         {ErrorCode::kMemory,
          "the Total Process Memory of the TaskManager, 1728m, is 1428m above the memory limit of "
          "300m",
          Origin::File("conf/config.yaml", 1),
          "the kernel kills a process that needs more than the limit, whatever the JVM was told; "
          "container.on-exceed is fail",
          "raise the limit (/sys/fs/cgroup/memory.max) to at least 1728m"}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(ContainerSizingTest, AnErrorThatNoLimitHealsIsFlinks) {
  const Pairs broken = {{"taskmanager.memory.jvm-overhead.min", "2g"}};
  const Result<MemoryPlan> plan = Resolve({.file = broken});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().what,
            "taskmanager.memory.jvm-overhead.min is above taskmanager.memory.jvm-overhead.max");
}

TEST(ContainerSizingTest, WarnsAboveTheLimit) {
  const Result<MemoryPlan> plan =
      Resolve({.file = {{kTmProcess, "1728m"}}, .limits = LimitedTo(Bytes::Gibi(1))});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->total_process, Bytes::Mebi(1728));
  EXPECT_THAT(
      plan->warnings,
      ElementsAre(Warning{"the Total Process Memory of the TaskManager, 1728m, is 704m above the "
                          "memory limit of 1024m",
                          Origin::File("conf/config.yaml", 1),
                          "write taskmanager.memory.process.size: 1024m, or raise the limit "
                          "(/sys/fs/cgroup/memory.max) to at least 1728m",
                          {kTmProcess}}));
}

TEST(ContainerSizingTest, FitLowersTheProcessSize) {
  const Result<MemoryPlan> plan = Resolve({.file = {{kTmProcess, "1728m"}},
                                           .settings = SettingsOf("", "", "fit"),
                                           .limits = LimitedTo(Bytes::Gibi(1))});
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->total_process, Bytes::Gibi(1));
  EXPECT_EQ(ValueOf(*plan, kTmProcess), "1073741824b");
  EXPECT_THAT(
      plan->warnings,
      ElementsAre(Warning{"taskmanager.memory.process.size is lowered from 1728m to fit the memory "
                          "limit of 1024m",
                          Origin::File("conf/config.yaml", 1),
                          "write taskmanager.memory.process.size: 1024m, or raise the limit "
                          "(/sys/fs/cgroup/memory.max) to at least 1728m",
                          {kTmProcess}}));
}

TEST(ContainerSizingTest, FitPutsTheProcessSizeInPlaceOfAnotherTotal) {
  const Result<MemoryPlan> plan = Resolve({.version = "1.20",
                                           .legacy_heap_variable = "1g",
                                           .settings = SettingsOf("", "", "fit"),
                                           .limits = LimitedTo(Bytes::Mebi(1200))});
  ASSERT_TRUE(plan) << plan.error().why;
  EXPECT_EQ(plan->total_process, Bytes::Mebi(1200));
  EXPECT_EQ(plan->warnings.front().what,
            "FLINK_TM_HEAP 1g makes a process of 1472m; to fit the memory limit of 1200m, "
            "taskmanager.memory.process.size is set in its place");
  EXPECT_EQ(plan->warnings.front().fix,
            "write taskmanager.memory.process.size: 1200m and remove FLINK_TM_HEAP, or raise the "
            "limit (/sys/fs/cgroup/memory.max) to at least 1472m");
}

TEST(ContainerSizingTest, FitLeavesWhatFits) {
  const Result<MemoryPlan> plan =
      Resolve({.file = {{kTmProcess, "2g"}}, .settings = SettingsOf("", "", "fit")});
  EXPECT_THAT(plan->warnings, IsEmpty());
  EXPECT_THAT(plan->container->sized, IsEmpty());
}

TEST(ContainerSizingTest, FitFailsWhereNothingFits) {
  const Result<MemoryPlan> plan = Resolve({.file = {{kTmProcess, "2g"}, {kManaged, "1g"}},
                                           .settings = SettingsOf("", "", "fit"),
                                           .limits = LimitedTo(Bytes::Gibi(1))});
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().what, "the memory limit of 1024m is too small for this TaskManager");
  EXPECT_EQ(plan.error().fix, "raise the limit to at least 1871m, or lower one of these sizes");
}

}  // namespace
}  // namespace flink_launcher
