#include "platform/daemon.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <nlohmann/json.hpp>

#include "platform/file.h"
#include "platform/process.h"
#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

using nlohmann::json;
constexpr std::chrono::seconds kEver{60};

JvmCommand FakeJava(const FixtureTree& tree) {
  JvmCommand command{.executable = FAKE_JAVA, .argv = {"java", "Main"}};
  command.environment.Set("FAKE_JAVA_DUMP", tree / "dump.json");
  return command;
}

Result<void> Accept(pid_t) { return {}; }

TEST(DaemonTest, RunsApartFromUs) {
  FixtureTree tree;
  tree.File("out", "of an earlier process\n");
  const UniqueFd leaked(open("/dev/null", O_RDONLY));  // NOLINT(android-cloexec-open): on purpose
  JvmCommand command = FakeJava(tree);
  command.environment.Set("FAKE_JAVA_SAY", "hello\n");
  command.environment.Set("FAKE_JAVA_EXIT", "7");
  pid_t registered = 0;
  const Result<pid_t> daemon = SpawnDaemon(command, tree / "out", [&](pid_t pid) -> Result<void> {
    registered = pid;
    EXPECT_EQ(tree.Read("out"), "of an earlier process\n");
    return {};
  });
  ASSERT_TRUE(daemon) << daemon.error().what;
  EXPECT_EQ(registered, *daemon);
  const std::optional<int> status = WaitForEarlyEnd(*daemon, kEver);
  ASSERT_TRUE(status);
  EXPECT_EQ(WEXITSTATUS(*status), 7);

  const json dump = json::parse(tree.Read("dump.json"));
  EXPECT_EQ(dump["pid"], *daemon);
  EXPECT_NE(dump["session"], getsid(0));
  EXPECT_NE(dump["session"], *daemon);  // no leader: it cannot get a terminal
  EXPECT_EQ(dump["has_terminal"], false);
  EXPECT_EQ(dump["descriptors"],
            json({{"0", "/dev/null"}, {"1", tree / "out"}, {"2", tree / "out"}}));
  EXPECT_EQ(dump["blocked_signals"], json::array());
  EXPECT_THAT(dump["ignored_signals"].get<std::vector<int>>(),
              testing::IsSupersetOf({SIGINT, SIGQUIT}));
  EXPECT_EQ(tree.Read("out"), "hello\n");
}

TEST(DaemonTest, StandardDescriptorsMayBeClosed) {
  FixtureTree tree;
  const pid_t child = fork();
  if (child == 0) {
    for (int fd = 0; fd < 3; ++fd) close(fd);
    const Result<pid_t> daemon = SpawnDaemon(FakeJava(tree), tree / "out", Accept);
    _exit(daemon && WaitForEarlyEnd(*daemon, kEver) == 0 ? 0 : 1);
  }
  int status = -1;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(json::parse(tree.Read("dump.json"))["descriptors"],
            json({{"0", "/dev/null"}, {"1", tree / "out"}, {"2", tree / "out"}}));
}

TEST(DaemonTest, WithoutRegistrationNothingRuns) {
  FixtureTree tree;
  tree.File("out", "before\n");
  pid_t offered = 0;
  const Result<pid_t> daemon =
      SpawnDaemon(FakeJava(tree), tree / "out", [&](pid_t pid) -> Result<void> {
        offered = pid;
        return Error{.code = ErrorCode::kCreate, .what = "no space"};
      });
  ASSERT_FALSE(daemon);
  EXPECT_EQ(daemon.error().what, "no space");
  EXPECT_FALSE(ProcessHandle::Open(offered));
  EXPECT_EQ(tree.Read("dump.json"), "");
  EXPECT_EQ(tree.Read("out"), "before\n");
}

