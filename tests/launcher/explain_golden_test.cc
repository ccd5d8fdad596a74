// Pictures and tables as they were looked at, in tests/testdata/explain. After a change that was
// looked at too: REWRITE_GOLDEN=1 build/dev/launcher_test --gtest_filter='*Golden*', and look at
// the difference.

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>
#include <vector>

#include "launcher/explain_json.h"
#include "launcher/explain_lines.h"
#include "launcher/explain_text.h"
#include "launcher/memory_comparison.h"
#include "launcher/memory_picture.h"
#include "launcher/memory_svg.h"
#include "launcher/memory_sweep.h"
#include "launcher/option_view.h"
#include "tests/resolver/container.h"

namespace flink_launcher {
namespace {

const std::string kTmProcess = "taskmanager.memory.process.size";
constexpr TextStyle kPiped = {.width = 100, .color = false, .utf8 = true};

MemoryPlan TaskManagerIn(std::optional<Bytes> limit, const Pairs& more = {},
                         const std::string& headroom = "") {
  InContainer it{.file = {{kTmProcess, "4g"}, {"taskmanager.memory.managed.fraction", "0.3"}}};
  it.file.insert(it.file.end(), more.begin(), more.end());
  it.limits = LimitedTo(limit);
  it.settings = SettingsOf("", headroom);
  Result<MemoryPlan> plan = Resolve(it);
  EXPECT_TRUE(plan) << plan.error().what;
  return *std::move(plan);
}

MemoryPlan JobManager() {
  return *Resolve({.process = Process::kJobManager,
                   .version = "1.20",
                   .file = {{"jobmanager.memory.process.size", "1600m"}},
                   .limits = LimitedTo(std::nullopt)});
}

MemoryComparison Comparison(const Pairs& before, const Pairs& after) {
  return {"with a change", ResolveTm("2.3", before), *ResolveTm("2.3", after)};
}

std::vector<SweepPoint> Points(Process process) {
  std::vector<SweepPoint> points;
  const Result<std::vector<Bytes>> limits = ParseSweep("512m..16g");
  for (const Bytes limit : *limits) {
    points.push_back({limit, Resolve({.process = process, .limits = LimitedTo(limit)})});
  }
  return points;
}

MemoryInputs Inputs() {
  MemoryInputs inputs{.release = *Release::Parse("2.3")};
  inputs.config = ConfigOf({{kTmProcess, "4g"}, {"taskmanager.network.memory.min", "80m"}});
  inputs.config.Put(kTmProcess, {ConfigValue::Kind::kString, "2g", Origin::CommandLine("-D")});
  inputs.container.settings.mode = ContainerMode::kOff;
  return inputs;
}

std::string Show(std::string_view key) {
  const Result<OptionView> view = ViewOption(Inputs(), key);
  return view ? OptionViewText(*view, kPiped) : view.error().what;
}

struct Golden {
  const char* file;
  std::function<std::string()> text;
};
class ExplainGoldenTest : public testing::TestWithParam<Golden> {};

TEST_P(ExplainGoldenTest, IsAsItWasLookedAt) {
  const std::string path = std::string(TESTDATA) + "/explain/" + GetParam().file;
  const std::string text = GetParam().text();
  if (std::getenv("REWRITE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(text, golden.str());
}

INSTANTIATE_TEST_SUITE_P(
    All, ExplainGoldenTest,
    testing::ValuesIn(std::vector<Golden>{
        {"taskmanager-60.txt",
         [] {
           return ExplainText(TaskManagerIn(Bytes::Gibi(5), {}, "10%"),
                              {.width = 60, .utf8 = true});
         }},
        {"taskmanager-80-colour.txt",
         [] {
           return ExplainText(TaskManagerIn(Bytes::Gibi(3), {{"taskmanager.memory.proces", "3"}}),
                              {.width = 80, .color = true, .utf8 = true});
         }},
        {"taskmanager-115.txt",
         [] {
           return ExplainText(TaskManagerIn(Bytes::Gibi(2), {{kTmProcess, "1728m"}}),
                              {.width = 115, .utf8 = true});
         }},
        {"taskmanager-160.txt",
         [] { return ExplainText(TaskManagerIn(Bytes::Gibi(6)), {.width = 160, .utf8 = true}); }},
        {"taskmanager-piped-ascii.txt",
         [] { return ExplainText(TaskManagerIn(std::nullopt), TextStyle{}); }},
        {"jobmanager-piped.txt", [] { return ExplainText(JobManager(), kPiped); }},
        {"picture-40.txt",
         [] { return MemoryPicture(TaskManagerIn(Bytes::Gibi(5)), {.width = 40, .utf8 = true}); }},
        {"picture-far-limit.txt",
         [] { return MemoryPicture(TaskManagerIn(Bytes::Gibi(64)), kPiped); }},
        {"taskmanager.svg", [] { return MemorySvg(TaskManagerIn(Bytes::Gibi(6))); }},
        {"taskmanager-above-limit.svg", [] { return MemorySvg(TaskManagerIn(Bytes::Gibi(3))); }},
        {"jobmanager.svg", [] { return MemorySvg(JobManager()); }},
        {"taskmanager.json", [] { return ExplainJson(TaskManagerIn(Bytes::Gibi(6))); }},
        {"taskmanager.args", [] { return ExplainArgs(TaskManagerIn(std::nullopt)); }},
        {"taskmanager.env", [] { return ExplainEnv(TaskManagerIn(std::nullopt)); }},
        {"comparison-120.txt",
         [] {
           return ComparisonText(
               Comparison({{kTmProcess, "4g"}},
                          {{kTmProcess, "5g"}, {"taskmanager.memory.managed.size", "0"}}),
               {.width = 120, .utf8 = true});
         }},
        {"comparison-60-colour.txt",
         [] {
           return ComparisonText(Comparison({{kTmProcess, "4g"}}, {{kTmProcess, "2g"}}),
                                 {.width = 60, .color = true, .utf8 = true});
         }},
        {"comparison-nothing.txt",
         [] {
           return ComparisonText(Comparison({{kTmProcess, "4g"}}, {{kTmProcess, "4096m"}}), kPiped);
         }},
        {"comparison-mended.txt",
         [] {
           return ComparisonText(Comparison({{kTmProcess, "600m"}}, {{kTmProcess, "2g"}}), kPiped);
         }},
        {"sweep-taskmanager.txt", [] { return SweepText(Points(Process::kTaskManager), kPiped); }},
        {"sweep-jobmanager-60-colour.txt",
         [] {
           return SweepText(Points(Process::kJobManager),
                            {.width = 60, .color = true, .utf8 = true});
         }},
        {"show-overridden.txt", [] { return Show(kTmProcess); }},
        {"show-deprecated.txt", [] { return Show("taskmanager.network.memory.min"); }},
        {"show-default.txt", [] { return Show("taskmanager.memory.jvm-overhead.fraction"); }},
        {"show-gone.txt", [] { return Show("taskmanager.heap.size"); }},
        {"show-other-process.txt", [] { return Show("jobmanager.memory.heap.size"); }},
        {"show-slots.txt", [] { return Show("taskmanager.numberOfTaskSlots"); }},
        {"show-not-set.txt", [] { return Show("taskmanager.memory.task.heap.size"); }},
    }),
    [](const auto& param_info) {
      std::string name = param_info.param.file;
      for (char& c : name) {
        if (c == '-' || c == '.') c = '_';
      }
      return name;
    });

}  // namespace
}  // namespace flink_launcher
