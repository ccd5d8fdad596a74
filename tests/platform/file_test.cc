#include "platform/file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;

TEST(UniqueFdTest, ClosesWhatItOwns) {
  int number = -1;
  {
    const UniqueFd fd(open("/dev/null", O_RDONLY | O_CLOEXEC));
    number = fd.get();
    ASSERT_GE(number, 0);
  }
  EXPECT_EQ(fcntl(number, F_GETFD), -1);
}

TEST(ReadFileTest, TellsAbsentFromUnreadable) {
  FixtureTree tree;
  tree.File("text", std::string("a\0b", 3));
  EXPECT_EQ(*ReadFile(tree / "text"), std::string("a\0b", 3));

  const Result<std::optional<std::string>> absent = ReadFileIfPresent(tree / "none");
  ASSERT_TRUE(absent);
  EXPECT_EQ(*absent, std::nullopt);
  const Result<std::optional<std::string>> below_file = ReadFileIfPresent(tree / "text/none");
  ASSERT_TRUE(below_file);
  EXPECT_EQ(*below_file, std::nullopt);

  const Result<std::optional<std::string>> folder = ReadFileIfPresent(tree.Root());
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error(), (Error{.code = ErrorCode::kConfig,
                                   .what = "the file " + tree.Root() + " cannot be read",
                                   .where = Origin::File(tree.Root()),
                                   .why = "Is a directory (errno 21)"}));
}

TEST(ReadFileTest, AnAbsentFileIsAnErrorWhereItIsNeeded) {
  FixtureTree tree;
  const Result<std::string> text = ReadFile(tree / "none");
  ASSERT_FALSE(text);
  EXPECT_EQ(text.error().what, "the file " + (tree / "none") + " cannot be opened");
  EXPECT_EQ(text.error().why, "No such file or directory (errno 2)");
}

TEST(ListJarsTest, SortsBytewiseAndFollowsNoFolderLinks) {
  FixtureTree tree;
  tree.File("lib/b.jar").File("lib/B.jar").File("lib/a.jar.bak").File("lib/\xc3\xa4.jar");
  tree.File("lib/ext/deep/c.jar").File("lib/.jar").Folder("lib/folder.jar");
  tree.File("elsewhere/d.jar").Link("lib/d.jar", tree / "elsewhere/d.jar");
  tree.Link("lib/linked", tree / "elsewhere").Link("lib/dangling.jar", "nowhere");
  tree.Link("lib/linked-folder.jar", tree / "elsewhere");
  const Result<std::vector<std::string>> jars = ListJars(tree / "lib");
  ASSERT_TRUE(jars) << jars.error().what;
  EXPECT_THAT(
      *jars, ElementsAre(tree / "lib/.jar", tree / "lib/B.jar", tree / "lib/b.jar",
                         tree / "lib/d.jar", tree / "lib/dangling.jar", tree / "lib/ext/deep/c.jar",
                         tree / "lib/linked-folder.jar", tree / "lib/\xc3\xa4.jar"));
}

TEST(ListJarsTest, KeepsTheFolderAsGiven) {
  FixtureTree tree;
  tree.File("lib/a.jar").Link("link", "lib");
  EXPECT_THAT(*ListJars(tree / "link/"), ElementsAre(tree / "link/a.jar"));
}

TEST(ListJarsTest, TopOnlyStaysAtTheTop) {
  FixtureTree tree;
  tree.File("lib/b.jar").File("lib/a.jar").File("lib/ext/c.jar");
  EXPECT_THAT(*ListTopJars(tree / "lib"), ElementsAre(tree / "lib/a.jar", tree / "lib/b.jar"));
}

TEST(ListJarsTest, AMissingFolderIsAnError) {
  const Result<std::vector<std::string>> jars = ListJars("/no/such/lib");
  ASSERT_FALSE(jars);
  EXPECT_EQ(jars.error(), (Error{.code = ErrorCode::kNoFlink,
                                 .what = "the folder /no/such/lib cannot be read",
                                 .where = Origin::File("/no/such/lib"),
                                 .why = "No such file or directory (errno 2)"}));
}

