#pragma once
// HashOrder: the order in which a Java HashMap<String, ...> gives its keys back. Flink prints
// generated options in that order, so ours come out the same. It follows JDK 8 to 25 but for the
// trees that a bucket of nine keys or more becomes in a table of 64 buckets or more.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace flink_launcher {

/// String.hashCode of a UTF-8 text: over its UTF-16 units.
std::int32_t JavaStringHash(std::string_view text);

/// The keys of a java.util.HashMap.
///
///   HashOrder order;
///   for (const std::string& key : keys) order.Put(key);
///   for (const std::string& key : order.Keys()) ...
class HashOrder {
 public:
  /// new HashMap(): 16 buckets.
  HashOrder() : HashOrder(16) {}
  /// new HashMap(capacity): the power of two from `capacity` up.
  explicit HashOrder(std::size_t capacity);
  /// new HashSet(collection): room for all `keys`, which are then put one by one.
  static HashOrder OfCollection(const std::vector<std::string>& keys);

  /// Puts a key; one that is there already keeps its place.
  void Put(const std::string& key);
  /// The keys, in iteration order.
  std::vector<std::string> Keys() const;

 private:
  struct Node {
    std::uint32_t spread;  // HashMap.hash(key)
    std::string key;
  };
  void Grow();

  std::vector<std::vector<Node>> buckets_;  // a power of two
  std::size_t count_ = 0;
};

}  // namespace flink_launcher
