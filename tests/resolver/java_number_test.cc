#include "resolver/java_number.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace flink_launcher {
namespace {

TEST(TrimJavaTest, StripsEverythingUpToTheBlank) {
  EXPECT_EQ(TrimJava(" \t\r\n\x01x y\x1f "), "x y");
  EXPECT_EQ(TrimJava("\xC2\xA0x"), "\xC2\xA0x");  // a no-break space stays
  EXPECT_EQ(TrimJava("  "), "");
}

struct TextCase {
  const char* text;
  const char* java;  // what Java prints for it; "!" where it throws
};

// Java's answers, from Float.parseFloat of JDK 17.
TEST(ParseJavaFloatTest, ReadsWhatJavaReads) {
  const std::vector<TextCase> cases = {
      {"1", "1.0"},
      {"1.", "1.0"},
      {"  .5 ", "0.5"},
      {".", "!"},
      {"", "!"},
      {"1e", "!"},
      {"1e5", "100000.0"},
      {"1e+5", "100000.0"},
      {"1d", "1.0"},
      {"1fd", "!"},
      {"0x1p-2", "0.25"},
      {"0x1.8p1", "3.0"},
      {"0x1", "!"},
      {"0x.8p0", "0.5"},
      {"0x.p0", "!"},
      {"NaN", "NaN"},
      {"-NaN", "NaN"},
      {"nan", "!"},
      {"inf", "!"},
      {"Infinity", "Infinity"},
      {"-Infinity", "-Infinity"},
      {"Infinityf", "!"},
      {"1e99", "Infinity"},
      {"-1e-99", "-0.0"},
      {"1_0", "!"},
      {"0x1p2f", "4.0"},
      {" 1 f", "!"},
      {"+.5e0D", "0.5"},
      {"--1", "!"},
      {"\xC2\xA0"
       "1",
       "!"},
      {"1e99999999999999999999", "Infinity"},
      {"0e99999999999999999999", "0.0"},
      {"1e-46", "0.0"},
      {"0x1p99999999999", "Infinity"},
  };
  for (const auto& [text, java] : cases) {
    const std::optional<float> value = ParseJavaFloat(text);
    EXPECT_EQ(value ? JavaDoubleText(static_cast<double>(*value)) : "!", java) << text;
  }
}

TEST(ParseJavaFloatTest, RoundsOnce) {
  // 1 + 2^-24 + 2^-54: as a double first it would be 1 + 2^-24, a tie, and round down.
  EXPECT_EQ(ParseJavaFloat("1.00000005960464483090"), 1.0F + 0x1p-23F);
  EXPECT_EQ(static_cast<float>(*ParseJavaDouble("1.00000005960464483090")), 1.0F);
}

TEST(ParseJavaIntTest, ReadsWhatJavaReads) {
  const std::vector<TextCase> cases = {
      {"1", "1"},           {"+1", "1"},
      {"-1", "-1"},         {"+-1", "!"},
      {"-+1", "!"},         {"", "!"},
      {"+", "!"},           {"-", "!"},
      {"01", "1"},          {" 1", "!"},
      {"1 ", "!"},          {"2147483647", "2147483647"},
      {"2147483648", "!"},  {"-2147483648", "-2147483648"},
      {"-2147483649", "!"}, {"1.0", "!"},
      {"0x1", "!"},         {"1_0", "!"},
      {"\u0663", "3"},      {"-\u0967\uFF10", "-10"},
      {"\u00B2", "!"},      {"\U0001D7D1", "!"},
  };
  for (const auto& [text, java] : cases) {
    const std::optional<std::int32_t> value = ParseJavaInt(text);
    EXPECT_EQ(value ? std::to_string(*value) : "!", java) << text;
  }
}

TEST(ParseJavaLongTest, Has64Bits) {
  EXPECT_EQ(ParseJavaLong("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(ParseJavaLong("9223372036854775808"), std::nullopt);
}

TEST(JavaDoubleTextTest, LaysOutAsJava) {
  const std::vector<std::pair<double, const char*>> cases = {
      {0.0, "0.0"},
      {-0.0, "-0.0"},
      {1.0, "1.0"},
      {2.5, "2.5"},
      {0.001, "0.001"},
      {0.0009, "9.0E-4"},
      {0.01, "0.01"},
      {9999999.0, "9999999.0"},
      {1e7, "1.0E7"},
      {12345678.9, "1.23456789E7"},
      {1e-4, "1.0E-4"},
      {123456.789, "123456.789"},
      {1e21, "1.0E21"},
      {1.7976931348623157e308, "1.7976931348623157E308"},
      {static_cast<double>(0.1F), "0.10000000149011612"},
      {static_cast<double>(0.4F), "0.4000000059604645"},
  };
  for (const auto& [value, text] : cases) EXPECT_EQ(JavaDoubleText(value), text);
}

}  // namespace
}  // namespace flink_launcher
