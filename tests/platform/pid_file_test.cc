#include "platform/pid_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "platform/file.h"
#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

constexpr const char* kName = "flink-me-taskexecutor.pid";

std::string Live() { return std::to_string(getpid()) + "\n"; }

// The number of a process that has ended.
std::string Dead() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return std::to_string(child) + "\n";
}

TEST(PidFileTest, NameIsTheScripts) {
  EXPECT_EQ(PidFileName("me", "taskexecutor"), kName);
  EXPECT_EQ(PidFileName("", "taskexecutor"), "flink--taskexecutor.pid");
}

TEST(PidFileTest, MakesFolderAndFile) {
  FixtureTree tree;
  const PidRegistration registration = RegisterPid(tree / "a/b", kName, 4711);
  EXPECT_EQ(registration.path, (tree / "a/b/") + kName);
  EXPECT_EQ(registration.id, 0);
  EXPECT_THAT(registration.warnings, IsEmpty());
  EXPECT_EQ(tree.Read(std::string("a/b/") + kName), "4711\n");
}

TEST(PidFileTest, TheIdIsTheNumberOfLinesWhileOneRuns) {
  FixtureTree tree;
  const std::string before = Dead() + Live() + "junk\n";
  tree.File(kName, before);
  EXPECT_EQ(PreviewPidFileId(tree.Root(), kName), 3);
  EXPECT_EQ(RegisterPid(tree.Root(), kName, 4711).id, 3);
  EXPECT_EQ(tree.Read(kName), before + "4711\n");
}

TEST(PidFileTest, DropsAFileWhoseProcessesAreAllDead) {
  FixtureTree tree;
  tree.File(kName, Dead() + Dead());
  EXPECT_EQ(PreviewPidFileId(tree.Root(), kName), 0);
  EXPECT_EQ(RegisterPid(tree.Root(), kName, 4711).id, 0);
  EXPECT_EQ(tree.Read(kName), "4711\n");
}

TEST(PidFileTest, JunkRunsNothing) {
  FixtureTree tree;
  tree.File(kName, "\n0\n-1\n1 2\nx\n99999999999999999999\n" + std::to_string(getpid()));
  EXPECT_EQ(RegisterPid(tree.Root(), kName, 4711).id, 0);  // its last line is not whole
  EXPECT_EQ(tree.Read(kName), "4711\n");
}

TEST(PidFileTest, AFolderThatCannotBeMadeIsAWarning) {
  FixtureTree tree;
  tree.File("file");
  const PidRegistration registration = RegisterPid(tree / "file/pids", kName, 4711);
  EXPECT_EQ(registration.id, 0);
  const std::string path = (tree / "file/pids/") + kName;
  EXPECT_THAT(registration.warnings,
              ElementsAre(Warning{
                  .what = "the pid file " + path + " cannot be kept: Not a directory (errno 20)",
                  .where = Origin::File(path),
                  .fix = "set FLINK_PID_DIR to a folder of this user"}));
}

TEST(PidFileTest, ASymbolicLinkIsNotFollowed) {
  FixtureTree tree;
  tree.File("victim", Live()).Link(kName, "victim");
  const PidRegistration registration = RegisterPid(tree.Root(), kName, 4711);
  EXPECT_EQ(registration.id, 0);
  EXPECT_EQ(registration.warnings.size(), 1U);
  EXPECT_EQ(tree.Read("victim"), Live());
}

