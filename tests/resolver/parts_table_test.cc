#include "resolver/parts_table.h"

#include <gtest/gtest.h>

namespace flink_launcher {
namespace {

TEST(PartsTableTest, AlignsNamesLeftAndSizesRight) {
  EXPECT_EQ(PartsTable({{"Task Heap", Bytes::Mebi(1024), "a.key"},
                        {"JVM Metaspace", Bytes::Mebi(64), "default of b.key"},
                        {"together", Bytes::Mebi(1088), ""}}),
            "Task Heap      1024m  a.key\n"
            "JVM Metaspace    64m  default of b.key\n"
            "together       1088m");
}

TEST(PartsTableTest, OneUnevenSizeGivesAllOfThemDecimals) {
  EXPECT_EQ(PartsTable({{"Managed", Bytes::Of(63753421), "x"},
                        {"Network", Bytes::Mebi(64), ""},
                        {"none", Bytes{}, ""},
                        {"tiny", Bytes::Of(5), ""},
                        {"most", Bytes::Max(), ""}}),
            "Managed    60.800m  x\n"
            "Network    64.000m\n"
            "none             0\n"
            "tiny       5 bytes\n"
            "most     unlimited");
}

TEST(PartsTableTest, RoundsUpIntoTheNextMebibyte) {
  EXPECT_EQ(PartsTable({{"a", Bytes::Of(Bytes::Mebi(2).count() - 1), ""}}), "a  2.000m");
}

}  // namespace
}  // namespace flink_launcher
