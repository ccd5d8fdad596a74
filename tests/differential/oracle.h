#pragma once
// A long-lived JVM that answers with Flink's own code how it reads a configuration; see
// tests/oracle/YamlOracle.java.

#include <memory>
#include <string>
#include <vector>

namespace flink_launcher {

/// Flink's reading of one input, or ours in the same form.
struct Answer {
  struct Entry {
    std::string key;
    std::string kind;  // "string", "integer", "float", "boolean"
    std::string text;
    friend bool operator==(const Entry&, const Entry&) = default;
  };
  bool accepted = false;
  std::vector<Entry> entries;  // by key; a list's elements in their order
  std::string message;         // of a rejection; not compared

  std::string Text() const;
  /// Equal as far as a user notices: the words of a rejection may differ.
  bool Agrees(const Answer& other) const {
    return accepted == other.accepted && entries == other.entries;
  }
};

class Oracle {
 public:
  struct Options {
    std::string java = "java";
    std::string source;  // YamlOracle.java
    std::vector<std::string> class_path;
    std::vector<std::string> jvm_flags;
  };
  explicit Oracle(const Options& options);
  ~Oracle();
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  Answer Yaml(const std::string& path);
  Answer Legacy(const std::string& path);
  Answer Arguments(const std::vector<std::string>& arguments);
  Answer List(const std::string& text);

 private:
  Answer Ask(const std::string& request);

  struct Process;
  std::unique_ptr<Process> process_;
};

}  // namespace flink_launcher
