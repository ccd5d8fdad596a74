#include "launcher/container.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flink_launcher {
namespace {

const Origin kQuota = Origin::File("/sys/fs/cgroup/cpu.max");
const Origin kCpuset = Origin::File("/sys/fs/cgroup/cpuset.cpus.effective");
const Origin kMask{Origin::Kind::kComputed, "sched_getaffinity", 0, 0};

struct CpuCase {
  const char* name;
  int affinity;
  std::optional<int> cpuset;
  std::optional<std::int64_t> quota_percent;
  ContainerCpus expected;
};
class CpuTest : public testing::TestWithParam<CpuCase> {};

TEST_P(CpuTest, TheTightestCounts) {
  HostLimits found;
  found.affinity_cpus = GetParam().affinity;
  if (GetParam().cpuset) found.cpuset_cpus = Found<int>{*GetParam().cpuset, kCpuset, 1};
  if (GetParam().quota_percent) {
    found.cpu_quota = Found<CpuQuota>{{*GetParam().quota_percent * 1000, 100000}, kQuota, 2};
  }
  EXPECT_EQ(ContainerLimitsOf(found).cpus, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(All, CpuTest,
                         testing::ValuesIn(std::vector<CpuCase>{
                             {"OnlyTheMask", 8, {}, {}, {8, 8, 8, kMask, 0}},
                             {"Cpuset", 8, 2, {}, {2, 2, 8, kCpuset, 1}},
                             {"CpusetOfAllIsNone", 8, 8, {}, {8, 8, 8, kMask, 0}},
                             {"QuotaIsRoundedDown", 8, {}, 250, {2, 3, 8, kQuota, 2}},
                             {"HalfACpuIsOne", 8, {}, 50, {1, 1, 8, kQuota, 2}},
                             {"QuotaAboveTheCpuset", 8, 2, 400, {2, 2, 8, kCpuset, 1}},
                             {"QuotaBelowTheCpuset", 8, 3, 250, {2, 3, 8, kQuota, 2}},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(ContainerTest, EachLimitKeepsItsFileAndLevel) {
  HostLimits found;
  found.memory_limit = Found<Bytes>{Bytes::Gibi(1), Origin::File("m"), 3};
  found.memory_high = Found<Bytes>{Bytes::Gibi(2), Origin::File("h"), 1};
  found.swap_limit = Found<Bytes>{Bytes{}, Origin::File("s"), 0};
  const ContainerLimits limits = ContainerLimitsOf(found);
  EXPECT_EQ(limits.memory, (ContainerLimit{Bytes::Gibi(1), Origin::File("m"), 3}));
  EXPECT_EQ(limits.memory_high, (ContainerLimit{Bytes::Gibi(2), Origin::File("h"), 1}));
  EXPECT_EQ(limits.swap, (ContainerLimit{Bytes{}, Origin::File("s"), 0}));
  EXPECT_EQ(limits.above_host_memory, std::nullopt);
}

TEST(ContainerTest, ASettingThatMakesNoSenseNamesItsPlace) {
  const Result<Settings> settings =
      ParseLauncherToml("[container]\nheadroom = 'much'\n", "launcher.toml");
  const Result<Container> container = LookAtContainer(*settings);
  ASSERT_FALSE(container);
  EXPECT_EQ(container.error().what, "container.headroom: cannot take 'much'");
  EXPECT_EQ(container.error().where.Text(), "launcher.toml:2:1");
}

TEST(ContainerTest, OffDoesNotLook) {
  const Result<Container> container =
      LookAtContainer(*ParseLauncherToml("container.memory = 'off'", "launcher.toml"));
  ASSERT_TRUE(container);
  EXPECT_EQ(container->limits, ContainerLimits{});
}

// Flink takes its own arguments over the generated ones.
TEST(ContainerTest, SizedValuesReplaceThoseOnTheCommandLine) {
  MemoryPlan plan;
  plan.container = ContainerReport{
      .sized = {{"a.size", "1024b", "auto [-D]"}, {"FLINK_TM_HEAP", "", "1g [environment]"}}};
  std::vector<std::string> arguments = {
      "-D", "a.size=auto",     "-Da.size=auto", "-D",          "a.sizes=auto",
      "-D", "\"a.size=auto\"", "a.size=auto",   "-Db=a.size=1"};
  ReplaceSizedProperties(plan, arguments);
  EXPECT_EQ(arguments,
            (std::vector<std::string>{"-D", "a.size=1024b", "-Da.size=1024b", "-D", "a.sizes=auto",
                                      "-D", "a.size=1024b", "a.size=auto", "-Db=a.size=1"}));
}

}  // namespace
}  // namespace flink_launcher
