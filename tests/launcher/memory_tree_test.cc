#include "launcher/memory_tree.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/resolver/resolve.h"

namespace flink_launcher {
namespace {

const MemoryNode& Find(const std::vector<MemoryNode>& nodes, std::string_view name) {
  for (const MemoryNode& node : nodes) {
    if (node.name == name) return node;
  }
  ADD_FAILURE() << name;
  return nodes.front();
}

TEST(MemoryTreeTest, SumsAreThoseOfThePlan) {
  for (const Process process : {Process::kTaskManager, Process::kJobManager}) {
    const std::string prefix =
        process == Process::kTaskManager ? "taskmanager.memory." : "jobmanager.memory.";
    for (const char* total : {"1100m", "1728m", "2g", "4097m", "33g"}) {
      const auto plan = Resolve(process, "2.3", {{prefix + "process.size", total}});
      ASSERT_TRUE(plan);
      const auto nodes = MemoryTree(*plan);
      EXPECT_EQ(nodes.front().size, plan->total_process);
      EXPECT_EQ(Find(nodes, "Total Flink Memory").size, plan->total_flink);
      EXPECT_EQ(Find(nodes, "JVM Heap").size, plan->jvm_heap);
      EXPECT_EQ(nodes.back().offset.Plus(nodes.back().size), plan->total_process);
    }
  }
}

TEST(MemoryTreeTest, ANodeLiesWithinTheOneAboveIt) {
  const auto plan = ResolveTm("2.3", {{"taskmanager.memory.process.size", "4g"}});
  const auto nodes = MemoryTree(*plan);
  const MemoryNode& direct = Find(nodes, "JVM Direct Memory");
  const MemoryNode& network = Find(nodes, "Network");
  EXPECT_EQ(direct.offset, Find(nodes, "Framework Off-Heap").offset);
  EXPECT_EQ(direct.offset.Plus(direct.size), network.offset.Plus(network.size));
}

struct OriginRow {
  const char* name;
  Pairs config;
  const char* node;
  const char* how;
  const char* from;
};
class NodeOriginTest : public testing::TestWithParam<OriginRow> {};

TEST_P(NodeOriginTest, SaysHowAndFromWhere) {
  const auto plan = ResolveTm("2.3", GetParam().config);
  ASSERT_TRUE(plan) << plan.error().what;
  const auto nodes = MemoryTree(*plan);
  const MemoryNode& node = Find(nodes, GetParam().node);
  EXPECT_EQ(node.how, GetParam().how);
  EXPECT_EQ(node.from, GetParam().from);
}

INSTANTIATE_TEST_SUITE_P(
    All, NodeOriginTest,
    testing::ValuesIn(std::vector<OriginRow>{
        {"SetTotal",
         {{"taskmanager.memory.process.size", "2g"}},
         "Total Process Memory",
         "taskmanager.memory.process.size 2g",
         "config.yaml:1"},
        {"DerivedTotal",
         {{"taskmanager.memory.process.size", "2g"}},
         "Total Flink Memory",
         "Total Process Memory less JVM Metaspace and JVM Overhead",
         "derived"},
        {"SummedTotal",
         {{"taskmanager.memory.flink.size", "2g"}},
         "Total Process Memory",
         "the sum of its parts",
         "derived"},
        {"FlinkMemoryOfItsParts",
         {{"taskmanager.memory.task.heap.size", "1g"}, {"taskmanager.memory.managed.size", "1g"}},
         "Total Flink Memory",
         "the sum of its parts",
         "derived"},
        {"Default",
         {{"taskmanager.memory.process.size", "2g"}},
         "JVM Metaspace",
         "taskmanager.memory.jvm-metaspace.size",
         "default of 2.3"},
        {"Capped",
         {{"taskmanager.memory.process.size", "1728m"},
          {"taskmanager.memory.jvm-overhead.min", "200m"}},
         "JVM Overhead",
         "taskmanager.memory.jvm-overhead.fraction 0.1 of Total Process Memory, raised to "
         "taskmanager.memory.jvm-overhead.min",
         "default of 2.3, config.yaml:2"},
        {"Rest",
         {{"taskmanager.memory.process.size", "2g"}},
         "Task Heap",
         "the rest of Total Flink Memory",
         "derived"},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(PartsOfFlagTest, EveryFlagOfAPlanHasParts) {
  const auto plan = ResolveTm("2.3", {{"taskmanager.memory.process.size", "2g"}});
  for (const std::string& flag : plan->jvm_args) EXPECT_NE(PartsOfFlag(*plan, flag), "") << flag;
  EXPECT_EQ(PartsOfFlag(*plan, "-Xss1m"), "");
}

}  // namespace
}  // namespace flink_launcher
