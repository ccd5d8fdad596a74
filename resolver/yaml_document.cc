#include "resolver/yaml_document.h"

#include <libfyaml.h>

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "resolver/utf8.h"
#include "resolver/yaml_strictness.h"

namespace flink_launcher {
namespace {

/// snakeyaml-engine's default for LoadSettings.maxAliasesForCollections.
constexpr int kMostCollectionAliases = 50;
/// Flink's parser ends in a StackOverflowError somewhere above 1000, depending on the JVM.
constexpr std::size_t kMostDepth = 1000;

constexpr const char* kSyntaxFix =
    "correct the line; a value that contains ': ' or ' #' or starts with one of "
    "[ ] { } & * ! | > ' \" % @ ` must stand in quotes";

struct ParserDeleter {
  void operator()(fy_parser* parser) const { fy_parser_destroy(parser); }
};
struct DiagDeleter {
  void operator()(fy_diag* diag) const { fy_diag_destroy(diag); }
};
struct EventDeleter {
  fy_parser* parser = nullptr;
  void operator()(fy_event* event) const { fy_parser_event_free(parser, event); }
};
using Event = std::unique_ptr<fy_event, EventDeleter>;

std::string TextOf(fy_token* token) {
  if (token == nullptr) return {};
  std::size_t length = 0;
  const char* text = fy_token_get_text(token, &length);
  return text == nullptr ? std::string() : std::string(text, length);
}

/// libfyaml writes its messages here instead of to stderr; they are collected as errors anyway.
void DropOutput(fy_diag* /*diag*/, void* /*user*/, const char* /*buffer*/, std::size_t /*size*/) {}

class DocumentBuilder {
 public:
  DocumentBuilder(std::string_view text, const std::string& path) : text_(text), path_(path) {}

  Result<YamlDocument> Build() {
    fy_diag_cfg diag_config{};
    fy_diag_cfg_default(&diag_config);
    diag_config.fp = nullptr;
    diag_config.output_fn = DropOutput;
    diag_config.level = FYET_ERROR;
    diag_.reset(fy_diag_create(&diag_config));
    if (!diag_) return NoMemory();
    fy_diag_set_collect_errors(diag_.get(), true);
    fy_parse_cfg config{};
    config.search_path = "";
    config.flags = static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_DISABLE_DEPTH_LIMIT |
                                                   FYPCF_SLOPPY_FLOW_INDENTATION |
                                                   FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE);
    config.diag = diag_.get();
    parser_.reset(fy_parser_create(&config));
    if (!parser_ || fy_parser_set_string(parser_.get(), text_.data(), text_.size()) != 0) {
      return NoMemory();
    }
    while (!failure_) {
      const Event event(fy_parser_parse(parser_.get()), EventDeleter{parser_.get()});
      if (!event) break;
      Take(*event);
    }
    if (failure_) return *std::move(failure_);
    if (fy_parser_get_stream_error(parser_.get())) return SyntaxError();
    if (Result<void> done = CheckTabs(text_, scalars_, path_); !done) return done.error();
    return std::move(document_);
  }

 private:
  struct Frame {
    YamlNode* node = nullptr;
    YamlNode* key = nullptr;  // of a mapping, while its value is awaited
  };

  void Take(fy_event& event) {
    const fy_mark* mark = fy_event_start_mark(&event);
    if (mark != nullptr) {
      line_ = mark->line + 1;
      column_ = mark->column + 1;
    }
    switch (event.type) {
      case FYET_DOCUMENT_START:
        if (++documents_ > 1) SecondDocument();
        break;
      case FYET_MAPPING_START:
        Open(YamlNode::Kind::kMapping, event.mapping_start.tag, event.mapping_start.anchor);
        break;
      case FYET_SEQUENCE_START:
        Open(YamlNode::Kind::kSequence, event.sequence_start.tag, event.sequence_start.anchor);
        break;
      case FYET_MAPPING_END:
      case FYET_SEQUENCE_END:
        frames_.pop_back();
        break;
      case FYET_SCALAR:
        Scalar(event.scalar);
        break;
      case FYET_ALIAS:
        Alias(TextOf(event.alias.anchor));
        break;
      default:
        break;
    }
  }

  YamlNode* NewNode(YamlNode::Kind kind, fy_token* tag, fy_token* anchor) {
    YamlNode& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.line = line_;
    node.column = column_;
    if (tag != nullptr) node.tag = TextOf(tag);
    if (anchor != nullptr) anchors_[TextOf(anchor)] = &node;
    return &node;
  }

  void Open(YamlNode::Kind kind, fy_token* tag, fy_token* anchor) {
    YamlNode* const node = NewNode(kind, tag, anchor);
    Attach(node);
    frames_.push_back({node, nullptr});
    if (frames_.size() > kMostDepth) {
      Fail("the document is nested too deeply", "more than 1000 levels; Flink's parser fails too",
           "write dotted keys instead of nested ones");
    }
  }

