#include "resolver/config_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "support/odd_documents.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct OurEntry {
  std::string key;
  std::string kind;
  std::string text;
};
struct OurAnswer {
  bool accepted = false;
  std::vector<OurEntry> entries;
};

OurAnswer Read(const std::string& text) {
  static const char* const kinds[] = {"string", "integer", "float", "boolean"};
  const Result<Config> config = ParseStandardYaml(text, "conf/config.yaml");
  if (!config) return {};
  OurAnswer answer{true, {}};
  for (const ConfigEntry& entry : config->entries()) {
    answer.entries.push_back(
        {entry.key, kinds[static_cast<int>(entry.value.kind)], entry.value.text});
  }
  std::sort(answer.entries.begin(), answer.entries.end(),
            [](const OurEntry& a, const OurEntry& b) { return a.key < b.key; });
  return answer;
}

class OddDocumentTest : public testing::TestWithParam<OddDocument> {};

TEST_P(OddDocumentTest, IsReadAsFlinkReadsIt) {
  EXPECT_EQ(EscapeLine(AnswerText(Read(GetParam().text))), EscapeLine(GetParam().answer))
      << GetParam().text;
}

std::vector<OddDocument> OddDocuments() {
  return ReadOddDocuments(std::string(TESTDATA_FOLDER) + "/config/odd_documents.tsv");
}

INSTANTIATE_TEST_SUITE_P(Recorded, OddDocumentTest, testing::ValuesIn(OddDocuments()),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(OddDocumentsTest, AreAllThere) { EXPECT_GE(OddDocuments().size(), 160U); }

TEST(StandardYamlTest, KeepsTheOrderAndThePlaces) {
  const Result<Config> config =
      ParseStandardYaml("# c\nb: 1\na:\n  c: 'x'\n  d: [1]\n", "conf/config.yaml");
  ASSERT_TRUE(config);
  ASSERT_EQ(config->entries().size(), 3U);
  EXPECT_EQ(config->entries()[0].key, "b");
  EXPECT_EQ(config->entries()[0].value, (ConfigValue{ConfigValue::Kind::kInteger, "1",
                                                     Origin::File("conf/config.yaml", 2, 4)}));
  EXPECT_EQ(config->entries()[1].key, "a.c");
  EXPECT_EQ(config->entries()[1].value,
            (ConfigValue{ConfigValue::Kind::kString, "x", Origin::File("conf/config.yaml", 4, 6)}));
  EXPECT_EQ(config->entries()[2].value.origin, Origin::File("conf/config.yaml", 5, 6));
}

TEST(StandardYamlTest, RemembersWhatALaterPathOverrides) {
  const Result<Config> config = ParseStandardYaml("a.b: 1\na:\n  b: 2\n", "f");
  ASSERT_TRUE(config);
  ASSERT_EQ(config->entries().size(), 1U);
  EXPECT_EQ(config->entries()[0].value.text, "2");
  ASSERT_EQ(config->entries()[0].overridden.size(), 1U);
  EXPECT_EQ(config->entries()[0].overridden[0].origin, Origin::File("f", 1, 6));
}

TEST(StandardYamlTest, RefusesDeepNestingWithoutACrash) {
  EXPECT_FALSE(ParseStandardYaml("a: " + std::string(100000, '['), "f"));
  EXPECT_FALSE(ParseStandardYaml(std::string(100000, '{'), "f"));
  std::string nested;
  for (int i = 0; i < 3000; ++i) nested += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
  EXPECT_FALSE(ParseStandardYaml(nested, "f"));
}

TEST(StandardYamlTest, RefusesMoreThanThreeMebiCharacters) {
  const std::string start = "a: 1\n# ";
  const std::size_t limit = std::size_t{3} * 1024 * 1024;
  EXPECT_TRUE(ParseStandardYaml(start + std::string(limit - start.size(), 'x'), "f"));
  const Result<Config> config =
      ParseStandardYaml(start + std::string(limit - start.size() + 1, 'x'), "f");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error(), (Error{ErrorCode::kConfig,
                                   "the file is too large",
                                   Origin::File("f"),
                                   "it has 3145729 characters; Flink's parser reads 3145728",
                                   "remove what is not configuration",
                                   {}}));
}

