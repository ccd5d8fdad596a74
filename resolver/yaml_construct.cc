#include "resolver/yaml_construct.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "resolver/yaml_scalar.h"

namespace flink_launcher {
namespace {

constexpr std::array<std::pair<std::string_view, JavaType>, 9> kTags = {{
    {"null", JavaType::kNull},
    {"bool", JavaType::kBoolean},
    {"int", JavaType::kInteger},
    {"float", JavaType::kDouble},
    {"str", JavaType::kString},
    {"binary", JavaType::kBinary},
    {"seq", JavaType::kList},
    {"map", JavaType::kMap},
    {"set", JavaType::kSet},
}};

constexpr std::string_view kPrefix = "tag:yaml.org,2002:";

Error At(const YamlNode& node, const std::string& path, std::string what, std::string why,
         std::string fix) {
  return Error{.code = ErrorCode::kConfig,
               .what = std::move(what),
               .where = Origin::File(path, node.line, node.column),
               .why = std::move(why),
               .fix = std::move(fix)};
}

/// A type of its own for every Java class, so that 1 and '1' are different keys as they are in
/// Java. Maps and sets compare without regard to order.
std::string KeyIdentity(const YamlNode& node, int depth) {
  if (depth > 100) return "...";
  std::string identity = std::to_string(static_cast<int>(node.type)) + "(";
  const auto add = [&identity](const std::string& part) {
    identity += std::to_string(part.size()) + ":" + part;
  };
  if (node.type == JavaType::kList) {
    for (const YamlNode* item : node.items) add(KeyIdentity(*item, depth + 1));
  } else if (node.type == JavaType::kMap || node.type == JavaType::kSet) {
    std::set<std::string> parts;
    for (const YamlNode::Entry& entry : node.entries) {
      const std::string key = KeyIdentity(*entry.key, depth + 1);
      const std::string value =
          node.type == JavaType::kSet ? "" : KeyIdentity(*entry.value, depth + 1);
      parts.insert(std::to_string(key.size()).append(":").append(key).append(value));
    }
    for (const std::string& part : parts) add(part);
  } else if (node.type == JavaType::kBinary) {  // an array is equal to nothing but itself
    add(std::to_string(node.line) + ":" + std::to_string(node.column));
  } else if (node.type != JavaType::kNull) {
    add(node.text);
  }
  return identity + ")";
}

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 text as Java's encoder writes what Java's decoder read: without white space, with
/// padding, and with zeros in the unused bits. nullopt where the decoder fails.
std::optional<std::string> NormalBase64(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ' ' && (c < '\t' || c > '\r')) digits += c;
  }
  const std::size_t end = std::min(digits.find('='), digits.size());
  const std::size_t padding = digits.size() - end;
  const std::size_t last = end % 4;  // digits in the last group
  const std::size_t wanted = last == 0 ? 0 : 4 - last;
  if (last == 1 || (padding != 0 && padding != wanted)) return std::nullopt;
  if (digits.find_first_not_of(kBase64) != (padding > 0 ? end : std::string::npos)) {
    return std::nullopt;
  }
  if (padding > 0 && digits.find_first_not_of('=', end) != std::string::npos) return std::nullopt;
  digits.resize(end);
  if (last > 0) {
    const std::size_t unused_bits = last == 2 ? 4 : 2;
    const std::size_t value = kBase64.find(digits.back());
    digits.back() = kBase64[value >> unused_bits << unused_bits];
    digits.append(wanted, '=');
  }
  return digits;
}

class Constructor {
 public:
  explicit Constructor(const std::string& path) : path_(path) {}

  Result<void> Construct(YamlNode* node) {
    if (node->type != JavaType::kUnknown) return {};
    const std::optional<JavaType> type = TypeOf(*node);
    if (!type) return UnknownTag(*node);
    if (*type == JavaType::kNull) {
      node->type = JavaType::kNull;
      node->text = "null";
      return {};
    }
    switch (node->kind) {
      case YamlNode::Kind::kScalar:
        return Scalar(node, *type);
      case YamlNode::Kind::kSequence:
        if (*type != JavaType::kList) return WrongKind(*node, "a list");
        node->type = JavaType::kList;  // before its items, which may lead back to it
        for (YamlNode* item : node->items) {
          if (Result<void> done = Construct(item); !done) return done;
        }
        return {};
      case YamlNode::Kind::kMapping:
        if (*type != JavaType::kMap && *type != JavaType::kSet)
          return WrongKind(*node, "a mapping");
        node->type = *type;
        return Mapping(node);
    }
    return {};
  }

 private:
  /// The type that the tag, or the form where there is no tag, asks for; nullopt for unknown tags.
  static std::optional<JavaType> TypeOf(const YamlNode& node) {
    if (node.tag.empty() || node.tag == "!") return Untagged(node);
    if (node.tag == "!ENV_VARIABLE") return JavaType::kString;
    const std::string_view tag = node.tag;
    if (!tag.starts_with(kPrefix)) return std::nullopt;
    for (const auto& [name, type] : kTags) {
      if (tag.substr(kPrefix.size()) == name) return type;
    }
    return std::nullopt;
  }

