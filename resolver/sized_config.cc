#include "resolver/sized_config.h"

#include <algorithm>
#include <array>
#include <utility>

#include "resolver/legacy_heap.h"

namespace flink_launcher {
namespace {

constexpr std::array kTmLegacy = {OptionId::kTmLegacyHeapSize, OptionId::kTmLegacyHeapMb};
constexpr std::array kJmLegacy = {OptionId::kJmLegacyHeapSize, OptionId::kJmLegacyHeapMb};

const std::array<OptionId, 2>& LegacyHeaps(Process process) {
  return process == Process::kTaskManager ? kTmLegacy : kJmLegacy;
}

/// In any case, as Flink takes its words.
bool IsAuto(std::string_view value) {
  constexpr std::string_view kWord = "auto";
  return std::equal(value.begin(), value.end(), kWord.begin(), kWord.end(), [](char a, char b) {
    return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
  });
}

Config Without(const Config& config, std::string_view key) {
  Config rest;
  for (const ConfigEntry& entry : config.entries()) {
    if (entry.key == key) continue;
    for (const ConfigValue& value : entry.overridden) rest.Put(entry.key, value);
    rest.Put(entry.key, entry.value);
  }
  return rest;
}

}  // namespace

std::string InBytes(Bytes size) { return std::to_string(size.count()) + "b"; }

MemoryRequest SizedConfig::Request() const {
  MemoryRequest request = request_;
  request.config = &config_;
  return request;
}

const ConfigValue* SizedConfig::AutoValue(OptionId id) const {
  const ConfigValue* value = config_.Find(KeyOf(id));
  return value != nullptr && IsAuto(value->text) ? value : nullptr;
}

bool SizedConfig::IsGivenByProperty(OptionId id) const {
  return IsSet(id) && Reader().OriginOf(id).kind == Origin::Kind::kCommandLine;
}

std::vector<OptionId> SizedConfig::TotalsBesidesProcessSize() const {
  std::vector<OptionId> totals;
  if (IsSet(options_.flink_size)) totals.push_back(options_.flink_size);
  if (request_.process == Process::kJobManager) {
    if (IsSet(OptionId::kJmHeap)) totals.push_back(OptionId::kJmHeap);
  } else if (IsSet(OptionId::kTaskHeap) && IsSet(OptionId::kManagedSize)) {
    const bool keeps_heap =
        IsGivenByProperty(OptionId::kTaskHeap) && !IsGivenByProperty(OptionId::kManagedSize);
    totals.push_back(keeps_heap ? OptionId::kManagedSize : OptionId::kTaskHeap);
  }
  return totals;
}

bool SizedConfig::HasLegacyTotal() const {
  if (!request_.release.Has(Trait::kLegacyMemoryOptions)) return false;
  const auto& heaps = LegacyHeaps(request_.process);
  return request_.legacy_heap_variable ||
         std::any_of(heaps.begin(), heaps.end(), [this](OptionId id) { return IsSet(id); });
}

bool SizedConfig::HasAnyTotal() const {
  return IsSet(options_.process_size) || HasLegacyTotal() || !TotalsBesidesProcessSize().empty();
}

bool SizedConfig::IsTotalGivenByProperty() const {
  if (IsGivenByProperty(options_.process_size)) return true;
  const std::vector<OptionId> totals = TotalsBesidesProcessSize();
  return std::any_of(totals.begin(), totals.end(),
                     [this](OptionId id) { return IsGivenByProperty(id); });
}

void SizedConfig::Put(OptionId id, std::string value, const Origin& origin) {
  const std::string key(KeyOf(id));
  Drop(key);
  const bool is_listed = std::any_of(sized_.begin(), sized_.end(),
                                     [&key](const auto& each) { return each.key == key; });
  if (!is_listed) sized_.push_back({key, "", ""});
  config_.Put(key, {ConfigValue::Kind::kString, std::move(value), origin});
}

/// Takes `key` out of the configuration, and remembers what it was.
void SizedConfig::Drop(std::string_view key) {
  const ConfigValue* value = config_.Find(key);
  if (value == nullptr) return;
  sized_.push_back({std::string(key), "", value->text + " [" + value->origin.ShortText() + "]"});
  config_ = Without(config_, key);
}

void SizedConfig::DropLegacyTotal() {
  if (!HasLegacyTotal()) return;
  for (const OptionId id : LegacyHeaps(request_.process)) Drop(KeyOf(id));
  if (!request_.legacy_heap_variable) return;
  sized_.push_back({std::string(LegacyHeapVariable(request_.process)), "",
                    *request_.legacy_heap_variable + " [environment]"});
  request_.legacy_heap_variable.reset();
}

void SizedConfig::DropOtherTotals() {
  for (const OptionId id : TotalsBesidesProcessSize()) {
    Drop(KeyOf(id));
    Drop(OptionOf(id).deprecated_key);
  }
  DropLegacyTotal();
}

void SizedConfig::HandOver(MemoryPlan& plan) const {
  auto& properties = plan.dynamic_properties;
  const auto given = [&properties](const std::string& key) {
    return std::find_if(properties.begin(), properties.end(),
                        [&key](const auto& each) { return each.first == key; });
  };
  for (ContainerReport::Sized each : sized_) {
    if (given(each.key) == properties.end()) {
      if (each.key == KeyOf(options_.process_size)) {
        properties.emplace_back(each.key, InBytes(plan.total_process));
      } else if (each.key == KeyOf(options_.flink_size)) {
        properties.emplace_back(each.key, InBytes(plan.total_flink));
      } else if (const ConfigValue* value = config_.Find(each.key)) {
        properties.emplace_back(each.key, value->text);
      }
    }
    const auto property = given(each.key);
    if (property != properties.end()) each.value = property->second;
    plan.container->sized.push_back(std::move(each));
  }
}

}  // namespace flink_launcher
