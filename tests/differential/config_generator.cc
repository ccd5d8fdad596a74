#include "tests/differential/config_generator.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "tests/differential/config_renderer.h"
#include "tests/differential/external_resources.h"
#include "tests/differential/random.h"
#include "tests/differential/value_pools.h"

namespace flink_launcher {
namespace {

constexpr std::int64_t kMebi = 1LL << 20;

constexpr std::array<std::int64_t, 9> kSteps = {-1, 0, 0, 1, -kMebi, kMebi, 64 * kMebi, 1, 0};
constexpr std::array<std::string_view, 8> kBuffers = {"2048", "4096", "16384", "1024",
                                                      "10",   "3000", "8191",  "100000"};
constexpr std::array<std::string_view, 14> kSegments = {
    "32k",  "64kb", "4k", "4096",       "1m",         "16 kb", "4095",
    "5000", "2k",   "2g", "2147483648", "2147483647", "1g",    "32768b"};
constexpr std::array<std::string_view, 18> kTaskManagerModes = {
    "process", "process", "process",    "process",      "flink",         "flink",
    "flink",   "fine",    "fine",       "fine+flink",   "fine+process",  "fine+flink+process",
    "none",    "process", "heap+flink", "heap+process", "flink+process", "managed+process"};
constexpr std::array<std::string_view, 11> kJobManagerModes = {
    "process", "process",    "process",      "flink", "flink",        "heap",
    "heap",    "heap+flink", "heap+process", "none",  "flink+process"};
constexpr std::array<std::string_view, 6> kUnrelated = {
    "taskmanager.memory.min-segment-size",
    "taskmanager.memory.fraction",
    "taskmanager.memory.framework.off-heap.batch-shuffle.size",
    "TASKMANAGER.memory.process.size",
    "taskmanager.memory.process",
    "taskmanager.memory.flink.size.more"};

struct TypedKey {
  std::string_view key;
  ValueType type;
  std::string_view deprecated = {};
};

constexpr std::array kTaskManagerKeys = {
    TypedKey{"taskmanager.memory.process.size", ValueType::kSize},
    TypedKey{"taskmanager.memory.flink.size", ValueType::kSize},
    TypedKey{"taskmanager.memory.framework.heap.size", ValueType::kSize},
    TypedKey{"taskmanager.memory.framework.off-heap.size", ValueType::kSize},
    TypedKey{"taskmanager.memory.task.heap.size", ValueType::kSize},
    TypedKey{"taskmanager.memory.task.off-heap.size", ValueType::kSize},
    TypedKey{"taskmanager.memory.managed.size", ValueType::kSize, "taskmanager.memory.size"},
    TypedKey{"taskmanager.memory.managed.fraction", ValueType::kFraction},
    TypedKey{"taskmanager.memory.network.min", ValueType::kSize, "taskmanager.network.memory.min"},
    TypedKey{"taskmanager.memory.network.max", ValueType::kSize, "taskmanager.network.memory.max"},
    TypedKey{"taskmanager.memory.network.fraction", ValueType::kFraction,
             "taskmanager.network.memory.fraction"},
    TypedKey{"taskmanager.memory.jvm-metaspace.size", ValueType::kSize},
    TypedKey{"taskmanager.memory.jvm-overhead.min", ValueType::kSize},
    TypedKey{"taskmanager.memory.jvm-overhead.max", ValueType::kSize},
    TypedKey{"taskmanager.memory.jvm-overhead.fraction", ValueType::kFraction},
    TypedKey{"taskmanager.cpu.cores", ValueType::kCores},
    TypedKey{"taskmanager.numberOfTaskSlots", ValueType::kInteger},
    TypedKey{"taskmanager.network.numberOfBuffers", ValueType::kInteger},
    TypedKey{"taskmanager.memory.segment-size", ValueType::kSize},
    TypedKey{"taskmanager.heap.size", ValueType::kSize},
    TypedKey{"taskmanager.heap.mb", ValueType::kInteger},
};
constexpr std::array kJobManagerKeys = {
    TypedKey{"jobmanager.memory.process.size", ValueType::kSize},
    TypedKey{"jobmanager.memory.flink.size", ValueType::kSize},
    TypedKey{"jobmanager.memory.heap.size", ValueType::kSize},
    TypedKey{"jobmanager.memory.off-heap.size", ValueType::kSize},
    TypedKey{"jobmanager.memory.enable-jvm-direct-memory-limit", ValueType::kBoolean},
    TypedKey{"jobmanager.memory.jvm-metaspace.size", ValueType::kSize},
    TypedKey{"jobmanager.memory.jvm-overhead.min", ValueType::kSize},
    TypedKey{"jobmanager.memory.jvm-overhead.max", ValueType::kSize},
    TypedKey{"jobmanager.memory.jvm-overhead.fraction", ValueType::kFraction},
    TypedKey{"jobmanager.heap.size", ValueType::kSize},
    TypedKey{"jobmanager.heap.mb", ValueType::kInteger},
};

std::span<const TypedKey> KeysOf(Process process) {
  if (process == Process::kTaskManager) return kTaskManagerKeys;
  return kJobManagerKeys;
}

const TypedKey* FindKey(Process process, std::string_view key) {
  for (const TypedKey& each : KeysOf(process)) {
    if (each.key == key || (!each.deprecated.empty() && each.deprecated == key)) return &each;
  }
  return nullptr;
}

/// One case in the making: the settings, and what is known of their sizes.
class Maker {
 public:
  Maker(const Release& release, std::uint64_t seed, std::uint64_t number)
      : random_(seed, number), release_(release) {}

