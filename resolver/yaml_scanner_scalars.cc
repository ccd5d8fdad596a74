// Block scalars, quoted scalars and plain scalars.

#include <algorithm>
#include <string_view>
#include <utility>

#include "resolver/yaml_scanner.h"

namespace flink_launcher {
namespace {

using Type = YamlToken::Type;

constexpr const char* kBlockFix =
    "write key: | and the text on the following lines, each indented alike";

bool IsDigit(char32_t c) { return c >= '0' && c <= '9'; }
bool IsSpaceOrTab(char32_t c) { return c == ' ' || c == '\t'; }

struct EscapeRow {
  char32_t letter;
  char32_t character;
};
constexpr EscapeRow kEscapes[] = {
    {'a', 7},    {'b', 8},    {'t', '\t'},   {'n', '\n'},   {'v', 0x0B}, {'f', 0x0C},
    {'r', '\r'}, {'e', 0x1B}, {' ', ' '},    {'"', '"'},    {'/', '/'},  {'\\', '\\'},
    {'N', 0x85}, {'_', 0xA0}, {'L', 0x2028}, {'P', 0x2029},
};

/// Escapes of one character in double quotes; 0 for others (and for \0, which is looked up apart).
char32_t SimpleEscape(char32_t c) {
  for (const EscapeRow& row : kEscapes) {
    if (row.letter == c) return row.character;
  }
  return 0;
}

int HexValue(char32_t c) {
  if (IsDigit(c)) return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A') + 10;
  return -1;
}

}  // namespace

void YamlScanner::ScanBlockScalar(bool folded) {
  YamlToken token{.type = Type::kScalar, .mark = reader_.Mark()};
  reader_.Forward();
  const std::optional<BlockHeader> header = ScanBlockHeader();
  if (!header || !ScanIgnoredLine()) return;
  ScanBlockLines(token, folded, *header);
  if (!failure_) tokens_.push_back(std::move(token));
}

/// What stands behind "|" or ">": "+" or "-" and a digit, in either order.
std::optional<YamlScanner::BlockHeader> YamlScanner::ScanBlockHeader() {
  BlockHeader header;
  const auto chomping = [&] {
    if (reader_.Peek() != '-' && reader_.Peek() != '+') return;
    header.chomping = reader_.Peek() == '-' ? Chomping::kStrip : Chomping::kKeep;
    reader_.Forward();
  };
  const auto increment = [&] {
    if (!IsDigit(reader_.Peek())) return true;
    header.increment = static_cast<int>(reader_.Peek() - '0');
    if (header.increment == 0) return false;
    reader_.Forward();
    return true;
  };
  const bool sign_first = !IsDigit(reader_.Peek());
  if (sign_first) chomping();
  const bool sign_seen = header.chomping != Chomping::kClip;
  const bool valid = (sign_first && !sign_seen) || increment();
  if (!sign_first) chomping();
  if (!valid || !IsYamlSpaceOrEnd(reader_.Peek())) {
    Fail("the block text's first line is not understood",
         "behind | or > stand only + or -, and a digit from 1 to 9", kBlockFix, reader_.Mark());
    return std::nullopt;
  }
  return header;
}

void YamlScanner::ScanBlockLines(YamlToken& token, bool folded, const BlockHeader& header) {
  const int least = std::max(indent_ + 1, 1);
  int indent = least + header.increment - 1;
  std::string breaks;
  if (header.increment > 0) {
    breaks = ScanBlockBreaks(indent);
  } else {
    int most = 0;
    breaks = ScanBlockIndentation(most);
    indent = std::max(least, most);
  }
  if (reader_.Column() < indent && indent_ != reader_.Column()) {
    Fail("the block text is indented less than its empty lines",
         "an empty line before the text has " + std::to_string(indent) + " spaces", kBlockFix,
         reader_.Mark());
    return;
  }
  std::string line_break;
  while (reader_.Column() == indent && reader_.Peek() != 0) {
    token.text += breaks;
    const bool text_here = !IsSpaceOrTab(reader_.Peek());
    std::size_t length = 0;
    while (!IsYamlLineEnd(reader_.Peek(length))) ++length;
    token.text += reader_.Take(length);
    line_break = reader_.TakeLineBreak();
    breaks = ScanBlockBreaks(indent);
    if (reader_.Column() != indent || reader_.Peek() == 0) break;
    if (folded && line_break == "\n" && text_here && !IsSpaceOrTab(reader_.Peek())) {
      if (breaks.empty()) token.text += ' ';
    } else {
      token.text += line_break;
    }
  }
  if (header.chomping != Chomping::kStrip) token.text += line_break;
  if (header.chomping == Chomping::kKeep) token.text += breaks;
}

/// Skips to the first line with text; `most` becomes the widest indentation on the way.
std::string YamlScanner::ScanBlockIndentation(int& most) {
  std::string breaks;
  while (IsOneOf(reader_.Peek(), "\n \r")) {
    if (reader_.Peek() == ' ') {
      reader_.Forward();
      most = std::max(most, reader_.Column());
    } else {
      breaks += reader_.TakeLineBreak();
    }
  }
  return breaks;
}

std::string YamlScanner::ScanBlockBreaks(int indent) {
  std::string breaks;
  while (true) {
    for (int column = reader_.Column(); column < indent && reader_.Peek() == ' '; ++column) {
      reader_.Forward();
    }
    const std::string line_break = reader_.TakeLineBreak();
    if (line_break.empty()) return breaks;
    breaks += line_break;
  }
}

/// Spaces and a comment up to the end of the line; false, with an error, where more stands there.
bool YamlScanner::ScanIgnoredLine() {
  while (reader_.Peek() == ' ') reader_.Forward();
  if (reader_.Peek() == '#') {
    reader_.ForwardToLineEnd();
  }
  if (reader_.Peek() == 0 || !reader_.TakeLineBreak().empty()) return true;
  Fail("the line must end here", "only a comment may follow on it",
       "move the rest to the next line, or put a space before the '#' of a comment",
       reader_.Mark());
  return false;
}

void YamlScanner::ScanFlowScalar(char32_t quote) {
  YamlToken token{.type = Type::kScalar, .mark = reader_.Mark()};
  const bool double_quoted = quote == '"';
  reader_.Forward();
  bool read = ScanFlowScalarText(double_quoted, token.text);
  while (read && reader_.Peek() != quote) {
    read = ScanFlowScalarSpaces(token.text) && ScanFlowScalarText(double_quoted, token.text);
  }
  if (!read) {
    Fail("a quote is not closed", std::string("it opens here with ") + (double_quoted ? '"' : '\''),
         "close the quote", token.mark);
    return;
  }
  reader_.Forward();
  tokens_.push_back(std::move(token));
}

/// Characters up to a blank, a line end, or the closing quote.
bool YamlScanner::ScanFlowScalarText(bool double_quoted, std::string& text) {
  while (true) {
    const char32_t c = reader_.Peek();
    if (IsYamlBlankOrEnd(c)) return true;
    if (!double_quoted && c == '\'' && reader_.Peek(1) == '\'') {
      text += '\'';
      reader_.Forward(2);
    } else if (c == (double_quoted ? U'"' : U'\'')) {
      return true;
    } else if (double_quoted && c == '\\') {
      if (!ScanEscape(text)) return false;
    } else {
      AppendJavaCharacter(text, c);
      reader_.Take(1);
    }
  }
}

bool YamlScanner::ScanEscape(std::string& text) {
  const YamlMark start = reader_.Mark();
  reader_.Forward();
  const char32_t c = reader_.Peek();
  if (c == 'x' || c == 'u' || c == 'U') {
    reader_.Forward();
    if (ScanHexEscape(text, c == 'x' ? 2 : c == 'u' ? 4 : 8)) return true;
    Fail("the escape is not a character's code",
         "\\x needs two hexadecimal digits, \\u four and \\U eight, up to 10FFFF",
         "correct the code, or write \\\\ for a backslash", start);
    return false;
  }
  if (c == '0' || SimpleEscape(c) != 0) {
    AppendJavaCharacter(text, SimpleEscape(c));
    reader_.Forward();
    return true;
  }
  if (!reader_.TakeLineBreak().empty()) return ScanFlowScalarBreaks(text);
  Fail("the escape is unknown", "in double quotes, a backslash begins an escape such as \\n",
       "write \\\\ for a backslash, or use single quotes", start);
  return false;
}

bool YamlScanner::ScanHexEscape(std::string& text, std::size_t length) {
  char32_t c = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const int digit = HexValue(reader_.Peek(i));
    if (digit < 0 || c > 0x10FFFF) return false;
    c = (c << 4) | static_cast<char32_t>(digit);
  }
  if (c > 0x10FFFF) return false;
  AppendJavaCharacter(text, c);
  reader_.Forward(length);
  return true;
}

