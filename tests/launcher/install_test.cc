#include "launcher/install.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>

#include "launcher/known_scripts.h"
#include "launcher/roles.h"
#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

namespace fs = std::filesystem;
using testing::IsEmpty;
using Kind = InstallStep::Kind;
using Steps = std::vector<InstallStep>;

/// bin/ with three originals of different modes and times, one other script, and a launcher beside.
class InstallTest : public testing::Test {
 protected:
  InstallTest() {
    for (const auto& [name, mode] : std::map<std::string, mode_t>{
             {"taskmanager.sh", 0755}, {"jobmanager.sh", 0750}, {"flink", 04711}}) {
      tree_.File("f/bin/" + name, "original " + name);
      chmod((tree_ / ("f/bin/" + name)).c_str(), mode);
      const timespec times[] = {{1000, 5}, {2000 + static_cast<time_t>(mode), 7}};
      utimensat(AT_FDCWD, (tree_ / ("f/bin/" + name)).c_str(), times, 0);
    }
    tree_.File("f/bin/config.sh", "not replaced").Executable("launcher");
    before_ = Snapshot();
  }

  InstallRequest Request() const {
    return {tree_ / "f/bin", tree_ / "launcher", [](std::string_view name, std::string_view text) {
              return text == "original " + std::string(name);
            }};
  }

  /// Every name below bin/: kind, mode, time to the nanosecond, and text or target.
  std::map<std::string, std::string> Snapshot() const {
    std::map<std::string, std::string> all;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(tree_ / "f/bin")) {
      struct stat status {};
      lstat(entry.path().c_str(), &status);
      std::string& text = all[entry.path().lexically_relative(tree_ / "f/bin")];
      if (entry.is_symlink()) {
        text = "-> " + fs::read_symlink(entry.path()).string();
        continue;
      }
      text = std::to_string(status.st_mode);
      if (entry.is_directory()) continue;
      text += " " + std::to_string(status.st_mtim.tv_sec) + "." +
              std::to_string(status.st_mtim.tv_nsec) + " " +
              tree_.Read("f/bin/" + fs::relative(entry.path(), tree_ / "f/bin").string());
    }
    return all;
  }

  static void Do(const Steps& steps, std::size_t count) {
    for (std::size_t i = 0; i < std::min(count, steps.size()); ++i) {
      const Result<void> done = DoInstallStep(steps[i]);
      ASSERT_TRUE(done) << done.error().what << done.error().why;
    }
  }

  void Install() { Do(*PlanInstall(Request()), 100); }
  void Uninstall() { Do(*PlanUninstall(Request()), 100); }

  void ExpectInstalled() const {
    const auto now = Snapshot();
    for (const char* name : {"taskmanager.sh", "jobmanager.sh", "flink"}) {
      EXPECT_EQ(now.at(name), "-> " + (tree_ / "launcher"));
      EXPECT_EQ(now.at(std::string(".flink-launcher/") + name), before_.at(name));
    }
    EXPECT_EQ(now.at("config.sh"), before_.at("config.sh"));
    EXPECT_EQ(now.size(), 8U);
  }

  FixtureTree tree_;
  std::map<std::string, std::string> before_;
};

TEST_F(InstallTest, LinksStandInTheScriptsPlaceAndOriginalsAside) {
  Install();
  ExpectInstalled();
}

TEST_F(InstallTest, UninstallRestoresBytesModeAndTime) {
  Install();
  Uninstall();
  EXPECT_EQ(Snapshot(), before_);
}

TEST_F(InstallTest, ASecondTimeThereIsNothingToDo) {
  EXPECT_THAT(*PlanUninstall(Request()), IsEmpty());
  Install();
  EXPECT_THAT(*PlanInstall(Request()), IsEmpty());
  Uninstall();
  EXPECT_THAT(*PlanUninstall(Request()), IsEmpty());
}

TEST_F(InstallTest, PlanningChangesNothing) {
  ASSERT_TRUE(PlanInstall(Request()));
  EXPECT_EQ(Snapshot(), before_);
}

// A script is there after each step, and whatever comes next ends well.
TEST_F(InstallTest, AnInterruptedInstallGoesOnOrBack) {
  const std::size_t count = PlanInstall(Request())->size();
  EXPECT_EQ(count, 7U);
  for (std::size_t done = 0; done <= count; ++done) {
    SCOPED_TRACE(done);
    Do(*PlanInstall(Request()), done);
    for (const char* name : {"taskmanager.sh", "jobmanager.sh", "flink"}) {
      EXPECT_TRUE(fs::exists(tree_ / (std::string("f/bin/") + name)));
    }
    Uninstall();
    EXPECT_EQ(Snapshot(), before_);
    Do(*PlanInstall(Request()), done);
    Install();
    ExpectInstalled();
    Uninstall();
  }
}

