#include "platform/host_limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/host_fixture.h"
#include "tests/support/render_limits.h"

namespace flink_launcher {
namespace {

const char kHosts[] = FLINK_LAUNCHER_TESTDATA "/cgroup";

std::vector<std::string> HostNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kHosts)) {
    if (entry.path().extension() == ".host") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

HostFixture LoadHost(const std::string& name) {
  return ParseHostFixture(ReadTestFile(std::filesystem::path(kHosts) / (name + ".host")));
}

ProcessFacts FactsOf(const HostFixture& host) {
  ProcessFacts facts;
  facts.pid = host.pid;
  return facts;
}

class HostTest : public testing::TestWithParam<std::string> {};

TEST_P(HostTest, HasItsAnswer) {
  const HostFixture host = LoadHost(GetParam());
  ASSERT_FALSE(host.source.empty()) << "a fixture says where its answer is known from";
  const HostTree tree(host);
  EXPECT_EQ(RenderLimits(DetectHostLimits(tree.Root(), FactsOf(host))), host.expected)
      << host.title;
}

// Detection must survive whatever lies in these files: each file of each host cut in the middle,
// emptied or filled with noise, gives some answer, and never a limit that no file holds.
TEST_P(HostTest, SurvivesDamage) {
  const HostFixture host = LoadHost(GetParam());
  const std::string noise = std::string(1, '\0') + "\xff:::,- / - cgroup2 \\777 max -1\n\n0::";
  const HostTree tree(host);
  for (const auto& [path, content] : host.files) {
    for (const auto& damaged : {content.substr(0, content.size() / 2), noise, std::string()}) {
      std::ofstream(tree.Root() + path) << damaged;
      const HostLimits limits = DetectHostLimits(tree.Root(), FactsOf(host));
      if (!limits.memory_limit || host.links.contains(limits.memory_limit->origin.name)) continue;
      EXPECT_THAT(ReadTestFile(tree.Root() + limits.memory_limit->origin.name),
                  testing::HasSubstr(std::to_string(limits.memory_limit->value.count())))
          << path;
    }
    std::ofstream(tree.Root() + path) << content;
  }
}

INSTANTIATE_TEST_SUITE_P(Hosts, HostTest, testing::ValuesIn(HostNames()),
                         [](const auto& param_info) {
                           std::string name = param_info.param;
                           for (char& c : name) {
                             if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
                           }
                           return name;
                         });

TEST(HostLibraryTest, HasAtLeastFortyHosts) { EXPECT_GE(HostNames().size(), 40U); }

TEST(DetectHostLimitsTest, TakesResourceLimitsFromTheProcess) {
  ProcessFacts facts;
  facts.address_space_limit = Bytes::Gibi(3);
  facts.data_limit = Bytes::Gibi(2);
  facts.affinity_cpus = 3;
  const HostTree tree((HostFixture()));
  const HostLimits limits = DetectHostLimits(tree.Root(), facts);
  ASSERT_TRUE(limits.address_space_limit);
  EXPECT_EQ(limits.address_space_limit->value, Bytes::Gibi(3));
  EXPECT_EQ(limits.address_space_limit->origin.Text(), "RLIMIT_AS");
  ASSERT_TRUE(limits.data_limit);
  EXPECT_EQ(limits.data_limit->value, Bytes::Gibi(2));
  EXPECT_EQ(limits.data_limit->origin.Text(), "RLIMIT_DATA");
  EXPECT_EQ(limits.affinity_cpus, 3);
}

TEST(UsableCpusTest, IsTheLeastOfQuotaCpusetAndAffinity) {
  HostLimits limits;
  limits.affinity_cpus = 8;
  EXPECT_EQ(UsableCpus(limits), 8);
  limits.cpuset_cpus = Found<int>{6, {}, 0};
  EXPECT_EQ(UsableCpus(limits), 6);
  limits.cpu_quota = Found<CpuQuota>{{399999, 100000}, {}, 0};
  EXPECT_EQ(UsableCpus(limits), 3);
  limits.cpu_quota = Found<CpuQuota>{{50000, 100000}, {}, 0};
  EXPECT_EQ(UsableCpus(limits), 1);
  limits.cpu_quota = Found<CpuQuota>{{1600000, 100000}, {}, 0};
  EXPECT_EQ(UsableCpus(limits), 6);
}

TEST(DetectHostLimitsTest, FindsTheProcessItRunsIn) {
  rlimit old = {};
  ASSERT_EQ(getrlimit(RLIMIT_DATA, &old), 0);
  const rlimit lowered = {rlim_t{1} << 40, old.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_DATA, &lowered), 0);
  const ProcessFacts facts = ProcessFacts::OfThisProcess();
  ASSERT_EQ(setrlimit(RLIMIT_DATA, &old), 0);
  EXPECT_EQ(facts.pid, getpid());
  EXPECT_EQ(facts.data_limit, Bytes::Of(std::int64_t{1} << 40));
  EXPECT_GE(facts.affinity_cpus, 1);
}

TEST(DetectHostLimitsTest, WarnsOfARootThatDoesNotExist) {
  const HostLimits limits = DetectHostLimits("/no/such/folder", ProcessFacts());
  EXPECT_EQ(RenderLimits(limits),
            "layout none\n"
            "warning cannot read /proc/self/cgroup (No such file or directory); what it limits is "
            "not known\n"
            "warning cannot read /proc/meminfo (No such file or directory); what it limits is not "
            "known\n");
}

TEST(DetectHostLimitsTest, WarningsNameTheFileAndTheWayOut) {
  HostFixture host;
  host.files["/proc/self/cgroup"] = "0::/app\n";
  host.files["/proc/self/mountinfo"] = "";
  const HostTree tree(host);
  const HostLimits limits = DetectHostLimits(tree.Root(), ProcessFacts());
  ASSERT_EQ(limits.warnings.size(), 1U);
  EXPECT_EQ(limits.warnings[0].where.Text(), "/proc/self/cgroup");
  EXPECT_EQ(limits.warnings[0].fix,
            "if a limit is set there, say so: container.memory = \"4g\" in launcher.toml");
}

TEST(DetectHostLimitsTest, LooksAtTheRealRootWithoutWarningOfNonsense) {
  const HostLimits limits = DetectHostLimits();
  ASSERT_TRUE(limits.host_memory);
  EXPECT_GT(limits.host_memory->value, Bytes::Mebi(16));
  for (const auto& warning : limits.warnings) {
    EXPECT_THAT(warning.what, testing::Not(testing::HasSubstr("makes no sense")));
  }
}

}  // namespace
}  // namespace flink_launcher