  GeneratedCase Make() {
    process_ = random_.Chance(65) ? Process::kTaskManager : Process::kJobManager;
    if (process_ == Process::kTaskManager) {
      MakeTaskManager();
    } else {
      MakeJobManager();
    }
    Spoil();
    RespellKeys();
    AddNoise();
    Distribute();
    made_.subject.process = process_;
    return std::move(made_);
  }

 private:
  std::string Key(std::string_view rest) const {
    return (process_ == Process::kTaskManager ? "taskmanager." : "jobmanager.") + std::string(rest);
  }
  void Set(std::string_view rest, std::string value) {
    settings_.push_back({Key(rest), std::move(value)});
  }
  void SetSize(std::string_view rest, std::int64_t bytes) {
    Set(rest, SpellSize(random_, std::max<std::int64_t>(bytes, 0)));
  }
  /// With a chance of `percent`, sets the size `rest` to something; tells the size in force.
  std::int64_t MaybeSize(std::string_view rest, unsigned percent, std::int64_t standard) {
    if (!random_.Chance(percent)) return standard;
    const std::int64_t bytes = random_.Chance(30) ? standard : SmallSize(random_);
    SetSize(rest, bytes);
    return bytes;
  }
  void MaybeFraction(std::string_view rest, unsigned percent) {
    if (random_.Chance(percent)) Set(rest, AnyFraction(random_));
  }
  /// A small step around a threshold.
  std::int64_t Step() { return random_.Pick(kSteps); }

  void MakeTaskManager();
  void MakeJobManager();
  std::int64_t MakeOverhead();
  void MakeNetwork();
  void MakeLegacyHeap();
  void MakeCpuAndSlots();
  void SetTotals(std::string_view mode, std::int64_t flink, std::int64_t around);
  void Spoil();
  void RespellKeys();
  void AddNoise();
  void Distribute();
  void MakeFiles(const std::vector<Setting>& in_file);
  std::vector<Setting> DecoySettings();

