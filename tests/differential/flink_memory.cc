#include "tests/differential/flink_memory.h"

#include <optional>
#include <string>
#include <utility>

namespace flink_launcher {
namespace {

std::string OptionalField(const std::optional<std::string>& text) {
  return text ? "=" + *text : "-";
}

OracleFields Question(const ResolverCase& subject) {
  OracleFields fields = {subject.process == Process::kTaskManager ? "TM" : "JM",
                         OptionalField(subject.heap_variable), OptionalField(subject.legacy_file),
                         OptionalField(subject.standard_file)};
  fields.insert(fields.end(), subject.arguments.begin(), subject.arguments.end());
  return fields;
}

FlinkAnswer ToAnswer(OracleFields fields) {
  if (fields.front() == "OK" && fields.size() == 3) {
    return FlinkAnswer{
        .accepted = true, .jvm_parameters = fields[1], .dynamic_parameters = fields[2]};
  }
  fields.erase(fields.begin());
  return FlinkAnswer{.failure = std::move(fields)};
}

}  // namespace

Result<std::vector<FlinkAnswer>> AskMemory(Oracle& oracle, std::span<const ResolverCase> cases) {
  std::vector<OracleFields> questions;
  questions.reserve(cases.size());
  for (const ResolverCase& subject : cases) questions.push_back(Question(subject));
  Result<std::vector<OracleFields>> answers = oracle.Ask(questions);
  if (!answers) return answers.error();
  std::vector<FlinkAnswer> parsed;
  parsed.reserve(answers->size());
  for (OracleFields& fields : *answers) parsed.push_back(ToAnswer(std::move(fields)));
  return parsed;
}

}  // namespace flink_launcher
