// Compares our reading of configuration with Flink's own on random input, and records Flink's
// answers to the hand-written odd documents. Exits with 1 on a difference.

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "differential/document_generator.h"
#include "differential/oracle.h"
#include "resolver/config_legacy.h"
#include "resolver/config_yaml.h"
#include "resolver/dynamic_properties.h"
#include "support/odd_documents.h"

namespace flink_launcher {
namespace {

constexpr const char* kUsage =
    "usage: yaml_differential --oracle YamlOracle.java --flink-dist JAR... [--java JAVA]\n"
    "         [--mode yaml|legacy|arguments|list] [--seed N] [--count N] [--keep-going N]\n"
    "         [--jvm-flag FLAG...] [--file DOCUMENT | --record ODD_DOCUMENTS.tsv]\n";

struct Settings {
  Oracle::Options oracle;
  std::string mode = "yaml";
  std::uint64_t seed = std::random_device()();
  int count = 20000;
  int keep_going = 1;  // stop at this many differences
  std::string file;
  std::string record;
};

bool ReadArguments(int argc, char** argv, Settings& settings) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string flag = argv[i];
    const std::string value = argv[i + 1];
    if (flag == "--flink-dist") {
      settings.oracle.class_path.push_back(value);
    } else if (flag == "--oracle") {
      settings.oracle.source = value;
    } else if (flag == "--java") {
      settings.oracle.java = value;
    } else if (flag == "--jvm-flag") {
      settings.oracle.jvm_flags.push_back(value);
    } else if (flag == "--mode") {
      settings.mode = value;
    } else if (flag == "--seed") {
      settings.seed = std::stoull(value);
    } else if (flag == "--count") {
      settings.count = std::stoi(value);
    } else if (flag == "--keep-going") {
      settings.keep_going = std::stoi(value);
    } else if (flag == "--file") {
      settings.file = value;
    } else if (flag == "--record") {
      settings.record = value;
    } else {
      return false;
    }
  }
  return argc % 2 == 1 && !settings.oracle.source.empty() && !settings.oracle.class_path.empty();
}

Answer Rejection(const Error& error) {
  return {false, {}, error.where.Text() + ": " + error.what + "\n" + error.why};
}

