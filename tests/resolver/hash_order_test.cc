#include "resolver/hash_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace flink_launcher {
namespace {

using testing::ElementsAre;

TEST(JavaStringHashTest, HashesUtf16Units) {
  EXPECT_EQ(JavaStringHash(""), 0);
  EXPECT_EQ(JavaStringHash("a"), 97);
  EXPECT_EQ(JavaStringHash("taskmanager.memory.network.min"), 1437517387);
  EXPECT_EQ(JavaStringHash("gr\xC3\xA4\xC3\x9F"
                           "e"),
            98744959);
  EXPECT_EQ(JavaStringHash("\xE6\x97\xA5\xE6\x9C\xAC"), 835047);
  EXPECT_EQ(JavaStringHash("\xF0\x9F\x98\x80"), 1772899);  // two units
  EXPECT_EQ(JavaStringHash("\xFF"), 0xFFFD);               // malformed
}

std::string Join(const std::vector<std::string>& keys) {
  std::string joined;
  for (const std::string& key : keys) joined += (joined.empty() ? "" : ",") + key;
  return joined;
}

// The orders below were printed by JDK 17.
TEST(HashOrderTest, GrowsAsJavaGrows) {
  std::vector<std::string> names;
  names.reserve(30);
  for (int i = 0; i < 30; ++i) names.push_back("res" + std::to_string(i));
  const std::string expected =
      "res10,res28,res29,res26,res27,res24,res25,res22,res23,res5,res4,res7,res6,res1,res0,res3,"
      "res2,res20,res21,res9,res8,res17,res18,res15,res16,res13,res14,res11,res12,res19";
  HashOrder order;
  for (const std::string& name : names) order.Put(name);
  EXPECT_EQ(Join(order.Keys()), expected);
  EXPECT_EQ(Join(HashOrder::OfCollection(names).Keys()), expected);
}

TEST(HashOrderTest, NineCollidingKeysGrowASmallTable) {
  const std::vector<std::string> colliding = {"AaAaAaAa", "BBAaAaAa", "AaBBAaAa",
                                              "BBBBAaAa", "AaAaBBAa", "BBAaBBAa",
                                              "AaBBBBAa", "BBBBBBAa", "AaAaAaBB"};
  HashOrder eight;
  for (std::size_t i = 0; i < 8; ++i) eight.Put(colliding[i]);
  eight.Put("b7");
  EXPECT_EQ(Join(eight.Keys()),
            "b7,AaAaAaAa,BBAaAaAa,AaBBAaAa,BBBBAaAa,AaAaBBAa,BBAaBBAa,AaBBBBAa,BBBBBBAa");
  HashOrder nine;
  for (const std::string& key : colliding) nine.Put(key);
  nine.Put("b7");
  EXPECT_EQ(Join(nine.Keys()),
            "AaAaAaAa,BBAaAaAa,AaBBAaAa,BBBBAaAa,AaAaBBAa,BBAaBBAa,AaBBBBAa,BBBBBBAa,AaAaAaBB,b7");
}

TEST(HashOrderTest, AKeyPutAgainKeepsItsPlace) {
  HashOrder order;
  for (const char* key : {"Aa", "BB", "Aa"}) order.Put(key);  // one bucket
  EXPECT_THAT(order.Keys(), ElementsAre("Aa", "BB"));
}

}  // namespace
}  // namespace flink_launcher
