#include "launcher/inherited_logs.h"

#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

MemoryPlan JobManagerPlan() {
  return {.process = Process::kJobManager,
          .components = {{Component::kHeap, Bytes::Mebi(1024), ""},
                         {Component::kOffHeap, Bytes::Of(0), ""},
                         {Component::kJvmMetaspace, Bytes::Mebi(256), ""},
                         {Component::kJvmOverhead, Bytes::Mebi(192), ""}},
          .total_flink = Bytes::Mebi(1024),
          .total_process = Bytes::Mebi(1472),
          .jvm_args = {"-Xmx1073741824", "-Xms1073741824"},
          .dynamic_properties = {{"a", "1b"}, {"c", "2b"}}};
}

// TaskManager sizes are compared with real logs in compose_golden_test.cc.
TEST(InheritedLogsTest, FrameWarningsAndSizes) {
  EXPECT_EQ(InheritedLogs("said before", JobManagerPlan(), {{.what = "mind this"}}),
            "\nsaid before\n\n"
            "RESOURCE_PARAMS extraction logs:\n"
            "jvm_params: -Xmx1073741824 -Xms1073741824\n"
            "dynamic_configs: -D a=1b -D c=2b\n"
            "logs: WARN  [] - mind this\n"
            "INFO  [] - Final Master Memory configuration:\n"
            "INFO  [] -   Total Process Memory: 1.438gb (1543503872 bytes)\n"
            "INFO  [] -     Total Flink Memory: 1024.000mb (1073741824 bytes)\n"
            "INFO  [] -       JVM Heap:         1024.000mb (1073741824 bytes)\n"
            "INFO  [] -       Off-heap:         0 bytes\n"
            "INFO  [] -     JVM Metaspace:      256.000mb (268435456 bytes)\n"
            "INFO  [] -     JVM Overhead:       192.000mb (201326592 bytes)\n");
}

}  // namespace
}  // namespace flink_launcher
