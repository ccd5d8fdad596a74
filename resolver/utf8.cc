#include "resolver/utf8.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace flink_launcher {
namespace {

unsigned Byte(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}
bool IsContinuation(unsigned byte) { return (byte & 0xC0) == 0x80; }

struct Lead {
  int length = 0;  // of the whole character; 0 for a byte that cannot begin one
  unsigned least_second = 0x80;
  unsigned most_second = 0xBF;
  unsigned bits = 0;
};

/// Unicode, table 3-7 "Well-Formed UTF-8 Byte Sequences".
Lead LeadOf(unsigned byte) {
  if (byte < 0x80) return {1, 0, 0, byte};
  if (byte < 0xC2 || byte > 0xF4) return {};
  if (byte < 0xE0) return {2, 0x80, 0xBF, byte & 0x1F};
  if (byte < 0xF0) {
    return {3, byte == 0xE0 ? 0xA0U : 0x80U, byte == 0xED ? 0x9FU : 0xBFU, byte & 0x0F};
  }
  return {4, byte == 0xF0 ? 0x90U : 0x80U, byte == 0xF4 ? 0x8FU : 0xBFU, byte & 0x07};
}

/// Decodes UTF-16 or UTF-32, whose units are `unit` bytes.
class WideDecoder {
 public:
  WideDecoder(std::string_view bytes, std::size_t unit, bool big_endian)
      : bytes_(bytes), unit_(unit), big_endian_(big_endian) {}

  /// The next character, or nullopt where the bytes are malformed.
  std::optional<char32_t> Next(std::size_t& at) const {
    const std::optional<std::uint32_t> first = Unit(at);
    if (!first || *first > 0x10FFFF) return std::nullopt;
    if (*first < 0xD800 || *first > 0xDFFF) return *first;
    if (unit_ == 4 || *first > 0xDBFF) return std::nullopt;
    const std::optional<std::uint32_t> second = Unit(at);
    if (!second || *second < 0xDC00 || *second > 0xDFFF) return std::nullopt;
    return 0x10000 + ((*first - 0xD800) << 10) + (*second - 0xDC00);
  }

 private:
  std::optional<std::uint32_t> Unit(std::size_t& at) const {
    if (at + unit_ > bytes_.size()) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < unit_; ++i) {
      value = (value << 8) | Byte(bytes_, at + (big_endian_ ? i : unit_ - 1 - i));
    }
    at += unit_;
    return value;
  }

  std::string_view bytes_;
  std::size_t unit_;
  bool big_endian_;
};

struct Encoding {
  std::string_view mark;
  std::string_view name;
  std::size_t unit;
  bool big_endian;
};

using std::string_view_literals::operator""sv;
/// In the order in which YamlUnicodeReader tries them; UTF-8 without a mark comes last.
constexpr std::array kEncodings = {
    Encoding{"\0\0\xFE\xFF"sv, "UTF-32", 4, true}, Encoding{"\xFF\xFE\0\0"sv, "UTF-32", 4, false},
    Encoding{"\xEF\xBB\xBF"sv, "UTF-8", 1, false}, Encoding{"\xFE\xFF"sv, "UTF-16", 2, true},
    Encoding{"\xFF\xFE"sv, "UTF-16", 2, false},    Encoding{"", "UTF-8", 1, false},
};

}  // namespace

void AppendUtf8(std::string& text, char32_t c) {
  const auto add = [&text](char32_t byte) { text += static_cast<char>(byte); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | (c >> 6));
    add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | (c >> 12));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | (c >> 18));
    add(0x80 | ((c >> 12) & 0x3F));
    add(0x80 | ((c >> 6) & 0x3F));
    add(0x80 | (c & 0x3F));
  }
}

std::string_view AsciiRun(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::size_t end = at;
  for (std::uint64_t eight = 0; end + sizeof eight <= text.size(); end += sizeof eight) {
    std::memcpy(&eight, text.data() + end, sizeof eight);
    if ((eight & kHighBits) != 0) break;
  }
  while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
  return text.substr(at, end - at);
}

std::optional<char32_t> NextMultibyteUtf8(std::string_view text, std::size_t& at) {
  const Lead lead = LeadOf(Byte(text, at++));
  if (lead.length == 0) return std::nullopt;
  char32_t c = lead.bits;
  for (int i = 1; i < lead.length; ++i) {
    const unsigned byte = Byte(text, at);
    const bool fits =
        i == 1 ? byte >= lead.least_second && byte <= lead.most_second : IsContinuation(byte);
    if (!fits) return std::nullopt;
    c = (c << 6) | (byte & 0x3F);
    ++at;
  }
  return c;
}

std::string RepairUtf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    AppendUtf8(repaired, NextUtf8(text, at).value_or(kReplacementCharacter));
  }
  return repaired;
}

Result<std::string> DecodeByByteOrderMark(std::string_view bytes, const std::string& path) {
  const auto encoding = std::find_if(
      kEncodings.begin(), kEncodings.end(),
      [bytes](const Encoding& candidate) { return bytes.starts_with(candidate.mark); });
  const WideDecoder wide(bytes, encoding->unit, encoding->big_endian);
  std::string text;
  text.reserve(bytes.size());
  for (std::size_t at = encoding->mark.size(); at < bytes.size();) {
    if (encoding->unit == 1) {
      const std::string_view ascii = AsciiRun(bytes, at);
      text += ascii;
      at += ascii.size();
      if (at == bytes.size()) break;
    }
    const std::size_t start = at;
    const std::optional<char32_t> c = encoding->unit == 1 ? NextUtf8(bytes, at) : wide.Next(at);
    if (!c) {
      const int line = 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
      return Error{.code = ErrorCode::kConfig,
                   .what = "the file is not valid " + std::string(encoding->name),
                   .where = Origin::File(path, line),
                   .why = "byte " + std::to_string(start + 1) + " of the file is malformed",
                   .fix = "save the file as UTF-8"};
    }
    AppendUtf8(text, *c);
  }
  return text;
}

}  // namespace flink_launcher
