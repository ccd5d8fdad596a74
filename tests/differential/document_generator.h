#pragma once
// Random inputs for the differential tests: YAML documents that are mostly valid, the same with
// random damage, lines of a flink-conf.yaml, command lines.

#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace flink_launcher {

class DocumentGenerator {
 public:
  explicit DocumentGenerator(std::uint64_t seed) : random_(seed) {}

  /// A YAML document; two in five are mutated.
  std::string Yaml();
  /// A flink-conf.yaml of up to eight lines.
  std::string Legacy();
  /// Up to six arguments around -D.
  std::vector<std::string> Arguments();
  /// A list value, in YAML or with semicolons.
  std::string List();

 private:
  std::size_t Below(std::size_t bound);
  bool Chance(int percent) { return Below(100) < static_cast<std::size_t>(percent); }
  template <typename T>
  const T& Pick(const std::vector<T>& choices) {
    return choices[Below(choices.size())];
  }

  std::string Key();
  std::string PlainValue();
  std::string Quoted();
  std::string BlockScalar(int indent);
  std::string Flow(int depth);
  std::string FlowEntry(int depth);
  std::string Properties();
  std::string Gap() { return Chance(95) ? " " : Pick<std::string>({"  ", "   ", "\t", " \t"}); }
  std::string LineEnd();
  void Mapping(std::string& out, int indent, int depth);
  void Sequence(std::string& out, int indent, int depth);
  void Value(std::string& out, int indent, int depth);
  void Mutate(std::string& text);

  std::mt19937_64 random_;
  int anchors_ = 0;
};

}  // namespace flink_launcher
