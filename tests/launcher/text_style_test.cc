#include "launcher/text_style.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace flink_launcher {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

struct StyleRow {
  const char* name;
  Variables variables;
  TerminalFacts terminal;
  TextStyle style;
};
class StyleForTest : public testing::TestWithParam<StyleRow> {};

TEST_P(StyleForTest, FollowsEnvironmentAndTerminal) {
  EXPECT_EQ(StyleFor(Environment(GetParam().variables), GetParam().terminal), GetParam().style);
}

constexpr TerminalFacts kTerminal = {true, 80};
constexpr TerminalFacts kPipe = {};

INSTANTIATE_TEST_SUITE_P(
    All, StyleForTest,
    testing::ValuesIn(std::vector<StyleRow>{
        {"Pipe", {{"TERM", "xterm"}, {"LANG", "C.UTF-8"}}, kPipe, {100, false, true}},
        {"Terminal", {{"TERM", "xterm"}, {"LANG", "de_DE.utf8"}}, kTerminal, {80, true, true}},
        {"NoColor", {{"TERM", "xterm"}, {"NO_COLOR", "1"}}, kTerminal, {80, false, false}},
        {"EmptyNoColor", {{"TERM", "xterm"}, {"NO_COLOR", ""}}, kTerminal, {80, true, false}},
        {"DumbTerminal", {{"TERM", "dumb"}}, kTerminal, {80, false, false}},
        {"UnknownTerminal", {}, kTerminal, {80, false, false}},
        {"ColumnsWins", {{"COLUMNS", "132"}}, kTerminal, {132, false, false}},
        {"ColumnsOfAPipe", {{"COLUMNS", "60"}}, kPipe, {60, false, false}},
        {"BadColumns", {{"COLUMNS", "60x"}}, kTerminal, {80, false, false}},
        {"ZeroColumns", {{"COLUMNS", "0"}}, kTerminal, {80, false, false}},
        {"Narrow", {{"COLUMNS", "7"}}, kPipe, {40, false, false}},
        {"Wide", {{"COLUMNS", "9999"}}, kPipe, {200, false, false}},
        {"LcAllBeatsLang", {{"LC_ALL", "C"}, {"LANG", "C.UTF-8"}}, kPipe, {100, false, false}},
        {"LcCtypeBeatsLang",
         {{"LC_ALL", ""}, {"LC_CTYPE", "C.UTF-8"}, {"LANG", "C"}},
         kPipe,
         {100, false, true}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(PaintedTest, EachLineHasItsOwnColour) {
  EXPECT_EQ(Painted({.color = true}, Tint::kRed, "a\n\nb\n"),
            "\x1b[31ma\x1b[0m\n\n\x1b[31mb\x1b[0m\n");
  EXPECT_EQ(Painted({.color = true}, Tint::kNone, "a"), "a");
  EXPECT_EQ(Painted({.color = false}, Tint::kRed, "a"), "a");
  EXPECT_EQ(Painted({.color = true}, Tint::kRed, ""), "");
}

TEST(WrappedTest, BreaksAtBlanksAndIndents) {
  EXPECT_EQ(Wrapped("one two three four", 10, 2, 4), "  one two\n    three\n    four\n");
  EXPECT_EQ(Wrapped("a-word-that-is-too-long x", 10, 0, 2), "a-word-that-is-too-long\n  x\n");
  EXPECT_EQ(Wrapped("one  two", 5, 0, 1), "one\n two\n");
  EXPECT_EQ(Wrapped("a\nb", 10, 0, 2), "a\n  b\n");
  EXPECT_EQ(Wrapped("aaaa [b\x1f"
                    "c]",
                    7, 0, 1),
            "aaaa\n [b c]\n");
  EXPECT_EQ(Wrapped("", 10, 2, 2), "  \n");
}

TEST(WrappedTest, GoesOnBelowWhereItBegan) {
  EXPECT_EQ(WrappedBehind("├╴ab  ", "one two three", 13), "├╴ab  one two\n      three\n");
}

TEST(PadTest, CountsCodePoints) {
  EXPECT_EQ(PadRight("├╴a", 5), "├╴a  ");
  EXPECT_EQ(PadLeft("█", 3), "  █");
  EXPECT_EQ(PadLeft("long", 2), "long");
}

TEST(HumanSizeTest, HasAUnitThatSuits) {
  EXPECT_EQ(HumanSize(0), "0");
  EXPECT_EQ(HumanSize(1023), "1023 bytes");
  EXPECT_EQ(HumanSize(1536), "1.5 KiB");
  EXPECT_EQ(HumanSize(536870902), "512.0 MiB");
  EXPECT_EQ(HumanSize(1811939328), "1.69 GiB");
  EXPECT_EQ(HumanSize(std::int64_t{5} << 40), "5.00 TiB");
  EXPECT_EQ(PercentText(1, 3), "33.3 %");
  EXPECT_EQ(PercentText(1, 0), "");
}

}  // namespace
}  // namespace flink_launcher
