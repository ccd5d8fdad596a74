#include "tests/differential/external_resources.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "tests/differential/value_pools.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kNames[] = {
    "gpu",   "fpga", "tpu",  "GPU",   "nvidia.com/gpu", "gpu0", "gpu1", "a",   "b",
    "Aa",    "BB",   "AaAa", "BBBB",  "my gpu",         "none", "1",    "2.0", "true",
    "größe", "x_y",  "x-y",  "amount"};
constexpr std::string_view kOddLists[] = {"",
                                          ";",
                                          "none",
                                          " none ",
                                          "None",
                                          "gpu;;fpga",
                                          ";gpu",
                                          "gpu;",
                                          " gpu ; fpga ",
                                          "gpu,fpga",
                                          "gpu;gpu",
                                          "'a;b';c",
                                          "'it''s'",
                                          "\"a\";b",
                                          "'a'b;c",
                                          "'open;b",
                                          "\"open",
                                          "a'b;c",
                                          "'';x",
                                          "[]",
                                          "[gpu",
                                          "[gpu]]",
                                          "[a;b]",
                                          "[gpu, gpu]",
                                          "[1, 2.0, true]",
                                          "[[a], b]",
                                          "[{a: b}]",
                                          "{a: b}",
                                          "[~]",
                                          "[null, a]",
                                          "['a b', \"c\"]",
                                          "[a, b] # c",
                                          "a: b",
                                          "- a",
                                          "'[a, b]'",
                                          "\"[a]\"",
                                          "[010, 0x10]",
                                          "[1e3, .5]",
                                          "'a' ; 'b'",
                                          "a;'b;c'",
                                          "''''",
                                          "[a,b,]",
                                          "\"\"\"\"",
                                          "[*x]",
                                          "&x [a]",
                                          "!!str [a]",
                                          "[a: b]",
                                          "#a",
                                          "a #b;c"};

std::string Quoted(Random& random, std::string_view name) {
  if (random.Chance(85)) return std::string(name);
  return random.Chance(50) ? "'" + std::string(name) + "'" : '"' + std::string(name) + '"';
}

std::string Joined(Random& random, const std::vector<std::string>& names,
                   std::string_view between) {
  std::string text;
  for (const std::string& name : names) {
    if (&name != &names.front()) text += between;
    text += Quoted(random, name);
  }
  return text;
}

std::vector<std::string> PickNames(Random& random) {
  const std::uint64_t count = random.Chance(75) ? random.Below(4) + 1 : random.Below(60) + 1;
  std::vector<std::string> names;
  for (std::uint64_t i = 0; i < count; ++i) {
    std::string name(random.Pick(kNames));
    if (count > 4) name += std::to_string(random.Below(1000));
    names.push_back(std::move(name));
  }
  return names;
}

/// The option that lists `names`, in one of its forms.
Setting ListOf(Random& random, const std::vector<std::string>& names) {
  const std::string key = "external-resources";
  switch (random.Below(8)) {
    case 0:
      return {key, "[" + Joined(random, names, ", ") + "]", random.Chance(70)};
    case 1: {
      std::string text;
      for (const std::string& name : names) text += "\n                  - " + Quoted(random, name);
      return {key, text, true};
    }
    case 2:
      return {key, Joined(random, names, " ; ")};
    default:
      return {key, Joined(random, names, ";")};
  }
}

std::string AnyAmount(Random& random) {
  if (random.Chance(88)) return std::to_string(random.Below(20) + 1);
  if (random.Chance(20)) {  // beyond what a double holds exactly
    return std::to_string(random.Next() >> random.Between(10, 20));
  }
  return random.Chance(40) ? "0" : OddValue(random, ValueType::kLong);
}

}  // namespace

std::vector<Setting> MakeExternalResources(Random& random) {
  std::vector<std::string> names = PickNames(random);
  std::vector<Setting> settings;
  if (random.Chance(25)) {
    settings.push_back(
        {"external-resources", std::string(random.Pick(kOddLists)), random.Chance(30)});
    names.insert(names.end(), {"gpu", "fpga", "a", "b", "c", "a;b", "1", "2.0"});
  } else {
    settings.push_back(ListOf(random, names));
  }
  for (const std::string& name : names) {
    if (random.Chance(8)) continue;
    const std::string key = "external-resource." + name + ".amount";
    const auto is_same = [&key](const Setting& each) { return each.key == key; };
    if (std::find_if(settings.begin(), settings.end(), is_same) != settings.end()) continue;
    settings.push_back({key, AnyAmount(random)});
  }
  return settings;
}

}  // namespace flink_launcher
