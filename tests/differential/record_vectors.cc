// Records real Flink's answers to a fixed, well-spread set of random configurations, as JSON lines
// on stdout: first a line that names the release, then a vector each.
// tests/resolver/vectors_test.cc replays them without Java.

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "resolver/release.h"
#include "tests/differential/config_generator.h"
#include "tests/differential/coverage.h"
#include "tests/differential/flink_memory.h"
#include "tests/differential/program.h"

namespace flink_launcher {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint64_t kSeed = 20261122;
constexpr std::uint64_t kCandidates = 6000;
constexpr std::size_t kVectors = 160;
constexpr std::size_t kAccepted = 70;

struct Candidate {
  GeneratedCase made;
  FlinkAnswer answer;
};

Json ToJson(const Candidate& candidate) {
  const ResolverCase& subject = candidate.made.subject;
  Json vector;
  vector["process"] = subject.process == Process::kTaskManager ? "TM" : "JM";
  if (subject.heap_variable) vector["heap_variable"] = *subject.heap_variable;
  if (subject.legacy_file) vector["legacy_file"] = *subject.legacy_file;
  if (subject.standard_file) vector["standard_file"] = *subject.standard_file;
  vector["arguments"] = subject.arguments;
  vector["accepted"] = candidate.answer.accepted;
  if (candidate.answer.accepted) {
    vector["jvm_parameters"] = candidate.answer.jvm_parameters;
    vector["dynamic_parameters"] = candidate.answer.dynamic_parameters;
  } else {
    vector["failure"] = candidate.answer.failure;
  }
  return vector;
}

/// The line of a vector; nothing where it has bytes that are not UTF-8, which JSON cannot hold.
std::optional<std::string> ToLine(const Candidate& candidate) {
  try {
    return ToJson(candidate).dump() + "\n";
  } catch (const nlohmann::json::type_error&) {
    return std::nullopt;
  }
}

/// The kind of an answer without the keys that it is about.
std::string BroadKind(const Candidate& candidate) {
  const std::string kind = KindOf(candidate.made, candidate.answer);
  return kind.substr(0, kind.find(" ["));
}

/// Up to `count` lines, taken in turn from each kind of answer, so that rare kinds are in.
std::vector<std::string> Spread(const std::vector<Candidate>& candidates, bool accepted,
                                std::size_t count) {
  std::map<std::string, std::vector<const Candidate*>> kinds;
  for (const Candidate& candidate : candidates) {
    if (candidate.answer.accepted != accepted) continue;
    kinds[BroadKind(candidate)].push_back(&candidate);
  }
  std::vector<std::string> lines;
  bool found = true;
  for (std::size_t round = 0; found && lines.size() < count; ++round) {
    found = false;
    for (const auto& [kind, members] : kinds) {
      if (round >= members.size() || lines.size() >= count) continue;
      found = true;
      if (std::optional<std::string> line = ToLine(*members[round])) lines.push_back(*line);
    }
  }
  return lines;
}

Result<std::vector<Candidate>> AskCandidates(Oracle& oracle, const Release& release) {
  std::vector<Candidate> candidates;
  std::vector<ResolverCase> subjects;
  for (std::uint64_t number = 0; number < kCandidates; ++number) {
    candidates.push_back({GenerateCase(release, kSeed, number), {}});
    subjects.push_back(candidates.back().made.subject);
  }
  Result<std::vector<FlinkAnswer>> answers = AskMemory(oracle, subjects);
  if (!answers) return answers.error();
  for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].answer = (*answers)[i];
  return candidates;
}

int Main(const std::string& flink_home, const std::string& java) {
  Result<Oracle> oracle = Oracle::Start({.flink_home = flink_home, .java = java});
  if (!oracle) return Fail(oracle.error());
  const Result<Release> release = Release::Parse(oracle->FlinkVersion());
  if (!release) return Fail(release.error());
  const Result<std::vector<Candidate>> candidates = AskCandidates(*oracle, *release);
  if (!candidates) return Fail(candidates.error());
  const Json head = {{"flink", release->version}, {"java", oracle->JavaVersion()}, {"seed", kSeed}};
  Print(head.dump() + "\n");
  for (const std::string& line : Spread(*candidates, true, kAccepted)) Print(line);
  for (const std::string& line : Spread(*candidates, false, kVectors - kAccepted)) Print(line);
  return 0;
}

}  // namespace
}  // namespace flink_launcher

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fputs("usage: record_vectors FLINK_HOME [JAVA]\n", stderr);
    return flink_launcher::kBadUsage;
  }
  return flink_launcher::Main(argv[1], argc == 3 ? argv[2] : "java");
}
