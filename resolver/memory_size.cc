#include "resolver/memory_size.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "resolver/java_number.h"

namespace flink_launcher {
namespace {

struct Unit {
  int shift;  // the unit is 2^shift bytes
  std::array<std::string_view, 3> names;
};

constexpr std::array kUnits = {
    Unit{0, {"b", "bytes", ""}},        Unit{10, {"k", "kb", "kibibytes"}},
    Unit{20, {"m", "mb", "mebibytes"}}, Unit{30, {"g", "gb", "gibibytes"}},
    Unit{40, {"t", "tb", "tebibytes"}},
};

// HumanReadable's names of kUnits, and its decimals.
constexpr std::array<std::string_view, 5> kHumanNames = {"", "kb", "mb", "gb", "tb"};
constexpr int kHumanDecimals = 3;

constexpr std::int64_t kMebi = Bytes::Mebi(1).count();

constexpr std::string_view kGrammar =
    "a size is a whole number with an optional unit: b, k, m, g or t (powers of 1024; also kb, "
    "kibibytes, ...)";

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& letter : lower) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return lower;
}

const Unit* FindUnit(std::string_view name) {
  for (const Unit& unit : kUnits) {
    if (std::find(unit.names.begin(), unit.names.end(), name) != unit.names.end()) return &unit;
  }
  return nullptr;
}

std::size_t CountDigits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

/// Digits to a number; nullopt above 2^63 - 1.
std::optional<std::int64_t> ToNumber(std::string_view digits) {
  std::int64_t number = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (result.ec != std::errc{}) return std::nullopt;
  return number;
}

/// What somebody who wrote `text` may have wanted: a decimal fraction of a unit ("1.5g"), or a unit
/// that Flink spells otherwise ("1gib"). Rounded up to whole KiB, from one MiB up to whole MiB.
/// Empty where nothing can be guessed.
std::string GuessSize(std::string_view text) {
  const std::string_view whole = text.substr(0, CountDigits(text));
  text.remove_prefix(whole.size());
  std::string_view decimals;
  if (text.starts_with('.') || text.starts_with(',')) {
    text.remove_prefix(1);
    decimals = text.substr(0, CountDigits(text));
    text.remove_prefix(decimals.size());
  }
  if (whole.size() > 6 || decimals.size() > 3 || whole.size() + decimals.size() == 0) return "";
  std::string name = Lower(TrimJava(text));
  if (name.size() == 3 && name.ends_with("ib")) name.resize(1);
  const Unit* unit = FindUnit(name);
  if (unit == nullptr || unit->shift == 0) return "";
  std::int64_t scale = 1;
  for (std::size_t i = 0; i < decimals.size(); ++i) scale *= 10;
  const std::int64_t scaled = *ToNumber(std::string(whole) + std::string(decimals));
  const std::int64_t kibibytes = ((scaled << (unit->shift - 10)) + scale - 1) / scale;
  if (kibibytes < 1024) return std::to_string(kibibytes) + "k";
  const std::int64_t mebibytes = (kibibytes + 1023) / 1024;
  if (mebibytes % 1024 != 0) return std::to_string(mebibytes) + "m";
  return std::to_string(mebibytes / 1024) + "g";
}

Error NotASize(std::string_view text, std::string why) {
  return Error{.code = ErrorCode::kConfig,
               .what = "'" + std::string(text) + "' is not a memory size",
               .why = std::move(why),
               .fix = GuessSize(TrimJava(text))};
}

}  // namespace

Result<Bytes> ParseMemorySize(std::string_view text) {
  const std::string_view trimmed = TrimJava(text);
  const std::string_view digits = trimmed.substr(0, CountDigits(trimmed));
  if (digits.empty()) return NotASize(text, std::string(kGrammar));
  const Unit* unit = FindUnit(Lower(TrimJava(trimmed.substr(digits.size()))));
  const std::optional<std::int64_t> number = ToNumber(digits);
  if (!number) return NotASize(text, "the number is above 9223372036854775807");
  if (unit == nullptr) return NotASize(text, std::string(kGrammar));
  if (*number > Bytes::Max().count() >> unit->shift) {
    return NotASize(text, "it is above 9223372036854775807 bytes");
  }
  return Bytes::Of(*number << unit->shift);
}

std::string HumanReadable(Bytes size) {
  std::string bytes = std::to_string(size.count()) + " bytes";
  std::size_t unit = kUnits.size() - 1;
  while (unit > 0 && size.count() <= std::int64_t{1} << kUnits[unit].shift) --unit;
  if (unit == 0) return bytes;
  // Java's Formatter rounds the shortest decimal text of the quotient, half up.
  const double quotient = static_cast<double>(size.count()) /
                          static_cast<double>(std::int64_t{1} << kUnits[unit].shift);
  Decimal decimal = ShortestDecimal(quotient);
  bool round_up = false;
  for (; decimal.exponent < -kHumanDecimals; ++decimal.exponent) {
    round_up = decimal.digits % 10 >= 5;
    decimal.digits /= 10;
  }
  if (round_up) ++decimal.digits;
  for (; decimal.exponent > -kHumanDecimals; --decimal.exponent) decimal.digits *= 10;
  std::string text = std::to_string(decimal.digits);
  text.insert(text.size() - kHumanDecimals, ".");
  return text + std::string(kHumanNames[unit]) + " (" + bytes + ")";
}

std::string Friendly(Bytes size) {
  if (size == Bytes{}) return "0";
  if (size == Bytes::Max()) return "unlimited";
  if (size.count() % kMebi == 0) return std::to_string(size.count() / kMebi) + "m";
  return HumanReadable(size);
}

}  // namespace flink_launcher
