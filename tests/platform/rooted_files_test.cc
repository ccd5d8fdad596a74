#include "platform/rooted_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <string>

#include "tests/support/host_fixture.h"

namespace flink_launcher {
namespace {

using Status = FileText::Status;

TEST(RootedFilesTest, ReadsWholeFilesLongerThanItsBuffer) {
  HostFixture host;
  host.files["/long"] = std::string(10000, 'x');
  const HostTree tree(host);
  const FileText text = RootedFiles(tree.Root()).Read("/long");
  EXPECT_EQ(text.status, Status::kRead);
  EXPECT_EQ(text.text.size(), 10000U);
}

TEST(RootedFilesTest, TellsMissingFromUnreadable) {
  HostFixture host;
  host.files["/file"] = "x";
  host.folders.push_back("/folder/");
  const HostTree tree(host);
  const RootedFiles files(tree.Root());
  EXPECT_EQ(files.Read("/none").status, Status::kMissing);
  EXPECT_EQ(files.Read("/file/below").status, Status::kMissing);
  EXPECT_EQ(files.Read("/folder").status, Status::kFailed);
  EXPECT_EQ(files.Read("/folder").reason, "Is a directory");
}

TEST(RootedFilesTest, FollowsLinksButNotOutOfTheRoot) {
  HostFixture host;
  host.files["/real"] = "inside";
  host.links["/absolute"] = "/real";
  host.links["/relative"] = "../../../../../../../../real";
  host.links["/out"] = "/etc/hostname";
  host.links["/up"] = "../../../../../../../../../etc/hostname";
  const HostTree tree(host);
  const RootedFiles files(tree.Root());
  EXPECT_EQ(files.Read("/absolute").text, "inside");
  EXPECT_EQ(files.Read("/relative").text, "inside");
  EXPECT_EQ(files.Read("/out").status, Status::kMissing);
  EXPECT_EQ(files.Read("/up").status, Status::kMissing);
  EXPECT_EQ(files.Read("/../../../../../../../../etc/hostname").status, Status::kMissing);
}

TEST(RootedFilesTest, DoesNotHangOnAFifo) {
  const HostTree tree((HostFixture()));
  ASSERT_EQ(mkfifo((tree.Root() + "/fifo").c_str(), 0600), 0);
  EXPECT_EQ(RootedFiles(tree.Root()).Read("/fifo").text, "");
}

TEST(RootedFilesTest, ListsFoldersOnly) {
  HostFixture host;
  host.files["/a/file"] = "";
  host.folders = {"/a/one/", "/a/two/"};
  const HostTree tree(host);
  const RootedFiles files(tree.Root());
  EXPECT_THAT(files.Directories("/a"), testing::UnorderedElementsAre("one", "two"));
  EXPECT_THAT(files.Directories("/none"), testing::IsEmpty());
  EXPECT_TRUE(files.IsDirectory("/a/one"));
  EXPECT_FALSE(files.IsDirectory("/a/file"));
}

TEST(RootedFilesTest, RootThatCannotBeOpenedFailsEveryRead) {
  const RootedFiles files("/no/such/folder");
  EXPECT_EQ(files.Read("/x").status, Status::kFailed);
  EXPECT_EQ(files.Read("/x").reason, "No such file or directory");
  EXPECT_FALSE(files.IsDirectory("/"));
}

}  // namespace
}  // namespace flink_launcher
