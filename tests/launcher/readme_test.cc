// The README's tables against the tables in the code.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "launcher/exit_status.h"
#include "launcher/help.h"
#include "launcher/launcher_options.h"
#include "launcher/roles.h"
#include "platform/file.h"

namespace flink_launcher {
namespace {

using testing::HasSubstr;

std::string Readme() { return ReadFile(README).value(); }

std::string Code(std::string_view text) { return "`" + std::string(text) + "`"; }

/// `text` as it stands in a Markdown table.
std::string Cell(std::string_view text) {
  std::string cell;
  for (const char c : text) cell += c == '|' ? std::string("\\|") : std::string(1, c);
  return cell;
}

TEST(ReadmeTest, ListsEveryOptionWithItsVariableAndKey) {
  for (const LauncherOption& option : LauncherOptions()) {
    const std::string argument = option.argument.empty() ? "" : " " + std::string(option.argument);
    const std::string variable = option.variable.empty() ? "" : Code(option.variable) + " ";
    const std::string key = option.toml_key.empty() ? "" : Code(option.toml_key) + " ";
    std::string row = Code("--" + std::string(option.name) + argument);
    row.append(" | ").append(variable).append("| ").append(key).append("|");
    EXPECT_THAT(Readme(), HasSubstr(row));
  }
}

TEST(ReadmeTest, ListsEveryExitStatusInTheWordsOfHelp) {
  for (const ExitStatusRow& row : ExitStatuses()) {
    EXPECT_THAT(Readme(),
                HasSubstr("| " + std::to_string(row.status) + " | " + std::string(row.name) +
                          " | " + std::string(row.meaning) + " |"));
  }
}

TEST(ReadmeTest, ListsEveryRole) {
  for (const Role& role : Roles()) {
    EXPECT_THAT(Readme(), HasSubstr("| " + Code(role.name) + " | " + Code(role.script) + " | " +
                                    Cell(role.what) + " |"));
  }
}

TEST(HelpTest, EveryTopicOfTheOverviewHasText) {
  const std::string overview = HelpText("").value();
  std::string topics = overview.substr(overview.find("Help topics:") + 12);
  ASSERT_EQ(topics.back(), '\n');
  topics.pop_back();
  while (!topics.empty()) {
    topics.erase(0, 1);
    const std::string topic = topics.substr(0, topics.find(' '));
    EXPECT_TRUE(HelpText(topic)) << topic;
    topics.erase(0, topic.size());
  }
}

TEST(HelpTest, AnUnknownTopicIsAUsageErrorWithTheNearestOne) {
  const Result<std::string> help = HelpText("exit-code");
  ASSERT_FALSE(help);
  EXPECT_EQ(help.error().code, ErrorCode::kUsage);
  EXPECT_EQ(help.error().fix, "did you mean 'exit-codes'?");
}

TEST(HelpTest, NoLineIsTooWide) {
  for (const char* topic : {"", "options", "roles", "environment", "settings", "exit-codes"}) {
    std::string text = HelpText(topic).value();
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
      EXPECT_LE(end, 100U) << text.substr(0, end);
      text.erase(0, end + 1);
    }
  }
}

TEST(ExitStatusTest, StatusesAreDistinctAndClearOfTheJvms) {
  int last = 3;
  for (const ExitStatusRow& row : ExitStatuses()) {
    EXPECT_GT(row.status, last);
    EXPECT_LT(row.status, 126);
    EXPECT_EQ(ExitStatusOf(row.code), row.status);
    last = row.status;
  }
}

}  // namespace
}  // namespace flink_launcher
