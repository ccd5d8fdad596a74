#include "resolver/shell_words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace flink_launcher {
namespace {

using testing::ElementsAre;

std::optional<std::string> Lookup(std::string_view name) {
  static const std::map<std::string, std::string, std::less<>> variables = {
      {"A", "one"}, {"TWO", "one two"}, {"EMPTY", ""}, {"PADDED", " x "}, {"Q", "'a b'"}};
  const auto found = variables.find(name);
  if (found == variables.end()) return std::nullopt;
  return found->second;
}

const Origin kWhere = Origin::File("conf/config.yaml", 3, 5);

Result<std::vector<std::string>> Split(std::string_view text) {
  return SplitShellWords(text, Lookup, kWhere, "env.java.opts.all");
}

struct WordsCase {
  const char* name;
  const char* text;
  std::vector<std::string> words;
};
class SplitShellWordsTest : public testing::TestWithParam<WordsCase> {};

// The expected words are those of dash and bash with globbing off, except where a newline or a
// shell character is ordinary here.
TEST_P(SplitShellWordsTest, SplitsAsAShell) {
  const auto words = Split(GetParam().text);
  ASSERT_TRUE(words) << words.error().what;
  EXPECT_EQ(*words, GetParam().words) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Words, SplitShellWordsTest,
    testing::ValuesIn(std::vector<WordsCase>{
        {"Nothing", "", {}},
        {"Blanks", " \t\n ", {}},
        {"SplitsAtBlanks", " -a  -b\t-c\n-d ", {"-a", "-b", "-c", "-d"}},
        {"CarriageReturnIsOrdinary", "a\rb", {"a\rb"}},
        {"SingleQuotesKeepAll", "'a $A \\ \"b'", {"a $A \\ \"b"}},
        {"DoubleQuotesKeepBlanks", "-Dk=\"a  b\"c", {"-Dk=a  bc"}},
        {"EmptyQuotesAreAWord", "a '' \"\"", {"a", "", ""}},
        {"BackslashQuotesOne", "a\\ b \\$A \\\\ \\'", {"a b", "$A", "\\", "'"}},
        {"BackslashNewlineVanishes", "a\\\nb \"c\\\nd\"", {"ab", "cd"}},
        {"LastBackslashStays", "a\\", {"a\\"}},
        {"BackslashInDoubleQuotes", "\"\\$A \\\" \\\\ \\n \\`\"", {"$A \" \\ \\n `"}},
        {"Variable", "x$A/y ${A}z", {"xone/y", "onez"}},
        {"UnquotedExpansionSplits", "-$TWO-", {"-one", "two-"}},
        {"QuotedExpansionDoesNot", "\"-$TWO-\" \"${TWO}\"", {"-one two-", "one two"}},
        {"PaddedExpansionEndsWords", "a${PADDED}b", {"a", "x", "b"}},
        {"UnsetGivesNothing", "$NONE ${NONE} \"$NONE\" a${NONE}b", {"", "ab"}},
        {"QuotesInValuesAreText", "$Q", {"'a", "b'"}},
        {"DefaultForUnsetAndEmpty", "${NONE:-d} ${EMPTY:-e} ${A:-f}", {"d", "e", "one"}},
        {"DefaultIsAWordOfItsOwn", "x${NONE:-a b}y", {"xa", "by"}},
        {"QuotedDefaultStays", "\"${NONE:-a b}\" ${NONE:-'c d'}", {"a b", "c d"}},
        {"DefaultsNest", "${NONE:-${EMPTY:-$A}}", {"one"}},
        {"UnusedDefaultIsSkipped", "${A:-\"}\"}x", {"onex"}},
        {"EmptyDefault", "a${NONE:-}b", {"ab"}},
        {"LoneDollar", "$ a$ $/ \"$\"", {"$", "a$", "$/", "$"}},
        {"ShellCharactersAreOrdinary",
         "a;b|c&d>e<f *.? [x] {1,2} ~ #g (h) !i",
         {"a;b|c&d>e<f", "*.?", "[x]", "{1,2}", "~", "#g", "(h)", "!i"}},
        {"NonAscii", "-Dk=\xC3\xA9 x", {"-Dk=\xC3\xA9", "x"}},
    }),
    [](const auto& param_info) { return param_info.param.name; });

struct RefusedCase {
  const char* name;
  const char* text;
  const char* what;
};
class SplitShellWordsRefusedTest : public testing::TestWithParam<RefusedCase> {};

TEST_P(SplitShellWordsRefusedTest, SaysWhat) {
  const auto words = Split(GetParam().text);
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().code, ErrorCode::kConfig);
  EXPECT_EQ(words.error().what, GetParam().what);
  EXPECT_EQ(words.error().where, kWhere);
  EXPECT_THAT(words.error().keys, ElementsAre("env.java.opts.all"));
}

