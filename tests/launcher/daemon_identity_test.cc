#include "launcher/daemon_identity.h"

#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

constexpr uid_t kMe = 1000;
constexpr uid_t kOther = 1001;
const std::string kMainClass = "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";
const std::string kLog = "-Dlog.file=/log/flink-me-taskexecutor-1-host.log";

struct IdentityCase {
  const char* name;
  uid_t process_user;
  std::vector<std::string> arguments;
  int started_after_file = -60;  // seconds
  bool expected;
  uid_t user = kMe;
  uid_t file_owner = kMe;
};

class IsDaemonTest : public testing::TestWithParam<IdentityCase> {};

TEST_P(IsDaemonTest, TellsTheDaemonFromOthers) {
  const IdentityCase& given = GetParam();
  const std::chrono::system_clock::time_point changed(std::chrono::hours(400000));
  const DaemonIdentity identity{.service = &Services()[0],
                                .log_file = "/log/flink-me-taskexecutor-1-host.log",
                                .user = given.user,
                                .file_owner = given.file_owner,
                                .file_changed = changed};
  EXPECT_EQ(
      IsDaemon(identity, {.pid = 77,
                          .uid = given.process_user,
                          .arguments = given.arguments,
                          .started = changed + std::chrono::seconds(given.started_after_file)}),
      given.expected);
}

INSTANTIATE_TEST_SUITE_P(
    Processes, IsDaemonTest,
    testing::ValuesIn(std::vector<IdentityCase>{
        {"TheDaemon", kMe, {"java", kLog, kMainClass, "--configDir", "/c"}, -60, true},
        {"BelowNumactl", kMe, {"numactl", "--", "java", kMainClass}, -60, true},
        {"AnotherProgram", kMe, {"sleep", "600"}, -60, false},
        {"AnotherRole", kMe, {"java", kLog, "org.apache.flink.Other"}, -60, false},
        {"TheClassInsideAnotherWord", kMe, {"vi", kMainClass + ".java"}, -60, false},
        {"NoArguments", kMe, {}, -60, false},
        {"OfAnotherUser", kOther, {"java", kLog, kMainClass}, -60, false},
        {"RootForTheOwnerOfTheFile", kOther, {"java", kLog, kMainClass}, -60, true, 0, kOther},
        {"RootForSomeoneElse", kOther, {"java", kLog, kMainClass}, -60, false, 0, kMe},
        {"RootItself", 0, {"java", kLog, kMainClass}, -60, true, 0, kMe},
        {"StartedLaterWithAnotherLog", kMe, {"java", "-Dlog.file=/x", kMainClass}, 60, false},
        {"StartedLaterWithItsLog", kMe, {"java", kLog, kMainClass}, 3600, true},
        {"StartedWithinTheClocksSlack", kMe, {"java", kMainClass}, 2, true},
        {"TheScriptBeforeItsExec",
         kMe,
         {"bash", "/f/bin/flink-daemon.sh", "start", "taskexecutor"},
         -1,
         true},
        {"TheConsoleScript", kMe, {"bash", "/f/bin/flink-console.sh", "taskexecutor"}, -1, true},
        {"TheScriptOfAnotherRole",
         kMe,
         {"bash", "/f/bin/flink-daemon.sh", "start", "standalonesession"},
         -1,
         false},
    }),
    [](const auto& param_info) { return param_info.param.name; });

}  // namespace
}  // namespace flink_launcher
