#include "resolver/yaml_document.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "resolver/utf8.h"
#include "resolver/yaml_reader.h"
#include "resolver/yaml_scanner.h"

namespace flink_launcher {
namespace {

using Type = YamlToken::Type;

/// snakeyaml-engine's default for LoadSettings.maxAliasesForCollections.
constexpr int kMostCollectionAliases = 50;
/// Flink's parser ends in a StackOverflowError at a depth that the JVM's stack decides.
constexpr std::size_t kMostDepth = 1000;

constexpr const char* kIndentFix =
    "check the indentation, and put a value in quotes that holds characters of YAML's own";

class Parser {
 public:
  Parser(std::string_view text, const std::string& path) : scanner_(text, path) {}

  Result<YamlDocument> Parse() {
    Stream();
    if (scanner_.Failure()) return *scanner_.Failure();
    return std::move(document_);
  }

 private:
  void Stream() {
    if (scanner_.Check({Type::kDirective, Type::kDocumentStart})) {
      Directives();
      if (!scanner_.Check({Type::kDocumentStart})) return Unexpected("'---'");
      scanner_.Next();
      if (scanner_.Check(
              {Type::kDirective, Type::kDocumentStart, Type::kDocumentEnd, Type::kStreamEnd})) {
        document_.root = Empty();
      } else {
        document_.root = Node(/*block=*/true, /*indentless=*/false);
      }
    } else if (!scanner_.Check({Type::kStreamEnd})) {
      document_.root = Node(/*block=*/true, /*indentless=*/false);
    } else {
      return;
    }
    while (scanner_.Check({Type::kDocumentEnd})) scanner_.Next();
    if (scanner_.Check({Type::kDocumentStart, Type::kDirective})) return SecondDocument();
    if (!scanner_.Check({Type::kStreamEnd})) Unexpected("the end of the document");
  }

  /// ParserImpl.processDirectives.
  void Directives() {
    bool version_seen = false;
    std::map<std::string, std::string> handles;
    while (scanner_.Check({Type::kDirective})) {
      const YamlToken token = scanner_.Next();
      if (token.text == "YAML") {
        if (version_seen || token.version.first != 1) return BadVersion(token, version_seen);
        version_seen = true;
      } else if (token.text == "TAG" && !handles.emplace(*token.handle, token.prefix).second) {
        scanner_.Fail("the tag handle '" + *token.handle + "' is defined twice", "",
                      "remove one of the %TAG lines", token.mark);
      }
    }
    for (auto& [handle, prefix] : handles) handles_[handle] = prefix;
  }

  void BadVersion(const YamlToken& token, bool repeated) {
    scanner_.Fail(repeated ? "a second %YAML line stands here"
                           : "YAML version " + std::to_string(token.version.first) + "." +
                                 std::to_string(token.version.second) + " is not known",
                  "Flink's parser reads YAML 1.x", "remove the line", token.mark);
  }

  void SecondDocument() {
    scanner_.Fail("a second document begins here", "Flink reads one document and refuses more",
                  "remove the line, or move what follows into the first document",
                  scanner_.Peek().mark);
  }

  /// Fails because of the next token; `wanted` says what had to stand here.
  void Unexpected(const std::string& wanted) {
    const YamlToken& token = scanner_.Peek();
    scanner_.Fail(std::string(YamlTokenName(token.type)) + " cannot stand here",
                  "expected " + wanted, kIndentFix, token.mark);
  }

  YamlNode* NewNode(YamlNode::Kind kind, const YamlMark& mark) {
    YamlNode& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.line = mark.line + 1;
    node.column = mark.column + 1;
    return &node;
  }

  /// The null that stands where a key or value is left out.
  YamlNode* Empty() {
    YamlNode* const node = NewNode(YamlNode::Kind::kScalar, scanner_.Peek().mark);
    node->plain = true;
    return node;
  }

  struct Properties {
    std::optional<std::string> anchor;
    std::string tag;
    std::optional<YamlMark> mark;
  };

  /// An anchor and a tag, in either order.
  Properties ReadProperties() {
    Properties properties;
    bool tag_seen = false;
    while (scanner_.Check({Type::kAnchor, Type::kTag})) {
      const bool is_anchor = scanner_.Check({Type::kAnchor});
      if (is_anchor ? properties.anchor.has_value() : tag_seen) break;
      const YamlToken token = scanner_.Next();
      if (!properties.mark) properties.mark = token.mark;
      if (is_anchor) {
        properties.anchor = token.text;
      } else {
        tag_seen = true;
        properties.tag = TagOf(token);
      }
    }
    return properties;
  }