INSTANTIATE_TEST_SUITE_P(
    Refused, SplitShellWordsRefusedTest,
    testing::ValuesIn(std::vector<RefusedCase>{
        {"Command", "-Dh=$(hostname)", "env.java.opts.all holds a command: $(...)"},
        {"QuotedCommand", "\"$(hostname)\"", "env.java.opts.all holds a command: $(...)"},
        {"Arithmetic", "$((1+1))", "env.java.opts.all holds arithmetic: $((...))"},
        {"Backquotes", "`id`", "env.java.opts.all holds a command in backquotes: `...`"},
        {"QuotedBackquotes", "\"`id`\"", "env.java.opts.all holds a command in backquotes: `...`"},
        {"CommandInDefault", "${NONE:-$(id)}", "env.java.opts.all holds a command: $(...)"},
        {"CommandInUnusedDefault", "${A:-$(id)}", "env.java.opts.all holds a command: $(...)"},
        {"Position", "$1", "env.java.opts.all holds a shell parameter: $1"},
        {"ProcessId", "gc.$$.log", "env.java.opts.all holds a shell parameter: $$"},
        {"Suffix", "${A%x}", "env.java.opts.all holds a parameter form: ${A%x}"},
        {"Assign", "${A:=x}", "env.java.opts.all holds a parameter form: ${A:=x}"},
        {"Length", "${#A}", "env.java.opts.all holds a parameter form: ${#A}"},
        {"Empty", "${}", "env.java.opts.all holds a parameter form: ${}"},
        {"AnsiC", "$'a'", "env.java.opts.all holds a quote of bash's own: $'...'"},
        {"SingleQuote", "a 'b", "env.java.opts.all holds a single quote that is not closed"},
        {"DoubleQuote", "a \"b", "env.java.opts.all holds a double quote that is not closed"},
        {"Brace", "${A", "env.java.opts.all holds \"${\" that is not closed"},
        {"BraceDefault", "${A:-b", "env.java.opts.all holds \"${\" that is not closed"},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(SplitShellWordsErrorTest, NamesTheReasonAndTheFix) {
  const auto words = Split("-Dh=$(hostname)");
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error(),
            (Error{ErrorCode::kConfig,
                   "env.java.opts.all holds a command: $(...)",
                   kWhere,
                   "flink-launcher never runs a shell; in env.java.opts.all it expands $NAME, "
                   "${NAME} and ${NAME:-default} only",
                   "write the result itself, set an environment variable to it before the start, "
                   "or put '...' around the text if it is meant literally",
                   {"env.java.opts.all"}}));
}

TEST(SplitShellWordsErrorTest, ShowsWhereAQuoteOpens) {
  const auto words = Split("-a -Dk='b c");
  ASSERT_FALSE(words);
  EXPECT_EQ(words.error().why, "it opens here: 'b c");
  EXPECT_EQ(words.error().fix, "add the closing ' or write \\' for an apostrophe");
}

TEST(SplitShellWordsErrorTest, RefusesEndlessNesting) {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "${X:-";
  EXPECT_FALSE(Split(text));
}

TEST(QuoteForShellTest, QuotesOnlyWhereNeeded) {
  EXPECT_EQ(QuoteForShell("-XX:+UseG1GC"), "-XX:+UseG1GC");
  EXPECT_EQ(QuoteForShell("-Dk=/a/b.c,d@e%f_g"), "-Dk=/a/b.c,d@e%f_g");
  EXPECT_EQ(QuoteForShell(""), "''");
  EXPECT_EQ(QuoteForShell("a b"), "'a b'");
  EXPECT_EQ(QuoteForShell("it's"), "'it'\\''s'");
  EXPECT_EQ(QuoteForShell("\"a;b\""), "'\"a;b\"'");
}

TEST(QuoteForShellTest, IsReadBackAsOneWord) {
  for (int first = 1; first < 256; ++first) {
    for (const char* rest : {"", "'", "\"", " ", "$A", "\\"}) {
      const std::string word = static_cast<char>(first) + std::string(rest);
      const auto words = Split(QuoteForShell(word));
      ASSERT_TRUE(words);
      EXPECT_THAT(*words, ElementsAre(word));
    }
  }
}

}  // namespace
}  // namespace flink_launcher
