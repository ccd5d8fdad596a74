#include "resolver/task_resources.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "resolve.h"

namespace flink_launcher {
namespace {

constexpr const char* kCores = "taskmanager.cpu.cores";
constexpr const char* kSlots = "taskmanager.numberOfTaskSlots";

Result<MemoryPlan> ResolveWith(const char* version, const Pairs& more) {
  Pairs config = {{"taskmanager.memory.process.size", "1728m"}};
  config.insert(config.end(), more.begin(), more.end());
  return ResolveTm(version, config);
}

TEST(CpuCoresTest, AreTheSlotsWhereTheyAreNotSet) {
  const Result<MemoryPlan> plan = ResolveWith("2.3", {{kSlots, "4"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(ValueOf(*plan, kCores), "4.0");
  EXPECT_EQ(ValueOf(*plan, kSlots), "4");
}

TEST(CpuCoresTest, AreCutTo8DecimalsSince114) {
  const Pairs config = {{kCores, "0.123456789"}};
  EXPECT_EQ(ValueOf(*ResolveWith("1.13", config), kCores), "0.123456789");
  EXPECT_EQ(ValueOf(*ResolveWith("1.14", config), kCores), "0.12345678");
}

TEST(CpuCoresTest, MustBePositiveAndFinite) {
  for (const char* cores : {"0", "-1", "NaN", "Infinity", "-Infinity", "x", ""}) {
    const Result<MemoryPlan> plan = ResolveWith("2.3", {{kCores, cores}});
    ASSERT_FALSE(plan) << cores;
    EXPECT_EQ(plan.error().code, ErrorCode::kConfig);
    EXPECT_EQ(plan.error().keys, std::vector<std::string>{kCores});
  }
}

TEST(CpuCoresTest, LetAnyNumberOfSlotsPass) {
  const Result<MemoryPlan> plan = ResolveWith("2.3", {{kCores, "1"}, {kSlots, "-3"}});
  ASSERT_TRUE(plan);
  EXPECT_EQ(ValueOf(*plan, kSlots), "-3");
}

Pairs Resources(const std::string& names, const Pairs& amounts) {
  Pairs config = {{"external-resources", names}};
  for (const auto& [name, amount] : amounts) {
    config.emplace_back("external-resource." + name + ".amount", amount);
  }
  return config;
}

TEST(ExternalResourcesTest, StandInJavasOrderAndInQuotesSince115) {
  const Pairs config = Resources("gpu;fpga", {{"gpu", "2"}, {"fpga", "1"}});
  EXPECT_EQ(ValueOf(*ResolveWith("1.14", config), "external-resources"), "fpga;gpu");
  const Result<MemoryPlan> plan = ResolveWith("1.15", config);
  EXPECT_EQ(ValueOf(*plan, "external-resources"), "\"fpga;gpu\"");
  EXPECT_EQ(ValueOf(*plan, "external-resource.gpu.amount"), "2");
  EXPECT_EQ(ValueOf(*plan, "external-resource.fpga.amount"), "1");
}

TEST(ExternalResourcesTest, NoneIsNoResource) {
  EXPECT_EQ(ValueOf(*ResolveWith("2.3", Resources("none", {{"none", "1"}})), "external-resources"),
            "none");
}

TEST(ExternalResourcesTest, OneWithoutAPositiveAmountIsLeftOutWithAWarning) {
  const Result<MemoryPlan> plan =
      ResolveWith("2.3", Resources("a;b;c", {{"a", "0"}, {"c", "9999999999"}}));
  ASSERT_TRUE(plan);
  EXPECT_EQ(ValueOf(*plan, "external-resources"), "\"c\"");
  EXPECT_EQ(ValueOf(*plan, "external-resource.c.amount"), "9999999999");
  EXPECT_EQ(WarningsOf(*plan),
            "external resource 'a' is left out: external-resource.a.amount is 0\n"
            "external resource 'b' is left out: external-resource.b.amount is not set\n");
}

TEST(ExternalResourcesTest, AnAmountThatDoesNotParseIsAnError) {
  const Result<MemoryPlan> plan = ResolveWith("2.3", Resources("gpu", {{"gpu", "1.5"}}));
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error(),
            (Error{.code = ErrorCode::kConfig,
                   .what = "external-resource.gpu.amount: '1.5' is not a whole number",
                   .where = Origin::File("conf/config.yaml", 3),
                   .why = "an amount is digits alone",
                   .fix = "write external-resource.gpu.amount: 1",
                   .keys = {"external-resource.gpu.amount"}}));
}

}  // namespace
}  // namespace flink_launcher