  std::string TagOf(const YamlToken& token) {
    if (!token.handle) return token.text;
    const auto prefix = handles_.find(*token.handle);
    if (prefix != handles_.end()) return prefix->second + token.text;
    scanner_.Fail(
        "the tag handle '" + *token.handle + "' is not defined", "no %TAG line defines it",
        "remove the tag, or put the value in quotes if it is meant literally", token.mark);
    return {};
  }

  /// ParserImpl.parseNode and Composer.composeNode. Never null, also after a failure.
  YamlNode* Node(bool block, bool indentless) {
    if (scanner_.Check({Type::kAlias})) return Alias(scanner_.Next());
    const Properties properties = ReadProperties();
    const YamlMark mark = properties.mark.value_or(scanner_.Peek().mark);
    YamlNode* node = nullptr;
    if (indentless && scanner_.Check({Type::kBlockEntry})) {
      node = Collection(YamlNode::Kind::kSequence, mark, properties, &Parser::IndentlessSequence);
    } else if (scanner_.Check({Type::kFlowSequenceStart})) {
      node = Collection(YamlNode::Kind::kSequence, mark, properties, &Parser::FlowSequence);
    } else if (scanner_.Check({Type::kFlowMappingStart})) {
      node = Collection(YamlNode::Kind::kMapping, mark, properties, &Parser::FlowMapping);
    } else if (block && scanner_.Check({Type::kBlockSequenceStart})) {
      node = Collection(YamlNode::Kind::kSequence, mark, properties, &Parser::BlockSequence);
    } else if (block && scanner_.Check({Type::kBlockMappingStart})) {
      node = Collection(YamlNode::Kind::kMapping, mark, properties, &Parser::BlockMapping);
    } else {
      node = Scalar(mark, properties);
    }
    return node;
  }

  YamlNode* Scalar(const YamlMark& mark, const Properties& properties) {
    YamlNode* const node = NewNode(YamlNode::Kind::kScalar, mark);
    node->plain = true;
    node->tag = properties.tag;
    if (scanner_.Check({Type::kScalar})) {
      YamlToken token = scanner_.Next();
      node->plain = token.plain;
      node->text = std::move(token.text);
    } else if (!properties.mark) {
      Unexpected("a value");
    }
    if (properties.anchor) anchors_[*properties.anchor] = node;
    return node;
  }

  YamlNode* Collection(YamlNode::Kind kind, const YamlMark& mark, const Properties& properties,
                       void (Parser::*read)(YamlNode&)) {
    YamlNode* const node = NewNode(kind, mark);
    node->tag = properties.tag;
    if (properties.anchor) anchors_[*properties.anchor] = node;
    open_.push_back(node);
    if (open_.size() > kMostDepth) {
      scanner_.Fail("the document is nested too deeply",
                    "more than " + std::to_string(kMostDepth) + " levels",
                    "write dotted keys instead of nested ones", mark);
    } else {
      (this->*read)(*node);
    }
    open_.pop_back();
    return node;
  }

  YamlNode* Alias(const YamlToken& token) {
    const auto anchor = anchors_.find(token.text);
    if (anchor == anchors_.end()) {
      scanner_.Fail(
          "alias '*" + token.text + "' is not defined", "no '&" + token.text + "' stands before it",
          "define it with &" + token.text + ", or put the value in quotes if it is meant literally",
          token.mark);
      return Empty();
    }
    YamlNode* const node = anchor->second;
    if (node->kind != YamlNode::Kind::kScalar && ++collection_aliases_ > kMostCollectionAliases) {
      scanner_.Fail("more than 50 aliases to mappings and lists",
                    "Flink's parser accepts no more than 50", "write some of them out", token.mark);
    }
    if (std::find(open_.begin(), open_.end(), node) != open_.end()) node->recursive = true;
    return node;
  }

  void BlockSequence(YamlNode& node) {
    scanner_.Next();
    while (scanner_.Check({Type::kBlockEntry})) {
      scanner_.Next();
      const bool empty = scanner_.Check({Type::kBlockEntry, Type::kBlockEnd});
      node.items.push_back(empty ? Empty() : Node(/*block=*/true, /*indentless=*/false));
    }
    if (!scanner_.Check({Type::kBlockEnd})) return Unexpected("another '-', or less indentation");
    scanner_.Next();
  }

  void IndentlessSequence(YamlNode& node) {
    while (scanner_.Check({Type::kBlockEntry})) {
      scanner_.Next();
      const bool empty =
          scanner_.Check({Type::kBlockEntry, Type::kKey, Type::kValue, Type::kBlockEnd});
      node.items.push_back(empty ? Empty() : Node(/*block=*/true, /*indentless=*/false));
    }
  }

