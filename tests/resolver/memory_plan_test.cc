#include "resolver/memory_plan.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

namespace flink_launcher {
namespace {

TEST(ComponentTest, EveryOneHasItsOwnNames) {
  std::set<std::string_view> json;
  std::set<std::string_view> display;
  for (int i = 0; i <= static_cast<int>(Component::kJvmOverhead); ++i) {
    EXPECT_TRUE(json.insert(JsonName(static_cast<Component>(i))).second) << i;
    EXPECT_TRUE(display.insert(DisplayName(static_cast<Component>(i))).second) << i;
  }
  EXPECT_EQ(JsonName(Component::kFrameworkHeap), "framework_heap");
  EXPECT_EQ(JsonName(Component::kJvmOverhead), "jvm_overhead");
  EXPECT_EQ(DisplayName(Component::kJvmMetaspace), "JVM Metaspace");
}

TEST(MemoryPlanTest, SizeOfAComponentItHasNotIsZero) {
  MemoryPlan plan;
  plan.components = {{Component::kHeap, Bytes::Mebi(5), "x"}};
  EXPECT_EQ(plan.SizeOf(Component::kHeap), Bytes::Mebi(5));
  EXPECT_EQ(plan.SizeOf(Component::kNetwork), Bytes{});
}

}  // namespace
}  // namespace flink_launcher