  static JavaType Untagged(const YamlNode& node) {
    if (node.kind == YamlNode::Kind::kSequence) return JavaType::kList;
    if (node.kind == YamlNode::Kind::kMapping) return JavaType::kMap;
    if (!node.plain || node.tag == "!") return JavaType::kString;
    switch (ResolvePlainScalar(node.text)) {
      case ScalarTag::kNull:
        return JavaType::kNull;
      case ScalarTag::kBoolean:
        return JavaType::kBoolean;
      case ScalarTag::kInteger:
        return JavaType::kInteger;
      case ScalarTag::kFloat:
        return JavaType::kDouble;
      case ScalarTag::kVariable:
      case ScalarTag::kString:
        break;
    }
    return JavaType::kString;
  }

  Result<void> Scalar(YamlNode* node, JavaType type) {
    std::optional<TypedScalar> value;
    if (type == JavaType::kString) {
      node->type = type;
      return {};
    }
    if (type == JavaType::kInteger) value = ConstructInteger(node->text);
    if (type == JavaType::kDouble) value = ConstructFloat(node->text);
    if (type == JavaType::kBoolean) value = ConstructBoolean(node->text);
    if (type == JavaType::kBinary) {
      if (std::optional<std::string> digits = NormalBase64(node->text)) {
        value = {type, *std::move(digits)};
      }
    }
    if (!value) {
      return At(*node, path_, "value '" + node->text + "' cannot be read",
                node->tag.empty() ? "it looks like a number, but Flink's parser fails on it"
                                  : "it does not fit the tag " + node->tag,
                "put it in quotes, or correct it");
    }
    node->type = value->type;
    node->text = std::move(value->text);
    return {};
  }

  Result<void> Mapping(YamlNode* node) {
    std::map<std::string, const YamlNode*> seen;
    for (const YamlNode::Entry& entry : node->entries) {
      if (Result<void> done = Construct(entry.key); !done) return done;
      if (entry.key->recursive) {
        return At(*entry.key, path_, "a key contains itself", "Flink's parser refuses it",
                  "write a string as the key");
      }
      const auto [first, is_new] = seen.try_emplace(KeyIdentity(*entry.key, 0), entry.key);
      if (!is_new) return Duplicate(*entry.key, *first->second);
    }
    if (node->type == JavaType::kSet) return {};  // Flink's parser never looks at a set's values
    for (const YamlNode::Entry& entry : node->entries) {
      const std::size_t length = prefix_.size();
      prefix_ += JavaText(*entry.key) + ".";
      if (Result<void> done = Construct(entry.value); !done) return done;
      prefix_.resize(length);
    }
    return {};
  }

  Error Duplicate(const YamlNode& key, const YamlNode& first) const {
    const std::string full = prefix_ + JavaText(key);
    Error error = At(key, path_, "duplicate key '" + full + "'",
                     "it is set first at line " + std::to_string(first.line) +
                         "; Flink refuses a mapping that has a key twice",
                     "remove one of the two lines, " + std::to_string(first.line) + " or " +
                         std::to_string(key.line));
    error.keys = {full};
    return error;
  }

  Error UnknownTag(const YamlNode& node) const {
    return At(node, path_, "unknown tag '" + node.tag + "'",
              "Flink's parser knows !!str, !!int, !!float, !!bool, !!null, !!binary, !!seq, !!map "
              "and !!set only",
              "remove the tag, or put the value in quotes if it is meant literally");
  }

  Error WrongKind(const YamlNode& node, const std::string& kind) const {
    return At(node, path_, "tag '" + node.tag + "' does not fit", "it stands before " + kind,
              "remove the tag");
  }

  const std::string& path_;
  std::string prefix_;  // dotted path of the mapping that is being constructed
};

}  // namespace

Result<void> ConstructYaml(YamlNode* node, const std::string& path) {
  return Constructor(path).Construct(node);
}

std::string JavaText(const YamlNode& node) {
  const bool is_list = node.type == JavaType::kList;
  if (node.type == JavaType::kBinary) return "[B";
  if (!is_list && node.type != JavaType::kMap && node.type != JavaType::kSet) return node.text;
  if (node.recursive) return is_list ? "(this Collection)" : "(this Map)";
  std::string text = node.type == JavaType::kMap ? "{" : "[";
  const char* separator = "";
  for (const YamlNode* item : node.items) {
    text += separator + JavaText(*item);
    separator = ", ";
  }
  for (const YamlNode::Entry& entry : node.entries) {
    text += separator + JavaText(*entry.key);
    if (node.type == JavaType::kMap) text += "=" + JavaText(*entry.value);
    separator = ", ";
  }
  return text + (node.type == JavaType::kMap ? "}" : "]");
}

}  // namespace flink_launcher
