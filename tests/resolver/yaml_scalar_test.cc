#include "resolver/yaml_scalar.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "resolver/java_number.h"

namespace flink_launcher {
namespace {

// Double.toString of JDK 25.
TEST(JavaDoubleTextTest, IsJavas) {
  EXPECT_EQ(JavaDoubleText(0.0), "0.0");
  EXPECT_EQ(JavaDoubleText(-0.0), "-0.0");
  EXPECT_EQ(JavaDoubleText(1), "1.0");
  EXPECT_EQ(JavaDoubleText(-2.5), "-2.5");
  EXPECT_EQ(JavaDoubleText(0.1), "0.1");
  EXPECT_EQ(JavaDoubleText(0.001), "0.001");
  EXPECT_EQ(JavaDoubleText(0.0009999), "9.999E-4");
  EXPECT_EQ(JavaDoubleText(0.0001), "1.0E-4");
  EXPECT_EQ(JavaDoubleText(9999999.5), "9999999.5");
  EXPECT_EQ(JavaDoubleText(1234567), "1234567.0");
  EXPECT_EQ(JavaDoubleText(1e7), "1.0E7");
  EXPECT_EQ(JavaDoubleText(12345678.9), "1.23456789E7");
  EXPECT_EQ(JavaDoubleText(1e23), "1.0E23");
  EXPECT_EQ(JavaDoubleText(100), "100.0");
  EXPECT_EQ(JavaDoubleText(std::numeric_limits<double>::max()), "1.7976931348623157E308");
  EXPECT_EQ(JavaDoubleText(std::numeric_limits<double>::denorm_min()), "4.9E-324");
  EXPECT_EQ(JavaDoubleText(1e-323), "9.9E-324");
  EXPECT_EQ(JavaDoubleText(std::numeric_limits<double>::infinity()), "Infinity");
  EXPECT_EQ(JavaDoubleText(-std::numeric_limits<double>::infinity()), "-Infinity");
  EXPECT_EQ(JavaDoubleText(std::numeric_limits<double>::quiet_NaN()), "NaN");
}

std::string Integer(std::string_view text) {
  static const char* const names[] = {"?", "null", "boolean", "int", "long", "big"};
  const auto value = ConstructInteger(text);
  return value ? std::string(names[static_cast<int>(value->type)]) + " " + value->text : "refused";
}

TEST(ConstructIntegerTest, TakesTheClassFromValueAndLength) {
  EXPECT_EQ(Integer("2147483647"), "int 2147483647");
  EXPECT_EQ(Integer("2147483648"), "long 2147483648");
  EXPECT_EQ(Integer("-2147483648"), "int -2147483648");
  EXPECT_EQ(Integer("0000000001"), "int 1");
  EXPECT_EQ(Integer("00000000001"), "long 1");
  EXPECT_EQ(Integer("9223372036854775807"), "long 9223372036854775807");
  EXPECT_EQ(Integer("-9223372036854775808"), "long -9223372036854775808");
  EXPECT_EQ(Integer("9223372036854775808"), "big 9223372036854775808");
  EXPECT_EQ(Integer("00000000000000000001"), "big 1");
  EXPECT_EQ(Integer("0x7FFFFFFF"), "int 2147483647");
  EXPECT_EQ(Integer("0xFFFFFFFFFFFFFFFFFFFF"), "big 1208925819614629174706175");
  EXPECT_EQ(Integer("0o17"), "int 15");
  EXPECT_EQ(Integer("-0"), "int 0");
}

TEST(ConstructIntegerTest, RefusesWhatJavaRefuses) {
  EXPECT_EQ(Integer(""), "refused");
  EXPECT_EQ(Integer("--5"), "refused");
  EXPECT_EQ(Integer("-+5"), "refused");
  EXPECT_EQ(Integer("+-5"), "int -5");
  EXPECT_EQ(Integer("++5"), "int 5");
  EXPECT_EQ(Integer("0x"), "refused");
  EXPECT_EQ(Integer("1_000"), "refused");
  EXPECT_EQ(Integer("0x" + std::string(5000, '1')), "refused");
}

TEST(ResolvePlainScalarTest, TellsVariablesApart) {
  EXPECT_EQ(ResolvePlainScalar("${A}"), ScalarTag::kVariable);
  EXPECT_EQ(ResolvePlainScalar("${ A:-b }"), ScalarTag::kVariable);
  EXPECT_EQ(ResolvePlainScalar("${A?}"), ScalarTag::kVariable);
  EXPECT_EQ(ResolvePlainScalar("${A:}"), ScalarTag::kString);
  EXPECT_EQ(ResolvePlainScalar("${A b}"), ScalarTag::kString);
  EXPECT_EQ(ResolvePlainScalar("x${A}"), ScalarTag::kString);
}

}  // namespace
}  // namespace flink_launcher
