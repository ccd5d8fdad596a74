#include "resolver/config_yaml.h"

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "resolver/config_legacy.h"
#include "resolver/yaml_construct.h"
#include "resolver/yaml_document.h"
#include "resolver/yaml_flow.h"

namespace flink_launcher {
namespace {

ConfigValue::Kind KindOf(JavaType type) {
  switch (type) {
    case JavaType::kInteger:
    case JavaType::kLong:
    case JavaType::kBigInteger:
      return ConfigValue::Kind::kInteger;
    case JavaType::kDouble:
      return ConfigValue::Kind::kFloat;
    case JavaType::kBoolean:
      return ConfigValue::Kind::kBoolean;
    default:
      return ConfigValue::Kind::kString;
  }
}

std::string DescribeKey(const YamlNode& key) {
  switch (key.type) {
    case JavaType::kBoolean:
      return "a boolean";
    case JavaType::kInteger:
    case JavaType::kLong:
    case JavaType::kBigInteger:
    case JavaType::kDouble:
      return "a number";
    case JavaType::kList:
      return "a list";
    case JavaType::kMap:
    case JavaType::kSet:
      return "a mapping";
    default:
      return "binary";
  }
}

/// GlobalConfiguration.flatten and loadYAMLResource.
class Flattener {
 public:
  explicit Flattener(const std::string& path) : path_(path) {}

  Result<Config> Flatten(const YamlNode& root) {
    if (Result<void> done = Mapping(root, ""); !done) return done.error();
    // A null is refused where it is still in force: a later path may have set the same key.
    for (const ConfigEntry& entry : nulls_.entries()) {
      if (entry.value.text == "null") return NullValue(entry);
    }
    return std::move(config_);
  }

 private:
  Result<void> Mapping(const YamlNode& node, const std::string& prefix) {
    for (const auto& [outer, outer_prefix] : open_) {
      if (outer != &node) continue;
      return At(node, "mapping '" + outer_prefix + "' contains itself",
                "Flink's parser fails on it (StackOverflowError)", "write the values out");
    }
    open_.emplace_back(&node, prefix);
    for (const YamlNode::Entry& entry : node.entries) {
      // A null key becomes the text "null", as Java joins strings.
      if (entry.key->type != JavaType::kString && entry.key->type != JavaType::kNull) {
        return KeyIsNoString(*entry.key, prefix);
      }
      const std::string key = prefix + JavaText(*entry.key);
      if (entry.value->type == JavaType::kMap) {
        if (Result<void> done = Mapping(*entry.value, key + "."); !done) return done;
      } else {
        Put(key, *entry.key, *entry.value);
      }
    }
    open_.pop_back();
    return {};
  }

  void Put(const std::string& key, const YamlNode& key_node, const YamlNode& value) {
    const bool is_null = value.type == JavaType::kNull;
    // An empty value has no place of its own.
    const YamlNode& place = is_null ? key_node : value;
    ConfigValue result{
        KindOf(value.type),
        value.type == JavaType::kList ? WriteYamlFlow(value, anchors_used_) : JavaText(value),
        Origin::File(path_, place.line, place.column)};
    nulls_.Put(key, {result.kind, is_null ? "null" : "", result.origin});
    if (!is_null) config_.Put(key, std::move(result));
  }

  Error At(const YamlNode& node, std::string what, std::string why, std::string fix) const {
    return Error{.code = ErrorCode::kConfig,
                 .what = std::move(what),
                 .where = Origin::File(path_, node.line, node.column),
                 .why = std::move(why),
                 .fix = std::move(fix)};
  }

  Error KeyIsNoString(const YamlNode& key, const std::string& prefix) const {
    const std::string text = prefix + JavaText(key);
    Error error = At(key, "key '" + text + "' is not a string",
                     "YAML reads it as " + DescribeKey(key) + "; Flink's keys are strings",
                     "put it in quotes: '" + JavaText(key) + "'");
    error.keys = {text};
    return error;
  }

  static Error NullValue(const ConfigEntry& entry) {
    return Error{.code = ErrorCode::kConfig,
                 .what = "key '" + entry.key + "' has no value",
                 .where = entry.value.origin,
                 .why = "an empty value, ~ and null are refused by Flink: Value must not be null",
                 .fix = "give it a value, or remove the line; '' is an empty string",
                 .keys = {entry.key}};
  }

  const std::string& path_;
  Config config_;
  Config nulls_;  // of every key, whether its latest value is null
  int anchors_used_ = 0;
  // The mappings that are being flattened, from the root inwards, and their prefixes. One that
  // leads back to itself through a list only is no trouble to Flink.
  std::vector<std::pair<const YamlNode*, std::string>> open_;
};

/// The elements of `text` if it is a YAML list that Flink can convert.
std::optional<std::vector<std::string>> YamlListElements(std::string_view text) {
  Result<YamlDocument> document = ParseYamlText(text, "");
  if (!document || document->root == nullptr || !ConstructYaml(document->root, "")) {
    return std::nullopt;
  }
  if (document->root->type != JavaType::kList) return std::nullopt;
  std::vector<std::string> elements;
  int anchors_used = 0;
  for (const YamlNode* item : document->root->items) {
    if (item->type == JavaType::kNull) return std::nullopt;  // Flink's conversion throws
    if (item->type == JavaType::kString) {
      elements.push_back(item->text);
    } else if (item->type == JavaType::kBinary && !item->text.empty()) {
      elements.push_back("!!binary |-\n  " + item->text);  // outside a collection: a block
    } else {
      elements.push_back(WriteYamlFlow(*item, anchors_used));
    }
  }
  return elements;
}

}  // namespace

Result<Config> ParseStandardYaml(std::string_view text, const std::string& path) {
  Result<YamlDocument> document = ParseYamlDocument(text, path);
  if (!document) return document.error();
  YamlNode* const root = document->root;
  if (root == nullptr) return Config();
  if (Result<void> done = ConstructYaml(root, path); !done) return done.error();
  if (root->type == JavaType::kNull) return Config();
  if (root->type != JavaType::kMap) {
    return Error{.code = ErrorCode::kConfig,
                 .what = "the document is not a mapping",
                 .where = Origin::File(path, root->line, root->column),
                 .why = "Flink expects lines of the form 'key: value'",
                 .fix = "put a space after the ':' of each key"};
  }
  return Flattener(path).Flatten(*root);
}

Result<std::vector<std::string>> ParseYamlOrLegacyList(std::string_view text) {
  if (std::optional<std::vector<std::string>> elements = YamlListElements(text)) {
    return *std::move(elements);
  }
  return SplitLegacyList(text);
}

}  // namespace flink_launcher