struct ErrorCase {
  const char* name;
  const char* text;
  Error error;
};
class YamlErrorTest : public testing::TestWithParam<ErrorCase> {};

TEST_P(YamlErrorTest, SaysWhatWhereWhyAndHowToFixIt) {
  const Result<Config> config = ParseStandardYaml(GetParam().text, "config.yaml");
  ASSERT_FALSE(config);
  const Error& error = config.error();
  EXPECT_EQ(error.what, GetParam().error.what);
  EXPECT_EQ(error.where.Text(), GetParam().error.where.Text());
  EXPECT_EQ(error.why, GetParam().error.why);
  EXPECT_EQ(error.fix, GetParam().error.fix);
  EXPECT_EQ(error, GetParam().error);
}

Error At(int line, int column, std::string what, std::string why, std::string fix,
         std::vector<std::string> keys = {}) {
  return Error{ErrorCode::kConfig, std::move(what), Origin::File("config.yaml", line, column),
               std::move(why),     std::move(fix),  std::move(keys)};
}

constexpr const char* kQuote =
    "put the value in quotes, as in key: 'value', if these characters belong to it";

INSTANTIATE_TEST_SUITE_P(
    Texts, YamlErrorTest,
    testing::ValuesIn(std::vector<ErrorCase>{
        {"DuplicateKey", "taskmanager:\n  memory:\n    process.size: 1g\n    process.size: 2g\n",
         At(4, 5, "duplicate key 'taskmanager.memory.process.size'",
            "it is set first at line 3; Flink refuses a mapping that has a key twice",
            "remove one of the two lines, 3 or 4", {"taskmanager.memory.process.size"})},
        {"NullValue", "a:\n  b:\n",
         At(2, 3, "key 'a.b' has no value",
            "an empty value, ~ and null are refused by Flink: Value must not be null",
            "give it a value, or remove the line; '' is an empty string", {"a.b"})},
        {"KeyIsANumber", "a:\n  1: x\n",
         At(2, 3, "key 'a.1' is not a string",
            "YAML reads it as a number; Flink's keys are strings", "put it in quotes: '1'",
            {"a.1"})},
        {"NotAMapping", "a:b\n",
         At(1, 1, "the document is not a mapping", "Flink expects lines of the form 'key: value'",
            "put a space after the ':' of each key")},
        {"Tab", "a:\n\tb: 1\n",
         At(2, 1, "a tab stands where a value or a key must begin",
            "YAML allows no tab here\n   b: 1\n  ^", "write spaces instead of the tab")},
        {"TwoColons", "a: b: c\n",
         At(1, 5, "a second ': ' stands on the line",
            "a value cannot be a mapping on the same line\n  a: b: c\n      ^", kQuote)},
        {"MissingColon", "a: 1\nb\nc: 2\n",
         At(2, 1, "a ':' is missing",
            "this line is no 'key: value', as the lines around it are\n  b\n  ^",
            "write 'key: value', or indent the line if it continues the value above")},
        {"AtSign", "a: @b\n",
         At(1, 4, "a value cannot begin with '@'",
            "the character has a meaning in YAML, or none yet\n  a: @b\n     ^", kQuote)},
        {"UnclosedQuote", "a: 1\nb: 'x\n",
         At(2, 4, "a quote is not closed", "it opens here with '\n  b: 'x\n     ^",
            "close the quote")},
        {"UnclosedList", "a: [1\n",
         At(2, 1, "the end of the file cannot stand here", "expected ',' or ']'",
            "check the indentation, and put a value in quotes that holds characters of YAML's "
            "own")},
        {"BadIndentation", "a:\n    b: 1\n  c: 2\n",
         At(3, 3, "a key cannot stand here",
            "expected another key, or less indentation\n    c: 2\n    ^",
            "check the indentation, and put a value in quotes that holds characters of YAML's "
            "own")},
        {"Alias", "a: *b\n",
         At(1, 4, "alias '*b' is not defined", "no '&b' stands before it\n  a: *b\n     ^",
            "define it with &b, or put the value in quotes if it is meant literally")},
        {"UnknownTag", "a: !foo b\n",
         At(1, 4, "unknown tag '!foo'",
            "Flink's parser knows !!str, !!int, !!float, !!bool, !!null, !!binary, !!seq, !!map "
            "and !!set only",
            "remove the tag, or put the value in quotes if it is meant literally")},
        {"SecondDocument", "a: 1\n---\nb: 1\n",
         At(2, 1, "a second document begins here",
            "Flink reads one document and refuses more\n  ---\n  ^",
            "remove the line, or move what follows into the first document")},
        {"ControlCharacter", "a: 1\nb: x\x01\n",
         At(2, 5, "character U+0001 is not allowed",
            "YAML allows no control characters but tab and line end\n  b: x \n      ^",
            "remove it, or write it as an escape in double quotes")},
        {"PlusInfinity", "a: +.inf\n",
         At(1, 4, "value '+.inf' cannot be read",
            "it looks like a number, but Flink's parser fails on it",
            "put it in quotes, or correct it")},
        {"UnknownEscape", "a: \"x\\qy\"\n",
         At(1, 6, "the escape is unknown",
            "in double quotes, a backslash begins an escape such as \\n\n  a: \"x\\qy\"\n       ^",
            "write \\\\ for a backslash, or use single quotes")},
        {"CaretCountsCharacters", "\u00e4\u00f6: @b\n",
         At(1, 5, "a value cannot begin with '@'",
            "the character has a meaning in YAML, or none yet\n  \u00e4\u00f6: @b\n      ^",
            kQuote)},
    }),
    [](const auto& param_info) { return param_info.param.name; });

