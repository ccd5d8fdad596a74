#include "resolver/yaml_flow.h"

#include <array>
#include <cstddef>
#include <cstdio>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "resolver/utf8.h"
#include "resolver/yaml_scalar.h"

namespace flink_launcher {
namespace {

constexpr std::size_t kMostSimpleKeyLength = 128;

constexpr std::size_t kBestWidth = 80;

bool IsCollection(const YamlNode& node) {
  return node.type == JavaType::kList || node.type == JavaType::kMap || node.type == JavaType::kSet;
}

/// Also reads the lone surrogates that Java's strings may hold.
char32_t Next(std::string_view text, std::size_t& at) {
  if (text[at] == '\xED' && at + 2 < text.size() &&
      static_cast<unsigned char>(text[at + 1]) >= 0xA0) {
    const auto middle = static_cast<unsigned char>(text[at + 1]) & 0x3FU;
    const auto last = static_cast<unsigned char>(text[at + 2]) & 0x3FU;
    at += 3;
    return 0xD000 | (middle << 6) | last;
  }
  return NextUtf8(text, at).value_or(kReplacementCharacter);
}

/// Length in Java characters (UTF-16 units), which is how the emitter counts columns.
std::size_t JavaLength(std::string_view text) {
  std::size_t length = 0;
  for (std::size_t at = 0; at < text.size();) length += Next(text, at) > 0xFFFF ? 2 : 1;
  return length;
}

/// What Emitter.analyzeScalar finds out, as far as it counts inside a flow collection.
struct Analysis {
  bool multiline = false;
  bool plain = true;
  bool single_quoted = true;
};

Analysis Analyze(std::string_view text) {
  Analysis analysis;
  if (text.empty()) return {.plain = false};
  bool indicators = text.starts_with("---") || text.starts_with("...");
  bool break_space = false;
  bool space_break = false;
  bool special = false;
  char32_t previous = 0;
  for (std::size_t at = 0; at < text.size();) {
    const bool first = at == 0;
    const char32_t c = Next(text, at);
    const bool after_white =
        first || previous == ' ' || previous == '\t' || previous == '\n' || previous == 0;
    const bool before_white = at >= text.size() || text[at] == ' ' || text[at] == '\t' ||
                              text[at] == '\n' || text[at] == '\r' || text[at] == '\0';
    const std::string_view always = first ? "#,[]{}&*!|>'\"%@`?:" : ",?[]{}:";
    if (c < 0x80 && always.find(static_cast<char>(c)) != std::string_view::npos) indicators = true;
    if (first && c == '-' && before_white) indicators = true;
    if (c == '#' && after_white) indicators = true;
    if (c == '\n') {
      analysis.multiline = true;
      space_break = space_break || previous == ' ';
    } else if (c < 0x20 || c == 0x7F || (c > 0x7E && c < 0xA0 && c != 0x85) ||
               (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF) {
      special = true;
    }
    break_space = break_space || (c == ' ' && previous == '\n');
    previous = c;
  }
  const auto blank = [](char c) { return c == ' ' || c == '\n'; };
  analysis.single_quoted = !break_space && !space_break && !special;
  analysis.plain = analysis.single_quoted && !indicators && !analysis.multiline &&
                   !blank(text.front()) && !blank(text.back());
  return analysis;
}

/// A character inside double quotes, where it cannot stand for itself (Emitter.writeDoubleQuoted).
std::string Escape(char32_t c) {
  static const std::map<char32_t, char> escapes = {
      {0, '0'},     {7, 'a'},    {8, 'b'},    {'\t', 't'},   {'\n', 'n'},
      {0x0B, 'v'},  {0x0C, 'f'}, {'\r', 'r'}, {0x1B, 'e'},   {'"', '"'},
      {'\\', '\\'}, {0x85, 'N'}, {0xA0, '_'}, {0x2028, 'L'}, {0x2029, 'P'}};
  const auto escape = escapes.find(c);
  if (escape != escapes.end()) return std::string("\\") + escape->second;
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(),
                c <= 0xFF     ? "\\x%02x"
                : c <= 0xFFFF ? "\\u%04x"
                              : "\\U%08x",
                static_cast<unsigned>(c));
  return buffer.data();
}

bool StandsForItself(char32_t c) {
  if (c == '"' || c == '\\' || c == 0x85 || c == 0xA0 || c == 0x2028 || c == 0x2029) return false;
  return (c >= 0x20 && c <= 0x7E) || (c > 0xA0 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

std::u16string ToUtf16(std::string_view text) {
  std::u16string units;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = Next(text, at);
    if (c > 0xFFFF) {
      units += static_cast<char16_t>(0xD7C0 + (c >> 10));
      units += static_cast<char16_t>(0xDC00 + (c & 0x3FF));
    } else {
      units += static_cast<char16_t>(c);
    }
  }
  return units;
}

/// Character.toCodePoint of a high surrogate and whatever unit comes next, as the emitter calls it:
/// nonsense where that is no low surrogate.
char32_t Join(char32_t high, char32_t next) {
  return 0x10000 + ((high - 0xD800) << 10) + next - 0xDC00;
}

/// Emitter.writeDoubleQuoted, without its line breaks.
std::string DoubleQuoted(std::string_view text) {
  std::string quoted = "\"";
  const std::u16string units = ToUtf16(text);
  for (std::size_t at = 0; at < units.size(); ++at) {
    const bool high = units[at] >= 0xD800 && units[at] <= 0xDBFF;
    const char32_t c =
        high && at + 1 < units.size() ? Join(units[at], units[at + 1]) : char32_t{units[at]};
    if (StandsForItself(c)) {
      AppendUtf8(quoted, c);
    } else {
      quoted += Escape(c > 0xFFFF ? c : units[at]);
    }
    if (c > 0xFFFF) ++at;
  }
  return quoted + "\"";
}

std::string SingleQuoted(std::string_view text) {
  std::string quoted = "'";
  for (const char c : text) {
    if (c == '\'') quoted += '\'';
    quoted += c;
  }
  return quoted + "'";
}

std::string ScalarText(const YamlNode& node) {
  if (node.type == JavaType::kDouble) {
    if (node.text == "NaN") return ".nan";
    if (node.text == "Infinity") return ".inf";
    if (node.text == "-Infinity") return "-.inf";
  }
  return node.text;
}

/// StandardRepresenter.MULTILINE_PATTERN.
bool IsMultiline(std::string_view text) {
  return text.find('\n') != std::string_view::npos ||
         text.find("\xC2\x85") != std::string_view::npos ||
         text.find("\xE2\x80\xA8") != std::string_view::npos ||
         text.find("\xE2\x80\xA9") != std::string_view::npos;
}

/// A string in the style that Emitter.chooseScalarStyle takes for it.
std::string StringText(std::string_view text) {
  const Analysis analysis = Analyze(text);
  if (IsMultiline(text)) return DoubleQuoted(text);
  if (analysis.plain && ResolvePlainScalar(text) == ScalarTag::kString) return std::string(text);
  return analysis.single_quoted ? SingleQuoted(text) : DoubleQuoted(text);
}

class FlowWriter {
 public:
  explicit FlowWriter(int& anchors_used) : anchors_used_(anchors_used) {}

  std::string Write(const YamlNode& root) {
    FindAnchors(root);
    Node(root, 0);
    return std::move(out_);
  }

 private:
  /// Serializer.anchorNode: the second meeting gives a collection its anchor.
  void FindAnchors(const YamlNode& node) {
    if (!IsCollection(node)) return;
    const auto [found, is_new] = anchors_.try_emplace(&node);
    if (!is_new) {
      if (found->second.empty()) found->second = NextAnchor();
      return;
    }
    for (const YamlNode* item : node.items) FindAnchors(*item);
    for (const YamlNode::Entry& entry : node.entries) {
      FindAnchors(*entry.key);
      if (node.type != JavaType::kSet) FindAnchors(*entry.value);
    }
  }

  std::string NextAnchor() {
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "id%03d", ++anchors_used_);
    return buffer.data();
  }

  /// Emitter.writeIndicator, with a space before it where one is needed.
  void Put(std::string_view text, bool space_before) {
    if (space_before && !after_space_) {
      out_ += ' ';
      ++column_;
    }
    out_ += text;
    column_ += JavaLength(text);
    after_space_ = false;
  }

  void NewLine(std::size_t indent) {
    out_ += "\n" + std::string(indent, ' ');
    column_ = indent;
    after_space_ = true;
  }

  void Node(const YamlNode& node, std::size_t indent) {
    if (!IsCollection(node)) {
      Scalar(node);
      return;
    }
    const std::string& anchor = anchors_[&node];
    if (!written_.insert(&node).second) {
      Put("*" + anchor, true);
      return;
    }
    if (!anchor.empty()) Put("&" + anchor, true);
    if (node.type == JavaType::kSet) Put("!!set", true);
    Put(node.type == JavaType::kList ? "[" : "{", true);
    after_space_ = true;
    const char* separator = "";
    for (const YamlNode* item : node.items) {
      Put(separator, false);
      if (*separator == '\0') after_space_ = true;
      Node(*item, indent + 2);
      separator = ",";
    }
    for (const YamlNode::Entry& entry : node.entries) {
      Put(separator, false);
      if (*separator == '\0') after_space_ = true;
      Entry(entry, node.type == JavaType::kSet, indent + 2);
      separator = ",";
    }
    Put(node.type == JavaType::kList ? "]" : "}", false);
  }

  void Entry(const YamlNode::Entry& entry, bool in_set, std::size_t indent) {
    if (IsSimpleKey(*entry.key)) {
      Node(*entry.key, indent);
      Put(":", false);
    } else {
      Put("?", true);
      Node(*entry.key, indent);
      if (column_ > kBestWidth) NewLine(indent);
      Put(":", true);
    }
    if (in_set) {
      Put("null", true);
    } else {
      Node(*entry.value, indent);
    }
  }

  /// Emitter.checkSimpleKey; the lengths of anchor and tag count even where they are not written.
  bool IsSimpleKey(const YamlNode& key) {
    if (IsCollection(key)) {
      return written_.contains(&key) || (key.items.empty() && key.entries.empty());
    }
    const std::string text = ScalarText(key);
    return !text.empty() && !Analyze(text).multiline &&
           TagLength(key.type) + JavaLength(text) < kMostSimpleKeyLength;
  }

  static std::size_t TagLength(JavaType type) {
    switch (type) {
      case JavaType::kBoolean:
      case JavaType::kNull:
        return std::string_view("!!null").size();
      case JavaType::kDouble:
        return std::string_view("!!float").size();
      case JavaType::kBinary:
        return std::string_view("!!binary").size();
      default:
        return std::string_view("!!str").size();
    }
  }

  void Scalar(const YamlNode& node) {
    if (node.type == JavaType::kString) {
      Put(StringText(node.text), true);
    } else if (node.type == JavaType::kBinary) {
      Put("!!binary", true);
      Put(DoubleQuoted(node.text), true);
    } else {
      Put(ScalarText(node), true);
    }
  }

  int& anchors_used_;
  std::string out_;
  std::size_t column_ = 0;
  bool after_space_ = true;
  std::map<const YamlNode*, std::string> anchors_;
  std::set<const YamlNode*> written_;
};

}  // namespace

std::string WriteYamlFlow(const YamlNode& node, int& anchors_used) {
  return FlowWriter(anchors_used).Write(node);
}

}  // namespace flink_launcher
