#include "resolver/config_legacy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace flink_launcher {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;
using testing::ElementsAre;
using testing::IsEmpty;

Pairs PairsOf(const Config& config) {
  Pairs pairs;
  for (const ConfigEntry& entry : config.entries()) pairs.emplace_back(entry.key, entry.value.text);
  return pairs;
}

struct LegacyCase {
  const char* name;
  std::string text;
  Pairs pairs;
  std::size_t warnings = 0;
};
class LegacyConfigTest : public testing::TestWithParam<LegacyCase> {};

TEST_P(LegacyConfigTest, ReadsLinesAsFlinkDoes) {
  const LegacyConfig parsed = ParseLegacyConfig(GetParam().text, "conf/flink-conf.yaml");
  EXPECT_EQ(PairsOf(parsed.config), GetParam().pairs);
  EXPECT_EQ(parsed.warnings.size(), GetParam().warnings);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, LegacyConfigTest,
    testing::ValuesIn(std::vector<LegacyCase>{
        {"Empty", "", {}},
        {"Pair", "a: b", {{"a", "b"}}},
        {"AllLineEnds",
         "a: 1\nb: 2\r\nc: 3\rd: 4",
         {{"a", "1"}, {"b", "2"}, {"c", "3"}, {"d", "4"}}},
        {"CommentAnywhere", "# x\na: b#c\nd: 'e # f'\n", {{"a", "b"}, {"d", "'e"}}},
        {"Trims", "  \ta :  b\t \x01\n", {{"a", "b"}}},
        {"KeepsNoBreakSpace", "a: \u00a0b", {{"a", "\u00a0b"}}},
        {"SplitsAtTheFirst", "a: b: c", {{"a", "b: c"}}},
        {"NoQuotes", "a: 'b'", {{"a", "'b'"}}},
        {"NoNesting", "x:\n  process.size: 1728m", {{"process.size", "1728m"}}, 1},
        {"NullIsText", "a: null\nb: ~", {{"a", "null"}, {"b", "~"}}},
        {"ListItem", "- y: z", {{"- y", "z"}}},
        {"NoSpace", "a:b", {}, 1},
        {"Tab", "a:\tb", {}, 1},
        {"NoValue", "a:\nb: \n", {}, 2},
        {"EmptyKey", ": x", {}, 1},
        {"LastWins", "a: 1\na: 2", {{"a", "2"}}, 1},
        {"ByteOrderMarkIsPartOfTheKey",
         "\xEF\xBB\xBF"
         "a: 1",
         {{"\uFEFF"
           "a",
           "1"}}},
        {"MalformedIsReplaced",
         "a: \xFF"
         "b",
         {{"a",
           "\uFFFD"
           "b"}}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(LegacyConfigOriginTest, IsFileAndLine) {
  const LegacyConfig parsed = ParseLegacyConfig("# c\n\na: 1\n", "conf/flink-conf.yaml");
  ASSERT_TRUE(parsed.config.Find("a"));
  EXPECT_EQ(parsed.config.Find("a")->origin, Origin::File("conf/flink-conf.yaml", 3));
}

TEST(LegacyConfigWarningTest, NamesSkippedLines) {
  const LegacyConfig parsed = ParseLegacyConfig("a: 1\nb:2\n: x\n", "f");
  ASSERT_THAT(parsed.warnings, testing::SizeIs(2));
  EXPECT_EQ(parsed.warnings[0], (Warning{"line is skipped, it is not 'key: value': b:2",
                                         Origin::File("f", 2),
                                         "put a space after the ':'",
                                         {}}));
  EXPECT_EQ(parsed.warnings[1], (Warning{"line is skipped, its key or value is empty: : x",
                                         Origin::File("f", 3),
                                         "write 'key: value'",
                                         {}}));
}

TEST(LegacyConfigWarningTest, NamesDuplicates) {
  const LegacyConfig parsed = ParseLegacyConfig("a: 1\n\na: 2\n", "f");
  EXPECT_THAT(parsed.warnings, ElementsAre(Warning{"key 'a' is set again; this value wins",
                                                   Origin::File("f", 3),
                                                   "remove it here or at f:1",
                                                   {"a"}}));
  ASSERT_EQ(parsed.config.entries().size(), 1U);
  EXPECT_EQ(parsed.config.entries()[0].overridden.size(), 1U);
}

TEST(LegacyConfigWarningTest, CutsLongLines) {
  const LegacyConfig parsed = ParseLegacyConfig(std::string(100, 'x'), "f");
  ASSERT_EQ(parsed.warnings.size(), 1U);
  EXPECT_EQ(parsed.warnings[0].what,
            "line is skipped, it is not 'key: value': " + std::string(60, 'x') + "...");
}

struct ListCase {
  const char* name;
  const char* text;
  std::vector<std::string> elements;
};
class SplitLegacyListTest : public testing::TestWithParam<ListCase> {};

TEST_P(SplitLegacyListTest, SplitsAsFlinkDoes) {
  const auto elements = SplitLegacyList(GetParam().text);
  ASSERT_TRUE(elements);
  EXPECT_EQ(*elements, GetParam().elements);
}

INSTANTIATE_TEST_SUITE_P(Lists, SplitLegacyListTest,
                         testing::ValuesIn(std::vector<ListCase>{
                             {"Empty", "", {}},
                             {"One", "gpu", {"gpu"}},
                             {"Two", " gpu ; fpga ", {"gpu", "fpga"}},
                             {"InnerBlankStays", "a b;c", {"a b", "c"}},
                             {"EmptyBetween", "a;;b", {"a", "", "b"}},
                             {"EndsAreDropped", ";a;", {"a"}},
                             {"BlankBetween", "a; ;b", {"a", "", "b"}},
                             {"SingleQuotes", "'a;b';c", {"a;b", "c"}},
                             {"DoubleQuotes", "\"a;b\"", {"a;b"}},
                             {"DoubledQuote", "'it''s';\"x\"\"y\"", {"it's", "x\"y"}},
                             {"OtherQuoteInside", "\"it's\"", {"it's"}},
                             {"QuotedKeepsBlanks", "' a ' ; b", {" a ", "b"}},
                             {"QuoteInside", "a'b'", {"a'b'"}},
                             {"UnicodeBlank", "\u2003a;\u3000b", {"a", "b"}},
                             {"NoBreakSpaceStays", "\u00a0a", {"\u00a0a"}},
                             {"ControlIsTrimmedAway", "\x01", {""}},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(SplitLegacyListErrorTest, TextBehindAQuote) {
  const auto elements = SplitLegacyList("'a' b");
  ASSERT_FALSE(elements);
  EXPECT_EQ(elements.error(),
            (Error{ErrorCode::kConfig,
                   "cannot split the list ''a' b'",
                   Origin{},
                   "text stands behind the closing quote of 'a'",
                   "put a ';' between the elements, or double a quote that belongs to one",
                   {}}));
}

TEST(SplitLegacyListErrorTest, OpenQuote) {
  const auto elements = SplitLegacyList("a;'b");
  ASSERT_FALSE(elements);
  EXPECT_EQ(elements.error(), (Error{ErrorCode::kConfig,
                                     "cannot split the list 'a;'b'",
                                     Origin{},
                                     "the quote at character 3 is not closed",
                                     "close it, or put the element in the other kind of quotes",
                                     {}}));
}

}  // namespace
}  // namespace flink_launcher
