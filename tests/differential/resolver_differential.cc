// Compares our resolver with real Flink on random configurations. Prints every difference as a case
// that can be done by hand, then what was covered; exits with 1 where there is a difference.

#include <chrono>
#include <cstdint>
#include <future>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/release.h"
#include "tests/differential/config_generator.h"
#include "tests/differential/coverage.h"
#include "tests/differential/flink_memory.h"
#include "tests/differential/program.h"
#include "tests/differential/run_resolver.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kUsage = "usage: resolver_differential --flink-home DIR [OPTION]...\n";
constexpr std::string_view kOptions =
    "  --count N        how many cases (default: 2000)\n"
    "  --seed S         of the random cases (default: a fresh one, printed)\n"
    "  --only N         only case number N of the seed, in full\n"
    "  --max-shown N    print at most N differences (default: 20)\n"
    "  --verbose        print every case\n"
    "  --coverage       print how often each branch and rejection was met\n";
constexpr std::uint64_t kBatch = 1000;

struct Options {
  OracleOptions oracle;
  std::uint64_t count = 2000;
  std::uint64_t seed = std::random_device()();
  std::optional<std::uint64_t> only;
  std::uint64_t max_shown = 20;
  bool verbose = false;
  bool coverage = false;
};

/// Sets the option `name` that takes `value`; false where there is none such.
bool SetOption(Options& options, std::string_view name, const std::string& value) {
  if (SetOracleOption(options.oracle, name, value)) return true;
  const std::optional<std::uint64_t> number = ParseNumber(value);
  if (!number) return false;
  if (name == "--count") options.count = *number;
  if (name == "--seed") options.seed = *number;
  if (name == "--only") options.only = *number;
  if (name == "--max-shown") options.max_shown = *number;
  return name == "--count" || name == "--seed" || name == "--only" || name == "--max-shown";
}

std::optional<Options> ParseOptions(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--verbose") {
      options.verbose = true;
    } else if (arguments[i] == "--coverage") {
      options.coverage = true;
    } else if (i + 1 >= arguments.size() || !SetOption(options, arguments[i], arguments[i + 1])) {
      return std::nullopt;
    } else {
      ++i;
    }
  }
  if (options.oracle.flink_home.empty()) return std::nullopt;
  return options;
}

class Differential {
 public:
  Differential(const Options& options, Oracle oracle, Release release)
      : options_(options), oracle_(std::move(oracle)), release_(std::move(release)) {}

  /// Compares the cases from `first` up to `end`. Fails where the oracle is lost.
  Result<void> Run(std::uint64_t first, std::uint64_t end) {
    for (std::uint64_t start = first; start < end; start += kBatch) {
      if (Result<void> done = RunBatch(start, std::min(start + kBatch, end)); !done) return done;
    }
    return {};
  }
  std::uint64_t Differing() const { return differing_; }
  const Coverage& Covered() const { return coverage_; }

 private:
  Result<void> RunBatch(std::uint64_t first, std::uint64_t end) {
    std::vector<GeneratedCase> made;
    std::vector<ResolverCase> subjects;
    for (std::uint64_t number = first; number < end; ++number) {
      made.push_back(GenerateCase(release_, options_.seed, number));
      subjects.push_back(made.back().subject);
    }
    auto asked = std::async(std::launch::async, [&] { return AskMemory(oracle_, subjects); });
    std::vector<OurAnswer> ours;
    ours.reserve(subjects.size());
    for (const ResolverCase& subject : subjects) ours.push_back(RunResolver(subject, release_));
    const Result<std::vector<FlinkAnswer>> flink = asked.get();
    if (!flink) return flink.error();
    for (std::size_t i = 0; i < made.size(); ++i) {
      Compare(first + i, made[i], (*flink)[i], ours[i]);
    }
    return {};
  }

  void Compare(std::uint64_t number, const GeneratedCase& made, const FlinkAnswer& flink,
               const OurAnswer& ours) {
    coverage_.Add(made, flink);
    const std::vector<std::string> differences = Differences(flink, ours);
    if (!differences.empty()) ++differing_;
    const bool show = !differences.empty() && differing_ <= options_.max_shown;
    if (!show && !options_.verbose && !options_.only) return;
    Print("---- case " + std::to_string(number) + " of seed " + std::to_string(options_.seed) +
          ", Flink " + release_.version + " (" + made.intent + ")\n");
    for (const std::string& difference : differences) Print("DIFFERENT: " + difference + "\n");
    Print(Describe(made.subject) + Describe(flink) + Describe(ours));
  }

  const Options& options_;
  Oracle oracle_;
  Release release_;
  Coverage coverage_;
  std::uint64_t differing_ = 0;
};

int Main(const std::vector<std::string>& arguments) {
  const std::optional<Options> options = ParseOptions(arguments);
  if (!options) {
    Print(std::string(kUsage).append(kOracleUsage).append(kOptions));
    return kBadUsage;
  }
  Result<Oracle> oracle = Oracle::Start(options->oracle);
  if (!oracle) return Fail(oracle.error());
  const Result<Release> release = Release::Parse(oracle->FlinkVersion());
  if (!release) return Fail(release.error());
  Print("Flink " + release->version + " on Java " + oracle->JavaVersion() + ", seed " +
        std::to_string(options->seed) + "\n");
  const auto start = std::chrono::steady_clock::now();
  Differential differential(*options, std::move(*oracle), *release);
  const std::uint64_t first = options->only.value_or(0);
  const Result<void> done =
      differential.Run(first, options->only ? first + 1 : first + options->count);
  if (!done) return Fail(done.error());
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  if (options->coverage) Print(differential.Covered().Report());
  Print("Flink " + release->version + ": " + std::to_string(differential.Covered().Total()) +
        " cases, " + std::to_string(differential.Covered().Accepted()) + " accepted, " +
        std::to_string(differential.Differing()) + " differ, " +
        std::to_string(static_cast<int>(elapsed.count() * 1000)) + " ms\n");
  return differential.Differing() == 0 ? 0 : kDiffers;
}

}  // namespace
}  // namespace flink_launcher

int main(int argc, char** argv) {
  return flink_launcher::Main(std::vector<std::string>(argv + 1, argv + argc));
}
