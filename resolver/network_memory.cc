#include "resolver/network_memory.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>

#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

constexpr std::int64_t kSmallestSegment = 4096;  // MemoryManager.MIN_PAGE_SIZE

std::string Key(OptionId id) { return std::string(KeyOf(id)); }

/// ConfigurationParserUtils.getPageSize.
std::int64_t ReadSegmentSize(OptionReader& reader) {
  const Bytes size = reader.Size(OptionId::kSegmentSize);
  const bool is_page = size.count() >= kSmallestSegment &&
                       size.count() <= std::numeric_limits<std::int32_t>::max() &&
                       std::has_single_bit(static_cast<std::uint64_t>(size.count()));
  if (is_page) return size.count();
  const std::string key = Key(OptionId::kSegmentSize);
  reader.Fail({.code = ErrorCode::kConfig,
               .what = key + " is " + std::to_string(size.count()) + " bytes",
               .where = reader.OriginOf(OptionId::kSegmentSize),
               .why = "a network buffer must be a power of two of at least 4096 bytes and below 2g",
               .fix = "write " + key + ": 32k",
               .keys = {key}});
  return 0;
}

/// The failure where the remainder is outside its bounds.
Error OutOfRange(const OptionReader& reader, const RangeFraction& range, Bytes network,
                 Bytes total_flink, Bytes task_heap) {
  const bool is_small = network < range.min;
  const OptionId bound = is_small ? range.min_id : range.max_id;
  const Bytes limit = is_small ? range.min : range.max;
  const std::string heap_key = Key(OptionId::kTaskHeap);
  const Bytes others =
      total_flink.Minus(network).value_or(Bytes{}).Minus(task_heap).value_or(Bytes{});
  Error error{
      .code = ErrorCode::kMemory,
      .what = "Network Memory, the rest of Total Flink Memory, is " + Friendly(network) +
              (is_small ? ", less than " : ", more than ") + Key(bound) + " " + Friendly(limit),
      .where = reader.OriginOf(OptionId::kTaskHeap),
      .why = PartsTable({{"Total Flink Memory", total_flink, ""},
                         {"Task Heap", task_heap, heap_key + ": so the network is the rest"},
                         {"the other parts", others, ""},
                         {"the rest", network, "for Network Memory"},
                         {is_small ? "at least" : "at most", limit, Key(bound)},
                         is_small ? RowOfExcess("missing", limit, network)
                                  : RowOfExcess("too much", network, limit)}),
      .keys = {heap_key, Key(range.min_id), Key(range.max_id)}};
  if (is_small) {
    error.fix = "lower " + heap_key + ", or " + Key(bound) + " to " + Friendly(network);
  } else {
    error.fix = "remove " + heap_key + ", or write " + Key(bound) + ": " +
                Friendly(CeilMebi(network)) + " (as much as is left over)";
  }
  return error;
}

/// Says where the network gets more than twice what its own options would give it. network.max is
/// no way out: with the task heap set, a remainder above it is refused.
void WarnIfRemainderIsLarge(OptionReader& reader, const RangeFraction& range, Bytes network,
                            Bytes total_flink, Bytes task_heap) {
  const Bytes share = Share(total_flink, range.fraction).value_or(Bytes::Max());
  const Bytes usual = std::clamp(share, range.min, range.max);
  if (network.count() / 2 <= usual.count()) return;
  const Bytes surplus = FloorMebi(network.Minus(usual).value_or(Bytes{}));
  const Bytes better = FloorMebi(task_heap.Plus(surplus).value_or(task_heap));
  const std::string heap_key = Key(OptionId::kTaskHeap);
  reader.Warn({.what = "Network Memory is " + Friendly(network) + ": with " + heap_key +
                       " set it gets the rest of Total Flink Memory, where its fraction would "
                       "give it " +
                       Friendly(usual),
               .where = reader.OriginOf(OptionId::kTaskHeap),
               .fix = "write " + heap_key + ": " + Friendly(better) + ", or remove " + heap_key +
                      " so that Task Heap gets the rest (" + Key(OptionId::kNetworkMax) +
                      " can then limit the network)",
               .keys = {heap_key, Key(OptionId::kNetworkMax)}});
}

}  // namespace

bool UsesNetworkBuffers(const OptionReader& reader) {
  return reader.Has(Trait::kLegacyMemoryOptions) && reader.IsSet(OptionId::kNetworkBuffers) &&
         !reader.IsSet(OptionId::kNetworkMin) && !reader.IsSet(OptionId::kNetworkMax) &&
         !reader.IsSet(OptionId::kNetworkFraction);
}

Sized ReadNetworkBuffers(OptionReader& reader) {
  const std::int64_t buffers = reader.Integer(OptionId::kNetworkBuffers);
  const std::int64_t segment = ReadSegmentSize(reader);
  const std::string key = Key(OptionId::kNetworkBuffers);
  if (buffers < 0) {
    reader.Fail({.code = ErrorCode::kConfig,
                 .what = key + " is " + std::to_string(buffers) + ", less than 0",
                 .where = reader.OriginOf(OptionId::kNetworkBuffers),
                 .why = "Network Memory is the number of buffers times " +
                        Key(OptionId::kSegmentSize) + ", " + std::to_string(segment) + " bytes",
                 .fix = "remove it; Network Memory then follows " + Key(OptionId::kNetworkFraction),
                 .keys = {key, Key(OptionId::kSegmentSize)}});
    return {};
  }
  return {Bytes::Of(buffers * segment),
          key + " " + std::to_string(buffers) + " times " + Key(OptionId::kSegmentSize)};
}

RangeFraction ReadNetworkRange(OptionReader& reader) {
  return ReadRange(reader, OptionId::kNetworkMin, OptionId::kNetworkMax,
                   OptionId::kNetworkFraction);
}

void CheckNetworkRemainder(OptionReader& reader, Bytes network, Bytes total_flink,
                           Bytes task_heap) {
  if (reader.error()) return;
  if (UsesNetworkBuffers(reader)) {
    const Sized buffers = ReadNetworkBuffers(reader);
    if (network == buffers.size) return;
    const std::string key = Key(OptionId::kNetworkBuffers);
    reader.Fail({.code = ErrorCode::kMemory,
                 .what = "Network Memory, the rest of Total Flink Memory, is " + Friendly(network) +
                         ", not " + Friendly(buffers.size) + " as configured",
                 .where = reader.OriginOf(OptionId::kNetworkBuffers),
                 .why = key + " times " + Key(OptionId::kSegmentSize) + " gives " +
                        Friendly(buffers.size) + "; with " + Key(OptionId::kTaskHeap) + " (" +
                        Friendly(task_heap) + ") set, the other parts leave " + Friendly(network) +
                        " of Total Flink Memory, " + Friendly(total_flink),
                 .fix = "remove " + key + " or " + Key(OptionId::kTaskHeap),
                 .keys = {key, Key(OptionId::kSegmentSize), Key(OptionId::kTaskHeap)}});
    return;
  }
  const RangeFraction range = ReadNetworkRange(reader);
  if (reader.error()) return;
  if (!range.Contains(network)) {
    reader.Fail(OutOfRange(reader, range, network, total_flink, task_heap));
    return;
  }
  WarnIfFractionIsNotMet(reader, range, total_flink, network, "Network Memory");
  WarnIfRemainderIsLarge(reader, range, network, total_flink, task_heap);
}

}  // namespace flink_launcher
