// Layouts that YAML parsers disagree on, as real Flink 2.3.0 judged them.

#include <gtest/gtest.h>

#include <string>

#include "resolver/config_yaml.h"

namespace flink_launcher {
namespace {

/// What the value of `key` is, or "!" and the line of the error.
std::string ValueOf(const std::string& text) {
  const Result<Config> config = ParseStandardYaml(text, "config.yaml");
  if (!config) return "!" + std::to_string(config.error().where.line);
  const ConfigValue* value = config->Find("key");
  return value == nullptr ? "-" : value->text;
}

TEST(YamlTabsTest, AreRefusedBetweenTokens) {
  EXPECT_EQ(ValueOf("key:\tx\n"), "!1");
  EXPECT_EQ(ValueOf("a: b\nkey: 'x'\t\n"), "!2");
  EXPECT_EQ(ValueOf("key: \"x\"\t# y\n"), "!1");
  EXPECT_EQ(ValueOf("key: x\n\ty\n"), "!2");
  EXPECT_EQ(ValueOf("key: x\n  \ty\n"), "!2");
}

TEST(YamlTabsTest, AreFineInScalarsCommentsAndBehindPlainScalars) {
  EXPECT_EQ(ValueOf("key: a\tb\n"), "a\tb");
  EXPECT_EQ(ValueOf("key: x\t\n"), "x");
  EXPECT_EQ(ValueOf("key\t: x\t# y\tz\n"), "x");
  EXPECT_EQ(ValueOf("# a\tb\nkey: x\n# c\td\n"), "x");
  EXPECT_EQ(ValueOf("key: |\n  a\tb\t\n"), "a\tb\t\n");
  EXPECT_EQ(ValueOf("key: 'x\n\ty'\n"), "x y");
}

TEST(YamlDocumentEndTest, NeedsADocument) {
  EXPECT_EQ(ValueOf("...\nkey: x\n"), "!1");
  EXPECT_EQ(ValueOf("# x\n\n... # y\n"), "!3");
  EXPECT_EQ(ValueOf("key: x\n...\n"), "x");
  EXPECT_EQ(ValueOf("key: ...\n"), "...");
}

TEST(YamlBlockScalarTest, MustBeIndentedFurtherThanItsKey) {
  EXPECT_EQ(ValueOf("a:\n  b: >-\n  x\nkey: y\n").front(), '!');
  EXPECT_EQ(ValueOf("key: >-\n x\n"), "x");
  EXPECT_EQ(ValueOf("key: |2\n    x\n"), "  x\n");
  EXPECT_EQ(ValueOf("a:\n- |\n x\nkey: y\n"), "y");
}

TEST(YamlSingleQuotedTest, KeepsQuotesThatStandTogether) {
  EXPECT_EQ(ValueOf("key: '''it''''s'''\n"), "'it''s'");
  EXPECT_EQ(ValueOf("key: 'a''''\n\n  b'' \n  c'\n"), "a''\nb' c");
}

}  // namespace
}  // namespace flink_launcher