  Random random_;
  const Release& release_;
  Process process_ = Process::kTaskManager;
  std::vector<Setting> settings_;
  GeneratedCase made_;
};

/// Overhead options; tells an overhead that the process is likely to get.
std::int64_t Maker::MakeOverhead() {
  std::int64_t least = 192 * kMebi;
  std::int64_t most = 1024 * kMebi;
  if (random_.Chance(12)) {  // fixed
    least = most = SmallSize(random_);
    SetSize("memory.jvm-overhead.min", least);
    SetSize("memory.jvm-overhead.max", most);
  } else if (random_.Chance(20)) {
    if (random_.Chance(60)) {
      least = random_.Between(0, 400) * kMebi;
      SetSize("memory.jvm-overhead.min", least);
    }
    if (random_.Chance(60)) {
      most = std::max(most, least) + random_.Between(-300, 4000) * kMebi;
      SetSize("memory.jvm-overhead.max", most);
    }
  }
  MaybeFraction("memory.jvm-overhead.fraction", 15);
  return random_.Chance(40)   ? most + Step()
         : random_.Chance(40) ? least + Step()
                              : (least + most) / 2;
}

void Maker::MakeNetwork() {
  if (random_.Chance(12)) {
    const std::int64_t fixed = SmallSize(random_);
    SetSize("memory.network.min", fixed);
    SetSize("memory.network.max", fixed + (random_.Chance(80) ? 0 : Step()));
  } else if (random_.Chance(25)) {
    if (random_.Chance(50)) SetSize("memory.network.min", random_.Between(0, 200) * kMebi);
    if (random_.Chance(50)) SetSize("memory.network.max", random_.Between(50, 4000) * kMebi);
  }
  MaybeFraction("memory.network.fraction", 15);
  if (random_.Chance(release_.Has(Trait::kLegacyMemoryOptions) ? 18 : 5)) {
    Set("network.numberOfBuffers", std::string(random_.Pick(kBuffers)));
    if (random_.Chance(40)) Set("memory.segment-size", std::string(random_.Pick(kSegments)));
  }
}

void Maker::MakeLegacyHeap() {
  if (!random_.Chance(release_.Has(Trait::kLegacyMemoryOptions) ? 14 : 4)) return;
  made_.intent += "+legacy";
  const std::int64_t bytes = random_.Between(300, 6000) * kMebi;
  if (random_.Chance(50)) {
    made_.subject.heap_variable =
        random_.Chance(90) ? SpellSize(random_, bytes) : OddValue(random_, ValueType::kSize);
  }
  if (random_.Chance(50)) SetSize("heap.size", bytes + Step());
  if (random_.Chance(40)) Set("heap.mb", std::to_string(bytes / kMebi));
}

void Maker::MakeCpuAndSlots() {
  if (random_.Chance(35)) Set("numberOfTaskSlots", std::to_string(random_.Between(1, 64)));
  if (random_.Chance(30)) Set("cpu.cores", AnyCores(random_));
  if (random_.Chance(25)) {
    made_.intent += "+resources";
    for (Setting& setting : MakeExternalResources(random_)) settings_.push_back(std::move(setting));
  }
}

/// Sets the totals that `mode` names: `flink` where the caller knows one that fits, `around` it
/// all.
void Maker::SetTotals(std::string_view mode, std::int64_t flink, std::int64_t around) {
  if (mode.find("flink") != std::string_view::npos) SetSize("memory.flink.size", flink);
  if (mode.find("process") != std::string_view::npos)
    SetSize("memory.process.size", flink + around);
}

void Maker::MakeTaskManager() {
  const std::string_view mode = random_.Pick(kTaskManagerModes);
  made_.intent = "TM " + std::string(mode);
  std::int64_t parts = MaybeSize("memory.framework.heap.size", 15, 128 * kMebi) +
                       MaybeSize("memory.framework.off-heap.size", 15, 128 * kMebi) +
                       MaybeSize("memory.task.off-heap.size", 20, 0);
  const bool fine = mode.starts_with("fine");
  if (fine || mode.starts_with("heap")) {
    const std::int64_t heap =
        random_.Chance(80) ? random_.Between(1, 3000) * kMebi : SmallSize(random_);
    SetSize("memory.task.heap.size", heap);
    parts += heap;
  }
  if (fine || mode.starts_with("managed") || random_.Chance(8)) {
    const std::int64_t managed = SmallSize(random_);
    SetSize("memory.managed.size", managed);
    parts += managed;
  } else {
    MaybeFraction("memory.managed.fraction", 25);
  }
  MakeNetwork();
  const std::int64_t overhead = MakeOverhead();
  const std::int64_t metaspace = MaybeSize("memory.jvm-metaspace.size", 20, 256 * kMebi);
  // A third of the totals stand at the edge of what the parts need; the rest are roomy.
  const bool tight = random_.Chance(fine || mode.starts_with("heap") ? 50 : 20);
  const std::int64_t network = random_.Chance(50) ? 64 * kMebi : random_.Between(64, 1100) * kMebi;
  std::int64_t flink = tight ? parts + network + Step() : AnySize(random_);
  if (!tight && random_.Chance(70)) flink = std::max(flink, parts * 2 + network);
  SetTotals(mode, flink, metaspace + overhead);
  MakeLegacyHeap();
  MakeCpuAndSlots();
}

void Maker::MakeJobManager() {
  const std::string_view mode = random_.Pick(kJobManagerModes);
  made_.intent = "JM " + std::string(mode);
  const bool has_off_heap = random_.Chance(30);
  const std::int64_t off_heap = has_off_heap ? SmallSize(random_) : 128 * kMebi;
  if (has_off_heap) SetSize("memory.off-heap.size", off_heap);
  const std::int64_t overhead = MakeOverhead();
  const std::int64_t metaspace = MaybeSize("memory.jvm-metaspace.size", 25, 256 * kMebi);
  std::int64_t flink = random_.Chance(30) ? off_heap + Step() : AnySize(random_);
  if (mode.starts_with("heap")) {
    const std::int64_t heap =
        random_.Chance(80) ? random_.Between(64, 5000) * kMebi : SmallSize(random_);
    SetSize("memory.heap.size", heap);
    const bool exact = random_.Chance(70);
    flink = heap + off_heap + (exact ? 0 : Step());
  }
  SetTotals(mode, flink, metaspace + overhead);
  if (random_.Chance(35)) {
    Set("memory.enable-jvm-direct-memory-limit", random_.Chance(70) ? "true" : "false");
  }
  MakeLegacyHeap();
}

/// Makes some values odd, and adds odd ones.
void Maker::Spoil() {
  const std::uint64_t times = random_.Chance(28) ? 1 + random_.Below(2) : 0;
  for (std::uint64_t i = 0; i < times; ++i) {
    const TypedKey& typed = random_.Pick(KeysOf(process_));
    Setting* victim = nullptr;
    if (!settings_.empty() && random_.Chance(60))
      victim = &settings_[random_.Below(settings_.size())];
    const TypedKey* known = victim != nullptr ? FindKey(process_, victim->key) : nullptr;
    if (known != nullptr) {
      victim->value = OddValue(random_, known->type);
    } else {
      settings_.push_back({std::string(typed.key), OddValue(random_, typed.type)});
    }
  }
}

/// Deprecated keys, alone or beside the proper ones; keys set twice.
void Maker::RespellKeys() {
  std::vector<Setting> more;
  for (Setting& setting : settings_) {
    const TypedKey* typed = FindKey(process_, setting.key);
    if (typed == nullptr) continue;
    if (!typed->deprecated.empty() && random_.Chance(25)) {
      if (random_.Chance(30)) more.push_back({setting.key, GoodValue(random_, typed->type)});
      setting.key = typed->deprecated;
    }
    if (random_.Chance(1)) more.push_back({setting.key, GoodValue(random_, typed->type)});
  }
  settings_.insert(settings_.end(), more.begin(), more.end());
}

/// Options of the other process, mostly broken, and unrelated ones: none may matter.
void Maker::AddNoise() {
  const Process other =
      process_ == Process::kTaskManager ? Process::kJobManager : Process::kTaskManager;
  while (random_.Chance(25)) {
    const TypedKey& typed = random_.Pick(KeysOf(other));
    settings_.push_back({std::string(typed.key), random_.Chance(50)
                                                     ? OddValue(random_, typed.type)
                                                     : GoodValue(random_, typed.type)});
  }
  if (random_.Chance(10)) {
    settings_.push_back(
        {std::string(random_.Pick(kUnrelated)), OddValue(random_, ValueType::kSize)});
  }
  random_.Shuffle(settings_);
}

void Maker::Distribute() {
  std::vector<Setting> in_file;
  std::vector<Setting> in_arguments;
  const unsigned argument_percent = static_cast<unsigned>(random_.Below(4) * 20);
  for (const Setting& setting : settings_) {
    if (!random_.Chance(argument_percent)) {
      in_file.push_back(setting);
      continue;
    }
    in_arguments.push_back(setting);
    const TypedKey* typed = FindKey(process_, setting.key);
    if (typed != nullptr && random_.Chance(10)) {  // in both, with different values
      in_file.push_back({setting.key, GoodValue(random_, typed->type)});
    }
  }
  MakeFiles(in_file);
  made_.subject.arguments = RenderArguments(random_, in_arguments);
}

/// Totals that would be noticed if the wrong file were read.
std::vector<Setting> Maker::DecoySettings() {
  return {{Key("memory.process.size"), SpellSize(random_, AnySize(random_))},
          {Key("memory.jvm-metaspace.size"), SpellSize(random_, SmallSize(random_))}};
}

void Maker::MakeFiles(const std::vector<Setting>& in_file) {
  ResolverCase& subject = made_.subject;
  const bool reads_legacy = release_.Has(Trait::kLegacyConfigFile);
  const bool reads_standard = release_.Has(Trait::kStandardConfigFile);
  const bool use_legacy = reads_legacy && (!reads_standard || random_.Chance(45));
  if (use_legacy) {
    subject.legacy_file = RenderLegacyFile(random_, in_file);
    if (random_.Chance(12)) subject.standard_file = RenderStandardFile(random_, DecoySettings());
    return;
  }
  subject.standard_file = RenderStandardFile(random_, in_file);
  if (!reads_legacy && random_.Chance(12)) {
    subject.legacy_file = RenderLegacyFile(random_, DecoySettings());
  }
}

}  // namespace

GeneratedCase GenerateCase(const Release& release, std::uint64_t seed, std::uint64_t number) {
  return Maker(release, seed, number).Make();
}

}  // namespace flink_launcher
