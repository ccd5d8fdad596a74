#include "resolver/dynamic_properties.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace flink_launcher {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

struct ArgumentsCase {
  const char* name;
  std::vector<std::string> arguments;
  Pairs pairs;
};
class DynamicPropertiesTest : public testing::TestWithParam<ArgumentsCase> {};

TEST_P(DynamicPropertiesTest, ReadsArgumentsAsFlinkDoes) {
  const Result<Config> config = ParseDynamicProperties(GetParam().arguments);
  ASSERT_TRUE(config) << config.error().what;
  Pairs pairs;
  for (const ConfigEntry& entry : config->entries()) {
    pairs.emplace_back(entry.key, entry.value.text);
    EXPECT_EQ(entry.value.kind, ConfigValue::Kind::kString);
    EXPECT_EQ(entry.value.origin, Origin::CommandLine("-D"));
  }
  EXPECT_EQ(pairs, GetParam().pairs);
}

INSTANTIATE_TEST_SUITE_P(
    Arguments, DynamicPropertiesTest,
    testing::ValuesIn(std::vector<ArgumentsCase>{
        {"None", {}, {}},
        {"TwoForms", {"-D", "a=1", "-Db=2"}, {{"a", "1"}, {"b", "2"}}},
        {"SplitsAtTheFirstEquals", {"-Dk=v=w", "-D", "l=v=w"}, {{"k", "v=w"}, {"l", "v=w"}}},
        {"FlagIsTrue", {"-Dk"}, {{"k", "true"}}},
        {"EmptyValue", {"-Dk=", "-D", "l="}, {{"k", ""}, {"l", ""}}},
        {"EmptyKey", {"-D="}, {{"", "true"}}},
        {"EqualsForm", {"-D=x", "-D=a=b", "-D==v"}, {{"x", "true"}, {"a", "b"}, {"", "v"}}},
        {"QuotesGoInTheTwoTokenForm", {"-D", "\"k=v\"", "-Dl=\"v\""}, {{"k", "v"}, {"l", "\"v\""}}},
        {"InnerQuotesStay", {"-D", "\"k=\"v\""}, {{"\"k", "\"v\""}}},
        {"BlanksStay", {"-D k= v "}, {{" k", " v "}}},
        {"LastWins", {"-Dk=1", "-Dk=2"}, {{"k", "2"}}},
        {"OthersAreDropped",
         {"host", "8081", "--host", "h", "-x", "--", "--configDir=/c", "-Dk=v"},
         {{"k", "v"}}},
        {"LaterConfigDirIsSkipped", {"--configDir", "/c", "-c", "/d", "-Dk=v"}, {{"k", "v"}}},
        {"SingleHyphenConfigDir", {"-configDir", "/c", "-Dk=v"}, {{"k", "v"}}},
        {"BareNameEndsParsing", {"-Da=1", "c", "/d", "-Db=2"}, {{"a", "1"}}},
        {"BareDEndsParsing", {"D", "k=v", "-Db=2"}, {}},
        {"DoubleHyphenDEndsParsing", {"--D", "k=v", "-Db=2"}, {}},
        {"BareNameCompletesAProperty", {"-D", "k", "D", "x=y", "-Db=2"}, {{"k", "D"}}},
        {"HyphenIsAKey", {"-D", "-x=1"}, {{"-x", "1"}}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

Error Usage(std::string what, std::string flag, std::string why, std::string fix,
            std::vector<std::string> keys = {}) {
  return Error{ErrorCode::kUsage, std::move(what), Origin::CommandLine(std::move(flag)),
               std::move(why),    std::move(fix),  std::move(keys)};
}

struct RefusedCase {
  const char* name;
  std::vector<std::string> arguments;
  Error error;
};
class DynamicPropertiesErrorTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(DynamicPropertiesErrorTest, SaysWhatIsMissing) {
  const Result<Config> config = ParseDynamicProperties(GetParam().arguments);
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error(), GetParam().error) << config.error().what;
}

const Error kNoProperty = Usage(
    "-D has no property", "-D",
    "KEY=VALUE must follow it; Flink's own command line parser refuses it", "write -D KEY=VALUE");
const Error kNoValue = Usage("-D k has no value", "-D",
                             "there is no '=' in 'k'; Flink's own command line parser refuses it",
                             "write -D k=VALUE", {"k"});

INSTANTIATE_TEST_SUITE_P(Refused, DynamicPropertiesErrorTest,
                         testing::ValuesIn(std::vector<RefusedCase>{
                             {"NothingFollows", {"-D"}, kNoProperty},
                             {"AnOptionFollows", {"-D", "-Dk=v"}, kNoProperty},
                             {"AConfigDirFollows", {"-D", "--configDir", "/c"}, kNoProperty},
                             {"SomethingLikeAnOptionFollows", {"-D", "-conf"}, kNoProperty},
                             {"DoubleHyphenFollows", {"-D", "--"}, kNoProperty},
                             {"NoEquals", {"-D", "k"}, kNoValue},
                             {"NoEqualsThenProperty", {"-D", "k", "-Dl=v"}, kNoValue},
                             {"NoEqualsThenDropped", {"-D", "k", "v"}, kNoValue},
                             {"NoDirectory",
                              {"--configDir"},
                              Usage("--configDir has no directory", "--configDir",
                                    "Flink's own command line parser refuses it",
                                    "write --configDir DIRECTORY")},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