TEST_F(InstallTest, AnInterruptedUninstallGoesOnOrBack) {
  Install();
  const std::size_t count = PlanUninstall(Request())->size();
  EXPECT_EQ(count, 4U);
  for (std::size_t done = 0; done <= count; ++done) {
    SCOPED_TRACE(done);
    Do(*PlanUninstall(Request()), done);
    Install();
    ExpectInstalled();
    Do(*PlanUninstall(Request()), done);
    Uninstall();
    EXPECT_EQ(Snapshot(), before_);
    Install();
  }
}

TEST_F(InstallTest, ALinkThatWasNeverMovedIsCleanedUp) {
  tree_.Folder("f/bin/.flink-launcher").Link("f/bin/.flink-launcher/flink.new", "/x");
  Install();
  ExpectInstalled();
  tree_.Link("f/bin/.flink-launcher/flink.new", "/x");
  Uninstall();
  EXPECT_EQ(Snapshot(), before_);
}

TEST_F(InstallTest, ALauncherInBinIsLinkedRelatively) {
  tree_.Executable("f/bin/flink-launcher");
  InstallRequest request = Request();
  request.executable = tree_ / "f/bin/flink-launcher";
  const Result<Steps> steps = PlanInstall(request);
  ASSERT_TRUE(steps);
  EXPECT_EQ(steps->back().from, "flink-launcher");
}

TEST_F(InstallTest, AnotherLauncherTakesOver) {
  Install();
  InstallRequest request = Request();
  request.executable = "/opt/new/flink-launcher";
  const Result<Steps> steps = PlanInstall(request);
  ASSERT_TRUE(steps);
  EXPECT_EQ(steps->size(), 3U);
  Do(*steps, 100);
  EXPECT_EQ(Snapshot().at("flink"), "-> /opt/new/flink-launcher");
}

TEST_F(InstallTest, ARemovedLinkComesBack) {
  Install();
  fs::remove(tree_ / "f/bin/flink");
  EXPECT_EQ(*PlanInstall(Request()),
            (Steps{{Kind::kPlaceLink, tree_ / "launcher", tree_ / "f/bin/flink"}}));
  Uninstall();
  EXPECT_EQ(Snapshot(), before_);
}

TEST_F(InstallTest, AChangedScriptIsRefused) {
  tree_.File("f/bin/jobmanager.sh", "mine");
  const Result<Steps> steps = PlanInstall(Request());
  ASSERT_FALSE(steps);
  EXPECT_EQ(steps.error(),
            (Error{.code = ErrorCode::kNoFlink,
                   .what = "bin/jobmanager.sh is not touched: it is neither Flink's nor ours",
                   .where = Origin::File(tree_ / "f/bin/jobmanager.sh"),
                   .why = "no known release of Flink has this script: it may have been changed",
                   .fix = "put the original back, or move the file out of bin/"}));
}

TEST_F(InstallTest, AForeignLinkIsRefused) {
  fs::remove(tree_ / "f/bin/flink");
  tree_.Link("f/bin/flink", "/usr/bin/other");
  const Result<Steps> steps = PlanInstall(Request());
  ASSERT_FALSE(steps);
  EXPECT_EQ(steps.error().why,
            "it is a symbolic link to /usr/bin/other, and no original was put aside");
  EXPECT_TRUE(PlanUninstall(Request()));
}

TEST_F(InstallTest, AScriptThatReplacedTheLinkIsRefusedBothWays) {
  Install();
  fs::remove(tree_ / "f/bin/flink");
  tree_.File("f/bin/flink", "original flink");
  for (const Result<Steps>& steps : {PlanInstall(Request()), PlanUninstall(Request())}) {
    ASSERT_FALSE(steps);
    EXPECT_EQ(steps.error().why, "there is another file here than the one that was put aside as " +
                                     (tree_ / "f/bin/.flink-launcher/flink"));
    EXPECT_EQ(steps.error().fix,
              "remove one of the two: the one in bin/ to go on, the other to begin anew");
  }
}

TEST_F(InstallTest, NoBinIsNoDistribution) {
  InstallRequest request = Request();
  request.bin = tree_ / "nowhere/bin";
  EXPECT_EQ(PlanInstall(request).error().what, "there is no folder bin in this distribution");
  EXPECT_EQ(PlanUninstall(request).error().code, ErrorCode::kNoFlink);
}

TEST(KnownScriptsTest, AnyOtherTextIsUnknown) {
  EXPECT_FALSE(IsKnownScript("taskmanager.sh", ""));
  EXPECT_FALSE(IsKnownScript("taskmanager.sh", "#!/usr/bin/env bash\n"));
}

}  // namespace
}  // namespace flink_launcher