TEST(PidFileTest, WaitsForTheLockOnlySoLong) {
  FixtureTree tree;
  const UniqueFd other(open(tree.Root().c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(flock(other.get(), LOCK_EX), 0);
  const PidRegistration registration =
      RegisterPid(tree.Root(), kName, 4711, std::chrono::milliseconds(20));
  EXPECT_THAT(registration.warnings,
              ElementsAre(Field(&Warning::what, "the pid file " + (tree / kName) +
                                                    " cannot be kept: another process holds the "
                                                    "lock on " +
                                                    tree.Root())));
  EXPECT_EQ(tree.Read(kName), "4711\n");
}

TEST(PidFileTest, GivesTheLockBack) {
  FixtureTree tree;
  RegisterPid(tree.Root(), kName, 4711);
  const UniqueFd other(open(tree.Root().c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_EQ(flock(other.get(), LOCK_EX | LOCK_NB), 0);
}

TEST(LockedPidFileTest, AppendsUnderTheLock) {
  FixtureTree tree;
  Result<LockedPidFile> file = LockedPidFile::Open(tree / "a/b", kName);
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_FALSE(file->Content().exists);
  ASSERT_TRUE(file->Append(11));
  ASSERT_TRUE(file->Append(12));
  EXPECT_EQ(tree.Read(std::string("a/b/") + kName), "11\n12\n");
  EXPECT_EQ(file->Content().whole_lines, 2);
  const UniqueFd other(open((tree / "a/b").c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_NE(flock(other.get(), LOCK_EX | LOCK_NB), 0);
  file->Unlock();
  EXPECT_EQ(flock(other.get(), LOCK_EX | LOCK_NB), 0);
}

TEST(LockedPidFileTest, EndsALineThatIsNotWhole) {
  FixtureTree tree;
  tree.File(kName, "11\n1");
  Result<LockedPidFile> file = LockedPidFile::Open(tree.Root(), kName);
  ASSERT_TRUE(file);
  EXPECT_THAT(file->Content().lines, ElementsAre("11", "1"));
  EXPECT_EQ(file->Content().whole_lines, 1);
  ASSERT_TRUE(file->Append(12));
  EXPECT_EQ(tree.Read(kName), "11\n1\n12\n");
}

TEST(LockedPidFileTest, TheFileGoesWithItsLastLine) {
  FixtureTree tree;
  tree.File(kName, "11\n\n13");
  Result<LockedPidFile> file = LockedPidFile::Open(tree.Root(), kName);
  ASSERT_TRUE(file);
  ASSERT_TRUE(file->RemoveLast());
  EXPECT_EQ(tree.Read(kName), "11\n\n");
  ASSERT_TRUE(file->RemoveLast());
  EXPECT_EQ(tree.Read(kName), "11\n");
  ASSERT_TRUE(file->RemoveLast());
  EXPECT_FALSE(IsRegularFile(tree / kName));
  EXPECT_FALSE(file->Content().exists);
}

TEST(LockedPidFileTest, ASymbolicLinkIsAnError) {
  FixtureTree tree;
  tree.File("victim", "11\n").Link(kName, "victim");
  const Result<LockedPidFile> file = LockedPidFile::Open(tree.Root(), kName);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error(),
            (Error{.code = ErrorCode::kCreate,
                   .what = "the pid file " + (tree / kName) + " cannot be read",
                   .where = Origin::File(tree / kName),
                   .why = "Too many levels of symbolic links (errno 40); a symbolic link is not "
                          "followed here",
                   .fix = "look who made it, and remove it"}));
  EXPECT_EQ(tree.Read("victim"), "11\n");
}

TEST(LockedPidFileTest, ALinkPlantedLaterIsNotFollowed) {
  FixtureTree tree;
  Result<LockedPidFile> file = LockedPidFile::Open(tree.Root(), kName);
  ASSERT_TRUE(file);
  tree.File("victim", "11\n").Link(kName, "victim");
  EXPECT_FALSE(file->Append(12));
  EXPECT_EQ(tree.Read("victim"), "11\n");
}

TEST(LockedPidFileTest, WaitsForTheLockOnlySoLong) {
  FixtureTree tree;
  const UniqueFd other(open(tree.Root().c_str(), O_RDONLY | O_CLOEXEC));
  ASSERT_EQ(flock(other.get(), LOCK_EX), 0);
  const Result<LockedPidFile> file =
      LockedPidFile::Open(tree.Root(), kName, std::chrono::milliseconds(20));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error(), (Error{.code = ErrorCode::kCreate,
                                 .what = "the pid folder " + tree.Root() + " cannot be locked",
                                 .where = Origin::File(tree.Root()),
                                 .why = "another process holds the lock on " + tree.Root(),
                                 .fix = "set FLINK_PID_DIR to a folder of this user"}));
}

TEST(ReadPidFileTest, TellsWhatIsThere) {
  FixtureTree tree;
  EXPECT_FALSE(ReadPidFile(tree / "nowhere", kName)->exists);
  EXPECT_FALSE(ReadPidFile(tree.Root(), kName)->exists);
  tree.File(kName, "11\n12\n");
  const Result<PidFileContent> content = ReadPidFile(tree.Root(), kName);
  ASSERT_TRUE(content);
  EXPECT_EQ(content->path, tree / kName);
  EXPECT_EQ(content->owner, getuid());
  EXPECT_THAT(content->lines, ElementsAre("11", "12"));
}

TEST(ParsePidTest, TakesOneProcessesNumberOnly) {
  EXPECT_EQ(ParsePid(" 4711 \r"), 4711);
  for (const char* junk : {"", "0", "-1", "1 2", "x", "12x", "99999999999999999999"}) {
    EXPECT_EQ(ParsePid(junk), std::nullopt) << junk;
  }
}

}  // namespace
}  // namespace flink_launcher
