#include "resolver/options.h"

#include <gtest/gtest.h>

#include <set>
#include <string_view>

#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

TEST(OptionsTest, NoKeyStandsTwice) {
  std::set<std::string_view> keys;
  for (const Option& option : Options()) {
    EXPECT_TRUE(keys.insert(option.key).second) << option.key;
    if (option.deprecated_key.empty()) continue;
    EXPECT_TRUE(keys.insert(option.deprecated_key).second) << option.deprecated_key;
  }
}

TEST(OptionsTest, EveryDefaultSizeParses) {
  for (const Option& option : Options()) {
    if (option.type != OptionType::kSize || option.default_text.empty()) continue;
    EXPECT_TRUE(ParseMemorySize(option.default_text)) << option.key;
  }
}

TEST(OptionsTest, TheNetworkMaximumIsUnlimitedSince117) {
  const Option& option = OptionOf(OptionId::kNetworkMax);
  EXPECT_EQ(DefaultOf(option, *Release::Parse("1.16")), "1g");
  EXPECT_EQ(*ParseMemorySize(DefaultOf(option, *Release::Parse("1.17"))), Bytes::Max());
}

TEST(OptionsTest, LegacyOptionsAreReadBy1xOnly) {
  for (const OptionId id : {OptionId::kNetworkBuffers, OptionId::kSegmentSize,
                            OptionId::kTmLegacyHeapSize, OptionId::kJmLegacyHeapMb}) {
    EXPECT_TRUE(IsRead(OptionOf(id), *Release::Parse("1.20")));
    EXPECT_FALSE(IsRead(OptionOf(id), *Release::Parse("2.0")));
  }
  EXPECT_TRUE(IsRead(OptionOf(OptionId::kManagedSize), *Release::Parse("2.0")));
}

}  // namespace
}  // namespace flink_launcher
