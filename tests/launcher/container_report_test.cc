// What explain says of the container, as text and as JSON.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "launcher/explain_json.h"
#include "launcher/explain_text.h"

namespace flink_launcher {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr TextStyle kWide = {.width = 200};

MemoryPlan PlanIn(ContainerReport container) {
  MemoryPlan plan{.release = *Release::Parse("2.3")};
  plan.container = std::move(container);
  return plan;
}

ContainerReport Limited() {
  return {.mode = "override",
          .limit = ContainerLimit{Bytes::Gibi(2), Origin::File("/sys/fs/cgroup/a/memory.max"), 1},
          .headroom = Bytes::Mebi(512),
          .available = Bytes::Mebi(1536),
          .sized = {{"taskmanager.memory.process.size", "1610612736b", "1728m [config.yaml:3]"},
                    {"FLINK_TM_HEAP", "", "1g [environment]"},
                    {"taskmanager.numberOfTaskSlots", "2", ""}},
          .cpus = ContainerCpus{2, 3, 8, Origin::File("/sys/fs/cgroup/cpu.max"), 2},
          .hints = {{"it could be better", Origin::File("/sys/fs/cgroup/b"), "do better", {}}}};
}

TEST(ContainerReportTest, TextNamesLimitFileLevelAndWhatGaveWay) {
  const std::string text = ExplainText(PlanIn(Limited()), kWide);
  EXPECT_THAT(text, HasSubstr("\nContainer\n"
                              "  memory limit 2.00 GiB (2147483648 bytes) from "
                              "/sys/fs/cgroup/a/memory.max, of the parent group; headroom "
                              "512.0 MiB (536870912 bytes)\n"
                              "  CPUs 2 from /sys/fs/cgroup/cpu.max, 2 groups up\n"
                              "  taskmanager.memory.process.size: 1610612736b in place of 1728m "
                              "[config.yaml:3]\n"
                              "  FLINK_TM_HEAP: not used: 1g [environment]\n"
                              "  taskmanager.numberOfTaskSlots: 2\n\n"));
  EXPECT_THAT(text, HasSubstr("\nhint: /sys/fs/cgroup/b: it could be better\n"
                              "  fix: do better\n"));
}

TEST(ContainerReportTest, TextSaysWhereThereIsNothing) {
  EXPECT_THAT(ExplainText(PlanIn({.mode = "fill"}), kWide),
              HasSubstr("\nContainer\n  no memory limit\n"));
  EXPECT_THAT(ExplainText(PlanIn({.mode = "off"}), kWide),
              HasSubstr("\nContainer\n  not looked at (container.memory is off)\n"));
  EXPECT_THAT(ExplainText(MemoryPlan{}, kWide), Not(HasSubstr("Container")));
}

TEST(ContainerReportTest, JsonHasEveryField) {
  const auto json = nlohmann::json::parse(ExplainJson(PlanIn(Limited())));
  EXPECT_EQ(json["container"], nlohmann::json::parse(R"({
    "mode": "override", "limit": 2147483648, "source": "/sys/fs/cgroup/a/memory.max",
    "levels_up": 1, "headroom": 536870912, "cpus": 2, "cpu_source": "/sys/fs/cgroup/cpu.max",
    "sized": {
      "taskmanager.memory.process.size":
        {"value": "1610612736b", "previous": "1728m [config.yaml:3]"},
      "FLINK_TM_HEAP": {"value": null, "previous": "1g [environment]"},
      "taskmanager.numberOfTaskSlots": {"value": "2", "previous": null}},
    "hints": [{"message": "it could be better", "origin": "b", "fix": "do better", "keys": []}]
  })"));
}

TEST(ContainerReportTest, JsonHasNullForWhatIsNotThere) {
  const auto json = nlohmann::json::parse(ExplainJson(PlanIn({.mode = "off"})));
  EXPECT_EQ(json["container"], nlohmann::json::parse(R"({
    "mode": "off", "limit": null, "source": null, "levels_up": null, "headroom": 0, "cpus": null,
    "cpu_source": null, "sized": {}, "hints": []})"));
}

}  // namespace
}  // namespace flink_launcher
