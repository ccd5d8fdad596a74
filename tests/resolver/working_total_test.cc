#include "resolver/working_total.h"

#include <gtest/gtest.h>

#include <optional>

namespace flink_launcher {
namespace {

/// Counts the questions, and answers them for a band of MiB.
struct Band {
  std::int64_t low;
  std::int64_t high;
  int asked = 0;
  bool operator()(Bytes total) {
    ++asked;
    return Bytes::Mebi(low) <= total && total <= Bytes::Mebi(high);
  }
};

std::optional<Bytes> Search(Bytes current, std::optional<Bytes> hint, Band& band) {
  return SmallestWorkingTotal(current, hint, [&band](Bytes total) { return band(total); });
}

TEST(SmallestWorkingTotalTest, FindsTheFirstWholeMebibyteThatWorks) {
  for (const std::int64_t low : {601, 602, 603, 982, 5000, 123456789}) {
    Band band{low, 1LL << 42};
    EXPECT_EQ(Search(Bytes::Mebi(600), std::nullopt, band), Bytes::Mebi(low));
    EXPECT_LT(band.asked, 100);
  }
}

TEST(SmallestWorkingTotalTest, StartsAboveATotalThatIsNotWhole) {
  Band band{601, 10000};
  EXPECT_EQ(Search(Bytes::Of(Bytes::Mebi(600).count() + 5), std::nullopt, band), Bytes::Mebi(601));
}

TEST(SmallestWorkingTotalTest, AHintFindsANarrowBand) {
  Band band{5000, 5010};
  EXPECT_EQ(Search(Bytes::Mebi(1), std::nullopt, band), std::nullopt);
  EXPECT_EQ(Search(Bytes::Mebi(1), Bytes::Mebi(5007), band), Bytes::Mebi(5000));
  EXPECT_EQ(Search(Bytes::Mebi(1), Bytes::Mebi(4998), band), Bytes::Mebi(5000));
}

TEST(SmallestWorkingTotalTest, AHintBelowTheTotalIsTheAnswerIfItWorks) {
  Band band{100, 100};
  EXPECT_EQ(Search(Bytes::Mebi(200), Bytes::Mebi(100), band), Bytes::Mebi(100));
  EXPECT_EQ(Search(Bytes::Mebi(200), Bytes::Mebi(90), band), std::nullopt);
}

TEST(SmallestWorkingTotalTest, GivesUpWhereNothingWorks) {
  Band band{1, 0};
  EXPECT_EQ(Search(Bytes{}, std::nullopt, band), std::nullopt);
  EXPECT_EQ(Search(Bytes::Max(), Bytes::Max(), band), std::nullopt);
  EXPECT_LT(band.asked, 100);
}

}  // namespace
}  // namespace flink_launcher
