#include "resolver/yaml_scanner.h"

#include <algorithm>
#include <utility>

namespace flink_launcher {

namespace {

constexpr std::size_t kMostKeyLength = 1024;

}  // namespace

using Type = YamlToken::Type;

std::string_view YamlTokenName(Type type) {
  switch (type) {
    case Type::kAlias:
      return "an alias";
    case Type::kAnchor:
      return "an anchor";
    case Type::kBlockEnd:
      return "the end of an indented block";
    case Type::kBlockEntry:
      return "a list entry '-'";
    case Type::kBlockMappingStart:
    case Type::kKey:
      return "a key";
    case Type::kBlockSequenceStart:
      return "a list";
    case Type::kDirective:
      return "a directive";
    case Type::kDocumentEnd:
      return "'...'";
    case Type::kDocumentStart:
      return "'---'";
    case Type::kFlowEntry:
      return "','";
    case Type::kFlowMappingEnd:
      return "'}'";
    case Type::kFlowMappingStart:
      return "'{'";
    case Type::kFlowSequenceEnd:
      return "']'";
    case Type::kFlowSequenceStart:
      return "'['";
    case Type::kScalar:
      return "a value";
    case Type::kTag:
      return "a tag";
    case Type::kValue:
      return "':'";
    case Type::kStreamEnd:
    case Type::kError:
      break;
  }
  return "the end of the file";
}

void YamlScanner::Fail(std::string what, std::string why, std::string fix, const YamlMark& mark) {
  if (!failure_) {
    failure_ = YamlErrorAt(std::move(what), std::move(why), std::move(fix), text_, path_, mark);
  }
}

bool YamlScanner::Check(std::initializer_list<Type> types) {
  return std::find(types.begin(), types.end(), Peek().type) != types.end();
}

const YamlToken& YamlScanner::Peek() {
  while (!failure_ && NeedMoreTokens()) FetchMoreTokens();
  if (failure_ || tokens_.empty()) {
    tokens_.assign(1, YamlToken{.mark = reader_.Mark()});
    done_ = true;
  }
  return tokens_.front();
}

YamlToken YamlScanner::Next() {
  YamlToken token = Peek();
  if (token.type == Type::kError) return token;
  tokens_.pop_front();
  ++tokens_taken_;
  return token;
}

bool YamlScanner::NeedMoreTokens() {
  if (done_) return false;
  if (tokens_.empty()) return true;
  // The next token may turn out to be a simple key, which must be announced before it.
  StalePossibleSimpleKeys();
  return !failure_ && !possible_simple_keys_.empty() &&
         possible_simple_keys_.begin()->second.token_number == tokens_taken_;
}

void YamlScanner::FetchMoreTokens() {
  ScanToNextToken();
  StalePossibleSimpleKeys();
  UnwindIndent(reader_.Column());
  if (failure_) return;
  const char32_t c = reader_.Peek();
  if (FetchIndicator(c) || failure_) return;
  if (CheckPlain()) {
    SavePossibleSimpleKey();
    allow_simple_key_ = false;
    if (!failure_) ScanPlain();
    return;
  }
  if (c == '\t') {
    Fail("a tab stands where a value or a key must begin", "YAML allows no tab here",
         "write spaces instead of the tab", reader_.Mark());
  } else {
    Fail(std::string("a value cannot begin with '") + static_cast<char>(c) + "'",
         "the character has a meaning in YAML, or none yet", kYamlQuoteFix, reader_.Mark());
  }
}

/// Reads what begins with an indicator; false where a plain scalar may begin.
bool YamlScanner::FetchIndicator(char32_t c) {
  const bool blank_next = IsYamlBlankOrEnd(reader_.Peek(1));
  switch (c) {
    case 0:
      FetchStreamEnd();
      return true;
    case '%':
      if (reader_.Column() != 0) return false;
      FetchDirective();
      return true;
    case '-':
      if (CheckDocumentIndicator(U"---")) {
        FetchDocumentIndicator(Type::kDocumentStart);
      } else if (blank_next) {
        FetchBlockEntry();
      } else {
        return false;
      }
      return true;
    case '.':
      if (!CheckDocumentIndicator(U"...")) return false;
      FetchDocumentIndicator(Type::kDocumentEnd);
      return true;
    case '[':
      FetchFlowCollectionStart(Type::kFlowSequenceStart);
      return true;
    case '{':
      FetchFlowCollectionStart(Type::kFlowMappingStart);
      return true;
    case ']':
      FetchFlowCollectionEnd(Type::kFlowSequenceEnd);
      return true;
    case '}':
      FetchFlowCollectionEnd(Type::kFlowMappingEnd);
      return true;
    case ',':
      FetchFlowEntry();
      return true;
    case '?':
      if (!blank_next) return false;
      FetchKey();
      return true;
    case ':':
      if (InBlock() && !blank_next) return false;
      FetchValue();
      return true;
    case '|':
    case '>':
      if (!InBlock()) return false;
      allow_simple_key_ = true;
      RemovePossibleSimpleKey();
      if (!failure_) ScanBlockScalar(c == '>');
      return true;
    case '*':
    case '&':
    case '!':
    case '\'':
    case '"':
      break;
    default:
      return false;
  }
  SavePossibleSimpleKey();
  allow_simple_key_ = false;
  if (failure_) return true;
  if (c == '!') {
    ScanTag();
  } else if (c == '*' || c == '&') {
    ScanAnchor(c == '*' ? Type::kAlias : Type::kAnchor);
  } else {
    ScanFlowScalar(c);
  }
  return true;
}

/// Skips spaces, comments and line ends; a tab is not skipped.
void YamlScanner::ScanToNextToken() {
  if (reader_.Mark().index == 0 && reader_.Peek() == 0xFEFF) reader_.Forward();
  while (true) {
    while (reader_.Peek() == ' ') reader_.Forward();
    if (reader_.Peek() == '#') {
      reader_.ForwardToLineEnd();
    }
    if (reader_.TakeLineBreak().empty()) return;
    if (InBlock()) allow_simple_key_ = true;
  }
}

/// A simple key stands on one line and has at most 1024 characters.
void YamlScanner::StalePossibleSimpleKeys() {
  for (auto entry = possible_simple_keys_.begin(); entry != possible_simple_keys_.end();) {
    const SimpleKey& key = entry->second;
    const bool stale = key.mark.line != reader_.Mark().line ||
                       reader_.Mark().index - key.mark.index > kMostKeyLength;
    if (stale && key.required) {
      Fail("a ':' is missing", "this line is no 'key: value', as the lines around it are",
           "write 'key: value', or indent the line if it continues the value above", key.mark);
      return;
    }
    entry = stale ? possible_simple_keys_.erase(entry) : std::next(entry);
  }
}

void YamlScanner::SavePossibleSimpleKey() {
  const bool required = InBlock() && indent_ == reader_.Column();
  if (!allow_simple_key_) {
    if (required) {
      Fail("a key cannot begin here", "another value stands before it on the line", kYamlQuoteFix,
           reader_.Mark());
    }
    return;
  }
  RemovePossibleSimpleKey();
  possible_simple_keys_[flow_level_] = {tokens_taken_ + tokens_.size(), required, reader_.Mark()};
}

void YamlScanner::RemovePossibleSimpleKey() {
  const auto key = possible_simple_keys_.find(flow_level_);
  if (key == possible_simple_keys_.end()) return;
  if (key->second.required) {
    Fail("a ':' is missing", "this line is no 'key: value', as the lines around it are",
         "write 'key: value', or indent the line if it continues the value above",
         key->second.mark);
  }
  possible_simple_keys_.erase(key);
}

void YamlScanner::UnwindIndent(int column) {
  if (!InBlock()) return;
  while (indent_ > column) {
    indent_ = indents_.back();
    indents_.pop_back();
    Add(Type::kBlockEnd, 0);
  }
}

bool YamlScanner::AddIndent(int column) {
  if (indent_ >= column) return false;
  indents_.push_back(indent_);
  indent_ = column;
  return true;
}

/// Adds a token that is `length` characters long.
void YamlScanner::Add(Type type, std::size_t length) {
  tokens_.push_back(YamlToken{.type = type, .mark = reader_.Mark()});
  reader_.Forward(length);
}

void YamlScanner::FetchStreamEnd() {
  UnwindIndent(-1);
  RemovePossibleSimpleKey();
  allow_simple_key_ = false;
  possible_simple_keys_.clear();
  Add(Type::kStreamEnd, 0);
  done_ = true;
}

void YamlScanner::FetchDirective() {
  UnwindIndent(-1);
  RemovePossibleSimpleKey();
  allow_simple_key_ = false;
  if (!failure_) ScanDirective();
}

void YamlScanner::FetchDocumentIndicator(Type type) {
  UnwindIndent(-1);
  RemovePossibleSimpleKey();
  allow_simple_key_ = false;
  Add(type, 3);
}

void YamlScanner::FetchFlowCollectionStart(Type type) {
  SavePossibleSimpleKey();
  ++flow_level_;
  allow_simple_key_ = true;
  Add(type, 1);
}

void YamlScanner::FetchFlowCollectionEnd(Type type) {
  RemovePossibleSimpleKey();
  --flow_level_;
  allow_simple_key_ = false;
  Add(type, 1);
}

void YamlScanner::FetchFlowEntry() {
  allow_simple_key_ = true;
  RemovePossibleSimpleKey();
  Add(Type::kFlowEntry, 1);
}

void YamlScanner::FetchBlockEntry() {
  if (InBlock()) {
    if (!allow_simple_key_) {
      Fail("a list entry '-' cannot stand here", "it must begin a line", kYamlQuoteFix,
           reader_.Mark());
      return;
    }
    if (AddIndent(reader_.Column())) Add(Type::kBlockSequenceStart, 0);
  }
  allow_simple_key_ = true;
  RemovePossibleSimpleKey();
  Add(Type::kBlockEntry, 1);
}

void YamlScanner::FetchKey() {
  if (InBlock()) {
    if (!allow_simple_key_) {
      Fail("a key '?' cannot stand here", "it must begin a line", kYamlQuoteFix, reader_.Mark());
      return;
    }
    if (AddIndent(reader_.Column())) Add(Type::kBlockMappingStart, 0);
  }
  allow_simple_key_ = InBlock();
  RemovePossibleSimpleKey();
  Add(Type::kKey, 1);
}

void YamlScanner::FetchValue() {
  const auto found = possible_simple_keys_.find(flow_level_);
  if (found != possible_simple_keys_.end()) {
    const SimpleKey key = found->second;
    possible_simple_keys_.erase(found);
    const auto place =
        tokens_.begin() + static_cast<std::ptrdiff_t>(key.token_number - tokens_taken_);
    const auto inserted = tokens_.insert(place, YamlToken{.type = Type::kKey, .mark = key.mark});
    if (InBlock() && AddIndent(key.mark.column)) {
      tokens_.insert(inserted, YamlToken{.type = Type::kBlockMappingStart, .mark = key.mark});
    }
    allow_simple_key_ = false;
  } else {
    if (InBlock() && !allow_simple_key_) {
      Fail("a second ': ' stands on the line", "a value cannot be a mapping on the same line",
           kYamlQuoteFix, reader_.Mark());
      return;
    }
    if (InBlock() && AddIndent(reader_.Column())) Add(Type::kBlockMappingStart, 0);
    allow_simple_key_ = InBlock();
    RemovePossibleSimpleKey();
  }
  Add(Type::kValue, 1);
}

/// "---" or "..." alone at the beginning of a line.
bool YamlScanner::CheckDocumentIndicator(std::u32string_view indicator) const {
  return reader_.Column() == 0 && reader_.StartsWith(indicator) &&
         IsYamlBlankOrEnd(reader_.Peek(3));
}

bool YamlScanner::CheckPlain() const {
  const char32_t c = reader_.Peek();
  if (!IsYamlBlankOrEnd(c) && !IsOneOf(c, "-?:,[]{}#&*!|>'\"%@`")) return true;
  const char32_t next = reader_.Peek(1);
  if (InBlock()) return !IsYamlBlankOrEnd(next) && IsOneOf(c, "-?:");
  return !IsYamlBlankOrEnd(next) && !IsOneOf(next, ",]") && IsOneOf(c, "-?");
}

}  // namespace flink_launcher
