#include "resolver/utf8.h"

#include <cstddef>
#include <cstdint>

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

/// Appends what a sequence of UTF-16 or UTF-32 units decodes to; `unit` bytes each.
class WideDecoder {
 public:
  WideDecoder(std::string_view bytes, std::size_t unit, bool big_endian)
      : bytes_(bytes), unit_(unit), big_endian_(big_endian) {}

  std::string Decode() {
    std::string text;
    while (at_ + unit_ <= bytes_.size()) AppendUtf8(text, unit_ == 2 ? NextUtf16() : NextUtf32());
    if (at_ < bytes_.size()) AppendUtf8(text, kReplacementCharacter);
    return text;
  }

 private:
  std::uint32_t Unit() {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < unit_; ++i) {
      const std::size_t index = big_endian_ ? i : unit_ - 1 - i;
      value = (value << 8) | Byte(bytes_, at_ + index);
    }
    at_ += unit_;
    return value;
  }
  char32_t NextUtf16() {
    const std::uint32_t first = Unit();
    if (first < 0xD800 || first > 0xDFFF) return first;
    if (first > 0xDBFF || at_ + 2 > bytes_.size()) return kReplacementCharacter;
    const std::uint32_t second = Unit();
    if (second < 0xDC00 || second > 0xDFFF) return kReplacementCharacter;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }
  char32_t NextUtf32() {
    const std::uint32_t value = Unit();
    return value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF) ? kReplacementCharacter : value;
  }

  std::string_view bytes_;
  std::size_t unit_;
  bool big_endian_;
  std::size_t at_ = 0;
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

std::optional<char32_t> NextUtf8(std::string_view text, std::size_t& at) {
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

std::string DecodeByByteOrderMark(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return WideDecoder(bytes.substr(4), 4, true).Decode();
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return WideDecoder(bytes.substr(4), 4, false).Decode();
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return RepairUtf8(bytes.substr(3));
  if (bytes.starts_with("\xFE\xFF"sv)) return WideDecoder(bytes.substr(2), 2, true).Decode();
  if (bytes.starts_with("\xFF\xFE"sv)) return WideDecoder(bytes.substr(2), 2, false).Decode();
  return RepairUtf8(bytes);
}

}  // namespace flink_launcher
