#include "resolver/fraction.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace flink_launcher {
namespace {

using Kind = ConfigValue::Kind;

Fraction Of(const std::string& text) {
  return Fraction::Parse({Kind::kString, text, {}}).value_or(Fraction{-1});
}

TEST(FractionTest, ReadsStringsAndYamlIntegersAsFloats) {
  EXPECT_EQ(Of("0.1").value, 0.1F);
  EXPECT_EQ(Of(" 0x1p-2f ").value, 0.25F);
  EXPECT_EQ(Fraction::Parse({Kind::kInteger, "0", {}}), Fraction{0});
  EXPECT_EQ(Fraction::Parse({Kind::kBoolean, "true", {}}), std::nullopt);
  EXPECT_EQ(Fraction::Parse({Kind::kString, "10%", {}}), std::nullopt);
}

TEST(FractionTest, AYamlFloatMustLieInTheRangeOfAFloat) {
  EXPECT_EQ(Fraction::Parse({Kind::kFloat, "0.1", {}}), Fraction{0.1F});
  EXPECT_EQ(Fraction::Parse({Kind::kFloat, "0.0", {}}), Fraction{0});
  for (const char* text : {"1.0E39", "-1.0E39", "1.0E-46", "NaN", "Infinity", "-Infinity"}) {
    EXPECT_EQ(Fraction::Parse({Kind::kFloat, text, {}}), std::nullopt) << text;
  }
  EXPECT_TRUE(Fraction::Parse({Kind::kString, "1.0E39", {}}));  // a string may overflow
}

TEST(FractionTest, AShareIsFromZeroToBelowOne) {
  for (const char* text : {"0", "-0.0", "0.5", "0.99999994"}) EXPECT_TRUE(Of(text).IsShare());
  for (const char* text : {"1", "1.5", "-0.1", "NaN", "Infinity"}) {
    EXPECT_FALSE(Of(text).IsShare()) << text;
  }
}

TEST(FractionTest, PrintsAsWrittenAndAsFlinkWidensIt) {
  EXPECT_EQ(Of("0.1").Text(), "0.1");
  EXPECT_EQ(Of("0.1").JavaText(), "0.10000000149011612");
}

struct ShareCase {
  Bytes base;
  const char* fraction;
  std::int64_t expected;
};

// Rows of real Flink (2.3.0).
TEST(ShareTest, MatchesFlink) {
  const std::vector<ShareCase> cases = {
      {Bytes::Mebi(1280), "0.1", 134217730},
      {Bytes::Mebi(1280), "0.4", 536870920},
      {Bytes::Gibi(4), "0.1", 429496736},
      {Bytes::Of(33017561088), "0.4", 13207024632},
      {Bytes::Gibi(2), "0", 0},
      {Bytes::Max(), "1e-40", 0},
  };
  for (const ShareCase& each : cases) {
    EXPECT_EQ(Share(each.base, Of(each.fraction)), Bytes::Of(each.expected)) << each.fraction;
  }
}

TEST(InverseShareTest, MatchesFlink) {
  const std::vector<ShareCase> cases = {
      {Bytes::Mebi(1792), "0.1", 208783135},
      {Bytes::Mebi(3456), "0.1", 402653190},
      {Bytes::Mebi(100), "-0.0", 0},
  };
  for (const ShareCase& each : cases) {
    EXPECT_EQ(InverseShare(each.base, Of(each.fraction)), Bytes::Of(each.expected));
  }
}

TEST(InverseShareTest, FailsAbove63Bits) {
  EXPECT_EQ(InverseShare(Bytes::Max(), Of("0.5")), Bytes::Max());
  EXPECT_EQ(InverseShare(Bytes::Max(), Of("0.50001")), std::nullopt);
  EXPECT_EQ(InverseShare(Bytes::Gibi(1), Of("0.99999994")), Bytes::Of(18014397435740160));
}

TEST(CpuCoresTextTest, PrintsAsFlinkDoes) {
  EXPECT_EQ(CpuCoresText(0.123456789, false), "0.123456789");  // 1.13
  EXPECT_EQ(CpuCoresText(0.123456789, true), "0.12345678");
  EXPECT_EQ(CpuCoresText(1e-9, true), "0.0");
  EXPECT_EQ(CpuCoresText(4, true), "4.0");
  EXPECT_EQ(CpuCoresText(12345678.9, true), "1.23456789E7");
  EXPECT_EQ(CpuCoresText(1e-4, true), "1.0E-4");
}

}  // namespace
}  // namespace flink_launcher
