#pragma once
// The tree between a YAML text and a Config: what yaml_document.h reads, yaml_construct.h types and
// yaml_flow.h writes. An alias is a second pointer to the same node, as snakeyaml-engine builds it.

#include <deque>
#include <string>
#include <vector>

namespace flink_launcher {

/// The Java class that Flink's parser makes of a node.
enum class JavaType {
  kUnknown,  // not constructed yet
  kNull,
  kBoolean,
  kInteger,
  kLong,
  kBigInteger,
  kDouble,
  kString,
  kBinary,
  kList,
  kMap,
  kSet,
};

struct YamlNode {
  enum class Kind { kScalar, kSequence, kMapping };
  struct Entry {
    YamlNode* key = nullptr;
    YamlNode* value = nullptr;
  };

  Kind kind = Kind::kScalar;
  std::string tag;     // resolved ("tag:yaml.org,2002:str"); "!" as it stands; empty without
  bool plain = false;  // a scalar without quotes
  std::string text;    // of a scalar, as it stands in the file; String.valueOf once constructed
  std::vector<YamlNode*> items;
  std::vector<Entry> entries;
  int line = 0;  // both count from 1
  int column = 0;
  bool recursive = false;  // an alias inside the node leads back to it
  JavaType type = JavaType::kUnknown;
};

/// Owns the nodes. `root` is null where the text has no document.
struct YamlDocument {
  std::deque<YamlNode> nodes;
  YamlNode* root = nullptr;
};

}  // namespace flink_launcher
