#include "resolver/process_memory.h"

#include <algorithm>
#include <utility>

#include "resolver/memory_size.h"

namespace flink_launcher {
namespace {

std::string Key(OptionId id) { return std::string(KeyOf(id)); }

/// "KEY VALUE", or the deprecated spelling added where messages must name it.
std::string KeyWithOldName(OptionId id) {
  const Option& option = OptionOf(id);
  if (option.deprecated_key.empty()) return Key(id);
  return Key(id) + " (formerly " + std::string(option.deprecated_key) + ")";
}

void AddKeys(std::vector<std::string>& keys, OptionId id) {
  const Option& option = OptionOf(id);
  keys.emplace_back(option.key);
  if (!option.deprecated_key.empty()) keys.emplace_back(option.deprecated_key);
}

/// Flink's "Inconsistently configured <fraction option> and its min, max value".
void FailAsInconsistent(OptionReader& reader, const RangeFraction& range, bool is_bounded) {
  const bool is_fraction_bad = !range.fraction.IsShare();
  const std::string fraction = range.fraction.Text();
  Error error{.code = ErrorCode::kMemory};
  AddKeys(error.keys, range.fraction_id);
  if (is_fraction_bad) {
    error.what = Key(range.fraction_id) + " is " + fraction + ", which is not a fraction";
    error.where = reader.OriginOf(range.fraction_id);
    error.why = KeyWithOldName(range.fraction_id) + " must be at least 0 and below 1";
    error.fix = "write " + Key(range.fraction_id) + ": " +
                std::string(OptionOf(range.fraction_id).default_text);
  } else {
    error.what = Key(range.min_id) + " is above " + Key(range.max_id);
    error.where = reader.OriginOf(reader.IsSet(range.min_id) ? range.min_id : range.max_id);
    error.why = Key(range.min_id) + " is " + Friendly(range.min) + ", " + Key(range.max_id) +
                " is " + Friendly(range.max) + "; the share that " +
                KeyWithOldName(range.fraction_id) + " (" + fraction +
                ") gives is to lie between them";
    error.fix = "write " + Key(range.max_id) + ": " + Friendly(range.min) + ", or lower " +
                Key(range.min_id);
  }
  if (is_bounded) {
    AddKeys(error.keys, range.min_id);
    AddKeys(error.keys, range.max_id);
  }
  reader.Fail(std::move(error));
}

/// Flink logs here; we say it in the derivation, and warn where the fraction was asked for.
Sized CapToMinMax(OptionReader& reader, Bytes share, const RangeFraction& range,
                  std::string_view total_name) {
  Sized sized{share, Key(range.fraction_id) + " " + range.fraction.Text() + " of " +
                         std::string(total_name)};
  if (range.Contains(share)) return sized;
  const bool is_raised = share < range.min;
  const OptionId bound = is_raised ? range.min_id : range.max_id;
  sized.size = is_raised ? range.min : range.max;
  const std::string bounded = std::string(is_raised ? "raised to " : "cut to ") + Key(bound);
  sized.derivation += ", " + bounded;
  if (reader.IsSet(range.fraction_id)) {
    reader.Warn({.what = Key(range.fraction_id) + " " + range.fraction.Text() +
                         " is not met: it gives " + Friendly(share) + ", " + bounded + ", " +
                         Friendly(sized.size),
                 .where = reader.OriginOf(range.fraction_id),
                 .fix = is_raised ? "lower " + Key(bound) + " or raise the fraction"
                                  : "raise " + Key(bound) + " or lower the fraction",
                 .keys = {Key(range.fraction_id), Key(bound)}});
  }
  return sized;
}

/// The remainder of Total Process Memory; it must lie within its bounds, but not meet its fraction.
Sized OverheadAsRemainder(OptionReader& reader, const ProcessOptions& options, Bytes total_flink,
                          Bytes metaspace) {
  const Bytes inner = reader.Sum({total_flink, metaspace});
  const Bytes process = reader.Size(options.process_size);
  const std::string process_key = Key(options.process_size);
  const std::string metaspace_key = Key(options.metaspace);
  const std::string flink_note = reader.IsSet(options.flink_size) ? Key(options.flink_size) : "";
  const std::optional<Bytes> rest = process.Minus(inner);
  if (!rest) {
    reader.HintTotal(options.process_size, inner);
    reader.Fail({.code = ErrorCode::kMemory,
                 .what = "Total Flink Memory and JVM Metaspace exceed " + process_key,
                 .where = reader.OriginOf(options.process_size),
                 .why = PartsTable({{"Total Flink Memory", total_flink, flink_note},
                                    {"JVM Metaspace", metaspace, metaspace_key},
                                    {"together", inner, ""},
                                    {"Total Process Memory", process, process_key},
                                    RowOfExcess("missing", inner, process)}),
                 .fix = "remove " + process_key,
                 .keys = {process_key, Key(options.flink_size), Key(options.metaspace)}});
    return {};
  }
  const RangeFraction range =
      ReadRange(reader, options.overhead_min, options.overhead_max, options.overhead_fraction);
  if (!range.Contains(*rest)) {
    const bool is_small = *rest < range.min;
    if (is_small) {
      if (const auto enough = inner.Plus(range.min)) {
        reader.HintTotal(options.process_size, *enough);
      }
    } else if (const auto enough = process.Minus(metaspace)) {
      if (const auto flink = enough->Minus(range.max)) {
        reader.HintTotal(options.flink_size, *flink);
      }
    }
    const OptionId bound = is_small ? range.min_id : range.max_id;
    const Bytes limit = is_small ? range.min : range.max;
    reader.Fail(
        {.code = ErrorCode::kMemory,
         .what = "JVM Overhead, the rest of " + process_key + ", is " + Friendly(*rest) +
                 (is_small ? ", less than " : ", more than ") + Key(bound) + " " + Friendly(limit),
         .where = reader.OriginOf(options.process_size),
         .why = PartsTable({{"Total Process Memory", process, process_key},
                            {"Total Flink Memory", total_flink, flink_note},
                            {"JVM Metaspace", metaspace, metaspace_key},
                            {"the rest", *rest, "for JVM Overhead"},
                            {is_small ? "at least" : "at most", limit, Key(bound)},
                            is_small ? RowOfExcess("missing", limit, *rest)
                                     : RowOfExcess("too much", *rest, limit)}),
         .fix = reader.IsSet(options.flink_size)
                    ? "set only one of " + process_key + " and " + Key(options.flink_size)
                    : "remove " + process_key,
         .keys = {process_key, Key(options.flink_size), Key(range.min_id), Key(range.max_id)}});
    return {};
  }
  WarnIfFractionIsNotMet(reader, range, process, *rest, "JVM Overhead");
  return {*rest, "the rest of Total Process Memory"};
}

}  // namespace

Sized ReadSized(OptionReader& reader, OptionId id) {
  const Bytes size = reader.Size(id);
  return {size, reader.IsSet(id) ? Key(id) : "default of " + Key(id)};
}

RangeFraction ReadRange(OptionReader& reader, OptionId min, OptionId max, OptionId fraction) {
  RangeFraction range{.min_id = min, .max_id = max, .fraction_id = fraction};
  range.min = reader.Size(min);
  range.max = reader.Size(max);
  range.fraction = reader.ReadFraction(fraction);
  if (range.min > range.max || !range.fraction.IsShare()) FailAsInconsistent(reader, range, true);
  return range;
}

RangeFraction ReadUnboundedRange(OptionReader& reader, OptionId fraction) {
  RangeFraction range{.min_id = fraction, .max_id = fraction, .fraction_id = fraction};
  range.fraction = reader.ReadFraction(fraction);
  if (!range.fraction.IsShare()) FailAsInconsistent(reader, range, false);
  return range;
}

Sized DeriveShare(OptionReader& reader, Bytes total, const RangeFraction& range,
                  std::string_view total_name) {
  if (reader.error()) return {};
  const Bytes share = reader.OrOverflow(Share(total, range.fraction));
  return CapToMinMax(reader, share, range, total_name);
}

Sized DeriveInverseShare(OptionReader& reader, Bytes rest, const RangeFraction& range,
                         std::string_view total_name) {
  if (reader.error()) return {};
  const Bytes share = reader.OrOverflow(InverseShare(rest, range.fraction));
  return CapToMinMax(reader, share, range, total_name);
}

void WarnIfFractionIsNotMet(OptionReader& reader, const RangeFraction& range, Bytes total,
                            Bytes size, std::string_view name) {
  if (reader.error() || !reader.IsSet(range.fraction_id)) return;
  const Bytes share = reader.OrOverflow(Share(total, range.fraction));
  if (share == size) return;
  const std::string key = Key(range.fraction_id);
  reader.Warn({.what = key + " " + range.fraction.Text() + " is not met: " + std::string(name) +
                       " is the remainder, " + Friendly(size) + ", where the fraction gives " +
                       Friendly(share),
               .where = reader.OriginOf(range.fraction_id),
               .fix = "remove " + key + ", or one of the sizes that leave this remainder",
               .keys = {key}});
}

JvmMetaspaceAndOverhead DeriveJvmFromTotalFlink(OptionReader& reader, const ProcessOptions& options,
                                                Bytes total_flink) {
  JvmMetaspaceAndOverhead jvm;
  jvm.metaspace = ReadSized(reader, options.metaspace);
  if (reader.IsSet(options.process_size)) {
    jvm.overhead = OverheadAsRemainder(reader, options, total_flink, jvm.metaspace.size);
    return jvm;
  }
  const Bytes inner = reader.Sum({total_flink, jvm.metaspace.size});
  const RangeFraction range =
      ReadRange(reader, options.overhead_min, options.overhead_max, options.overhead_fraction);
  jvm.overhead = DeriveInverseShare(reader, inner, range, "Total Process Memory");
  return jvm;
}

JvmMetaspaceAndOverhead DeriveJvmFromTotalProcess(OptionReader& reader,
                                                  const ProcessOptions& options,
                                                  Bytes total_process) {
  JvmMetaspaceAndOverhead jvm;
  jvm.metaspace = ReadSized(reader, options.metaspace);
  const RangeFraction range =
      ReadRange(reader, options.overhead_min, options.overhead_max, options.overhead_fraction);
  jvm.overhead = DeriveShare(reader, total_process, range, "Total Process Memory");
  const Bytes sum = reader.Sum({jvm.metaspace.size, jvm.overhead.size});
  if (reader.error() || sum <= total_process) return jvm;
  const std::string process_key = Key(options.process_size);
  reader.Fail({.code = ErrorCode::kMemory,
               .what = "JVM Metaspace and JVM Overhead exceed " + process_key,
               .where = reader.OriginOf(options.process_size),
               .why = PartsTable({RowOfPart(Component::kJvmMetaspace, jvm.metaspace),
                                  RowOfPart(Component::kJvmOverhead, jvm.overhead),
                                  {"together", sum, ""},
                                  {"Total Process Memory", total_process, process_key},
                                  RowOfExcess("missing", sum, total_process)}),
               .fix = "lower " + Key(jvm.metaspace.size > jvm.overhead.size ? options.metaspace
                                                                            : options.overhead_min),
               .keys = {process_key, Key(options.metaspace), Key(options.overhead_min),
                        Key(options.overhead_max), Key(options.overhead_fraction)}});
  return jvm;
}

void FailAsNoSizeIsSet(OptionReader& reader, const ProcessOptions& options,
                       const std::vector<OptionId>& fine_grained) {
  const bool is_tm = options.process == Process::kTaskManager;
  Error error{.code = ErrorCode::kMemory,
              .what = std::string("no option says how much memory the ") +
                      (is_tm ? "TaskManager" : "JobManager") + " gets",
              .why = "Flink has no default for it; one of these must be set: " +
                     Key(options.process_size) + ", or " + Key(options.flink_size) + ", or ",
              .fix = {},
              .keys = {Key(options.process_size), Key(options.flink_size)}};
  for (const OptionId id : fine_grained) {
    error.why += (id == fine_grained.front() ? "" : " together with ") + Key(id);
    error.keys.push_back(Key(id));
  }
  reader.HintTotal(options.process_size, is_tm ? Bytes::Mebi(1728) : Bytes::Mebi(1600));
  reader.Fail(std::move(error));
}

PartRow RowOfPart(Component component, const Sized& part) {
  return {std::string(DisplayName(component)), part.size, part.derivation};
}

PartRow RowOfExcess(std::string name, Bytes larger, Bytes smaller) {
  return {std::move(name), larger.Minus(smaller).value_or(Bytes{}), ""};
}

std::string Excess(Bytes larger, Bytes smaller) {
  const Bytes excess = larger.Minus(smaller).value_or(Bytes{});
  if (excess < Bytes::Mebi(1)) return std::to_string(excess.count()) + " bytes";
  return Friendly(CeilMebi(excess));
}

Bytes CeilMebi(Bytes size) {
  const Bytes floor = FloorMebi(size);
  return floor == size ? size : floor.Plus(Bytes::Mebi(1)).value_or(Bytes::Max());
}

Bytes FloorMebi(Bytes size) { return Bytes::Mebi(size.count() >> 20); }

}  // namespace flink_launcher