  void Scalar(const fy_event_scalar_data& data) {
    YamlNode* const node = NewNode(YamlNode::Kind::kScalar, data.tag, data.anchor);
    node->plain = data.value == nullptr || fy_token_scalar_style(data.value) == FYSS_PLAIN;
    node->text = TextOf(data.value);
    if (data.value != nullptr) CheckScalar(data.value, *node);
    Attach(node);
  }

  void CheckScalar(fy_token* token, YamlNode& node) {
    const fy_mark* start = fy_token_start_mark(token);
    const fy_mark* end = fy_token_end_mark(token);
    if (start == nullptr || end == nullptr) return;
    scalars_.push_back({start->input_pos, end->input_pos, node.plain});
    const std::string_view raw = text_.substr(start->input_pos, end->input_pos - start->input_pos);
    const fy_scalar_style style = fy_token_scalar_style(token);
    if (style == FYSS_SINGLE_QUOTED && raw.find("''''") != std::string_view::npos) {
      node.text = SingleQuotedValue(raw);
    }
    const bool is_block = style == FYSS_LITERAL || style == FYSS_FOLDED;
    if (is_block && !frames_.empty() &&
        BlockIndent(raw) < static_cast<std::size_t>(frames_.back().node->column)) {
      Fail("the text of a block scalar is not indented",
           "Flink's parser wants it further in than its key", "indent the text");
    }
  }

  void Alias(const std::string& name) {
    const auto anchor = anchors_.find(name);
    if (anchor == anchors_.end()) {
      Fail("alias '*" + name + "' is not defined", "no '&" + name + "' stands before it",
           "define it with &" + name + ", or put the value in quotes if it is meant literally");
      return;
    }
    YamlNode* const node = anchor->second;
    if (node->kind != YamlNode::Kind::kScalar && ++collection_aliases_ > kMostCollectionAliases) {
      Fail("more than 50 aliases to mappings and lists", "Flink's parser accepts no more than 50",
           "write some of them out");
      return;
    }
    const auto is_open = [node](const Frame& frame) { return frame.node == node; };
    if (std::any_of(frames_.begin(), frames_.end(), is_open)) node->recursive = true;
    Attach(node);
  }

  void Attach(YamlNode* node) {
    if (frames_.empty()) {
      document_.root = node;
      return;
    }
    Frame& frame = frames_.back();
    if (frame.node->kind == YamlNode::Kind::kSequence) {
      frame.node->items.push_back(node);
    } else if (frame.key == nullptr) {
      frame.key = node;
    } else {
      frame.node->entries.push_back({frame.key, node});
      frame.key = nullptr;
    }
  }

  void SecondDocument() {
    Fail("a second document begins here", "Flink reads one document and refuses more",
         "remove the '---', or move what follows into the first document");
  }

  void Fail(std::string what, std::string why, std::string fix) {
    failure_ =
        YamlError(std::move(what), text_, path_, line_, column_, std::move(why), std::move(fix));
  }

  Error SyntaxError() {
    void* iterator = nullptr;
    const fy_diag_error* error = fy_diag_errors_iterate(diag_.get(), &iterator);
    if (error == nullptr) {
      return YamlError("not valid YAML", text_, path_, line_, column_, "", kSyntaxFix);
    }
    std::string message = error->msg == nullptr ? "" : error->msg;
    while (!message.empty() && message.back() == '\n') message.pop_back();
    return YamlError("not valid YAML: " + message, text_, path_, error->line, error->column, "",
                     kSyntaxFix);
  }

  static Error NoMemory() {
    return Error{.code = ErrorCode::kInternal, .what = "libfyaml could not be set up"};
  }

  std::string_view text_;
  const std::string& path_;
  // Declared before the parser, which refers to it.
  std::unique_ptr<fy_diag, DiagDeleter> diag_;
  std::unique_ptr<fy_parser, ParserDeleter> parser_;
  YamlDocument document_;
  std::vector<Frame> frames_;
  std::vector<ScalarPlace> scalars_;
  std::map<std::string, YamlNode*> anchors_;
  int documents_ = 0;
  int collection_aliases_ = 0;
  int line_ = 0;
  int column_ = 0;
  std::optional<Error> failure_;
};

}  // namespace

Result<YamlDocument> ParseYamlText(std::string_view text, const std::string& path) {
  if (Result<void> done = CheckCharacters(text, path); !done) return done.error();
  if (Result<void> done = CheckBeginning(text, path); !done) return done.error();
  return DocumentBuilder(text, path).Build();
}

Result<YamlDocument> ParseYamlDocument(std::string_view bytes, const std::string& path) {
  Result<std::string> text = DecodeByByteOrderMark(bytes, path);
  if (!text) return text.error();
  return ParseYamlText(*text, path);
}

}  // namespace flink_launcher
