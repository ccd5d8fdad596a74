#include "platform/exec.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

using nlohmann::json;

JvmCommand FakeJava(const FixtureTree& tree, std::vector<std::string> argv) {
  JvmCommand command{.executable = FAKE_JAVA, .argv = std::move(argv)};
  command.environment.Set("FAKE_JAVA_DUMP", tree / "dump.json");
  return command;
}

// Runs `prepare` and Exec in a child; the exit status is fake_java's, or 99 if Exec returned.
int RunInChild(
    const JvmCommand& command, void (*prepare)() = [] {}) {
  const pid_t child = fork();
  if (child == 0) {
    prepare();
    (void)Exec(command);
    _exit(99);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ExecTest, PassesArgumentsAndNothingButTheEnvironmentGiven) {
  FixtureTree tree;
  JvmCommand command = FakeJava(tree, {"java", "-Da=b c", "", "\"quoted\"\n"});
  command.environment.Set("EMPTY", "");
  command.environment.Set("FAKE_JAVA_EXIT", "42");
  EXPECT_EQ(RunInChild(command), 42);
  const json dump = json::parse(tree.Read("dump.json"));
  EXPECT_EQ(dump["argv"], json({"java", "-Da=b c", "", "\"quoted\"\n"}));
  EXPECT_EQ(
      dump["environment"],
      json({{"EMPTY", ""}, {"FAKE_JAVA_DUMP", tree / "dump.json"}, {"FAKE_JAVA_EXIT", "42"}}));
}

TEST(ExecTest, SignalsAndDescriptorsAreClean) {
  FixtureTree tree;
  ASSERT_EQ(RunInChild(FakeJava(tree, {"java"}),
                       [] {
                         sigset_t all;
                         sigfillset(&all);
                         sigprocmask(SIG_SETMASK, &all, nullptr);
                         std::signal(SIGPIPE, SIG_IGN);
                         std::signal(SIGTERM, SIG_IGN);
                         std::signal(SIGRTMAX, SIG_IGN);
                         dup2(0, 77);
                         dup2(0, 500);
                       }),
            0);
  const json dump = json::parse(tree.Read("dump.json"));
  EXPECT_EQ(dump["blocked_signals"], json::array());
  EXPECT_EQ(dump["ignored_signals"], json::array());
  std::vector<std::string> descriptors;
  for (const auto& [number, target] : dump["descriptors"].items()) descriptors.push_back(number);
  EXPECT_THAT(descriptors, testing::ElementsAre("0", "1", "2"));
}

TEST(ExecTest, NohupAndBackgroundStayInForce) {
  FixtureTree tree;
  ASSERT_EQ(RunInChild(FakeJava(tree, {"java"}),
                       [] {
                         for (const int number : {SIGHUP, SIGINT, SIGQUIT, SIGUSR1}) {
                           std::signal(number, SIG_IGN);
                         }
                       }),
            0);
  EXPECT_EQ(json::parse(tree.Read("dump.json"))["ignored_signals"],
            json({SIGHUP, SIGINT, SIGQUIT}));
}

TEST(ExecTest, RedirectsToFreshFiles) {
  FixtureTree tree;
  tree.File("out", "old");
  JvmCommand command = FakeJava(tree, {"java", "-version"});  // answers on standard error
  command.stdout_file = tree / "out";
  command.stderr_file = tree / "err";
  ASSERT_EQ(RunInChild(command, [] { close(STDOUT_FILENO); }), 0);
  EXPECT_EQ(tree.Read("out"), "");
  EXPECT_THAT(tree.Read("err"), testing::HasSubstr("java.specification.version = 17"));
}

TEST(ExecTest, AnUnwritableRedirectIsAnError) {
  FixtureTree tree;
  JvmCommand command = FakeJava(tree, {"java"});
  command.stdout_file = tree / "none/out";
  EXPECT_EQ(Exec(command), (Error{.code = ErrorCode::kCreate,
                                  .what = "the file " + (tree / "none/out") + " cannot be written",
                                  .where = Origin::File(tree / "none/out"),
                                  .why = "No such file or directory (errno 2)",
                                  .fix = "create the folder " + (tree / "none") +
                                         ", or set env.stdout-err.redirect-to-file to false",
                                  .keys = {"env.stdout-err.redirect-to-file"}}));
}

// In a child: a failed Exec has already put the signals back.
TEST(ExecTest, AFailureSaysWhyWhereStandardErrorWas) {
  FixtureTree tree;
  tree.Executable("text", "no magic number");
  const auto fail = [&tree] {
    JvmCommand command{.executable = tree / "text", .argv = {"java"}};
    command.stderr_file = tree / "err";
    const Error error = Exec(command);
    const std::string text = error.what + "; " + error.why + "; " + error.fix + "\n";
    (void)!write(STDERR_FILENO, text.data(), text.size());
    _exit(error.code == ErrorCode::kExec ? 7 : 8);
  };
  EXPECT_EXIT(fail(), testing::ExitedWithCode(7),
              "text cannot be executed; Exec format error \\(errno 8\\); use a Java built for "
              "this processor");
}

}  // namespace
}  // namespace flink_launcher
