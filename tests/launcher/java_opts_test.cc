#include "launcher/java_opts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::optional<std::string> Lookup(std::string_view name) {
  if (name == "NAME") return "value";
  return std::nullopt;
}

JavaOpts FromConfig(std::string text, std::string key = "env.java.opts.all") {
  return {std::move(text), Origin::File("conf/config.yaml", 7), std::move(key)};
}

ExpandedJavaOpts Expand(const char* release, const ScriptEnvironment& script, int java = 17) {
  const Result<ExpandedJavaOpts> opts =
      ExpandJavaOpts(*Release::Parse(release), script, java, Lookup);
  EXPECT_TRUE(opts) << opts.error().what;
  return opts ? *opts : ExpandedJavaOpts{};
}

TEST(ExpandJavaOptsTest, QuotesAndVariablesAreTheShells) {
  const ScriptEnvironment script = {.java_opts = {FromConfig("-Da=$NAME '-Db=$NAME c'")},
                                    .role_java_opts = {FromConfig("-Dd=${NAME}")}};
  const ExpandedJavaOpts opts = Expand("1.17", script);
  EXPECT_THAT(opts.words, ElementsAre("-Da=value", "-Db=$NAME c", "-Dd=value"));
  EXPECT_EQ(opts.exported, "-Da=value -Db=$NAME c -Dd=value");
}

TEST(ExpandJavaOptsTest, Release113ExpandsNothing) {
  const ScriptEnvironment script = {.java_opts = {FromConfig("\"-Da=$NAME  -Db='x'\"")}};
  const ExpandedJavaOpts opts = Expand("1.13", script);
  EXPECT_THAT(opts.words, ElementsAre("-Da=$NAME", "-Db='x'"));
  EXPECT_EQ(opts.exported, "-Da=$NAME  -Db='x' ");
}

struct QuoteCase {
  const char* name;
  const char* text;
  std::vector<std::string> words;
};

class OuterQuotesTest : public testing::TestWithParam<QuoteCase> {};

TEST_P(OuterQuotesTest, ComeOffOnlyAsAPair) {
  EXPECT_EQ(Expand("1.17", {.java_opts = {FromConfig(GetParam().text)}}).words, GetParam().words);
}

