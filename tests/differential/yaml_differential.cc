// Compares our reading of configuration with Flink's own on random input, and records Flink's
// answers to the hand-written odd documents. Exits with 1 on a difference.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/differential/config_reading.h"
#include "tests/differential/document_generator.h"
#include "tests/differential/program.h"
#include "tests/support/odd_documents.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kUsage = "usage: yaml_differential --flink-home DIR [OPTION]...\n";
constexpr std::string_view kOptions =
    "  --mode MODE      what is read: yaml (default), list, legacy or arguments\n"
    "  --count N        how many inputs (default: 20000)\n"
    "  --seed S         of the random inputs (default: a fresh one, printed)\n"
    "  --keep-going N   stop after N differences (default: 1)\n"
    "  --file FILE      only print both readings of this one\n"
    "  --record TSV     write Flink's answers into the file of odd documents\n";
constexpr std::uint64_t kBatch = 500;

struct Options {
  OracleOptions oracle;
  ReadingMode mode = ReadingMode::kYaml;
  std::uint64_t count = 20000;
  std::uint64_t seed = std::random_device()();
  std::uint64_t keep_going = 1;
  std::string file;
  std::string record;
};

/// Sets the option `name` to `value`; false where there is none such.
bool SetOption(Options& options, std::string_view name, const std::string& value) {
  if (name == "--mode") {
    const std::optional<ReadingMode> mode = ParseReadingMode(value);
    if (mode) options.mode = *mode;
    return mode.has_value();
  }
  if (name == "--file" || name == "--record") {
    (name == "--file" ? options.file : options.record) = value;
    return true;
  }
  std::uint64_t* number = name == "--count"        ? &options.count
                          : name == "--seed"       ? &options.seed
                          : name == "--keep-going" ? &options.keep_going
                                                   : nullptr;
  if (number == nullptr) return SetOracleOption(options.oracle, name, value);
  const std::optional<std::uint64_t> parsed = ParseNumber(value);
  if (parsed) *number = *parsed;
  return parsed.has_value();
}

std::optional<Options> ParseOptions(const std::vector<std::string>& arguments) {
  Options options;
  for (std::size_t i = 0; i < arguments.size(); i += 2) {
    if (i + 1 == arguments.size() || !SetOption(options, arguments[i], arguments[i + 1])) {
      return std::nullopt;
    }
  }
  if (options.oracle.flink_home.empty()) return std::nullopt;
  return options;
}

ReadingInput Generate(DocumentGenerator& generator, ReadingMode mode) {
  switch (mode) {
    case ReadingMode::kArguments:
      return generator.Arguments();
    case ReadingMode::kLegacy:
      return {generator.Legacy()};
    case ReadingMode::kList:
      return {generator.List()};
    case ReadingMode::kYaml:
      break;
  }
  return {generator.Yaml()};
}

class Comparison {
 public:
  Comparison(const Options& options, Oracle oracle)
      : options_(options),
        oracle_(std::move(oracle)),
        long_doubles_(std::atoi(oracle_.JavaVersion().c_str()) < 19) {}

  /// Compares random inputs, up to the number of differences that is borne. Fails where the oracle
  /// is lost.
  Result<void> Run() {
    DocumentGenerator generator(options_.seed);
    for (std::uint64_t made = 0; made < options_.count && !Enough();) {
      std::vector<ReadingInput> inputs;
      for (; made < options_.count && inputs.size() < kBatch; ++made) {
        inputs.push_back(Generate(generator, options_.mode));
      }
      if (Result<void> done = RunBatch(inputs); !done) return done;
    }
    Print(std::string(NameOf(options_.mode)) + ", Flink " + oracle_.FlinkVersion() + " on Java " +
          oracle_.JavaVersion() + ": " + std::to_string(compared_) + " inputs, " +
          std::to_string(accepted_) + " accepted, " + std::to_string(differing_) + " differ\n");
    return {};
  }

  /// Flink's reading of one text.
  Result<Reading> Ask(const std::string& text) {
    const std::vector<ReadingInput> inputs = {{text}};
    Result<std::vector<Reading>> readings = AskReadings(oracle_, options_.mode, inputs);
    if (!readings) return readings.error();
    return std::move(readings->front());
  }