TEST(YamlErrorLineTest, IsCutAroundTheCaret) {
  const Result<Config> config =
      ParseStandardYaml("key: " + std::string(100, 'x') + ": " + std::string(100, 'y'), "f");
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().why, "a value cannot be a mapping on the same line\n  ..." +
                                    std::string(60, 'x') + ": " + std::string(18, 'y') + "...\n  " +
                                    std::string(63, ' ') + "^");
}

struct ListCase {
  const char* name;
  const char* text;
  std::vector<std::string> elements;
};
class YamlOrLegacyListTest : public testing::TestWithParam<ListCase> {};

// Recorded from ConfigurationUtils.convertToList of Flink 2.3.0.
TEST_P(YamlOrLegacyListTest, SplitsAsFlinkDoes) {
  const auto elements = ParseYamlOrLegacyList(GetParam().text);
  ASSERT_TRUE(elements);
  EXPECT_EQ(*elements, GetParam().elements);
}

INSTANTIATE_TEST_SUITE_P(Lists, YamlOrLegacyListTest,
                         testing::ValuesIn(std::vector<ListCase>{
                             {"Yaml", "[gpu, fpga]", {"gpu", "fpga"}},
                             {"YamlTypes",
                              "[1, 0x10, 1e3, true, 'x', .inf]",
                              {"1", "16", "1000.0", "true", "x", ".inf"}},
                             {"YamlNested", "[[a, 1], {k: v}]", {"[a, 1]", "{k: v}"}},
                             {"YamlBlock", "- a\n- b", {"a", "b"}},
                             {"YamlBinary", "[!!binary aGk=]", {"!!binary |-\n  aGk="}},
                             {"EmptyYaml", "[]", {}},
                             {"NullElementFallsBack", "[a, ~]", {"[a, ~]"}},
                             {"Semicolons", "gpu;fpga", {"gpu", "fpga"}},
                             {"QuotedIsOne", "\"gpu;fpga\"", {"gpu;fpga"}},
                             {"SyntaxErrorFallsBack", "[a;b", {"[a", "b"}},
                             {"Empty", "", {}},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(YamlOrLegacyListErrorTest, IsThatOfTheLegacySplitter) {
  const auto elements = ParseYamlOrLegacyList("'a' b");
  ASSERT_FALSE(elements);
  EXPECT_EQ(elements.error().what, "cannot split the list ''a' b'");
}

}  // namespace
}  // namespace flink_launcher
