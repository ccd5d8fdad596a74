// Completions and the manual page name all that the tables have. That the shells and groff can read
// them is tests/e2e/help_files_test.sh's business.

#include "launcher/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "launcher/actions.h"
#include "launcher/cli.h"
#include "launcher/exit_status.h"
#include "launcher/help.h"
#include "launcher/launcher_options.h"
#include "launcher/man_page.h"
#include "launcher/output_format.h"
#include "launcher/roles.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

using testing::HasSubstr;

struct Shell {
  const char* name;
  std::string (*file)();
  const char* before_option;
};
class CompletionTest : public testing::TestWithParam<Shell> {};

TEST_P(CompletionTest, NamesAllThatCanBeTyped) {
  const std::string file = GetParam().file();
  for (const LauncherOption& option : LauncherOptions()) {
    EXPECT_THAT(file, HasSubstr(GetParam().before_option + std::string(option.name)));
  }
  for (const Role& role : Roles()) EXPECT_THAT(file, HasSubstr(std::string(role.name)));
  for (const CommandWord& word : kCommandWords)
    EXPECT_THAT(file, HasSubstr(std::string(word.name)));
  for (const std::string_view topic : HelpTopics())
    EXPECT_THAT(file, HasSubstr(std::string(topic)));
  for (const Action& action : Actions()) {
    EXPECT_THAT(file, HasSubstr(std::string(action.name)));
  }
  for (const OutputFormatRow& row : kOutputFormats) {
    EXPECT_THAT(file, HasSubstr(std::string(row.name)));
  }
  for (const Option& option : Options()) EXPECT_THAT(file, HasSubstr(std::string(option.key)));
}

INSTANTIATE_TEST_SUITE_P(All, CompletionTest,
                         testing::Values(Shell{"Bash", BashCompletion, "--"},
                                         Shell{"Zsh", ZshCompletion, "--"},
                                         Shell{"Fish", FishCompletion, "-l "}),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(ManPageTest, NamesAllThatHelpNames) {
  std::string page = ManPage();
  for (std::size_t at = page.find("\\-"); at != std::string::npos; at = page.find("\\-")) {
    page.erase(at, 1);
  }
  for (const LauncherOption& option : LauncherOptions()) {
    EXPECT_THAT(page, HasSubstr("--" + std::string(option.name) + "\\fR"));
    EXPECT_THAT(page, HasSubstr(std::string(option.help)));
    EXPECT_THAT(page, HasSubstr(std::string(option.variable)));
  }
  for (const Role& role : Roles()) EXPECT_THAT(page, HasSubstr(std::string(role.what)));
  for (const CommandWord& word : kCommandWords)
    EXPECT_THAT(page, HasSubstr(std::string(word.what)));
  for (const Action& action : Actions()) {
    EXPECT_THAT(page, HasSubstr(std::string(action.what)));
  }
  for (const ExitStatusRow& row : ExitStatuses()) {
    EXPECT_THAT(page, HasSubstr(std::string(row.meaning)));
  }
  for (const OutputFormatRow& row : kOutputFormats) {
    EXPECT_THAT(page, HasSubstr(std::string(row.what)));
  }
  for (const std::string_view topic : HelpTopics())
    EXPECT_THAT(page, HasSubstr(std::string(topic)));
}

TEST(HelpTest, EveryTopicHasText) {
  for (const std::string_view topic : HelpTopics()) {
    const Result<std::string> text = HelpText(topic);
    ASSERT_TRUE(text) << topic;
    EXPECT_TRUE(text->ends_with('\n')) << topic;
  }
}

TEST(HelpTest, OptionsAreInTheSectionOfTheirScope) {
  const std::string text = *HelpText("options");
  const std::size_t section = text.find("Options of explain alone:");
  ASSERT_NE(section, std::string::npos);
  for (const LauncherOption& option : LauncherOptions()) {
    const bool is_below =
        text.find("  --" + std::string(option.name), section) != std::string::npos;
    EXPECT_EQ(is_below, option.scope == OptionScope::kExplain) << option.name;
  }
}

}  // namespace
}  // namespace flink_launcher
