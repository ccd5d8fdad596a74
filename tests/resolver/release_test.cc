#include "resolver/release.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace flink_launcher {
namespace {

TEST(ReleaseTest, ParsesLineAndFullVersion) {
  const Result<Release> line = Release::Parse("2.3");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->line, (ReleaseLine{2, 3}));
  const Result<Release> full = Release::Parse("1.20-SNAPSHOT");
  ASSERT_TRUE(full);
  EXPECT_EQ(full->line, (ReleaseLine{1, 20}));
  EXPECT_EQ(full->version, "1.20-SNAPSHOT");
}

TEST(ReleaseTest, RefusesWhatIsNoVersion) {
  for (const char* text : {"", "2", "2.", "x", "2.3x", "-1.2", "1.12", "0.9.1"}) {
    EXPECT_FALSE(Release::Parse(text)) << text;
  }
}

TEST(ReleaseTest, EveryTraitHasOneRow) {
  std::set<Trait> seen;
  for (const TraitRow& row : Traits()) EXPECT_TRUE(seen.insert(row.trait).second) << row.what;
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(Trait::kHighAvailabilityType) + 1);
}

TEST(ReleaseTest, LegacyOptionsEndWith1x) {
  EXPECT_TRUE(Release::Parse("1.20.5")->Has(Trait::kLegacyMemoryOptions));
  EXPECT_FALSE(Release::Parse("2.0.2")->Has(Trait::kLegacyMemoryOptions));
}

TEST(ReleaseTest, ANewerLineBehavesAsTheNewestAndIsNotKnown) {
  const Result<Release> release = Release::Parse("2.9.1");
  ASSERT_TRUE(release);
  EXPECT_FALSE(release->IsKnown());
  EXPECT_TRUE(release->Has(Trait::kUnlimitedNetworkMax));
}

TEST(ReleaseTest, EveryLineHasOneSpanOfJava) {
  for (const ReleaseLine& line : KnownReleaseLines()) {
    int spans = 0;
    for (const JavaSupportRow& row : JavaSupport()) {
      if (row.since <= line && line <= row.until) ++spans;
    }
    EXPECT_EQ(spans, 1) << line.Text();
  }
  EXPECT_EQ(Release::Parse("1.17")->SupportedJava().back(), 11);
  EXPECT_EQ(Release::Parse("1.18")->SupportedJava().back(), 17);
  EXPECT_EQ(Release::Parse("1.20")->SupportedJava().front(), 8);
  EXPECT_EQ(Release::Parse("2.0")->SupportedJava().front(), 11);
  EXPECT_EQ(Release::Parse("2.9")->SupportedJava().back(), 21);
}

}  // namespace
}  // namespace flink_launcher
