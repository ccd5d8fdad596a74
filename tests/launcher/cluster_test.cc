#include "launcher/cluster.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Steps = std::vector<ClusterStep>;

const char kRemoteTaskManager[] =
    "nohup /bin/bash -l -c 'exec \"$0\" \"$@\"' \"/f/bin/taskmanager.sh\" \"start\"";

ClusterRequest Request(const char* masters, const char* workers, const char* availability) {
  return {.start = true,
          .high_availability = availability,
          .masters = masters,
          .workers = workers,
          .directories = {.home = "/f", .bin = "/f/bin", .conf = "/f/conf"},
          .ssh_opts = "-p 22  -q"};
}

ClusterStep Local(const char* role, std::vector<std::string> arguments) {
  return {role, std::move(arguments), "", {}};
}

TEST(ParseMastersTest, TakesFirstWordsWithoutCommentsAndTopology) {
  EXPECT_THAT(
      ParseMasters("a:8081 rest\n\n # comment\n#x\n\tb#:1\nc:9:10\n/rack/d\n/r/e:8081\n:5\nz"),
      ElementsAre(Host{"a", "8081"}, Host{"b", "0"}, Host{"c", "9"}, Host{"d", "0"},
                  Host{"/r/e", "8081"}, Host{"z", "0"}));
  EXPECT_THAT(ParseMasters(""), IsEmpty());
}

TEST(ParseWorkersTest, KeepsAPort) {
  EXPECT_THAT(ParseWorkers("localhost\nb:1\n/x/y/c d\n/x/_\n"),
              ElementsAre(Host{"localhost"}, Host{"b:1"}, Host{"c"}, Host{"/x/_"}));
}

TEST(PlanClusterTest, OneMasterHereWithoutHighAvailability) {
  const ClusterPlan plan = *PlanCluster(Request("ignored", "localhost\n127.0.0.1\n", "none"));
  EXPECT_EQ(plan.opening, "Starting cluster.");
  EXPECT_EQ(plan.steps, (Steps{Local("jobmanager", {"start"}), Local("taskmanager", {"start"}),
                               Local("taskmanager", {"start"})}));
}

TEST(PlanClusterTest, StoppingIsTheOtherWayRound) {
  ClusterRequest request = Request("localhost:1\nlocalhost:2", "localhost", "ZooKeeper");
  request.start = false;
  const ClusterPlan plan = *PlanCluster(request);
  EXPECT_EQ(plan.opening, "");
  EXPECT_EQ(plan.steps, (Steps{Local("taskmanager", {"stop"}), Local("jobmanager", {"stop"}),
                               Local("jobmanager", {"stop"})}));
}

TEST(PlanClusterTest, MastersHereGetHostAndPort) {
  const ClusterPlan plan =
      *PlanCluster(Request("localhost:8081\n127.0.0.1", "localhost", "zookeeper"));
  EXPECT_EQ(plan.opening, "Starting HA cluster with 2 masters.");
  EXPECT_EQ(plan.steps, (Steps{Local("jobmanager", {"start", "localhost", "8081"}),
                               Local("jobmanager", {"start", "127.0.0.1", "0"}),
                               Local("taskmanager", {"start"})}));
}

TEST(PlanClusterTest, OneForeignHostMakesAllRemote) {
  const ClusterPlan plan =
      *PlanCluster(Request("localhost\nm2:8082", "localhost\nw2", "zookeeper"));
  const std::string remote = "nohup /bin/bash -l -c 'exec \"$0\" \"$@\"' \"/f/bin/jobmanager.sh\" ";
  const std::string worker = std::string(kRemoteTaskManager) + " &";
  EXPECT_EQ(
      plan.steps,
      (Steps{{"",
              {"-n", "-p", "22", "-q", "localhost", "--", remote + "start localhost 0 &"},
              "ssh",
              {}},
             {"", {"-n", "-p", "22", "-q", "m2", "--", remote + "start m2 8082 &"}, "ssh", {}},
             {"", {"-n", "-p", "22", "-q", "localhost", "--", worker}, "ssh", {}},
             {"", {"-n", "-p", "22", "-q", "w2", "--", worker}, "ssh", {}}}));
}

TEST(PlanClusterTest, PdshTakesAllWorkersAtOnce) {
  ClusterRequest request = Request("", "w1\nw2", "none");
  request.has_pdsh = true;
  EXPECT_EQ(PlanCluster(request)->steps,
            (Steps{Local("jobmanager", {"start"}),
                   {"",
                    {"-w", "w1,w2", kRemoteTaskManager},
                    "pdsh",
                    {{"PDSH_SSH_ARGS", ""}, {"PDSH_SSH_ARGS_APPEND", "-p 22  -q"}}}}));
}

TEST(PlanClusterTest, AMissingFileIsAnErrorBeforeAnythingStarts) {
  ClusterRequest request = Request("", "", "zookeeper");
  request.masters = std::nullopt;
  EXPECT_EQ(PlanCluster(request).error(),
            (Error{.code = ErrorCode::kConfig,
                   .what = "there is no file masters here",
                   .where = Origin::File("/f/conf"),
                   .why = "it says on which hosts to start",
                   .fix = "write one host a line, as localhost:8081"}));
  request.high_availability = "none";
  EXPECT_TRUE(PlanCluster(request));
  request.workers = std::nullopt;
  EXPECT_EQ(PlanCluster(request).error().what, "there is no file workers here");
}

std::string Availability(const char* release,
                         const std::vector<std::pair<std::string, std::string>>& lines,
                         const char* variable = "") {
  Config config;
  for (const auto& [key, value] : lines) {
    config.Put(key, {ConfigValue::Kind::kString, value, Origin::File("c", 1)});
  }
  Environment environment;
  environment.Set("HIGH_AVAILABILITY", variable);
  return HighAvailability(environment, config, *Release::Parse(release));
}

TEST(HighAvailabilityTest, VariableThenKeyThenDeprecatedKeys) {
  EXPECT_EQ(Availability("2.3", {}), "none");
  EXPECT_EQ(Availability("2.3", {{"high-availability.type", "zookeeper"}}, "x"), "x");
  EXPECT_EQ(Availability("2.3", {{"high-availability.type", " a "}, {"high-availability", "b"}}),
            "a");
  EXPECT_EQ(Availability("2.3", {{"high-availability", "b"}, {"recovery.mode", "c"}}), "b");
  EXPECT_EQ(Availability("2.3", {{"recovery.mode", "standalone"}}), "none");
  EXPECT_EQ(Availability("1.16", {{"high-availability.type", "a"}, {"high-availability", "b"}}),
            "b");
  EXPECT_EQ(Availability("1.16", {{"recovery.mode", "zookeeper"}}), "zookeeper");
}

}  // namespace
}  // namespace flink_launcher
