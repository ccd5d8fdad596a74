#include "resolver/hash_order.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace flink_launcher {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kTreeifyThreshold = 8;     // HashMap.TREEIFY_THRESHOLD
constexpr std::size_t kMinTreeifyCapacity = 64;  // HashMap.MIN_TREEIFY_CAPACITY

/// Takes one code point off the front of `text`; U+FFFD for each malformed byte, as Java decodes.
char32_t TakeCodePoint(std::string_view& text) {
  const auto byte = [&text](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(text[i]));
  };
  const char32_t lead = byte(0);
  std::size_t length = 1;
  if (lead >= 0xC2) length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t code_point = length == 1 ? lead : lead & (0x7FU >> length);
  bool is_valid = lead < 0x80 || (length > 1 && lead < 0xF5 && text.size() >= length);
  for (std::size_t i = 1; is_valid && i < length; ++i) {
    is_valid = (byte(i) & 0xC0U) == 0x80U;
    code_point = (code_point << 6U) | (byte(i) & 0x3FU);
  }
  text.remove_prefix(is_valid ? length : 1);
  return is_valid ? code_point : kReplacement;
}

}  // namespace

std::int32_t JavaStringHash(std::string_view text) {
  std::uint32_t hash = 0;
  while (!text.empty()) {
    const char32_t code_point = TakeCodePoint(text);
    if (code_point >= 0x10000) {  // two UTF-16 units
      hash = 31 * hash + (0xD800U + ((code_point - 0x10000U) >> 10U));
      hash = 31 * hash + (0xDC00U + ((code_point - 0x10000U) & 0x3FFU));
    } else {
      hash = 31 * hash + code_point;
    }
  }
  return static_cast<std::int32_t>(hash);
}

HashOrder::HashOrder(std::size_t capacity) : buckets_(std::bit_ceil(capacity)) {}

HashOrder HashOrder::OfCollection(const std::vector<std::string>& keys) {
  const auto capacity = static_cast<std::size_t>(static_cast<float>(keys.size()) / 0.75F) + 1;
  HashOrder order(std::max<std::size_t>(capacity, 16));
  for (const std::string& key : keys) order.Put(key);
  return order;
}

void HashOrder::Put(const std::string& key) {
  const auto hash = static_cast<std::uint32_t>(JavaStringHash(key));
  const std::uint32_t spread = hash ^ (hash >> 16U);
  std::vector<Node>& bucket = buckets_[spread & (buckets_.size() - 1)];
  const bool is_present = std::any_of(bucket.begin(), bucket.end(),
                                      [&key](const Node& node) { return node.key == key; });
  if (is_present) return;
  bucket.push_back({spread, key});
  ++count_;
  // A bucket that gets its ninth key would become a tree; in a small table, the table grows.
  if (bucket.size() > kTreeifyThreshold && buckets_.size() < kMinTreeifyCapacity) Grow();
  if (count_ > buckets_.size() * 3 / 4) Grow();
}

void HashOrder::Grow() {
  std::vector<std::vector<Node>> grown(buckets_.size() * 2);
  for (std::vector<Node>& bucket : buckets_) {
    for (Node& node : bucket) grown[node.spread & (grown.size() - 1)].push_back(std::move(node));
  }
  buckets_ = std::move(grown);
}

std::vector<std::string> HashOrder::Keys() const {
  std::vector<std::string> keys;
  keys.reserve(count_);
  for (const std::vector<Node>& bucket : buckets_) {
    for (const Node& node : bucket) keys.push_back(node.key);
  }
  return keys;
}

}  // namespace flink_launcher