INSTANTIATE_TEST_SUITE_P(Quotes, OuterQuotesTest,
                         testing::ValuesIn(std::vector<QuoteCase>{
                             {"Whole", R"("-Da=1 -Db=2")", {"-Da=1", "-Db=2"}},
                             {"TwoPairs", R"("-Da=1 x" "-Db=2")", {"-Da=1 x", "-Db=2"}},
                             {"AtTheEnd", R"(-Da=1 -Db="2 3")", {"-Da=1", "-Db=2 3"}},
                             {"AtTheStart", R"("-Da=1 x" -Db=2)", {"-Da=1 x", "-Db=2"}},
                             {"Empty", R"("")", {}},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(ExpandJavaOptsTest, WhatTheScriptsAddDependsOnRelease) {
  const ScriptEnvironment script = {.java_opts = {FromConfig("-Da")},
                                    .role_java_opts = {FromConfig("-Dr")}};
  EXPECT_THAT(Expand("1.17", script, 21).words, ElementsAre("-Da", "-Dr"));
  EXPECT_THAT(Expand("1.18", script, 21).words,
              ElementsAre("-XX:+IgnoreUnrecognizedVMOptions", "-Da", "-Dr"));
  EXPECT_THAT(Expand("1.19", script, 21).words,
              ElementsAre("-XX:+IgnoreUnrecognizedVMOptions", "-Da",
                          "-Djava.security.manager=allow", "-Dr"));
}

TEST(ExpandJavaOptsTest, SecurityManagerForJava18To23Only) {
  for (const auto& [java, expected] : std::vector<std::pair<int, std::size_t>>{
           {8, 1}, {17, 1}, {18, 2}, {23, 2}, {24, 1}, {25, 1}}) {
    EXPECT_EQ(Expand("2.3", {}, java).words.size(), expected) << java;
  }
}

TEST(ExpandJavaOptsTest, AVariableOfTheUserGetsNothingAdded) {
  const ScriptEnvironment script = {
      .java_opts = {{"-Dv", Origin::Environment("FLINK_ENV_JAVA_OPTS"), "FLINK_ENV_JAVA_OPTS"}},
      .java_opts_from_variable = true};
  EXPECT_FALSE(NeedsJavaVersion(*Release::Parse("2.3"), script));
  EXPECT_THAT(Expand("2.3", script, 21).words, ElementsAre("-Dv"));
}

TEST(ExpandJavaOptsTest, TheJavaVersionIsNeededSince119) {
  EXPECT_FALSE(NeedsJavaVersion(*Release::Parse("1.18"), {}));
  EXPECT_TRUE(NeedsJavaVersion(*Release::Parse("1.19"), {}));
}

TEST(ExpandJavaOptsTest, CodeIsRefusedAndNamesItsPlace) {
  const Result<ExpandedJavaOpts> opts = ExpandJavaOpts(
      *Release::Parse("2.3"), {.java_opts = {FromConfig("-Dm=$(id -un)")}}, 17, Lookup);
  ASSERT_FALSE(opts);
  EXPECT_EQ(opts.error().code, ErrorCode::kConfig);
  EXPECT_EQ(opts.error().where.name, "conf/config.yaml");
  EXPECT_EQ(opts.error().where.line, 7);
}

TEST(SplitAtBlanksTest, AsAShellSplitsAnUnquotedVariable) {
  EXPECT_THAT(SplitAtBlanks(" a\tb\n\n c  "), ElementsAre("a", "b", "c"));
  EXPECT_THAT(SplitAtBlanks(" "), IsEmpty());
}

MemoryPlan Plan() {
  return {.process = Process::kTaskManager,
          .jvm_args = {"-Xmx512", "-Xms512", "-XX:MaxDirectMemorySize=128",
                       "-XX:MaxMetaspaceSize=256"}};
}

TEST(FlagConflictTest, JavaOptsWinAndJvmArgsLose) {
  const ScriptEnvironment script = {.jvm_args = "-Xmx1g -XX:MaxMetaspaceSize=256",
                                    .java_opts = {FromConfig("-XX:MaxDirectMemorySize=1g")}};
  const std::vector<Warning> warnings = FindFlagConflicts(Plan(), script, Expand("2.3", script));
  EXPECT_THAT(
      warnings,
      ElementsAre(Warning{.what = "-Xmx1g in JVM_ARGS has no effect: the computed -Xmx512 stands "
                                  "after it",
                          .where = Origin::Environment("JVM_ARGS"),
                          .fix = "set taskmanager.memory.task.heap.size instead",
                          .keys = {"taskmanager.memory.task.heap.size"}},
                  Warning{.what = "-XX:MaxDirectMemorySize=1g in env.java.opts.all (config.yaml:7) "
                                  "overrides the computed -XX:MaxDirectMemorySize=128: Flink's "
                                  "memory model does not know about it",
                          .where = Origin::File("conf/config.yaml", 7),
                          .fix = "set taskmanager.memory.task.off-heap.size instead",
                          .keys = {"taskmanager.memory.task.off-heap.size"}}));
}

TEST(FlagConflictTest, WithoutAComputedFlagThereIsNone) {
  MemoryPlan plan = Plan();
  plan.process = Process::kJobManager;
  plan.jvm_args = {"-Xmx512"};
  const ScriptEnvironment script = {
      .java_opts = {FromConfig("-XX:MaxDirectMemorySize=1g -Xmx512")}};
  EXPECT_THAT(FindFlagConflicts(plan, script, Expand("2.3", script)), IsEmpty());
}

TEST(FindMisspeltFlagsTest, NamesTheFlagItsPlaceAndTheNearestOne) {
  const ScriptEnvironment script = {.jvm_args = "-XX:MaxGCPauseMilis=9",
                                    .java_opts = {FromConfig("-XX:+UseG1GCC -Da=b")}};
  EXPECT_EQ(FindMisspeltFlags(script, Expand("1.18", script)),
            (std::vector<Warning>{
                {.what = "-XX:MaxGCPauseMilis=9 in JVM_ARGS is probably misspelt: Java ignores it, "
                         "and says nothing because of -XX:+IgnoreUnrecognizedVMOptions",
                 .where = Origin::Environment("JVM_ARGS"),
                 .fix = "did you mean -XX:MaxGCPauseMillis=9?",
                 .keys = {"JVM_ARGS"}},
                {.what = "-XX:+UseG1GCC in env.java.opts.all (config.yaml:7) is probably "
                         "misspelt: Java ignores it, and says nothing because of "
                         "-XX:+IgnoreUnrecognizedVMOptions",
                 .where = Origin::File("conf/config.yaml", 7),
                 .fix = "did you mean -XX:+UseG1GC?",
                 .keys = {"env.java.opts.all"}}}));
}

TEST(FindMisspeltFlagsTest, JavaItselfRefusesThemWhereNothingHidesThem) {
  ScriptEnvironment script = {.java_opts = {FromConfig("-XX:+UseG1GCC")}};
  EXPECT_THAT(FindMisspeltFlags(script, Expand("1.17", script)), IsEmpty());
  script.java_opts_from_variable = true;
  EXPECT_THAT(FindMisspeltFlags(script, Expand("2.3", script)), IsEmpty());
  script.jvm_args = "-XX:+IgnoreUnrecognizedVMOptions";
  EXPECT_THAT(FindMisspeltFlags(script, Expand("2.3", script)), testing::SizeIs(1));
}

}  // namespace
}  // namespace flink_launcher