  void BlockMapping(YamlNode& node) {
    scanner_.Next();
    while (scanner_.Check({Type::kKey})) {
      scanner_.Next();
      YamlNode* const key = BlockPart();
      YamlNode* value = nullptr;
      if (scanner_.Check({Type::kValue})) {
        scanner_.Next();
        value = BlockPart();
      } else if (scanner_.Check({Type::kScalar})) {
        value = Node(/*block=*/true, /*indentless=*/true);
      } else {
        value = Empty();
      }
      node.entries.push_back({key, value});
    }
    if (!scanner_.Check({Type::kBlockEnd})) return Unexpected("another key, or less indentation");
    scanner_.Next();
  }

  /// A key behind "?" or a value behind ":".
  YamlNode* BlockPart() {
    if (scanner_.Check({Type::kKey, Type::kValue, Type::kBlockEnd})) return Empty();
    return Node(/*block=*/true, /*indentless=*/true);
  }

  void FlowSequence(YamlNode& node) {
    scanner_.Next();
    for (bool first = true; !scanner_.Check({Type::kFlowSequenceEnd}); first = false) {
      if (!first) {
        if (!scanner_.Check({Type::kFlowEntry})) return Unexpected("',' or ']'");
        scanner_.Next();
      }
      if (scanner_.Check({Type::kKey})) {
        node.items.push_back(PairInSequence());
      } else if (!scanner_.Check({Type::kFlowSequenceEnd})) {
        node.items.push_back(Node(/*block=*/false, /*indentless=*/false));
      } else {
        break;
      }
    }
    scanner_.Next();
  }

  /// [key: value]: a mapping of one pair.
  YamlNode* PairInSequence() {
    YamlNode* const node = NewNode(YamlNode::Kind::kMapping, scanner_.Peek().mark);
    open_.push_back(node);
    scanner_.Next();
    const auto part = [this](bool value_may_follow) {
      const bool empty = scanner_.Check({Type::kFlowEntry, Type::kFlowSequenceEnd}) ||
                         (value_may_follow && scanner_.Check({Type::kValue}));
      return empty ? Empty() : Node(/*block=*/false, /*indentless=*/false);
    };
    YamlNode* const key = part(/*value_may_follow=*/true);
    YamlNode* value = nullptr;
    if (scanner_.Check({Type::kValue})) {
      scanner_.Next();
      value = part(/*value_may_follow=*/false);
    } else {
      value = Empty();
    }
    node->entries.push_back({key, value});
    open_.pop_back();
    return node;
  }

  void FlowMapping(YamlNode& node) {
    scanner_.Next();
    for (bool first = true; !scanner_.Check({Type::kFlowMappingEnd}); first = false) {
      if (!first) {
        if (!scanner_.Check({Type::kFlowEntry})) return Unexpected("',' or '}'");
        scanner_.Next();
      }
      if (scanner_.Check({Type::kKey})) {
        scanner_.Next();
        const bool empty = scanner_.Check({Type::kValue, Type::kFlowEntry, Type::kFlowMappingEnd});
        YamlNode* const key = empty ? Empty() : Node(/*block=*/false, /*indentless=*/false);
        node.entries.push_back({key, FlowMappingValue()});
      } else if (!scanner_.Check({Type::kFlowMappingEnd})) {
        YamlNode* const key = Node(/*block=*/false, /*indentless=*/false);
        node.entries.push_back({key, Empty()});
      } else {
        break;
      }
    }
    scanner_.Next();
  }

  YamlNode* FlowMappingValue() {
    if (!scanner_.Check({Type::kValue})) return Empty();
    scanner_.Next();
    if (scanner_.Check({Type::kFlowEntry, Type::kFlowMappingEnd})) return Empty();
    return Node(/*block=*/false, /*indentless=*/false);
  }

  YamlScanner scanner_;
  YamlDocument document_;
  std::map<std::string, std::string> handles_ = {{"!", "!"}, {"!!", "tag:yaml.org,2002:"}};
  std::map<std::string, YamlNode*> anchors_;
  std::vector<YamlNode*> open_;  // collections being read
  int collection_aliases_ = 0;
};

}  // namespace

Result<YamlDocument> ParseYamlText(std::string_view text, const std::string& path) {
  if (Result<void> done = YamlReader::CheckCharacters(text, path); !done) return done.error();
  return Parser(text, path).Parse();
}

Result<YamlDocument> ParseYamlDocument(std::string_view bytes, const std::string& path) {
  Result<std::string> text = DecodeByByteOrderMark(bytes, path);
  if (!text) return text.error();
  return ParseYamlText(*text, path);
}

}  // namespace flink_launcher
