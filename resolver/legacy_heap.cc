#include "resolver/legacy_heap.h"

#include <utility>

#include "resolver/memory_size.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

struct LegacyHeap {
  OptionId target;
  OptionId size;
  OptionId megabytes;
};

LegacyHeap LegacyHeapOf(Process process) {
  if (process == Process::kTaskManager) {
    return {OptionId::kTmFlinkSize, OptionId::kTmLegacyHeapSize, OptionId::kTmLegacyHeapMb};
  }
  return {OptionId::kJmHeap, OptionId::kJmLegacyHeapSize, OptionId::kJmLegacyHeapMb};
}

/// Puts `size` in place of the target option, and says so.
void Map(OptionReader& reader, OptionId target, Bytes size, OptionUse use) {
  if (reader.error()) return;
  const std::string key(KeyOf(target));
  reader.Warn(
      {.what = use.set_as + " is a legacy option; it is taken as " + key + ": " + Friendly(size),
       .where = use.origin,
       .fix = "remove it and write " + key + ": " + Friendly(size),
       .keys = {use.set_as, key}});
  reader.Override(target, size, std::move(use));
}

void MapVariable(OptionReader& reader, Process process, OptionId target, const std::string& text) {
  const std::string name(LegacyHeapVariable(process));
  const std::string key(KeyOf(target));
  const Result<Bytes> size = ParseMemorySize(text);
  if (size) {
    Map(reader, target, *size, {key, name, text, Origin::Environment(name)});
    return;
  }
  const std::string& guess = size.error().fix;
  reader.Fail({.code = ErrorCode::kConfig,
               .what = name + ": " + size.error().what,
               .where = Origin::Environment(name),
               .why = size.error().why + "; the variable stands for " + key,
               .fix = guess.empty() ? "unset " + name : "write " + name + "=" + guess,
               .keys = {key}});
}

void MapMegabytes(OptionReader& reader, const LegacyHeap& legacy) {
  const std::string key(KeyOf(legacy.megabytes));
  const Origin origin = reader.OriginOf(legacy.megabytes);
  const std::int32_t megabytes = reader.Integer(legacy.megabytes);
  if (megabytes < 0) {
    reader.Fail({.code = ErrorCode::kConfig,
                 .what = key + " is " + std::to_string(megabytes) + ", less than 0",
                 .where = origin,
                 .why = "it is a number of MiB",
                 .fix = "remove it and write " + std::string(KeyOf(legacy.target)) + ": 1024m",
                 .keys = {key, std::string(KeyOf(legacy.target))}});
    return;
  }
  Map(reader, legacy.target, Bytes::Mebi(megabytes),
      {std::string(KeyOf(legacy.target)), key, std::to_string(megabytes), origin});
}

}  // namespace

std::string_view LegacyHeapVariable(Process process) {
  return process == Process::kTaskManager ? "FLINK_TM_HEAP" : "FLINK_JM_HEAP";
}

void MapLegacyHeap(OptionReader& reader, Process process,
                   const std::optional<std::string>& variable) {
  const LegacyHeap legacy = LegacyHeapOf(process);
  if (!reader.Has(Trait::kLegacyMemoryOptions) || reader.IsSet(legacy.target)) return;
  if (variable) {
    MapVariable(reader, process, legacy.target, *variable);
  } else if (reader.IsSet(legacy.size)) {
    const Bytes size = reader.Size(legacy.size);
    Map(reader, legacy.target, size,
        {std::string(KeyOf(legacy.target)), std::string(KeyOf(legacy.size)),
         reader.RawText(legacy.size).value_or(""), reader.OriginOf(legacy.size)});
  } else if (reader.IsSet(legacy.megabytes)) {
    MapMegabytes(reader, legacy);
  }
}

}  // namespace flink_launcher
