#pragma once
// YamlScanner: the tokens of a YAML text. Which texts are YAML, and what a scalar holds, is decided
// here and in yaml_document.h exactly as snakeyaml-engine 2.6 decides it, oddities included: this
// is its ScannerImpl (Apache License 2.0), function by function and under its names, so that both
// can be read side by side.

#include <cstddef>
#include <deque>
#include <initializer_list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "resolver/result.h"
#include "resolver/yaml_reader.h"

namespace flink_launcher {

struct YamlToken {
  enum class Type {
    kError,  // the scanner has failed; the last token there is
    kAlias,
    kAnchor,
    kBlockEnd,
    kBlockEntry,
    kBlockMappingStart,
    kBlockSequenceStart,
    kDirective,
    kDocumentEnd,
    kDocumentStart,
    kFlowEntry,
    kFlowMappingEnd,
    kFlowMappingStart,
    kFlowSequenceEnd,
    kFlowSequenceStart,
    kKey,
    kScalar,
    kStreamEnd,
    kTag,
    kValue,
  };
  Type type = Type::kError;
  YamlMark mark;
  std::string text;    // of a scalar; the name of an alias, anchor or directive; a tag's suffix
  bool plain = false;  // a scalar without quotes
  /// Of a tag: its handle ("!", "!!", "!e!"), nothing for verbatim tags. Of %TAG: its handle.
  std::optional<std::string> handle;
  std::string prefix;           // of %TAG
  std::pair<int, int> version;  // of %YAML
};

/// What to type in place of a token that cannot stand where it is; the error names it.
std::string_view YamlTokenName(YamlToken::Type type);

class YamlScanner {
 public:
  YamlScanner(std::string_view text, const std::string& path)
      : text_(text), path_(path), reader_(text) {}

  /// True where the next token is one of `types`.
  bool Check(std::initializer_list<YamlToken::Type> types);
  const YamlToken& Peek();
  YamlToken Next();

  /// Makes this the error, if it is the first one, and ends the tokens.
  void Fail(std::string what, std::string why, std::string fix, const YamlMark& mark);
  const std::optional<Error>& Failure() const { return failure_; }

 private:
  struct SimpleKey {
    std::size_t token_number = 0;
    bool required = false;
    YamlMark mark;
  };
  enum class Chomping { kStrip, kClip, kKeep };
  struct BlockHeader {
    Chomping chomping = Chomping::kClip;
    int increment = 0;  // 0 where it must be detected
  };

  // yaml_scanner.cc: which token comes next
  bool NeedMoreTokens();
  void FetchMoreTokens();
  bool FetchIndicator(char32_t c);
  void ScanToNextToken();
  void StalePossibleSimpleKeys();
  void SavePossibleSimpleKey();
  void RemovePossibleSimpleKey();
  void UnwindIndent(int column);
  bool AddIndent(int column);
  void Add(YamlToken::Type type, std::size_t length);
  void FetchStreamEnd();
  void FetchDirective();
  void FetchDocumentIndicator(YamlToken::Type type);
  void FetchFlowCollectionStart(YamlToken::Type type);
  void FetchFlowCollectionEnd(YamlToken::Type type);
  void FetchFlowEntry();
  void FetchBlockEntry();
  void FetchKey();
  void FetchValue();
  bool CheckDocumentIndicator(std::u32string_view indicator) const;
  bool CheckPlain() const;
  bool InBlock() const { return flow_level_ == 0; }

  // yaml_scanner_properties.cc: directives, anchors, tags
  void ScanDirective();
  bool ScanYamlDirective(YamlToken& token);
  std::optional<int> ScanVersionNumber();
  bool ScanTagDirective(YamlToken& token);
  void ScanAnchor(YamlToken::Type type);
  void ScanTag();
  bool ScanShorthandTag(YamlToken& token);
  std::optional<std::string> ScanTagHandle();
  std::optional<std::string> ScanTagUri(bool prefix);
  bool ScanUriEscapes(std::string& uri);

  // yaml_scanner_scalars.cc
  void ScanBlockScalar(bool folded);
  std::optional<BlockHeader> ScanBlockHeader();
  void ScanBlockLines(YamlToken& token, bool folded, const BlockHeader& header);
  std::string ScanBlockIndentation(int& most);
  std::string ScanBlockBreaks(int indent);
  bool ScanIgnoredLine();
  void ScanFlowScalar(char32_t quote);
  bool ScanFlowScalarText(bool double_quoted, std::string& text);
  bool ScanEscape(std::string& text);
  bool ScanHexEscape(std::string& text, std::size_t length);
  bool ScanFlowScalarSpaces(std::string& text);
  bool ScanFlowScalarBreaks(std::string& text);
  void ScanPlain();
  std::string ScanPlainSpaces();

  std::string_view text_;
  const std::string& path_;
  YamlReader reader_;
  std::deque<YamlToken> tokens_;
  std::size_t tokens_taken_ = 0;
  bool done_ = false;
  int flow_level_ = 0;
  int indent_ = -1;
  std::vector<int> indents_;
  bool allow_simple_key_ = true;
  std::map<int, SimpleKey> possible_simple_keys_;  // by flow level
  std::optional<Error> failure_;
};

/// Character classes of snakeyaml-engine's CharConstants.
inline bool IsYamlSpaceOrEnd(char32_t c) {  // NULL_BL_LINEBR
  return c == 0 || c == ' ' || c == '\n' || c == '\r';
}
inline bool IsYamlBlankOrEnd(char32_t c) {
  return c == '\t' || IsYamlSpaceOrEnd(c);
}  // NULL_BL_T_LINEBR
inline bool IsYamlLineEnd(char32_t c) {
  return c == 0 || c == '\n' || c == '\r';
}  // NULL_OR_LINEBR
inline bool IsOneOf(char32_t c, std::string_view choices) {
  return c != 0 && c < 0x80 && choices.find(static_cast<char>(c)) != std::string_view::npos;
}

inline constexpr const char* kYamlQuoteFix =
    "put the value in quotes, as in key: 'value', if these characters belong to it";

}  // namespace flink_launcher
