#include "platform/host.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace flink_launcher {
namespace {

using Variables = std::map<std::string, std::string, std::less<>>;

TEST(HostNameTest, TheVariableWins) {
  EXPECT_EQ(HostName(Environment(Variables{{"HOSTNAME", "named"}})), "named");
}

TEST(HostNameTest, AnEmptyVariableIsAsNone) {
  char buffer[256] = {};
  ASSERT_EQ(gethostname(buffer, sizeof buffer - 1), 0);
  EXPECT_EQ(HostName(Environment(Variables{{"HOSTNAME", ""}})), buffer);
}

TEST(IdentStringTest, IdentThenUserThenNothing) {
  EXPECT_EQ(IdentString(Environment(Variables{{"FLINK_IDENT_STRING", "blue"}, {"USER", "me"}})),
            "blue");
  EXPECT_EQ(IdentString(Environment(Variables{{"FLINK_IDENT_STRING", ""}, {"USER", "me"}})), "me");
  EXPECT_EQ(IdentString(Environment()), "");
}

}  // namespace
}  // namespace flink_launcher
