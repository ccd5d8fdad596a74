#include "resolver/option_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "resolve.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using Kind = ConfigValue::Kind;

const Release& Newest() {
  static const Release release = *Release::Parse("2.3");
  return release;
}

TEST(OptionReaderTest, AProperKeyGoesBeforeItsDeprecatedOne) {
  const Config config =
      ConfigOf({{"taskmanager.memory.size", "1m"}, {"taskmanager.memory.managed.size", "2m"}});
  OptionReader reader(config, Newest());
  EXPECT_EQ(reader.Size(OptionId::kManagedSize), Bytes::Mebi(2));
  EXPECT_THAT(reader.Sources(), ElementsAre(OptionUse{"taskmanager.memory.managed.size", "", "2m",
                                                      Origin::File("conf/config.yaml", 2)}));
}

TEST(OptionReaderTest, AnEmptyValueIsSet) {
  const Config config = ConfigOf({{"taskmanager.memory.size", ""}});
  OptionReader reader(config, Newest());
  EXPECT_TRUE(reader.IsSet(OptionId::kManagedSize));
  reader.Size(OptionId::kManagedSize);
  ASSERT_TRUE(reader.error());
  EXPECT_EQ(*reader.error(),
            (Error{.code = ErrorCode::kConfig,
                   .what = "taskmanager.memory.size: '' is not a memory size",
                   .where = Origin::File("conf/config.yaml", 1),
                   .why = "a size is a whole number with an optional unit: b, k, m, g or t (powers "
                          "of 1024; also kb, kibibytes, ...); taskmanager.memory.size is the old "
                          "name of taskmanager.memory.managed.size",
                   .fix = "write a size, as in taskmanager.memory.size: 512m",
                   .keys = {"taskmanager.memory.managed.size", "taskmanager.memory.size"}}));
}

TEST(OptionReaderTest, TheFirstFailureStays) {
  const Config config = ConfigOf(
      {{"taskmanager.numberOfTaskSlots", "2.0"}, {"taskmanager.memory.managed.fraction", "lots"}});
  OptionReader reader(config, Newest());
  reader.Integer(OptionId::kTaskSlots);
  reader.ReadFraction(OptionId::kManagedFraction);
  ASSERT_TRUE(reader.error());
  EXPECT_EQ(reader.error()->what, "taskmanager.numberOfTaskSlots: '2.0' is not a whole number");
  EXPECT_EQ(reader.error()->fix, "write taskmanager.numberOfTaskSlots: 4");
}

TEST(OptionReaderTest, ReadsBooleansInAnyCaseAndNoOtherWord) {
  struct Case {
    const char* text;
    bool is_read;
    bool value;
  };
  for (const auto& [text, is_read, value] : std::vector<Case>{{"true", true, true},
                                                              {"TrUe", true, true},
                                                              {"FALSE", true, false},
                                                              {"yes", false, false},
                                                              {"1", false, false},
                                                              {" true", false, false},
                                                              {"truely", false, false}}) {
    const Config config = ConfigOf({{"jobmanager.memory.enable-jvm-direct-memory-limit", text}});
    OptionReader reader(config, Newest());
    EXPECT_EQ(reader.Boolean(OptionId::kJmDirectMemoryLimit), value) << text;
    EXPECT_EQ(!reader.error(), is_read) << text;
  }
}

TEST(OptionReaderTest, YamlTypesAreReadAsFlinkReadsThem) {
  struct Case {
    OptionId id;
    Kind kind;
    const char* text;
    bool is_read;
  };
  const std::vector<Case> cases = {
      {OptionId::kTmFlinkSize, Kind::kInteger, "1048576", true},
      {OptionId::kTmFlinkSize, Kind::kFloat, "1024.0", false},
      {OptionId::kTmFlinkSize, Kind::kBoolean, "true", false},
      {OptionId::kManagedFraction, Kind::kFloat, "0.5", true},
      {OptionId::kManagedFraction, Kind::kInteger, "0", true},
      {OptionId::kManagedFraction, Kind::kFloat, "NaN", false},
      {OptionId::kTaskSlots, Kind::kInteger, "4", true},
      {OptionId::kTaskSlots, Kind::kFloat, "4.0", false},
      {OptionId::kTaskSlots, Kind::kInteger, "4294967296", false},
      {OptionId::kCpuCores, Kind::kFloat, "1.5", true},
      {OptionId::kCpuCores, Kind::kInteger, "2", true},
  };
  for (const Case& each : cases) {
    Config config;
    config.Put(std::string(KeyOf(each.id)), {each.kind, each.text, {}});
    OptionReader reader(config, Newest());
    switch (OptionOf(each.id).type) {
      case OptionType::kSize:
        reader.Size(each.id);
        break;
      case OptionType::kFraction:
        reader.ReadFraction(each.id);
        break;
      case OptionType::kNumber:
        reader.Number(each.id);
        break;
      default:
        reader.Integer(each.id);
        break;
    }
    EXPECT_EQ(!reader.error(), each.is_read) << KeyOf(each.id) << ": " << each.text;
  }
}

TEST(OptionReaderTest, AnOverrideStandsForTheOption) {
  const Config config = ConfigOf({{"taskmanager.heap.size", "1g"}});
  const Release release = *Release::Parse("1.20");
  OptionReader reader(config, release);
  EXPECT_EQ(reader.Size(OptionId::kTmLegacyHeapSize), Bytes::Gibi(1));
  const OptionUse use{"taskmanager.memory.flink.size", "taskmanager.heap.size", "1g",
                      Origin::File("conf/config.yaml", 1)};
  reader.Override(OptionId::kTmFlinkSize, Bytes::Gibi(1), use);
  EXPECT_TRUE(reader.IsSet(OptionId::kTmFlinkSize));
  EXPECT_EQ(reader.Size(OptionId::kTmFlinkSize), Bytes::Gibi(1));
  EXPECT_EQ(reader.OriginOf(OptionId::kTmFlinkSize), use.origin);
  EXPECT_THAT(reader.Sources(), ElementsAre(use));
}

}  // namespace
}  // namespace flink_launcher