/// Blanks between words, or line ends, which fold into a space; false at the end of the file.
bool YamlScanner::ScanFlowScalarSpaces(std::string& text) {
  std::size_t length = 0;
  while (IsSpaceOrTab(reader_.Peek(length))) ++length;
  const std::string spaces = reader_.Take(length);
  if (reader_.Peek() == 0) return false;
  const std::string line_break = reader_.TakeLineBreak();
  if (line_break.empty()) {
    text += spaces;
    return true;
  }
  std::string breaks;
  if (!ScanFlowScalarBreaks(breaks)) return false;
  if (line_break != "\n") {
    text += line_break;
  } else if (breaks.empty()) {
    text += ' ';
  }
  text += breaks;
  return true;
}

bool YamlScanner::ScanFlowScalarBreaks(std::string& text) {
  while (true) {
    if ((reader_.StartsWith(U"---") || reader_.StartsWith(U"...")) &&
        IsYamlBlankOrEnd(reader_.Peek(3))) {
      return false;
    }
    while (IsSpaceOrTab(reader_.Peek())) reader_.Forward();
    const std::string line_break = reader_.TakeLineBreak();
    if (line_break.empty()) return true;
    text += line_break;
  }
}

void YamlScanner::ScanPlain() {
  YamlToken token{.type = Type::kScalar, .mark = reader_.Mark(), .plain = true};
  const int least_indent = indent_ + 1;
  const std::string_view in_flow = InBlock() ? "" : ",[]{}";
  const auto ends = [&](std::size_t at) {
    const char32_t c = reader_.Peek(at);
    const char32_t next = reader_.Peek(at + 1);
    return IsYamlBlankOrEnd(c) || IsOneOf(c, in_flow) ||
           (c == ':' && (IsYamlBlankOrEnd(next) || IsOneOf(next, in_flow)));
  };
  std::string spaces;
  while (reader_.Peek() != '#') {
    std::size_t length = 0;
    while (!ends(length)) ++length;
    if (length == 0) break;
    allow_simple_key_ = false;
    token.text += spaces + reader_.Take(length);
    spaces = ScanPlainSpaces();
    if (spaces.empty() || (InBlock() && reader_.Column() < least_indent)) break;
  }
  tokens_.push_back(std::move(token));
}

/// Blanks between words, or line ends, which fold into a space. Empty where the scalar ends: a line
/// that begins with "---" ends it even where more text follows directly, as in snakeyaml-engine.
std::string YamlScanner::ScanPlainSpaces() {
  const auto at_indicator = [this] {
    return reader_.StartsWith(U"---") ||
           (reader_.StartsWith(U"...") && IsYamlBlankOrEnd(reader_.Peek(3)));
  };
  std::size_t length = 0;
  while (IsSpaceOrTab(reader_.Peek(length))) ++length;
  std::string spaces = reader_.Take(length);
  const std::string line_break = reader_.TakeLineBreak();
  if (line_break.empty()) return spaces;
  allow_simple_key_ = true;
  if (at_indicator()) return "";
  std::string breaks;
  while (true) {
    if (reader_.Peek() == ' ') {
      reader_.Forward();
      continue;
    }
    const std::string next = reader_.TakeLineBreak();
    if (next.empty()) break;
    breaks += next;
    if (at_indicator()) return "";
  }
  if (line_break != "\n") return line_break + breaks;
  return breaks.empty() ? " " : breaks;
}

}  // namespace flink_launcher
