#include "platform/process.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;

// A child that runs until it is killed; reaped in the end.
class Child {
 public:
  explicit Child(bool stubborn = false) : pid_(fork()) {
    if (pid_ != 0) return;
    if (stubborn) std::signal(SIGTERM, SIG_IGN);
    raise(SIGSTOP);  // tells that it has come so far
    while (true) pause();
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  void AwaitStart() const {
    waitpid(pid_, nullptr, WUNTRACED);
    kill(pid_, SIGCONT);
  }
  pid_t Pid() const { return pid_; }

 private:
  pid_t pid_;
};

pid_t EndedChild() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

TEST(ProcessTest, ReadsOurselves) {
  const auto facts = ReadProcess(getpid());
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->pid, getpid());
  EXPECT_EQ(facts->uid, getuid());
  ASSERT_FALSE(facts->arguments.empty());
  EXPECT_THAT(facts->arguments.front(), testing::HasSubstr("platform_test"));
  const auto now = std::chrono::system_clock::now();
  EXPECT_LE(facts->started, now + std::chrono::seconds(2));
  EXPECT_GE(facts->started, now - std::chrono::hours(1));
}

TEST(ProcessTest, ReadsAnInjectedProc) {
  FixtureTree tree;
  tree.File("proc/stat", "cpu 1 2\nbtime 1000\n")
      .File("proc/7/stat", "7 (a) R) S 1 7 7 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 2500 0 0\n")
      .File("proc/7/status", "Name:\ta) R\nUid:\t1000\t0\t0\t0\n")
      .File("proc/7/cmdline", std::string("java\0\0-Da=b c\0", 13));
  const auto facts = ReadProcess(7, tree.Root());
  ASSERT_TRUE(facts);
  EXPECT_EQ(facts->uid, 1000U);
  EXPECT_THAT(facts->arguments, ElementsAre("java", "", "-Da=b c"));
  const milliseconds start(1000000 + 2500000 / sysconf(_SC_CLK_TCK));
  EXPECT_EQ(facts->started.time_since_epoch(), start);
  EXPECT_FALSE(ReadProcess(8, tree.Root()));
  EXPECT_TRUE(CanReadProcesses(tree.Root()));
  EXPECT_FALSE(CanReadProcesses(tree / "proc"));
}

TEST(ProcessTest, AZombieRunsNothing) {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  siginfo_t info{};
  waitid(P_PID, static_cast<id_t>(child), &info, WEXITED | WNOWAIT);
  EXPECT_FALSE(ReadProcess(child));
  EXPECT_TRUE(ProcessHandle::Open(child)->WaitForEnd(milliseconds(0)));
  waitpid(child, nullptr, 0);
}

class ProcessHandleTest : public testing::TestWithParam<UsePidfd> {};

TEST_P(ProcessHandleTest, EndsAProcess) {
  const Child child;
  child.AwaitStart();
  const auto handle = ProcessHandle::Open(child.Pid(), GetParam());
  ASSERT_TRUE(handle);
  EXPECT_EQ(handle->Pid(), child.Pid());
  EXPECT_FALSE(handle->WaitForEnd(milliseconds(1)));
  EXPECT_TRUE(handle->Signal(SIGTERM));
  EXPECT_TRUE(handle->WaitForEnd(std::chrono::seconds(60)));
  EXPECT_TRUE(handle->Signal(SIGTERM));  // it has ended: no failure
}

TEST_P(ProcessHandleTest, WaitsNoLongerThanAsked) {
  const Child child(true);
  child.AwaitStart();
  const auto handle = ProcessHandle::Open(child.Pid(), GetParam());
  ASSERT_TRUE(handle);
  EXPECT_TRUE(handle->Signal(SIGTERM));
  EXPECT_FALSE(handle->WaitForEnd(milliseconds(50)));
}

TEST_P(ProcessHandleTest, KnowsWhoIsNotThere) {
  EXPECT_FALSE(ProcessHandle::Open(EndedChild(), GetParam()));
  EXPECT_FALSE(ProcessHandle::Open(0, GetParam()));
  EXPECT_FALSE(ProcessHandle::Open(-1, GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Kernels, ProcessHandleTest,
                         testing::Values(UsePidfd::kWherePossible, UsePidfd::kNo),
                         [](const auto& param_info) {
                           return param_info.param == UsePidfd::kNo ? "WithoutPidfd" : "WithPidfd";
                         });

}  // namespace
}  // namespace flink_launcher
