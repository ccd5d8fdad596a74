#include "launcher/memory_sweep.h"

#include <gtest/gtest.h>

#include <string>

#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

std::string LimitsOf(std::string_view text) {
  const auto limits = ParseSweep(text);
  if (!limits) return limits.error().why;
  std::string joined;
  for (const Bytes limit : *limits) joined += (joined.empty() ? "" : " ") + Friendly(limit);
  return joined;
}

TEST(ParseSweepTest, DoublesWithAStepBetween) {
  EXPECT_EQ(LimitsOf("1g..16g"), "1024m 1536m 2048m 3072m 4096m 6144m 8192m 12288m 16384m");
  EXPECT_EQ(LimitsOf("1g..5g"), "1024m 1536m 2048m 3072m 4096m 5120m");
}

TEST(ParseSweepTest, StepsEvenlyWithinASmallRange) {
  EXPECT_EQ(LimitsOf("2g..3g"), "2048m 2176m 2304m 2432m 2560m 2688m 2816m 2944m 3072m");
  EXPECT_EQ(LimitsOf("1000m..1001m"), "1000m 1001m");
}

TEST(ParseSweepTest, ALargeRangeStaysShort) {
  const auto limits = ParseSweep("1m..9223372036854775807");
  ASSERT_TRUE(limits);
  EXPECT_LE(limits->size(), 50U);
  EXPECT_EQ(limits->back(), Bytes::Max());
}

TEST(ParseSweepTest, RefusesWhatIsNoRange) {
  EXPECT_EQ(LimitsOf("4g"), "there is no '..' between two sizes");
  EXPECT_EQ(LimitsOf("4g..4g"), "the first size must be above 0 and below the second");
  EXPECT_EQ(LimitsOf("0..4g"), "the first size must be above 0 and below the second");
  const auto bad = ParseSweep("1g..x");
  ASSERT_FALSE(bad);
  EXPECT_EQ(bad.error(),
            (Error{.code = ErrorCode::kUsage,
                   .what = "'1g..x' is not a range of sizes",
                   .where = Origin::CommandLine("--sweep"),
                   .why = "a size is a whole number with an optional unit: b, k, m, g or t (powers "
                          "of 1024; also kb, kibibytes, ...)",
                   .fix = "write it as --sweep 1g..16g"}));
}

}  // namespace
}  // namespace flink_launcher
