#include "resolver/container_hints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/resolver/container.h"

namespace flink_launcher {
namespace {

constexpr char kProcess[] = "taskmanager.memory.process.size";
const Pairs kG1 = {{"env.java.opts.all", "-XX:+UseG1GC"}};

struct HintCase {
  const char* name;
  InContainer it;
  std::vector<std::string> hints;  // their `what`
};
class HintTest : public testing::TestWithParam<HintCase> {};

TEST_P(HintTest, Says) {
  const Result<MemoryPlan> plan = Resolve(GetParam().it);
  ASSERT_TRUE(plan) << plan.error().what;
  std::vector<std::string> said;
  for (const Warning& hint : plan->container->hints) {
    said.push_back(hint.what);
    EXPECT_NE(hint.fix, "");
    EXPECT_NE(hint.where.Text(), "");
  }
  EXPECT_EQ(said, GetParam().hints);
  EXPECT_THAT(plan->warnings, testing::IsEmpty());
}

ContainerLimits With(void (*change)(ContainerLimits&)) {
  ContainerLimits limits = LimitedTo(Bytes::Gibi(2));
  change(limits);
  return limits;
}

INSTANTIATE_TEST_SUITE_P(
    All, HintTest,
    testing::ValuesIn(std::vector<HintCase>{
        {"NothingInAContainerThatFits", {}, {}},
        {"NothingAboutAFourthUnused", {.file = {{kProcess, "1536m"}}}, {}},
        {"MemoryPaidForAndUnused",
         {.file = {{kProcess, "1535m"}}},
         {"513m of the memory limit of 2048m are not used"}},
        {"Throttled",
         {.limits = With([](ContainerLimits& limits) {
            limits.memory_high = ContainerLimit{Bytes::Mebi(1800), kMemoryMax, 0};
          })},
         {"memory.high, 1800m, is below the process size of 2048m: the kernel slows the process "
          "down above it"}},
        {"Swap",
         {.limits = With([](ContainerLimits& limits) { limits.swap.reset(); })},
         {"the container may swap, if its host has swap: a heap in swap makes every garbage "
          "collection slow"}},
        {"AddressSpace",
         {.limits = With([](ContainerLimits& limits) {
            limits.address_space =
                ContainerLimit{Bytes::Gibi(1), {Origin::Kind::kComputed, "RLIMIT_AS", 0, 0}, 0};
          })},
         {"the address space is limited to 1024m, less than the process size of 2048m"}},
        {"OneCpu",
         {.file = {{"env.java.opts.all", "--add-exports=a/b=ALL-UNNAMED"}},
          .limits = With([](ContainerLimits& limits) {
            limits.cpus.whole = limits.cpus.jvm = limits.cpus.visible = 1;
          })},
         {"the JVM sees one CPU and takes its serial collector, since nothing else chooses one"}},
        {"LittleMemory",
         {.process = Process::kJobManager, .limits = LimitedTo(Bytes::Mebi(1791))},
         {"the JVM sees less than 1792m of memory and takes its serial collector, since nothing "
          "else chooses one"}},
        {"ACollectorIsChosen",
         {.process = Process::kJobManager, .file = kG1, .limits = LimitedTo(Bytes::Mebi(1791))},
         {}},
        {"FlinksScriptChoosesG1", {.version = "1.17", .limits = LimitedTo(Bytes::Mebi(1791))}, {}},
        {"AParentsMemoryLimit",
         {.limits = With([](ContainerLimits& limits) { limits.memory->levels_up = 1; })},
         {"the memory limit is set on the parent group: JDK 11 and 17 do not look there (24 does); "
          "Flink's sizes are explicit and hold, but the collector and defaults of the JVM are "
          "chosen for more"}},
        {"AParentsCpuQuota",
         {.limits = With([](ContainerLimits& limits) {
            limits.cpus = {2, 3, 4, kCpuMax, 2};
          })},
         {"the CPU quota is set 2 groups up: JDK 11 and 17 do not look there (24 does); Flink's "
          "sizes are explicit and hold, but they start threads for 4 CPUs instead of 3"}},
        {"Arenas",
         {.limits = With([](ContainerLimits& limits) {
            limits.cpus = {2, 2, 64, kCpuMax, 0};
          })},
         {"glibc's malloc makes up to 512 arenas for the host's 64 CPUs, of which the container "
          "has 2: native memory fragments"}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
