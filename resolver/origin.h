#pragma once
// Origin: where a value came from, so that every message and every report can name it.

#include <string>

namespace flink_launcher {

struct Origin {
  enum class Kind {
    kNone,         // unknown, or not a value's place
    kDefault,      // name = release line, "2.3"
    kFile,         // name = path as it was opened; line and column count from 1, 0 = the whole file
    kCommandLine,  // name = the flag, "-D" or "--flink-home"
    kEnvironment,  // name = the variable
    kComputed,     // name = what computed it, "resolver"
  };
  Kind kind = Kind::kNone;
  std::string name;
  int line = 0;
  int column = 0;

  static Origin Default(std::string release) { return {Kind::kDefault, std::move(release), 0, 0}; }
  static Origin File(std::string path, int line = 0, int column = 0) {
    return {Kind::kFile, std::move(path), line, column};
  }
  static Origin CommandLine(std::string flag) {
    return {Kind::kCommandLine, std::move(flag), 0, 0};
  }
  static Origin Environment(std::string variable) {
    return {Kind::kEnvironment, std::move(variable), 0, 0};
  }

  /// For errors: "conf/config.yaml:12:3", "-D", "FLINK_TM_HEAP", "default of 2.3"; "" for kNone.
  std::string Text() const;
  /// For tables: as Text(), but a file stands with its base name and line only: "config.yaml:12".
  std::string ShortText() const;

  friend bool operator==(const Origin&, const Origin&) = default;
};

}  // namespace flink_launcher
