#include "launcher/numa.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/fixture_tree.h"

namespace flink_launcher {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(NumaTest, ReadsTheNodesOfNumactl) {
  EXPECT_THAT(ParseNodebind("policy: default\ncpubind: 0 1 \nnodebind: 0 1 \nmembind: 7 \n"),
              ElementsAre("0", "1"));
  EXPECT_THAT(ParseNodebind("nodebind: 3"), ElementsAre("3"));
  EXPECT_THAT(ParseNodebind("x nodebind: 3\nNo NUMA support available on this system.\n"),
              IsEmpty());
}

TEST(NumaTest, BindsMemoryAndProcessorsToOneNode) {
  const JvmCommand command =
      BoundToNode({.executable = "/j/bin/java", .argv = {"java", "-cp"}}, "/bin/numactl", "1");
  EXPECT_EQ(command.executable, "/bin/numactl");
  EXPECT_THAT(command.argv,
              ElementsAre("numactl", "--membind=1", "--cpunodebind=1", "--", "java", "-cp"));
}

TEST(NumaTest, WithoutAnAnswerThereIsAnError) {
  FixtureTree tree;
  tree.Executable("numactl", "#!/bin/sh\necho No NUMA here >&2\nexit 1\n");
  const std::string numactl = tree / "numactl";
  const auto nodes = ReadNumaNodes(numactl);
  ASSERT_FALSE(nodes);
  EXPECT_EQ(nodes.error(),
            (Error{.code = ErrorCode::kExec,
                   .what = "the NUMA nodes of this machine cannot be found out",
                   .where = Origin::File(numactl),
                   .why = "'numactl --show' names no nodebind, but says: No NUMA here\n",
                   .fix = "set taskmanager.compute.numa to false",
                   .keys = {"taskmanager.compute.numa"}}));
}

TEST(NumaTest, NumactlIsLookedForOnPath) {
  FixtureTree tree;
  tree.Executable("bin/numactl").File("other/numactl");
  Environment environment;
  environment.Set("PATH", tree / "other" + ":" + (tree / "bin"));
  EXPECT_EQ(FindNumactl(environment), tree / "bin/numactl");
  environment.Set("PATH", tree / "other");
  EXPECT_EQ(FindNumactl(environment), "");
}

}  // namespace
}  // namespace flink_launcher
