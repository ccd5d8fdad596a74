#include "tests/differential/value_pools.h"

#include <array>
#include <string_view>

namespace flink_launcher {
namespace {

constexpr std::int64_t kKibi = 1LL << 10;
constexpr std::int64_t kMebi = 1LL << 20;
constexpr std::int64_t kGibi = 1LL << 30;
constexpr std::int64_t kTebi = 1LL << 40;

struct Unit {
  std::int64_t bytes;
  std::array<std::string_view, 4> names;
};
constexpr std::array kUnits = {
    Unit{kTebi, {"t", "tb", "tebibytes", "t"}}, Unit{kGibi, {"g", "gb", "gibibytes", "g"}},
    Unit{kMebi, {"m", "mb", "mebibytes", "m"}}, Unit{kKibi, {"k", "kb", "kibibytes", "k"}},
    Unit{1, {"", "b", "bytes", "B"}},
};

constexpr std::string_view kOddSizes[] = {
    "",
    " ",
    "-1",
    "1.5g",
    "10 x",
    "abc",
    "1_000m",
    "1e3",
    "+5m",
    "5 mib",
    "0x10",
    "1g 2",
    "true",
    "[1, 2]",
    "null",
    "1kib",
    ".5g",
    "5K",
    "0",
    "0b",
    "1",
    "8388608t",
    "8388607t",
    "1 g b",
    "٣m",
    "0t",
    "1,5g",
    "12.0",
    "9223372036854775807",
    "9223372036854775808",
    "9223372036854775807k",
    "00000000000000000001g",
    "8589934592 gb",
    "1\tg",
};
constexpr std::string_view kOddFractions[] = {
    "0",
    "1",
    "1.0",
    "0.0",
    "-0.0",
    "-0.1",
    "2",
    "NaN",
    "nan",
    "Infinity",
    "-Infinity",
    "inf",
    ".inf",
    ".nan",
    "-.Inf",
    "0.5f",
    "0.5F",
    "0.1d",
    "0.7D",
    "0.5ff",
    ".5",
    "5.",
    "+0.2",
    "++0.2",
    "5e-1",
    "1e-1",
    "1E-1",
    "1e-50",
    "1e-45",
    "1.4e-45",
    "7e-46",
    "1e400",
    "1e40",
    "0x1p-2",
    "0x1.8p-1F",
    "0x1",
    "0X1P-3",
    "0x.8p0",
    "",
    " ",
    " 0.3 ",
    "0,5",
    "abc",
    "40%",
    "0.1 0.2",
    "true",
    "[0.1]",
    "0.99999999",
    "0.9999999701976776",
    "0.30000001192092896",
    "0.99999998509883880615234375",
    "0.1e0001",
};
constexpr std::string_view kOddCores[] = {
    "0",
    "-1",
    "0.0",
    "-0.0",
    "1e-9",
    "1e-8",
    "1.5e-8",
    "9.99999999e-9",
    "1e-4",
    "0.001",
    "0.00099",
    "1e7",
    "9999999.99999999",
    "12345678.9",
    "1e22",
    "1e16",
    "123456789012345678",
    "1e300",
    "1e309",
    "NaN",
    ".nan",
    ".inf",
    "Infinity",
    "-Infinity",
    "0x1p3",
    "0x10",
    "010",
    "1d",
    "2f",
    "abc",
    "",
    " 2 ",
    "4.35",
    "0.1234567899",
    "1.00000001",
    "2.675",
    "4.9E-324",
    "1.7976931348623157E308",
};
constexpr std::string_view kOddIntegers[] = {
    "0",
    "-1",
    "+3",
    " 3",
    "3 ",
    "2.0",
    "1.5",
    "2147483647",
    "2147483648",
    "-2147483648",
    "-2147483649",
    "010",
    "0x10",
    "1_0",
    "true",
    "",
    "٣",
    "1e1",
    "abc",
    "null",
    "[1]",
    "4294967297",
    "99999999999999999999",
    "--1",
    "+",
    "0o17",
};
constexpr std::string_view kOddLongs[] = {
    "0",
    "-1",
    "abc",
    "",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "2.0",
    " 1",
    "+7",
    "0x1F",
    "010",
    "1L",
    "true",
    "2147483648",
    "1e2",
};
constexpr std::string_view kOddBooleans[] = {
    "yes",  "no",    "1", "0",     "on",    "off", "TRUE",   "True",
    "tRuE", "FALSE", "",  " true", "true ", "t",   "[true]", "null",
};

constexpr std::array<std::int64_t, 16> kTotals = {
    512 * kMebi,  600 * kMebi,  768 * kMebi, kGibi,     1280 * kMebi, 1536 * kMebi,
    1600 * kMebi, 1728 * kMebi, 2 * kGibi,   3 * kGibi, 4 * kGibi,    6 * kGibi,
    8 * kGibi,    16 * kGibi,   32 * kGibi,  64 * kGibi};
constexpr std::string_view kUsualFractions[] = {"0.1", "0.2",  "0.4", "0.5",  "0.05",  "0.25",
                                                "0.3", "0.15", "0",   "0.01", "0.125", "0.6"};

std::string ChangeCase(Random& random, std::string_view word) {
  std::string changed(word);
  const std::uint64_t way = random.Below(6);
  for (char& c : changed) {
    const bool lower = c >= 'a' && c <= 'z';
    if (lower && (way == 0 || (way == 1 && random.Chance(50)))) c = static_cast<char>(c - 32);
  }
  return changed;
}

/// 0.DIGITS with `count` digits, not zero.
std::string DecimalFraction(Random& random, std::uint64_t count) {
  std::string digits = "0.";
  for (std::uint64_t i = 1; i < count; ++i) digits += static_cast<char>('0' + random.Below(10));
  return digits + static_cast<char>('1' + random.Below(9));
}

}  // namespace

std::string SpellSize(Random& random, std::int64_t bytes) {
  std::vector<const Unit*> fitting;
  for (const Unit& unit : kUnits) {
    if (bytes % unit.bytes == 0) fitting.push_back(&unit);
  }
  const Unit& unit = random.Chance(60) ? *fitting.front() : *random.Pick(fitting);
  std::string text = random.Chance(3) ? "00" : "";
  text += std::to_string(bytes / unit.bytes);
  if (random.Chance(15)) text += random.Chance(80) ? " " : "   ";
  text += ChangeCase(random, random.Pick(unit.names));
  if (random.Chance(3)) text = " " + text + " ";
  while (random.Chance(50) && text.ends_with(' ')) text.pop_back();
  return text;
}

std::int64_t AnySize(Random& random) {
  switch (random.Below(10)) {
    case 0:  // any number of bytes, from 2^26 to 2^42
      return random.Between(kMebi << random.Between(6, 20), kMebi << random.Between(20, 22));
    case 1:
      return random.Pick(kTotals) + random.Between(-2, 2);
    case 2:
      return random.Between(600, 8000) * kMebi;
    case 3:
      return random.Between(1, 3000) * kGibi;
    case 4:
      return random.Between(600 * kMebi, 4 * kGibi);
    default:
      return random.Pick(kTotals);
  }
}

std::int64_t SmallSize(Random& random) {
  switch (random.Below(8)) {
    case 0:
      return 0;
    case 1:
      return random.Between(0, 256 * kMebi);
    case 2:
      return 64 * kMebi + random.Between(-1, 1);
    case 3:
      return kGibi + random.Between(-1, 1);
    default:
      return random.Between(1, 8) * 32 * kMebi;
  }
}

std::string AnyFraction(Random& random) {
  if (random.Chance(45)) return std::string(random.Pick(kUsualFractions));
  if (random.Chance(80)) return DecimalFraction(random, 1 + random.Below(9));
  const std::string digits = std::to_string(random.Below(9999) + 1);
  return digits + (random.Chance(50) ? "e-" : "E-") +
         std::to_string(digits.size() + random.Below(3));
}

std::string AnyCores(Random& random) {
  if (random.Chance(40)) return std::to_string(random.Below(64) + 1);
  const std::string whole = std::to_string(random.Below(random.Chance(20) ? 100000000 : 32));
  return whole + DecimalFraction(random, 1 + random.Below(11)).substr(1);
}

std::string GoodValue(Random& random, ValueType type) {
  switch (type) {
    case ValueType::kSize:
      return SpellSize(random, SmallSize(random));
    case ValueType::kFraction:
      return AnyFraction(random);
    case ValueType::kCores:
      return AnyCores(random);
    case ValueType::kInteger:
    case ValueType::kLong:
      return std::to_string(random.Below(16) + 1);
    case ValueType::kBoolean:
      return random.Chance(50) ? "true" : "false";
    case ValueType::kText:
      break;
  }
  return "word" + std::to_string(random.Below(10));
}

std::string OddValue(Random& random, ValueType type) {
  switch (type) {
    case ValueType::kSize:
      return std::string(random.Pick(kOddSizes));
    case ValueType::kFraction:
      return std::string(random.Pick(kOddFractions));
    case ValueType::kCores:
      return std::string(random.Pick(kOddCores));
    case ValueType::kInteger:
      return std::string(random.Pick(kOddIntegers));
    case ValueType::kLong:
      return std::string(random.Pick(kOddLongs));
    case ValueType::kBoolean:
      return std::string(random.Pick(kOddBooleans));
    case ValueType::kText:
      break;
  }
  return "odd";
}

}  // namespace flink_launcher
