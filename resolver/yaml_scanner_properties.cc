// Directives, anchors, aliases and tags.

#include <charconv>
#include <utility>

#include "resolver/utf8.h"
#include "resolver/yaml_scanner.h"

namespace flink_launcher {
namespace {

using Type = YamlToken::Type;

constexpr const char* kDirectiveFix = "remove the line: Flink needs no '%' directives";
constexpr const char* kTagFix =
    "remove the tag, or put the value in quotes if it is meant literally";

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsAlpha(char32_t c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}
bool IsUri(char32_t c, bool prefix) {
  return IsAlpha(c) || IsOneOf(c, "-;/?:@&=+$_.!~*'()%") || (prefix && IsOneOf(c, ",[]"));
}

}  // namespace

void YamlScanner::ScanDirective() {
  YamlToken token{.type = Type::kDirective, .mark = reader_.Mark()};
  reader_.Forward();
  std::size_t length = 0;
  while (IsAlpha(reader_.Peek(length))) ++length;
  if (length == 0 || !IsYamlSpaceOrEnd(reader_.Peek(length))) {
    Fail("the directive has no name", "a line that begins with '%' is a directive", kDirectiveFix,
         token.mark);
    return;
  }
  token.text = reader_.Take(length);
  if (token.text == "YAML") {
    if (!ScanYamlDirective(token)) return;
  } else if (token.text == "TAG") {
    if (!ScanTagDirective(token)) return;
  } else {
    reader_.ForwardToLineEnd();
  }
  if (ScanIgnoredLine()) tokens_.push_back(std::move(token));
}

bool YamlScanner::ScanYamlDirective(YamlToken& token) {
  while (reader_.Peek() == ' ') reader_.Forward();
  const std::optional<int> major = ScanVersionNumber();
  const bool point = major && reader_.Peek() == '.';
  if (point) reader_.Forward();
  const std::optional<int> minor = point ? ScanVersionNumber() : std::nullopt;
  if (!minor || !IsYamlSpaceOrEnd(reader_.Peek())) {
    Fail("the YAML directive has no version", "it is written %YAML 1.2", kDirectiveFix,
         reader_.Mark());
    return false;
  }
  token.version = {*major, *minor};
  return true;
}

std::optional<int> YamlScanner::ScanVersionNumber() {
  std::size_t length = 0;
  while (IsDigit(reader_.Peek(length))) ++length;
  const std::string digits = reader_.Take(length);
  int number = 0;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (length == 0 || parsed.ec != std::errc()) return std::nullopt;
  return number;
}

bool YamlScanner::ScanTagDirective(YamlToken& token) {
  while (reader_.Peek() == ' ') reader_.Forward();
  token.handle = ScanTagHandle();
  if (!token.handle) return false;
  if (reader_.Peek() == ' ') {
    while (reader_.Peek() == ' ') reader_.Forward();
    const std::optional<std::string> prefix = ScanTagUri(/*prefix=*/true);
    if (!prefix) return false;
    token.prefix = *prefix;
    if (IsYamlSpaceOrEnd(reader_.Peek())) return true;
  }
  Fail("the TAG directive is incomplete", "it is written %TAG !name! prefix", kDirectiveFix,
       reader_.Mark());
  return false;
}

void YamlScanner::ScanAnchor(Type type) {
  YamlToken token{.type = type, .mark = reader_.Mark()};
  reader_.Forward();
  std::size_t length = 0;
  const auto ends = [](char32_t c) { return IsYamlBlankOrEnd(c) || IsOneOf(c, ",[]{}/.*&"); };
  while (!ends(reader_.Peek(length))) ++length;
  const char32_t next = reader_.Peek(length);
  if (length == 0 || (!IsYamlBlankOrEnd(next) && !IsOneOf(next, "?:,]}%@`"))) {
    const bool alias = type == Type::kAlias;
    Fail(alias ? "'*' begins an alias, but no name follows"
               : "'&' begins an anchor, but no name follows",
         "a name has no blanks and none of , [ ] { } / . * &", kYamlQuoteFix, token.mark);
    return;
  }
  token.text = reader_.Take(length);
  tokens_.push_back(std::move(token));
}

void YamlScanner::ScanTag() {
  YamlToken token{.type = Type::kTag, .mark = reader_.Mark()};
  const char32_t next = reader_.Peek(1);
  if (next == '<') {
    reader_.Forward(2);
    const std::optional<std::string> uri = ScanTagUri(/*prefix=*/true);
    if (!uri) return;
    token.text = *uri;
    if (reader_.Peek() != '>') {
      Fail("the tag is not closed", "a tag that begins with !< ends with >", kTagFix,
           reader_.Mark());
      return;
    }
    reader_.Forward();
  } else if (IsYamlBlankOrEnd(next)) {
    token.text = "!";
    reader_.Forward();
  } else if (!ScanShorthandTag(token)) {
    return;
  }
  if (!IsYamlSpaceOrEnd(reader_.Peek())) {
    Fail("the tag holds a character that cannot stand in a tag", "'!' begins a tag", kTagFix,
         reader_.Mark());
    return;
  }
  tokens_.push_back(std::move(token));
}

/// !suffix, !!suffix or !name!suffix.
bool YamlScanner::ScanShorthandTag(YamlToken& token) {
  std::size_t length = 1;
  while (!IsYamlSpaceOrEnd(reader_.Peek(length)) && reader_.Peek(length) != '!') ++length;
  if (reader_.Peek(length) == '!') {
    token.handle = ScanTagHandle();
    if (!token.handle) return false;
  } else {
    token.handle = "!";
    reader_.Forward();
  }
  const std::optional<std::string> suffix = ScanTagUri(/*prefix=*/false);
  if (!suffix) return false;
  token.text = *suffix;
  return true;
}

std::optional<std::string> YamlScanner::ScanTagHandle() {
  std::size_t length = 1;
  bool well_formed = reader_.Peek() == '!';
  if (reader_.Peek(1) != ' ') {
    while (IsAlpha(reader_.Peek(length))) ++length;
    well_formed = well_formed && reader_.Peek(length) == '!';
    ++length;
  }
  if (!well_formed) {
    Fail("the tag's handle is not closed", "'!' begins a tag, as in !!str", kTagFix,
         reader_.Mark());
    return std::nullopt;
  }
  return reader_.Take(length);
}

std::optional<std::string> YamlScanner::ScanTagUri(bool prefix) {
  std::string uri;
  while (IsUri(reader_.Peek(), prefix)) {
    if (reader_.Peek() != '%') {
      uri += reader_.Take(1);
    } else if (!ScanUriEscapes(uri)) {
      Fail("the tag holds '%', but no character's code follows",
           "a code is two hexadecimal digits of UTF-8", kTagFix, reader_.Mark());
      return std::nullopt;
    }
  }
  if (uri.empty()) {
    Fail("the tag has no name", "'!' begins a tag, as in !!str", kTagFix, reader_.Mark());
    return std::nullopt;
  }
  return uri;
}

/// "%C3%A9": the bytes of UTF-8, each a sign, as Integer.parseInt allows, and hexadecimal digits.
bool YamlScanner::ScanUriEscapes(std::string& uri) {
  std::string bytes;
  while (reader_.Peek() == '%') {
    reader_.Forward();
    std::string digits;
    for (std::size_t i = 0; i < 2 && reader_.Peek(i) != 0; ++i) {
      AppendUtf8(digits, reader_.Peek(i));
    }
    const std::string_view number =
        std::string_view(digits).substr(digits.starts_with('+') ? 1 : 0);
    int code = 0;
    const auto parsed =
        std::from_chars(number.data(), number.data() + number.size(), code, /*base=*/16);
    if (parsed.ec != std::errc() || parsed.ptr != number.data() + number.size()) return false;
    bytes += static_cast<char>(code);
    reader_.Forward(2);
  }
  for (std::size_t at = 0; at < bytes.size();) {
    if (!NextUtf8(bytes, at)) return false;
  }
  uri += bytes;
  return true;
}

}  // namespace flink_launcher
