#include "launcher/classpath.h"

#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

TEST(ClasspathTest, FlinkDistStandsLast) {
  EXPECT_EQ(Classpath({"/l/a.jar", "/l/flink-dist-2.3.0.jar", "/l/flink-json.jar"}, {}),
            "/l/a.jar:/l/flink-json.jar:/l/flink-dist-2.3.0.jar");
}

TEST(ClasspathTest, HadoopStandsBehindInTheScriptsOrder) {
  EXPECT_EQ(Classpath({"/l/flink-dist.jar"}, {.hadoop_classpath = "/h/a.jar:/h/lib/*",
                                              .hadoop_conf_dir = "/hc",
                                              .yarn_conf_dir = "/yc",
                                              .hbase_conf_dir = "/bc"}),
            "/l/flink-dist.jar:/h/a.jar:/h/lib/*:/hc:/yc:/bc");
}

TEST(ClasspathTest, HasNoEmptyEntries) {
  EXPECT_EQ(
      Classpath({"/l/flink-dist.jar"}, {.hadoop_classpath = ":/a::/b:", .hbase_conf_dir = "/c"}),
      "/l/flink-dist.jar:/a:/b:/c");
  EXPECT_EQ(Classpath({}, {}), "");
}

}  // namespace
}  // namespace flink_launcher