  std::uint64_t Differing() const { return differing_; }

 private:
  bool Enough() const { return differing_ >= options_.keep_going; }

  Result<void> RunBatch(const std::vector<ReadingInput>& inputs) {
    auto asked =
        std::async(std::launch::async, [&] { return AskReadings(oracle_, options_.mode, inputs); });
    std::vector<Reading> ours;
    ours.reserve(inputs.size());
    for (const ReadingInput& input : inputs) ours.push_back(OurReading(options_.mode, input));
    const Result<std::vector<Reading>> flinks = asked.get();
    if (!flinks) return flinks.error();
    for (std::size_t i = 0; i < inputs.size() && !Enough(); ++i) {
      Compare(inputs[i], (*flinks)[i], ours[i]);
    }
    return {};
  }

  void Compare(const ReadingInput& input, const Reading& flinks, const Reading& ours) {
    ++compared_;
    if (flinks.accepted) ++accepted_;
    if (flinks.Agrees(ours)) return;
    if (long_doubles_ && WithShortestDoubles(flinks).Agrees(ours)) return;
    ++differing_;
    Print("==== difference " + std::to_string(differing_) + "\n");
    for (const std::string& text : input) Print(EscapeLine(text) + "\n");
    Print("---- input\n");
    for (const std::string& text : input) Print(text + "\n");
    Print("---- Flink\n" + flinks.Text() + "---- ours\n" + ours.Text());
  }

  const Options& options_;
  Oracle oracle_;
  bool long_doubles_;  // of the oracle's Java: see WithShortestDoubles
  std::uint64_t compared_ = 0;
  std::uint64_t accepted_ = 0;
  std::uint64_t differing_ = 0;
};

/// Fills in Flink's answers to the odd documents; says where ours differ.
Result<std::uint64_t> Record(const std::string& path, Comparison& comparison) {
  std::vector<OddDocument> documents = ReadOddDocuments(path);
  std::uint64_t differing = 0;
  for (OddDocument& document : documents) {
    const Result<Reading> flinks = comparison.Ask(document.text);
    if (!flinks) return flinks.error();
    document.answer = AnswerText(*flinks);
    const Reading ours = OurReading(ReadingMode::kYaml, {document.text});
    if (flinks->Agrees(ours)) continue;
    ++differing;
    Print(document.name + ": Flink " + flinks->Text() + "  ours " + ours.Text());
  }
  WriteOddDocuments(path, documents);
  Print(std::to_string(documents.size()) + " documents, " + std::to_string(differing) +
        " differ\n");
  return differing;
}

int PrintReadings(const Options& options, Comparison& comparison) {
  std::ifstream file(options.file, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const Result<Reading> flinks = comparison.Ask(text);
  if (!flinks) return Fail(flinks.error());
  Print("---- Flink\n" + flinks->Text() + "---- ours\n" + OurReading(options.mode, {text}).Text());
  return 0;
}

int Main(const std::vector<std::string>& arguments) {
  const std::optional<Options> options = ParseOptions(arguments);
  if (!options) {
    Print(std::string(kUsage).append(kOracleUsage).append(kOptions));
    return kBadUsage;
  }
  Result<Oracle> oracle = Oracle::Start(options->oracle);
  if (!oracle) return Fail(oracle.error());
  Comparison comparison(*options, std::move(*oracle));
  if (!options->file.empty()) return PrintReadings(*options, comparison);
  if (!options->record.empty()) {
    const Result<std::uint64_t> differing = Record(options->record, comparison);
    if (!differing) return Fail(differing.error());
    return *differing == 0 ? 0 : kDiffers;
  }
  Print("seed " + std::to_string(options->seed) + "\n");
  if (const Result<void> done = comparison.Run(); !done) return Fail(done.error());
  return comparison.Differing() == 0 ? 0 : kDiffers;
}

}  // namespace
}  // namespace flink_launcher

int main(int argc, char** argv) {
  return flink_launcher::Main(std::vector<std::string>(argv + 1, argv + argc));
}