TEST(DaemonTest, WhenWeDieBeforeTheRegistrationNothingRuns) {
  FixtureTree tree;
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  const pid_t starter = fork();
  if (starter == 0) {
    (void)SpawnDaemon(FakeJava(tree), tree / "out", [&](pid_t pid) -> Result<void> {
      (void)!write(ends[1], &pid, sizeof pid);
      while (true) pause();
    });
    _exit(0);
  }
  pid_t waiting = 0;
  ASSERT_EQ(read(ends[0], &waiting, sizeof waiting), ssize_t{sizeof waiting});
  const auto daemon = ProcessHandle::Open(waiting);
  kill(starter, SIGKILL);
  waitpid(starter, nullptr, 0);
  if (daemon) {
    EXPECT_TRUE(daemon->WaitForEnd(kEver));
  }
  EXPECT_EQ(tree.Read("dump.json"), "");
  close(ends[0]);
  close(ends[1]);
}

TEST(DaemonTest, AFailedExecIsTold) {
  FixtureTree tree;
  JvmCommand command = FakeJava(tree);
  command.executable = tree / "nothing";
  pid_t registered = 0;
  const Result<pid_t> daemon = SpawnDaemon(command, tree / "out", [&](pid_t pid) -> Result<void> {
    registered = pid;
    return {};
  });
  ASSERT_FALSE(daemon);
  EXPECT_EQ(daemon.error().code, ErrorCode::kExec);
  EXPECT_EQ(daemon.error().what, tree / "nothing" + " cannot be executed");
  EXPECT_FALSE(ProcessHandle::Open(registered));
}

TEST(DaemonTest, OneThatStaysIsNotWaitedFor) {
  FixtureTree tree;
  JvmCommand command = FakeJava(tree);
  command.environment.Set("FAKE_JAVA_STAY", "1");
  const Result<pid_t> daemon = SpawnDaemon(command, tree / "out", Accept);
  ASSERT_TRUE(daemon);
  EXPECT_FALSE(WaitForEarlyEnd(*daemon, std::chrono::milliseconds(1)));
  kill(*daemon, SIGKILL);
  const std::optional<int> status = WaitForEarlyEnd(*daemon, kEver);
  ASSERT_TRUE(status);
  EXPECT_EQ(WTERMSIG(*status), SIGKILL);
}

struct OutCase {
  const char* name;
  void (*prepare)(FixtureTree& tree);
  const char* why;
  const char* fix;  // $ is the folder
};

class DaemonOutTest : public testing::TestWithParam<OutCase> {};

TEST_P(DaemonOutTest, AnOutFileThatCannotBeWrittenStartsNothing) {
  FixtureTree tree;
  GetParam().prepare(tree);
  bool asked = false;
  const Result<pid_t> daemon = SpawnDaemon(FakeJava(tree), tree / "log/x.out", [&](pid_t) {
    asked = true;
    return Result<void>();
  });
  ASSERT_FALSE(daemon);
  EXPECT_FALSE(asked);
  std::string fix = GetParam().fix;
  if (const auto place = fix.find('$'); place != std::string::npos) {
    fix.replace(place, 1, tree / "log");
  }
  EXPECT_EQ(daemon.error(),
            (Error{.code = ErrorCode::kCreate,
                   .what = "the file " + (tree / "log/x.out") + " cannot be written",
                   .where = Origin::File(tree / "log/x.out"),
                   .why = GetParam().why,
                   .fix = fix,
                   .keys = {"env.log.dir"}}));
}

INSTANTIATE_TEST_SUITE_P(
    Files, DaemonOutTest,
    testing::Values(
        OutCase{"NoFolder", [](FixtureTree&) {}, "No such file or directory (errno 2)",
                "create the folder $, or set FLINK_LOG_DIR"},
        OutCase{"ASymbolicLink",
                [](FixtureTree& tree) { tree.File("victim").Link("log/x.out", "../victim"); },
                "Too many levels of symbolic links (errno 40); a symbolic link is not followed "
                "here",
                "set FLINK_LOG_DIR to a folder of this user"},
        OutCase{"AFifo",
                [](FixtureTree& tree) {
                  tree.Folder("log");
                  mkfifo((tree / "log/x.out").c_str(), 0600);
                },
                "No such device or address (errno 6)",
                "set FLINK_LOG_DIR to a folder of this user"}),
    [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
