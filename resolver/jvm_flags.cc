#include "resolver/jvm_flags.h"

#include <algorithm>

#include "resolver/bytes.h"
#include "resolver/hash_order.h"
#include "resolver/options.h"

namespace flink_launcher {
namespace {

std::string Count(std::int64_t bytes) { return std::to_string(bytes); }

/// The properties in Java's order; no key stands twice.
Properties InHashOrder(const Properties& properties) {
  HashOrder order;
  for (const auto& [key, value] : properties) order.Put(key);
  Properties ordered;
  ordered.reserve(properties.size());
  for (const std::string& key : order.Keys()) {
    ordered.push_back(*std::find_if(properties.begin(), properties.end(),
                                    [&key](const auto& each) { return each.first == key; }));
  }
  return ordered;
}

std::pair<std::string, std::string> SizeProperty(OptionId id, Bytes size) {
  return {std::string(KeyOf(id)), Count(size.count()) + "b"};
}

std::string JoinNames(const std::vector<ExternalResource>& resources, const Release& release) {
  if (resources.empty()) return "none";
  std::string joined;
  for (const ExternalResource& resource : resources) {
    joined += (joined.empty() ? "" : ";") + resource.name;
  }
  return release.Has(Trait::kQuotedExternalResources) ? "\"" + joined + "\"" : joined;
}

}  // namespace

std::vector<std::string> TaskManagerJvmArgs(const TaskManagerMemory& memory) {
  // The parts lie within Total Flink Memory, so these sums do not overflow.
  const std::string heap =
      Count(memory.framework_heap.size.count() + memory.task_heap.size.count());
  const std::string direct = Count(memory.framework_off_heap.size.count() +
                                   memory.task_off_heap.size.count() + memory.network.size.count());
  return {"-Xmx" + heap, "-Xms" + heap, "-XX:MaxDirectMemorySize=" + direct,
          "-XX:MaxMetaspaceSize=" + Count(memory.jvm.metaspace.size.count())};
}

std::vector<std::string> JobManagerJvmArgs(const JobManagerMemory& memory,
                                           bool limit_direct_memory) {
  const std::string heap = Count(memory.heap.size.count());
  std::vector<std::string> args = {"-Xmx" + heap, "-Xms" + heap};
  if (limit_direct_memory) {
    args.push_back("-XX:MaxDirectMemorySize=" + Count(memory.off_heap.size.count()));
  }
  args.push_back("-XX:MaxMetaspaceSize=" + Count(memory.jvm.metaspace.size.count()));
  return args;
}

Properties TaskManagerProperties(const TaskManagerMemory& memory, const TaskResources& resources,
                                 const Release& release) {
  Properties properties = {
      {std::string(KeyOf(OptionId::kCpuCores)), resources.cpu_cores},
      SizeProperty(OptionId::kFrameworkHeap, memory.framework_heap.size),
      SizeProperty(OptionId::kFrameworkOffHeap, memory.framework_off_heap.size),
      SizeProperty(OptionId::kTaskHeap, memory.task_heap.size),
      SizeProperty(OptionId::kTaskOffHeap, memory.task_off_heap.size),
      SizeProperty(OptionId::kNetworkMin, memory.network.size),
      SizeProperty(OptionId::kNetworkMax, memory.network.size),
      SizeProperty(OptionId::kManagedSize, memory.managed.size),
      SizeProperty(OptionId::kTmMetaspace, memory.jvm.metaspace.size),
      SizeProperty(OptionId::kTmOverheadMin, memory.jvm.overhead.size),
      SizeProperty(OptionId::kTmOverheadMax, memory.jvm.overhead.size),
      {std::string(KeyOf(OptionId::kTaskSlots)), std::to_string(resources.slots)},
      {std::string(KeyOf(OptionId::kExternalResources)), JoinNames(resources.external, release)},
  };
  for (const ExternalResource& resource : resources.external) {
    properties.emplace_back(ExternalResourceAmountKey(resource.name),
                            std::to_string(resource.amount));
  }
  return InHashOrder(properties);
}

Properties JobManagerProperties(const JobManagerMemory& memory) {
  return InHashOrder({
      SizeProperty(OptionId::kJmHeap, memory.heap.size),
      SizeProperty(OptionId::kJmOffHeap, memory.off_heap.size),
      SizeProperty(OptionId::kJmMetaspace, memory.jvm.metaspace.size),
      SizeProperty(OptionId::kJmOverheadMin, memory.jvm.overhead.size),
      SizeProperty(OptionId::kJmOverheadMax, memory.jvm.overhead.size),
  });
}

}  // namespace flink_launcher
