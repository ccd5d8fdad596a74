#pragma once
// UTF-8: decoding with Java's idea of what is malformed, encoding, and from the encodings that a
// byte order mark announces. No locale is consulted.

#include <optional>
#include <string>
#include <string_view>

#include "resolver/result.h"

namespace flink_launcher {

inline constexpr char32_t kReplacementCharacter = 0xFFFD;

/// Appends `c` as UTF-8. Lone surrogates are encoded like other characters (three bytes).
void AppendUtf8(std::string& text, char32_t c);

/// NextUtf8 for a character that is not ASCII.
std::optional<char32_t> NextMultibyteUtf8(std::string_view text, std::size_t& at);

/// Decodes the character at `at` and moves `at` behind it; nullopt, with `at` behind the malformed
/// bytes, where Java's decoder would report them or put one U+FFFD in their place.
inline std::optional<char32_t> NextUtf8(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first >= 0x80) return NextMultibyteUtf8(text, at);
  ++at;
  return first;
}

/// The ASCII characters that `text` has from `at` on. Configuration is nearly all ASCII, and taking
/// it in runs makes reading a file several times faster.
std::string_view AsciiRun(std::string_view text, std::size_t at);

/// `text` with U+FFFD in place of malformed bytes, as Java's InputStreamReader reads it.
std::string RepairUtf8(std::string_view text);

/// UTF-8 text of a file that may begin with a UTF-8, UTF-16 or UTF-32 byte order mark, which is
/// removed. Fails with kConfig, naming the byte, where it is malformed. Mirrors snakeyaml-engine's
/// YamlUnicodeReader.
Result<std::string> DecodeByByteOrderMark(std::string_view bytes, const std::string& path);

}  // namespace flink_launcher
