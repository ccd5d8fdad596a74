#include "platform/cgroup_values.h"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace flink_launcher {
namespace {

using ByteLimit = LimitText<Bytes>;
using QuotaLimit = LimitText<CpuQuota>;

struct LimitCase {
  const char* name;
  const char* text;
  ByteLimit limit;
};

class V2LimitTest : public testing::TestWithParam<LimitCase> {};
TEST_P(V2LimitTest, IsUnderstood) { EXPECT_EQ(ParseV2Limit(GetParam().text), GetParam().limit); }
INSTANTIATE_TEST_SUITE_P(Texts, V2LimitTest,
                         testing::ValuesIn(std::vector<LimitCase>{
                             {"Max", "max\n", ByteLimit::None()},
                             {"Number", "1073741824\n", ByteLimit::Of(Bytes::Gibi(1))},
                             {"WithoutNewline", "4096", ByteLimit::Of(Bytes::Of(4096))},
                             {"Zero", "0\n", ByteLimit::Of(Bytes::Of(0))},
                             {"Largest", "9223372036854775807", ByteLimit::Of(Bytes::Max())},
                             {"TooLarge", "9223372036854775808", ByteLimit::Nonsense()},
                             {"Negative", "-1\n", ByteLimit::Nonsense()},
                             {"Signed", "+1\n", ByteLimit::Nonsense()},
                             {"Empty", "", ByteLimit::Nonsense()},
                             {"Unit", "1G\n", ByteLimit::Nonsense()},
                             {"TwoNumbers", "1 2\n", ByteLimit::Nonsense()},
                             {"TwoLines", "1\n2\n", ByteLimit::Nonsense()},
                             {"Uppercase", "MAX\n", ByteLimit::Nonsense()},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

class V1LimitTest : public testing::TestWithParam<LimitCase> {};
TEST_P(V1LimitTest, IsUnderstood) { EXPECT_EQ(ParseV1Limit(GetParam().text), GetParam().limit); }
INSTANTIATE_TEST_SUITE_P(Texts, V1LimitTest,
                         testing::ValuesIn(std::vector<LimitCase>{
                             {"Number", "536870912\n", ByteLimit::Of(Bytes::Mebi(512))},
                             {"Page4K", "9223372036854771712\n", ByteLimit::None()},
                             {"Page16K", "9223372036854759424\n", ByteLimit::None()},
                             {"Page64K", "9223372036854710272\n", ByteLimit::None()},
                             {"OldKernel", "9223372036854775807\n", ByteLimit::None()},
                             {"ThreeSeries", "18446744073709551615\n", ByteLimit::None()},
                             {"JustBelow", "9223372036853727230\n",
                              ByteLimit::Of(Bytes::Of(9223372036853727230))},
                             {"Beyond64Bits", "18446744073709551616\n", ByteLimit::Nonsense()},
                             {"MaxIsNoV1Word", "max\n", ByteLimit::Nonsense()},
                             {"Negative", "-1\n", ByteLimit::Nonsense()},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

struct QuotaCase {
  const char* name;
  const char* text;
  QuotaLimit limit;
};
class CpuMaxTest : public testing::TestWithParam<QuotaCase> {};
TEST_P(CpuMaxTest, IsUnderstood) { EXPECT_EQ(ParseCpuMax(GetParam().text), GetParam().limit); }
INSTANTIATE_TEST_SUITE_P(Texts, CpuMaxTest,
                         testing::ValuesIn(std::vector<QuotaCase>{
                             {"Max", "max 100000\n", QuotaLimit::None()},
                             {"Half", "50000 100000\n", QuotaLimit::Of({50000, 100000})},
                             {"LargestKernelQuota", "17592186044416 1000000",
                              QuotaLimit::Of({17592186044416, 1000000})},
                             {"QuotaTooLarge", "17592186044417 1000000", QuotaLimit::Nonsense()},
                             {"ZeroQuota", "0 100000", QuotaLimit::Nonsense()},
                             {"LessThanAMillisecond", "999 100000", QuotaLimit::Nonsense()},
                             {"ZeroPeriod", "1000 0", QuotaLimit::Nonsense()},
                             {"PeriodTooLong", "1000 1000001", QuotaLimit::Nonsense()},
                             {"MissingPeriod", "50000", QuotaLimit::Nonsense()},
                             {"MaxWithoutPeriod", "max", QuotaLimit::Nonsense()},
                             {"MaxWithNonsense", "max x", QuotaLimit::Nonsense()},
                             {"Negative", "-1 100000", QuotaLimit::Nonsense()},
                             {"Three", "1000 1000 1000", QuotaLimit::Nonsense()},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(CfsQuotaTest, MinusOneIsNoLimit) {
  EXPECT_EQ(ParseCfsQuota("-1\n", "100000\n"), QuotaLimit::None());
  EXPECT_EQ(ParseCfsQuota("-1\n", ""), QuotaLimit::None());
  EXPECT_EQ(ParseCfsQuota("75000\n", "50000\n"), QuotaLimit::Of({75000, 50000}));
  EXPECT_EQ(ParseCfsQuota("75000\n", ""), QuotaLimit::Nonsense());
  EXPECT_EQ(ParseCfsQuota("-2\n", "100000\n"), QuotaLimit::Nonsense());
}

TEST(CpuQuotaTest, IsAFractionOfCpus) {
  const CpuQuota quota{225000, 100000};
  EXPECT_EQ(quota.MilliCpus(), 2250);
  EXPECT_EQ(quota.WholeCpus(), 2);
  EXPECT_EQ(quota.CpusRoundedUp(), 3);
  const CpuQuota half{50000, 100000};
  EXPECT_EQ(half.WholeCpus(), 1);
  EXPECT_EQ(half.CpusRoundedUp(), 1);
  EXPECT_EQ((CpuQuota{100000, 300000}).MilliCpus(), 333);
}

TEST(CpuQuotaTest, ComparesFractionsExactly) {
  EXPECT_TRUE((CpuQuota{100000, 100000}).IsTighterThan({100001, 100000}));
  EXPECT_TRUE((CpuQuota{1000, 3000}).IsTighterThan({33334, 100000}));
  EXPECT_FALSE((CpuQuota{1000, 3000}).IsTighterThan({33333, 100000}));
  EXPECT_FALSE((CpuQuota{50000, 50000}).IsTighterThan({100000, 100000}));
  const std::int64_t largest = std::int64_t{1} << 44;
  EXPECT_TRUE((CpuQuota{largest - 1, 1000000}).IsTighterThan({largest, 1000000}));
}

struct CpuListCase {
  const char* name;
  const char* text;
  std::optional<int> count;
};
class CpuListTest : public testing::TestWithParam<CpuListCase> {};
TEST_P(CpuListTest, IsCounted) { EXPECT_EQ(CountCpus(GetParam().text), GetParam().count); }
INSTANTIATE_TEST_SUITE_P(Texts, CpuListTest,
                         testing::ValuesIn(std::vector<CpuListCase>{
                             {"One", "0\n", 1},
                             {"Range", "0-3\n", 4},
                             {"Mixed", "0-3,8,10-11\n", 7},
                             {"Empty", "\n", 0},
                             {"Backwards", "3-1", std::nullopt},
                             {"Descending", "4,2", std::nullopt},
                             {"Twice", "0-3,3", std::nullopt},
                             {"OpenRange", "0-", std::nullopt},
                             {"Comma", "0,,2", std::nullopt},
                             {"Word", "all", std::nullopt},
                             {"TooMany", "0-4294967295", std::nullopt},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(StatTest, FindsTheWholeKey) {
  bool malformed = true;
  const auto entry =
      FindStat("oom_kill_disable 0\nunder_oom 1\noom_kill 7\n", "oom_kill", &malformed);
  ASSERT_TRUE(entry);
  EXPECT_FALSE(malformed);
  EXPECT_EQ(entry->value, 7U);
  EXPECT_EQ(entry->line, 3);
}

TEST(StatTest, TellsMissingFromMalformed) {
  bool malformed = true;
  EXPECT_FALSE(FindStat("a 1\n", "b", &malformed));
  EXPECT_FALSE(malformed);
  EXPECT_FALSE(FindStat("b x\n", "b", &malformed));
  EXPECT_TRUE(malformed);
  EXPECT_FALSE(FindStat("", "b", &malformed));
  EXPECT_FALSE(malformed);
}

TEST(MemTotalTest, IsInKibibytes) {
  EXPECT_EQ(ParseMemTotal("MemTotal:       24684096 kB\nMemFree: 1 kB\n"), Bytes::Kibi(24684096));
  EXPECT_EQ(ParseMemTotal("MemFree: 1 kB\n"), std::nullopt);
  EXPECT_EQ(ParseMemTotal("MemTotal: 1 MB\n"), std::nullopt);
  EXPECT_EQ(ParseMemTotal("MemTotal: 9223372036854775807 kB\n"), std::nullopt);
}

}  // namespace
}  // namespace flink_launcher
