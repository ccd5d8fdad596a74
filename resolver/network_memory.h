#pragma once
// Network Memory of a TaskManager: its bounds, the number of buffers that 1.x still takes for it,
// and the checks where it is the remainder of Total Flink Memory.

#include "resolver/bytes.h"
#include "resolver/option_reader.h"
#include "resolver/process_memory.h"

namespace flink_launcher {

/// Whether taskmanager.network.numberOfBuffers decides: in 1.x, where it is set and none of the
/// network options is (NetworkBufferAllocationUtils / isUsingLegacyNetworkConfigs).
bool UsesNetworkBuffers(const OptionReader& reader);

/// The number of buffers times the segment size; not bounded by the network options. Fails where
/// the segment size is no power of two from 4096 to 2^30, or the number is negative (kConfig).
Sized ReadNetworkBuffers(OptionReader& reader);

/// The network triple, checked.
RangeFraction ReadNetworkRange(OptionReader& reader);

/// Checks `network`, the rest of `total_flink` beside `task_heap`, against its options (kMemory),
/// and warns where it is far from what they ask for.
void CheckNetworkRemainder(OptionReader& reader, Bytes network, Bytes total_flink, Bytes task_heap);

}  // namespace flink_launcher
