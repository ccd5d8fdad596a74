#pragma once
// What TaskManager and JobManager derive alike: shares within their bounds, JVM Metaspace and JVM
// Overhead. Mirrors ProcessMemoryUtils of flink-runtime, read at 1.13 to 2.3. The functions read
// options in Flink's order and leave a failure in the reader.

#include <string>
#include <string_view>
#include <vector>

#include "resolver/bytes.h"
#include "resolver/fraction.h"
#include "resolver/memory_plan.h"
#include "resolver/option_reader.h"
#include "resolver/options.h"
#include "resolver/parts_table.h"

namespace flink_launcher {

/// A size and how it came about, as in ComponentSize.
struct Sized {
  Bytes size;
  std::string derivation;
};

/// The value of a size option, or its default.
Sized ReadSized(OptionReader& reader, OptionId id);

/// A min/max/fraction triple (Flink's RangeFraction), checked: min <= max, fraction in [0, 1).
struct RangeFraction {
  OptionId min_id;
  OptionId max_id;
  OptionId fraction_id;
  Bytes min;
  Bytes max = Bytes::Max();
  Fraction fraction;

  bool Contains(Bytes size) const { return min <= size && size <= max; }
};
RangeFraction ReadRange(OptionReader& reader, OptionId min, OptionId max, OptionId fraction);
/// Managed Memory's triple: a fraction without bounds.
RangeFraction ReadUnboundedRange(OptionReader& reader, OptionId fraction);

/// `total` times the fraction, raised or cut to the bounds (deriveWithFraction). `total_name` is
/// for the derivation.
Sized DeriveShare(OptionReader& reader, Bytes total, const RangeFraction& range,
                  std::string_view total_name);
/// The same share of a total whose other part is `rest` (deriveWithInverseFraction).
Sized DeriveInverseShare(OptionReader& reader, Bytes rest, const RangeFraction& range,
                         std::string_view total_name);

/// Warns where the fraction was configured and `size`, the remainder of `total`, is not that share.
void WarnIfFractionIsNotMet(OptionReader& reader, const RangeFraction& range, Bytes total,
                            Bytes size, std::string_view name);

struct JvmMetaspaceAndOverhead {
  Sized metaspace;
  Sized overhead;
};
/// From a Total Flink Memory: the overhead is an inverse share or, where the process size is set
/// too, the remainder (deriveJvmMetaspaceAndOverheadFromTotalFlinkMemory).
JvmMetaspaceAndOverhead DeriveJvmFromTotalFlink(OptionReader& reader, const ProcessOptions& options,
                                                Bytes total_flink);
/// From a Total Process Memory (deriveJvmMetaspaceAndOverheadWithTotalProcessMemory).
JvmMetaspaceAndOverhead DeriveJvmFromTotalProcess(OptionReader& reader,
                                                  const ProcessOptions& options,
                                                  Bytes total_process);

/// Fails where no option says how large the process is; `fine_grained` are the options that do it
/// together. The size to try is that of the configuration file that Flink ships.
void FailAsNoSizeIsSet(OptionReader& reader, const ProcessOptions& options,
                       const std::vector<OptionId>& fine_grained);

/// A row of a rejection's table (parts_table.h).
PartRow RowOfPart(Component component, const Sized& part);
/// The last row: what `larger` has over `smaller`. `name` is "missing" or "too much".
PartRow RowOfExcess(std::string name, Bytes larger, Bytes smaller);

/// "12m" or "5 bytes" by which `larger` is larger, rounded up to whole MiB from 1 MiB on.
std::string Excess(Bytes larger, Bytes smaller);
/// Rounded up, or down, to whole MiB.
Bytes CeilMebi(Bytes size);
Bytes FloorMebi(Bytes size);

}  // namespace flink_launcher
