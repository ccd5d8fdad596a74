#include "resolver/yaml_strictness.h"

#include <gtest/gtest.h>

#include <string>

#include "resolver/config_yaml.h"

namespace flink_launcher {
namespace {

/// What the value of `key` is, or "!" and what the error says. Checked against Flink 2.3.0.
std::string ValueOf(const std::string& text) {
  const Result<Config> config = ParseStandardYaml(text, "conf/config.yaml");
  if (!config) return "!" + config.error().where.Text() + ": " + config.error().what;
  const ConfigValue* value = config->Find("key");
  return value == nullptr ? "-" : value->text;
}

TEST(YamlTabsTest, AreRefusedBetweenTokens) {
  const std::string refused = ": a tab stands between tokens";
  EXPECT_EQ(ValueOf("key:\tx\n"), "!conf/config.yaml:1:5" + refused);
  EXPECT_EQ(ValueOf("a: b\nkey: 'x'\t\n"), "!conf/config.yaml:2:9" + refused);
  EXPECT_EQ(ValueOf("key: \"x\"\t# y\n"), "!conf/config.yaml:1:9" + refused);
  EXPECT_EQ(ValueOf("key: x\n\ty\n"), "!conf/config.yaml:2:1" + refused);
  EXPECT_EQ(ValueOf("key: x\n  \ty\n"), "!conf/config.yaml:2:3" + refused);
}

TEST(YamlTabsTest, AreFineInScalarsCommentsAndBehindPlainScalars) {
  EXPECT_EQ(ValueOf("key: a\tb\n"), "a\tb");
  EXPECT_EQ(ValueOf("key: x\t\n"), "x");
  EXPECT_EQ(ValueOf("key\t: x\t# y\tz\n"), "x");
  EXPECT_EQ(ValueOf("# a\tb\nkey: x\n# c\td\n"), "x");
  EXPECT_EQ(ValueOf("key: |\n  a\tb\t\n"), "a\tb\t\n");
}

TEST(YamlBeginningTest, RefusesTheEndOfNoDocument) {
  EXPECT_EQ(ValueOf("...\nkey: x\n"),
            "!conf/config.yaml:1:1: a document ends here that has not begun");
  EXPECT_EQ(ValueOf("# x\n\n... # y\n"),
            "!conf/config.yaml:3:1: a document ends here that has not begun");
  EXPECT_EQ(ValueOf("key: x\n...\n"), "x");
  EXPECT_EQ(ValueOf("key: ...\n"), "...");
}

TEST(YamlBlockScalarTest, MustBeIndentedFurtherThanItsKey) {
  EXPECT_EQ(ValueOf("a:\n  b: >-\n  x\nkey: y\n"),
            "!conf/config.yaml:3:1: the text of a block scalar is not indented");
  EXPECT_EQ(ValueOf("key: >-\n x\n"), "x");
  EXPECT_EQ(ValueOf("key: |2\n    x\n"), "  x\n");
  EXPECT_EQ(ValueOf("a:\n- |\n x\nkey: y\n"), "y");
}

TEST(SingleQuotedValueTest, KeepsQuotesThatStandTogether) {
  EXPECT_EQ(ValueOf("key: '''it''''s'''\n"), "'it''s'");
  EXPECT_EQ(SingleQuotedValue("''''"), "''");
}

TEST(SingleQuotedValueTest, FoldsLines) {
  EXPECT_EQ(ValueOf("key: 'a''''\n\n  b'' \n  c'\n"), "a''\nb' c");
  EXPECT_EQ(SingleQuotedValue(" a \n b "), " a b ");
  EXPECT_EQ(SingleQuotedValue("a\n"), "a ");
  EXPECT_EQ(SingleQuotedValue("\n\n\na"), "\n\na");
}

}  // namespace
}  // namespace flink_launcher
