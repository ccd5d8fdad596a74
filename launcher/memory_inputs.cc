#include "launcher/memory_inputs.h"

#include <utility>

#include "resolver/container_sizing.h"
#include "resolver/dynamic_properties.h"
#include "resolver/legacy_heap.h"

namespace flink_launcher {
namespace {

void Append(std::vector<Warning>& to, const std::vector<Warning>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Warning NewerThanKnown(const FlinkTarget& flink) {
  const std::string newest = KnownReleaseLines().back().Text();
  return {.what = "Flink " + flink.release.version + " is newer than this launcher knows",
          .where = flink.release_origin,
          .fix = "sizes are computed as by " + newest + "; look for a newer flink-launcher"};
}

}  // namespace

std::vector<Warning> EarlyWarnings(const FlinkTarget& flink, const LoadedConfig& config,
                                   const RoleArguments& arguments) {
  std::vector<Warning> warnings;
  if (!flink.release.IsKnown()) warnings.push_back(NewerThanKnown(flink));
  Append(warnings, config.warnings);
  Append(warnings, arguments.warnings);
  return warnings;
}

Result<MemoryInputs> ReadMemoryInputs(const Role& role, const FlinkTarget& flink,
                                      const LoadedConfig& config, const RoleArguments& arguments,
                                      const Settings& settings, const Environment& environment) {
  Result<Config> properties = ParseDynamicProperties(arguments.resolved);
  if (!properties) return properties.error();
  Result<Container> container = LookAtContainer(settings);
  if (!container) return container.error();
  MemoryInputs inputs{.process = role.process.value_or(Process::kTaskManager),
                      .release = flink.release,
                      .config = config.config,
                      .standard_yaml = config.standard_yaml,
                      .container = *std::move(container),
                      .warnings = EarlyWarnings(flink, config, arguments)};
  inputs.config.PutAll(*properties);
  inputs.legacy_heap_variable = environment.Get(LegacyHeapVariable(inputs.process));
  Append(inputs.warnings, inputs.container.warnings);
  return inputs;
}

Result<MemoryPlan> ResolveInputs(const MemoryInputs& inputs) {
  Result<MemoryPlan> plan =
      ResolveInContainer({.process = inputs.process,
                          .release = inputs.release,
                          .config = &inputs.config,
                          .standard_yaml = inputs.standard_yaml,
                          .legacy_heap_variable = inputs.legacy_heap_variable},
                         inputs.container.settings, inputs.container.limits);
  if (!plan) return plan.error();
  plan->warnings.insert(plan->warnings.begin(), inputs.warnings.begin(), inputs.warnings.end());
  return plan;
}

}  // namespace flink_launcher
