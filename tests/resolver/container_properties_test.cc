// What must hold for every limit, release and configuration: properties, in loops over both.

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "resolver/memory_size.h"
#include "resolver/release.h"
#include "tests/resolver/container.h"

namespace flink_launcher {
namespace {

// Configurations without a total, so that the limit is what is divided.
const std::vector<Pairs> kConfigurations = {
    {},
    {{"taskmanager.memory.managed.fraction", "0"},
     {"taskmanager.memory.jvm-overhead.fraction", "0.25"},
     {"jobmanager.memory.jvm-overhead.fraction", "0.25"}},
    {{"taskmanager.memory.managed.size", "100m"},
     {"taskmanager.memory.network.min", "1m"},
     {"taskmanager.memory.network.max", "200m"},
     {"taskmanager.memory.network.fraction", "0.3"},
     {"jobmanager.memory.off-heap.size", "1m"}},
    {{"taskmanager.memory.task.heap.size", "300m"},
     {"taskmanager.memory.network.max", "1t"},
     {"jobmanager.memory.jvm-overhead.min", "1m"},
     {"jobmanager.memory.jvm-overhead.max", "50m"}},
};

const std::vector<std::string> kHeadrooms = {"0", "10%", "33.33%", "200m"};

// Odd numbers of bytes, from what is too small for anything to a large machine.
std::vector<Bytes> Limits() {
  std::vector<Bytes> limits;
  std::int64_t step = 1;
  for (std::int64_t limit = 100'000'003; limit < (std::int64_t{1} << 40); limit += step) {
    limits.push_back(Bytes::Of(limit));
    step = limit / 7 + 1;
  }
  return limits;
}

class ContainerPropertyTest : public testing::TestWithParam<std::tuple<std::string, Process>> {
 protected:
  // Calls check(limit, available, plan) for all that resolve; says how many those are.
  template <typename Check>
  int ForAll(const Check& check) {
    int count = 0;
    for (const Pairs& configuration : kConfigurations) {
      for (const std::string& headroom : kHeadrooms) {
        const ContainerSettings settings = SettingsOf("fill", headroom);
        for (const Bytes limit : Limits()) {
          const Result<MemoryPlan> plan = Resolve({.process = std::get<1>(GetParam()),
                                                   .version = std::get<0>(GetParam()),
                                                   .file = configuration,
                                                   .settings = settings,
                                                   .limits = LimitedTo(limit)});
          if (!plan) continue;
          ++count;
          check(limit, *limit.Minus(settings.headroom.Of(limit)), configuration, *plan);
        }
      }
    }
    return count;
  }
};

TEST_P(ContainerPropertyTest, SizesFitTheLimitLessHeadroomExactly) {
  const int count = ForAll([](Bytes, Bytes available, const Pairs&, const MemoryPlan& plan) {
    std::int64_t sum = 0;
    for (const ComponentSize& component : plan.components) sum += component.size.count();
    EXPECT_EQ(plan.total_process, available);
    EXPECT_EQ(sum, available.count());
  });
  EXPECT_GT(count, 500);
}

TEST_P(ContainerPropertyTest, MoreLimitNeverGivesLessTotalOrHeap) {
  Bytes limit_before;
  Bytes total_before;
  Bytes heap_before;
  ForAll([&](Bytes limit, Bytes, const Pairs&, const MemoryPlan& plan) {
    if (limit > limit_before) {
      EXPECT_GE(plan.total_process, total_before);
      EXPECT_GE(plan.jvm_heap, heap_before);
    }
    limit_before = limit;
    total_before = plan.total_process;
    heap_before = plan.jvm_heap;
  });
}

Bytes Configured(const Pairs& configuration, const std::string& key, const char* fallback) {
  for (const auto& [each, value] : configuration) {
    if (each == key) return *ParseMemorySize(value);
  }
  return *ParseMemorySize(fallback);
}

TEST_P(ContainerPropertyTest, EveryPartLiesWithinItsBounds) {
  const Process process = std::get<1>(GetParam());
  const std::string prefix =
      process == Process::kTaskManager ? "taskmanager.memory." : "jobmanager.memory.";
  const bool unlimited = Release::Parse(std::get<0>(GetParam()))->Has(Trait::kUnlimitedNetworkMax);
  ForAll([&](Bytes, Bytes, const Pairs& configuration, const MemoryPlan& plan) {
    const auto within = [&](Component component, const std::string& name, const char* min,
                            const char* max) {
      EXPECT_GE(plan.SizeOf(component), Configured(configuration, prefix + name + ".min", min));
      EXPECT_LE(plan.SizeOf(component), Configured(configuration, prefix + name + ".max", max));
    };
    within(Component::kJvmOverhead, "jvm-overhead", "192m", "1g");
    if (process == Process::kJobManager) return;
    within(Component::kNetwork, "network", "64m", unlimited ? "9223372036854775807" : "1g");
  });
}

// What an error proposes is taken at its word: that limit works, and one MiB less does not.
TEST_P(ContainerPropertyTest, TheSmallestLimitThatAnErrorNamesIsTheSmallest) {
  for (const Pairs& configuration : kConfigurations) {
    for (const std::string& headroom : kHeadrooms) {
      InContainer it{.process = std::get<1>(GetParam()),
                     .version = std::get<0>(GetParam()),
                     .file = configuration,
                     .settings = SettingsOf("fill", headroom),
                     .limits = LimitedTo(Bytes::Mebi(250))};
      const Result<MemoryPlan> refused = Resolve(it);
      ASSERT_FALSE(refused);
      const std::string words = "raise the limit to at least ";
      ASSERT_TRUE(refused.error().fix.starts_with(words)) << refused.error().fix;
      const std::string size =
          refused.error().fix.substr(words.size(), refused.error().fix.find(',') - words.size());
      it.limits = LimitedTo(*ParseMemorySize(size));
      EXPECT_TRUE(Resolve(it)) << size;
      it.limits = LimitedTo(it.limits.memory->size.Minus(Bytes::Mebi(1)));
      EXPECT_FALSE(Resolve(it)) << size;
    }
  }
}

TEST_P(ContainerPropertyTest, WhatIsFittedNeverExceedsTheLimit) {
  const Process process = std::get<1>(GetParam());
  const char* key = process == Process::kTaskManager ? "taskmanager.memory.process.size"
                                                     : "jobmanager.memory.process.size";
  int fitted = 0;
  for (const std::string& headroom : kHeadrooms) {
    const ContainerSettings settings = SettingsOf("fill", headroom, "fit");
    for (const Bytes limit : Limits()) {
      const Result<MemoryPlan> plan = Resolve({.process = process,
                                               .version = std::get<0>(GetParam()),
                                               .file = {{key, "20g"}},
                                               .settings = settings,
                                               .limits = LimitedTo(limit)});
      if (!plan) continue;
      const Bytes available = *limit.Minus(settings.headroom.Of(limit));
      EXPECT_EQ(plan->total_process, std::min(available, Bytes::Gibi(20)));
      ++fitted;
    }
  }
  EXPECT_GT(fitted, 100);
}

std::vector<std::string> Lines() {
  std::vector<std::string> lines;
  for (const ReleaseLine& line : KnownReleaseLines()) lines.push_back(line.Text());
  return lines;
}

INSTANTIATE_TEST_SUITE_P(EveryRelease, ContainerPropertyTest,
                         testing::Combine(testing::ValuesIn(Lines()),
                                          testing::Values(Process::kTaskManager,
                                                          Process::kJobManager)),
                         [](const auto& param_info) {
                           std::string name = std::get<0>(param_info.param);
                           name.replace(name.find('.'), 1, "_");
                           return "Flink" + name +
                                  (std::get<1>(param_info.param) == Process::kTaskManager
                                       ? "TaskManager"
                                       : "JobManager");
                         });

}  // namespace
}  // namespace flink_launcher
