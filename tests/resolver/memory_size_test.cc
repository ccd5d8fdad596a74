#include "resolver/memory_size.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace flink_launcher {
namespace {

// A no-break space, which Java does not trim, before "1g".
constexpr const char* kNoBreakSpaceAnd1g = "\u00A01g";

struct SizeCase {
  const char* text;
  Bytes size;
};

TEST(ParseMemorySizeTest, ReadsFlinksGrammar) {
  const std::vector<SizeCase> cases = {
      {"0", Bytes{}},
      {"1024", Bytes::Kibi(1)},
      {"1728m", Bytes::Mebi(1728)},
      {"1728 mb", Bytes::Mebi(1728)},
      {" 1728\tMB\n", Bytes::Mebi(1728)},
      {"007b", Bytes::Of(7)},
      {"7 Bytes", Bytes::Of(7)},
      {"1k", Bytes::Kibi(1)},
      {"1KB", Bytes::Kibi(1)},
      {"1kibibytes", Bytes::Kibi(1)},
      {"1mebibytes", Bytes::Mebi(1)},
      {"1g", Bytes::Gibi(1)},
      {"1 GiBiBytes", Bytes::Gibi(1)},
      {"1t", Bytes::Gibi(1024)},
      {"1tb", Bytes::Gibi(1024)},
      {"1TEBIBYTES", Bytes::Gibi(1024)},
      {"9223372036854775807", Bytes::Max()},
      {"8388607t", Bytes::Gibi(std::int64_t{8388607} * 1024)},
  };
  for (const SizeCase& each : cases) {
    const Result<Bytes> size = ParseMemorySize(each.text);
    ASSERT_TRUE(size) << each.text;
    EXPECT_EQ(*size, each.size) << each.text;
  }
}

TEST(ParseMemorySizeTest, RefusesWhatFlinkRefuses) {
  for (const char* text : {"", " ", "-5", "+5", ".5g", "abc", "1.5g", "1kib", "1mib", "10 x",
                           "1_000", "1m b", "'1g'", kNoBreakSpaceAnd1g, "9223372036854775808",
                           "99999999999999999999", "8388608t", "9007199254740992k"}) {
    EXPECT_FALSE(ParseMemorySize(text)) << text;
  }
}

TEST(ParseMemorySizeTest, SaysTheGrammarAndASizeToWrite) {
  EXPECT_EQ(ParseMemorySize("1.5g").error(),
            (Error{.code = ErrorCode::kConfig,
                   .what = "'1.5g' is not a memory size",
                   .why = "a size is a whole number with an optional unit: b, k, m, g or t (powers "
                          "of 1024; also kb, kibibytes, ...)",
                   .fix = "1536m"}));
  EXPECT_EQ(ParseMemorySize("9223372036854775808").error().why,
            "the number is above 9223372036854775807");
  EXPECT_EQ(ParseMemorySize("8388608t").error().why, "it is above 9223372036854775807 bytes");
}

TEST(ParseMemorySizeTest, GuessesWhatWasMeant) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"1.5g", "1536m"}, {"0.5 GB", "512m"}, {",5g", "512m"},  {"2.0g", "2g"},     {"1gib", "1g"},
      {"0.3g", "308m"},  {"1.5m", "2m"},     {"0.5m", "512k"}, {"1.25t", "1280g"}, {"abc", ""},
      {"1.5", ""},       {"", ""},           {"-5m", ""},
  };
  for (const auto& [text, guess] : cases) {
    EXPECT_EQ(ParseMemorySize(text).error().fix, guess) << text;
  }
}

TEST(HumanReadableTest, PrintsAsFlink) {
  const std::vector<std::pair<Bytes, const char*>> cases = {
      {Bytes{}, "0 bytes"},
      {Bytes::Of(1024), "1024 bytes"},
      {Bytes::Of(1025), "1.001kb (1025 bytes)"},
      {Bytes::Mebi(128), "128.000mb (134217728 bytes)"},
      {Bytes::Gibi(1), "1024.000mb (1073741824 bytes)"},
      {Bytes::Of(1664299824), "1.550gb (1664299824 bytes)"},
      {Bytes::Of(166429984), "158.720mb (166429984 bytes)"},
      {Bytes::Of(858993472), "819.200mb (858993472 bytes)"},
      {Bytes::Of(1497869801), "1.395gb (1497869801 bytes)"},
      {Bytes::Max(), "8388608.000tb (9223372036854775807 bytes)"},
  };
  for (const auto& [size, text] : cases) EXPECT_EQ(HumanReadable(size), text);
}

TEST(FriendlyTest, IsShortWhereThatIsExact) {
  EXPECT_EQ(Friendly(Bytes{}), "0");
  EXPECT_EQ(Friendly(Bytes::Mebi(1728)), "1728m");
  EXPECT_EQ(Friendly(Bytes::Of(1025)), "1.001kb (1025 bytes)");
  EXPECT_EQ(Friendly(Bytes::Max()), "unlimited");
}

TEST(FriendlyTest, AnExactSizeReadsBackAsItself) {
  for (std::int64_t mebi = 0; mebi < 5000; mebi += 7) {
    EXPECT_EQ(*ParseMemorySize(Friendly(Bytes::Mebi(mebi))), Bytes::Mebi(mebi));
  }
}

}  // namespace
}  // namespace flink_launcher
