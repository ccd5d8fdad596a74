#include "launcher/hotspot_flags.h"

#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

TEST(HotspotFlagsTest, TheNameStandsBetweenTheSigns) {
  EXPECT_EQ(HotspotFlagName("-XX:+UseG1GC"), "UseG1GC");
  EXPECT_EQ(HotspotFlagName("-XX:-UseG1GC"), "UseG1GC");
  EXPECT_EQ(HotspotFlagName("-XX:MaxGCPauseMillis=5"), "MaxGCPauseMillis");
  EXPECT_EQ(HotspotFlagName("-Xmx1g"), "");
  EXPECT_EQ(HotspotFlagName("-XX:"), "");
}

struct FlagCase {
  const char* name;
  const char* argument;
  const char* meant;  // nullptr: no hint
};

class NearestHotspotFlagTest : public testing::TestWithParam<FlagCase> {};

TEST_P(NearestHotspotFlagTest, HintsOnlyWhatIsVeryNear) {
  const std::optional<std::string> meant = NearestHotspotFlag(GetParam().argument);
  EXPECT_EQ(meant.value_or("none"), GetParam().meant == nullptr ? "none" : GetParam().meant);
}

INSTANTIATE_TEST_SUITE_P(
    Flags, NearestHotspotFlagTest,
    testing::ValuesIn(std::vector<FlagCase>{
        {"DoubledLetter", "-XX:+UseG1GCC", "-XX:+UseG1GC"},
        {"LowerCase", "-XX:+useG1GC", "-XX:+UseG1GC"},
        {"WithValue", "-XX:MaxGCPauseMilis=50", "-XX:MaxGCPauseMillis=50"},
        {"TwoSlipsInALongName", "-XX:+HeapDumpOnOutOfMemryEror", "-XX:+HeapDumpOnOutOfMemoryError"},
        {"SwappedLetters", "-XX:MaxMetapsaceSize=1g", "-XX:MaxMetaspaceSize=1g"},
        {"TwoSlipsInAShortName", "-XX:+UsG1C", nullptr},
        {"Known", "-XX:+UseG1GC", nullptr},
        {"KnownUpTo11", "-XX:+UseConcMarkSweepGC", nullptr},
        {"OnlyIn25", "-XX:+UseCompactObjectHeaders", nullptr},
        {"NearToNone", "-XX:+SomeVendorsOwnFlag", nullptr},
        {"NoFlag", "-Dx=y", nullptr},
    }),
    [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