TEST(CreateDirectoriesTest, MakesWhatIsMissing) {
  FixtureTree tree;
  tree.Folder("real").Link("link", "real");
  EXPECT_TRUE(CreateDirectories(tree / "a/b/c"));
  EXPECT_TRUE(CreateDirectories(tree / "a/b/c/"));
  EXPECT_TRUE(CreateDirectories(tree / "link/d"));
  EXPECT_TRUE(IsDirectory(tree / "a/b/c"));
  EXPECT_TRUE(IsDirectory(tree / "real/d"));
}

TEST(CreateDirectoriesTest, AFileInTheWayIsAnError) {
  FixtureTree tree;
  tree.File("file");
  const Result<void> created = CreateDirectories(tree / "file/sub");
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error(),
            (Error{.code = ErrorCode::kCreate,
                   .what = "the folder " + (tree / "file/sub") + " cannot be created",
                   .where = Origin::File(tree / "file/sub"),
                   .why = "Not a directory (errno 20)"}));
}

TEST(OpenForWritingTest, AppendsOrTruncates) {
  FixtureTree tree;
  tree.File("log", "old\n");
  ASSERT_TRUE(WriteAll(*OpenForWriting(tree / "log", WriteMode::kAppend), "new\n", "log"));
  EXPECT_EQ(tree.Read("log"), "old\nnew\n");
  ASSERT_TRUE(WriteAll(*OpenForWriting(tree / "log", WriteMode::kTruncate), "x", "log"));
  EXPECT_EQ(tree.Read("log"), "x");
}

TEST(OpenForWritingTest, IsClosedOnExecAndObeysTheUmask) {
  FixtureTree tree;
  const mode_t before = umask(027);
  const Result<UniqueFd> file = OpenForWriting(tree / "new", WriteMode::kAppend);
  umask(before);
  ASSERT_TRUE(file);
  EXPECT_EQ(fcntl(file->get(), F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
  struct stat status {};
  ASSERT_EQ(fstat(file->get(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0640U);
}

TEST(OpenForWritingTest, RefusesASymbolicLink) {
  FixtureTree tree;
  tree.File("target", "keep").Link("log", "target");
  const Result<UniqueFd> file = OpenForWriting(tree / "log", WriteMode::kTruncate);
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::kCreate);
  EXPECT_EQ(file.error().why,
            "Too many levels of symbolic links (errno 40); a symbolic link is "
            "not followed here");
  EXPECT_EQ(tree.Read("target"), "keep");
}

TEST(PathTest, ParentAndBaseName) {
  EXPECT_EQ(ParentPath("/a/b"), "/a");
  EXPECT_EQ(ParentPath("/a"), "/");
  EXPECT_EQ(ParentPath("a"), ".");
  EXPECT_EQ(BaseName("/a/b.jar"), "b.jar");
  EXPECT_EQ(BaseName("b.jar"), "b.jar");
}

struct LastLinesCase {
  const char* name;
  std::string text;
  std::size_t count;
  std::string expected;
};

class LastLinesTest : public testing::TestWithParam<LastLinesCase> {};

TEST_P(LastLinesTest, GivesTheEnd) {
  FixtureTree tree;
  tree.File("f", GetParam().text);
  EXPECT_EQ(LastLines(tree / "f", GetParam().count), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Texts, LastLinesTest,
                         testing::ValuesIn(std::vector<LastLinesCase>{
                             {"Empty", "", 3, ""},
                             {"OnlyEnds", "\n\n", 3, ""},
                             {"One", "a\n", 3, "a"},
                             {"NotWhole", "a\nb", 3, "a\nb"},
                             {"Fewer", "a\nb\nc\nd\n", 2, "c\nd"},
                             {"JustAll", "a\nb\n", 2, "a\nb"},
                             {"EmptyLinesBetween", "a\n\nb\n", 2, "\nb"},
                             {"None", "a\nb\n", 0, ""},
                             {"OneHugeLine", std::string(20000, 'x'), 2, std::string(16384, 'x')},
                         }),
                         [](const auto& param_info) { return param_info.param.name; });

TEST(FileTest, ThereMayBeNoLastLines) {
  FixtureTree tree;
  EXPECT_EQ(LastLines(tree / "none", 3), "");
  EXPECT_EQ(LastLines(tree.Root(), 3), "");
}

}  // namespace
}  // namespace flink_launcher
