// Replays the answers that real Flink gave (scripts/record-vectors) through the resolver, without
// Java: same acceptance, JVM arguments, dynamic properties in their order, and keys named.

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "resolver/release.h"
#include "tests/differential/run_resolver.h"

namespace flink_launcher {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kFewestVectors = 100;  // fewer would mean that a file was cut

std::optional<std::string> OptionalText(const Json& vector, const char* field) {
  if (!vector.contains(field)) return std::nullopt;
  return vector[field].get<std::string>();
}

ResolverCase CaseOf(const Json& vector) {
  return {.process = vector["process"] == "TM" ? Process::kTaskManager : Process::kJobManager,
          .legacy_file = OptionalText(vector, "legacy_file"),
          .standard_file = OptionalText(vector, "standard_file"),
          .arguments = vector["arguments"].get<std::vector<std::string>>(),
          .heap_variable = OptionalText(vector, "heap_variable")};
}

FlinkAnswer AnswerOf(const Json& vector) {
  return {.accepted = vector["accepted"].get<bool>(),
          .jvm_parameters = vector.value("jvm_parameters", ""),
          .dynamic_parameters = vector.value("dynamic_parameters", ""),
          .failure = vector.value("failure", std::vector<std::string>())};
}

class VectorsTest : public testing::TestWithParam<ReleaseLine> {};

TEST_P(VectorsTest, ResolverAnswersAsRecordedFlinkDid) {
  const std::string path = FLINK_LAUNCHER_VECTORS "/" + GetParam().Text() + ".jsonl";
  std::ifstream file(path);
  std::string line;
  ASSERT_TRUE(std::getline(file, line)) << path << ": record it with scripts/record-vectors";
  const Result<Release> release = Release::Parse(Json::parse(line)["flink"].get<std::string>());
  ASSERT_TRUE(release);
  ASSERT_EQ(release->line, GetParam());
  std::size_t count = 0;
  for (; std::getline(file, line); ++count) {
    const Json vector = Json::parse(line);
    const ResolverCase subject = CaseOf(vector);
    const FlinkAnswer flink = AnswerOf(vector);
    const OurAnswer ours = RunResolver(subject, *release);
    EXPECT_EQ(Differences(flink, ours), std::vector<std::string>())
        << path << ":" << count + 2 << "\n"
        << Describe(subject) << Describe(flink) << Describe(ours);
  }
  EXPECT_GE(count, kFewestVectors) << path;
}

INSTANTIATE_TEST_SUITE_P(RecordedFlink, VectorsTest,
                         testing::ValuesIn(KnownReleaseLines().begin(), KnownReleaseLines().end()),
                         [](const auto& param_info) {
                           return "Flink" + std::to_string(param_info.param.major) + "_" +
                                  std::to_string(param_info.param.minor);
                         });

// The comparison itself must be able to fail.
TEST(DifferencesTest, SaysWhichPartDiffers) {
  const FlinkAnswer flink{
      .accepted = true, .jvm_parameters = "-Xmx1", .dynamic_parameters = "-D a=b"};
  EXPECT_EQ(Differences(flink, OurAnswer{true, "-Xmx2", "-D a=b", ""}),
            std::vector<std::string>{"JVM arguments"});
  EXPECT_EQ(Differences(flink, OurAnswer{true, "-Xmx1", "-D a=c", ""}),
            std::vector<std::string>{"dynamic properties"});
  EXPECT_EQ(Differences(flink, OurAnswer{false, "", "", "broken"}),
            std::vector<std::string>{"Flink accepts this, we reject it"});
  EXPECT_EQ(Differences(flink, OurAnswer{true, "-Xmx1", "-D a=b", ""}), std::vector<std::string>());
}

TEST(DifferencesTest, WantsEveryKeyThatFlinkNames) {
  const FlinkAnswer flink{.failure = {"java.lang.IllegalArgumentException: Could not parse value "
                                      "'x' for key 'external-resource.my gpu.amount'."}};
  EXPECT_EQ(Differences(flink, OurAnswer{false, "", "", "a value does not parse"}),
            std::vector<std::string>{"our error does not name external-resource.my gpu.amount"});
}

TEST(KeysNamedTest, LeavesOutFallbackKeys) {
  EXPECT_EQ(KeysNamed({"X: Inconsistently configured Key: 'taskmanager.memory.network.fraction' , "
                       "default: 0.1 (fallback keys: [{key=taskmanager.network.memory.fraction, "
                       "isDeprecated=true}]) (2.0) and its min"}),
            std::vector<std::string>{"taskmanager.memory.network.fraction"});
}

}  // namespace
}  // namespace flink_launcher
