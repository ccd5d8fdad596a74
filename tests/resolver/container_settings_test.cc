#include "resolver/container_settings.h"

#include <gtest/gtest.h>

#include <vector>

namespace flink_launcher {
namespace {

const Origin kToml = Origin::File("launcher.toml", 2, 1);

TEST(ContainerSettingsTest, FillsAndWarnsWithoutHeadroomByDefault) {
  EXPECT_EQ(*ParseContainerSettings({}),
            (ContainerSettings{.mode = ContainerMode::kFill, .on_exceed = OnExceed::kWarn}));
}

TEST(ContainerSettingsTest, ReadsEachWord) {
  const auto mode = [](const char* text) {
    return ParseContainerSettings({.memory = SettingText{text, kToml}})->mode;
  };
  EXPECT_EQ(mode("fill"), ContainerMode::kFill);
  EXPECT_EQ(mode("override"), ContainerMode::kOverride);
  EXPECT_EQ(mode("off"), ContainerMode::kOff);
  const auto on_exceed = [](const char* text) {
    return ParseContainerSettings({.on_exceed = SettingText{text, kToml}})->on_exceed;
  };
  EXPECT_EQ(on_exceed("warn"), OnExceed::kWarn);
  EXPECT_EQ(on_exceed("fail"), OnExceed::kFail);
  EXPECT_EQ(on_exceed("fit"), OnExceed::kFit);
}

TEST(ContainerSettingsTest, ASizeIsFillWithThatLimit) {
  const auto settings = ParseContainerSettings({.memory = SettingText{"4 gb", kToml}});
  EXPECT_EQ(settings->mode, ContainerMode::kFill);
  EXPECT_EQ(settings->pretended_limit, Bytes::Gibi(4));
  EXPECT_EQ(settings->mode_origin, kToml);
}

struct HeadroomCase {
  const char* name;
  const char* text;
  Bytes limit;
  std::int64_t expected;
};
class HeadroomTest : public testing::TestWithParam<HeadroomCase> {};

TEST_P(HeadroomTest, StaysFree) {
  const auto settings = ParseContainerSettings({.headroom = SettingText{GetParam().text, kToml}});
  ASSERT_TRUE(settings) << settings.error().why;
  EXPECT_EQ(settings->headroom.Of(GetParam().limit).count(), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(All, HeadroomTest,
                         testing::ValuesIn(std::vector<HeadroomCase>{
                             {"Nothing", "0", Bytes::Gibi(1), 0},
                             {"Size", "100m", Bytes::Gibi(1), 100 << 20},
                             {"SizeAboveTheLimit", "2g", Bytes::Gibi(1), std::int64_t{2} << 30},
                             {"Percentage", "25%", Bytes::Gibi(1), 256 << 20},
                             {"NoPercentage", "0%", Bytes::Gibi(1), 0},
                             {"OneDecimal", "12.5%", Bytes::Gibi(1), 128 << 20},
                             {"TwoDecimals", "0.01%", Bytes::Of(20000), 2},
                             {"RoundedUp", "10%", Bytes::Of(1001), 101},
                             {"RoundedUpFromNextToNothing", "0.01%", Bytes::Of(1), 1},
                             {"LargestLimit", "99.99%", Bytes::Max(), 9222449699651090330},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

struct BadSettingCase {
  const char* name;
  ContainerSettingTexts texts;
  const char* what;
  const char* why;
  const char* fix;
};
class BadSettingTest : public testing::TestWithParam<BadSettingCase> {};

TEST_P(BadSettingTest, NamesValuePlaceAndRemedy) {
  const auto settings = ParseContainerSettings(GetParam().texts);
  ASSERT_FALSE(settings);
  EXPECT_EQ(settings.error().code, ErrorCode::kUsage);
  EXPECT_EQ(settings.error().what, GetParam().what);
  EXPECT_EQ(settings.error().where, kToml);
  EXPECT_EQ(settings.error().why, GetParam().why);
  EXPECT_EQ(settings.error().fix, GetParam().fix);
}

constexpr char kModeFix[] = "write fill, override, off, or a size, as \"4g\"";
constexpr char kHeadroomFix[] = "write a size, as \"256m\", or a percentage, as \"10%\"";
constexpr char kPercentage[] =
    "a percentage is at least 0, below 100, and has at most two decimals";

INSTANTIATE_TEST_SUITE_P(All, BadSettingTest,
                         testing::ValuesIn(std::vector<BadSettingCase>{
                             {"UnknownMode",
                              {.memory = SettingText{"full", kToml}},
                              "container.memory: cannot take 'full'",
                              "it is no mode, and no size above 0",
                              kModeFix},
                             {"NoMemory",
                              {.memory = SettingText{"0", kToml}},
                              "container.memory: cannot take '0'",
                              "it is no mode, and no size above 0",
                              kModeFix},
                             {"AllOfIt",
                              {.headroom = SettingText{"100%", kToml}},
                              "container.headroom: cannot take '100%'",
                              kPercentage,
                              kHeadroomFix},
                             {"NegativePercentage",
                              {.headroom = SettingText{"-5%", kToml}},
                              "container.headroom: cannot take '-5%'",
                              kPercentage,
                              kHeadroomFix},
                             {"ThreeDecimals",
                              {.headroom = SettingText{"1.125%", kToml}},
                              "container.headroom: cannot take '1.125%'",
                              kPercentage,
                              kHeadroomFix},
                             {"NoDecimals",
                              {.headroom = SettingText{"1.%", kToml}},
                              "container.headroom: cannot take '1.%'",
                              kPercentage,
                              kHeadroomFix},
                             {"UnknownUnit",
                              {.headroom = SettingText{"5 q", kToml}},
                              "container.headroom: cannot take '5 q'",
                              "'5 q' is not a memory size",
                              kHeadroomFix},
                             {"UnknownReaction",
                              {.on_exceed = SettingText{"die", kToml}},
                              "container.on-exceed: cannot take 'die'",
                              "",
                              "write warn, fail or fit"},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
