#pragma once
// A case of the differential test and of the recorded vectors: what a process is started with, real
// Flink's answer to it, our resolver's answer, and how the two are compared.

#include <optional>
#include <string>
#include <vector>

#include "resolver/memory_plan.h"

namespace flink_launcher {

struct ResolverCase {
  Process process = Process::kTaskManager;
  std::optional<std::string> legacy_file;    // flink-conf.yaml
  std::optional<std::string> standard_file;  // config.yaml
  std::vector<std::string> arguments;        // the role's own, without --configDir
  std::optional<std::string> heap_variable;  // FLINK_TM_HEAP or FLINK_JM_HEAP, by process

  friend bool operator==(const ResolverCase&, const ResolverCase&) = default;
};

/// What real Flink answers. Rejected: `failure` has the exception and its causes, "class: message"
/// each.
struct FlinkAnswer {
  bool accepted = false;
  std::string jvm_parameters;      // "-Xmx1 -Xms1 ..."
  std::string dynamic_parameters;  // "-D k=v -D k=v ..."
  std::vector<std::string> failure;

  friend bool operator==(const FlinkAnswer&, const FlinkAnswer&) = default;
};

/// The same from our resolver. Rejected: `error_text` is the whole Error, keys included.
struct OurAnswer {
  bool accepted = false;
  std::string jvm_parameters;
  std::string dynamic_parameters;
  std::string error_text;
};

/// The option keys that Flink's exceptions name: whole words that are known option names, and keys
/// of external resources. Fallback keys in the text of an option are left out.
std::vector<std::string> KeysNamed(const std::vector<std::string>& failure);

/// What differs, one line each; nothing where the answers agree. A rejection agrees where our text
/// names every key that Flink's names.
std::vector<std::string> Differences(const FlinkAnswer& flink, const OurAnswer& ours);

/// Everything needed to do the case by hand.
std::string Describe(const ResolverCase& subject);
std::string Describe(const FlinkAnswer& answer);
std::string Describe(const OurAnswer& answer);

}  // namespace flink_launcher