Answer FromConfig(const Config& config) {
  static const char* const kinds[] = {"string", "integer", "float", "boolean"};
  Answer answer{true, {}, ""};
  for (const ConfigEntry& entry : config.entries()) {
    answer.entries.push_back(
        {entry.key, kinds[static_cast<int>(entry.value.kind)], entry.value.text});
  }
  // Java compares UTF-16 units, but the order only has to be the same on both sides.
  std::sort(answer.entries.begin(), answer.entries.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
  return answer;
}

Answer Ours(const std::string& mode, const std::string& text) {
  if (mode == "legacy") return FromConfig(ParseLegacyConfig(text, "f").config);
  if (mode == "list") {
    const auto elements = ParseYamlOrLegacyList(text);
    if (!elements) return Rejection(elements.error());
    Answer answer{true, {}, ""};
    for (const std::string& element : *elements)
      answer.entries.push_back({"element", "string", element});
    return answer;
  }
  const Result<Config> config = ParseStandardYaml(text, "f");
  return config ? FromConfig(*config) : Rejection(config.error());
}

Answer OursOfArguments(const std::vector<std::string>& arguments) {
  const Result<Config> config = ParseDynamicProperties(arguments);
  return config ? FromConfig(*config) : Rejection(config.error());
}

void Sort(Answer& answer) {
  std::sort(answer.entries.begin(), answer.entries.end(),
            [](const auto& a, const auto& b) { return a.key < b.key; });
}

class Comparison {
 public:
  explicit Comparison(const Settings& settings)
      : settings_(settings), oracle_(settings.oracle), folder_(MakeFolder()) {}
  ~Comparison() { std::filesystem::remove_all(folder_); }
  Comparison(const Comparison&) = delete;
  Comparison& operator=(const Comparison&) = delete;

  Answer Flinks(const std::string& mode, const std::string& text) {
    if (mode == "list") return oracle_.List(text);
    const std::string path = folder_ / "config.yaml";
    std::ofstream(path, std::ios::binary) << text;
    Answer answer = mode == "legacy" ? oracle_.Legacy(path) : oracle_.Yaml(path);
    Sort(answer);
    return answer;
  }

  /// Returns the number of differences.
  int Run() {
    std::cout << "mode " << settings_.mode << ", seed " << settings_.seed << ", " << settings_.count
              << " inputs" << std::endl;
    DocumentGenerator generator(settings_.seed);
    for (int i = 0; i < settings_.count && differences_ < settings_.keep_going; ++i) {
      if (settings_.mode == "arguments") {
        CompareArguments(generator.Arguments());
      } else if (settings_.mode == "legacy") {
        CompareText(generator.Legacy());
      } else if (settings_.mode == "list") {
        CompareText(generator.List());
      } else {
        CompareText(generator.Yaml());
      }
    }
    std::cout << compared_ << " compared, " << accepted_ << " accepted by Flink, " << differences_
              << " differences" << std::endl;
    return differences_;
  }

  void CompareText(const std::string& text) {
    Report(text, Flinks(settings_.mode, text), Ours(settings_.mode, text));
  }

 private:
  static std::filesystem::path MakeFolder() {
    std::string name = std::filesystem::temp_directory_path() / "yaml_differential.XXXXXX";
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    return name;
  }

  void CompareArguments(const std::vector<std::string>& arguments) {
    std::string shown;
    for (const std::string& argument : arguments) shown += "<" + argument + "> ";
    Answer flinks = oracle_.Arguments(arguments);
    Sort(flinks);
    Report(shown, flinks, OursOfArguments(arguments));
  }

  void Report(const std::string& input, const Answer& flinks, const Answer& ours) {
    ++compared_;
    accepted_ += flinks.accepted ? 1 : 0;
    if (flinks.Agrees(ours)) return;
    ++differences_;
    std::cout << "==== difference " << differences_ << "\n"
              << EscapeLine(input) << "\n---- input\n"
              << input << "\n---- Flink\n"
              << flinks.Text() << "---- ours\n"
              << ours.Text();
  }

  const Settings& settings_;
  Oracle oracle_;
  std::filesystem::path folder_;
  int compared_ = 0;
  int accepted_ = 0;
  int differences_ = 0;
};

/// Fills in Flink's answers; returns the number of differences to ours.
int Record(const Settings& settings, Comparison& comparison) {
  std::vector<OddDocument> documents = ReadOddDocuments(settings.record);
  int differences = 0;
  for (OddDocument& document : documents) {
    const Answer flinks = comparison.Flinks("yaml", document.text);
    document.answer = AnswerText(flinks);
    if (flinks.Agrees(Ours("yaml", document.text))) continue;
    ++differences;
    std::cout << document.name << ": Flink " << flinks.Text() << "  ours "
              << Ours("yaml", document.text).Text();
  }
  WriteOddDocuments(settings.record, documents);
  std::cout << documents.size() << " documents, " << differences << " differences\n";
  return differences;
}

int Main(int argc, char** argv) {
  Settings settings;
  if (!ReadArguments(argc, argv, settings)) {
    std::cerr << kUsage;
    return 2;
  }
  Comparison comparison(settings);
  if (!settings.record.empty()) return Record(settings, comparison) == 0 ? 0 : 1;
  if (!settings.file.empty()) {
    std::ostringstream text;
    text << std::ifstream(settings.file, std::ios::binary).rdbuf();
    std::cout << "---- Flink\n"
              << comparison.Flinks(settings.mode, text.str()).Text() << "---- ours\n"
              << Ours(settings.mode, text.str()).Text();
    return 0;
  }
  return comparison.Run() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace flink_launcher

int main(int argc, char** argv) {
  try {
    return flink_launcher::Main(argc, argv);
  } catch (const std::exception& failure) {
    std::cerr << "yaml_differential: " << failure.what() << "\n";
    return 2;
  }
}
