#include "resolver/task_resources.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>

#include "resolver/fraction.h"
#include "resolver/hash_order.h"
#include "resolver/java_number.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

/// TaskExecutorProcessUtils.getCpuCoresWithFallback: the slots where no cores are set.
std::string ReadCpuCores(OptionReader& reader) {
  const OptionId option =
      reader.IsSet(OptionId::kCpuCores) ? OptionId::kCpuCores : OptionId::kTaskSlots;
  const double cores = option == OptionId::kCpuCores ? reader.Number(option)
                                                     : static_cast<double>(reader.Integer(option));
  if (reader.error()) return "";
  if (cores > 0 && std::isfinite(cores)) {
    return CpuCoresText(cores, reader.Has(Trait::kTruncatedCpuCores));
  }
  const std::string key(KeyOf(option));
  const std::string cores_key(KeyOf(OptionId::kCpuCores));
  Error error{.code = ErrorCode::kConfig,
              .what = key + " is " + reader.RawText(option).value_or("") +
                      ", which is not a positive number",
              .where = reader.OriginOf(option),
              .why = "a TaskManager needs a positive number of CPU cores; they are " + cores_key +
                     " or, where that is not set, " + std::string(KeyOf(OptionId::kTaskSlots)),
              .fix = "write " + key + ": 1",
              .keys = {key}};
  if (key != cores_key) error.keys.push_back(cores_key);
  reader.Fail(std::move(error));
  return "";
}

void WarnAboutAmount(OptionReader& reader, const std::string& name,
                     const std::optional<std::int64_t>& amount) {
  const std::string key = ExternalResourceAmountKey(name);
  reader.Warn({.what = "external resource '" + name + "' is left out: " + key +
                       (amount ? " is " + std::to_string(*amount) : " is not set"),
               .where = reader.OriginOf(OptionId::kExternalResources),
               .fix = "write " + key + ": 1",
               .keys = {key, std::string(KeyOf(OptionId::kExternalResources))}});
}

/// The amount that Flink hands on: it keeps it as a double, takes the decimal text of that
/// (BigDecimal.valueOf) and of the result the lowest 64 bits (longValue). Amounts above 2^53
/// change.
std::int64_t AmountThroughDouble(std::int64_t amount) {
  const Decimal decimal = ShortestDecimal(static_cast<double>(amount));
  std::uint64_t bits = decimal.digits;
  for (int i = 0; i < decimal.exponent; ++i) bits *= 10;
  for (int i = decimal.exponent; i < 0; ++i) bits /= 10;
  return static_cast<std::int64_t>(bits);
}

/// The names go through a HashSet and two HashMaps on their way; each decides the order anew.
std::vector<ExternalResource> ReadExternalResources(OptionReader& reader) {
  if (reader.RawText(OptionId::kExternalResources) == "none") return {};
  const std::vector<std::string> names = reader.List(OptionId::kExternalResources);
  std::map<std::string, std::int64_t> amounts;
  HashOrder with_amount;
  for (const std::string& name : HashOrder::OfCollection(names).Keys()) {
    const std::optional<std::int64_t> amount = reader.Amount(ExternalResourceAmountKey(name));
    if (reader.error()) return {};
    if (!amount || *amount <= 0) {
      WarnAboutAmount(reader, name, amount);
      continue;
    }
    amounts[name] = *amount;
    with_amount.Put(name);
  }
  HashOrder collected;
  for (const std::string& name : with_amount.Keys()) collected.Put(name);
  std::vector<ExternalResource> resources;
  for (const std::string& name : collected.Keys()) {
    resources.push_back({name, AmountThroughDouble(amounts[name])});
  }
  return resources;
}

}  // namespace

TaskResources ReadTaskResources(OptionReader& reader) {
  TaskResources resources;
  resources.cpu_cores = ReadCpuCores(reader);
  resources.slots = reader.Integer(OptionId::kTaskSlots);
  if (reader.error()) return resources;
  resources.external = ReadExternalResources(reader);
  return resources;
}

std::string ExternalResourceAmountKey(const std::string& name) {
  return "external-resource." + name + ".amount";
}

}  // namespace flink_launcher
