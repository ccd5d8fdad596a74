#include "tests/differential/oracle.h"

#include <algorithm>
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/io.hpp>
#include <boost/process/pipe.hpp>
#include <boost/process/search_path.hpp>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <thread>
#include <utility>

namespace flink_launcher {
namespace {

namespace bp = boost::process;
namespace fs = std::filesystem;

std::string Escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '\t':
        escaped += "\\t";
        break;
      case '\n':
        escaped += "\\n";
        break;
      case '\r':
        escaped += "\\r";
        break;
      case '\\':
        escaped += "\\\\";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string Unescape(std::string_view field) {
  std::string text;
  for (std::size_t i = 0; i < field.size(); ++i) {
    char c = field[i];
    if (c == '\\' && i + 1 < field.size()) {
      const char kind = field[++i];
      c = kind == 't' ? '\t' : kind == 'n' ? '\n' : kind == 'r' ? '\r' : kind;
    }
    text += c;
  }
  return text;
}

std::string ToLine(const OracleFields& fields) {
  std::string line;
  for (const std::string& field : fields) line += (line.empty() ? "" : "\t") + Escape(field);
  return line + '\n';
}

OracleFields ParseLine(std::string_view line) {
  OracleFields fields;
  while (true) {
    const auto tab = line.find('\t');
    fields.push_back(Unescape(line.substr(0, tab)));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

Error OracleError(std::string what, const std::string& where) {
  return Error{.code = ErrorCode::kInternal, .what = std::move(what), .where = Origin::File(where)};
}

std::optional<fs::path> FindDistJar(const fs::path& lib) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(lib, ignored)) {
    if (entry.path().filename().string().starts_with("flink-dist")) return entry.path();
  }
  return std::nullopt;
}

/// "2.3.0" from flink-dist-2.3.0.jar or flink-dist_2.12-2.3.0.jar.
std::string VersionOf(const fs::path& dist_jar) {
  const std::string stem = dist_jar.stem().string();
  return stem.substr(stem.rfind('-') + 1);
}

/// A new empty folder of our own, or nothing.
std::optional<fs::path> MakeFolder() {
  const fs::path base = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
  std::string name = (base / "flink-oracle-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) return std::nullopt;
  return name;
}

boost::filesystem::path FindJava(const std::string& java) {
  const bool is_path = java.find('/') != std::string::npos;
  return is_path ? boost::filesystem::path(java) : bp::search_path(java);
}

/// The arguments that make a java compile the sources into `classes`.
std::vector<std::string> CompileArguments(const fs::path& sources, const fs::path& classes) {
  std::vector<std::string> arguments = {"-XX:TieredStopAtLevel=1", "--module",
                                        "jdk.compiler/com.sun.tools.javac.Main", "-d",
                                        classes.string()};
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(sources, ignored)) {
    if (entry.path().extension() == ".java") arguments.push_back(entry.path().string());
  }
  return arguments;
}

}  // namespace

bool SetOracleOption(OracleOptions& options, std::string_view name, const std::string& value) {
  if (name == "--jvm-flag") {
    options.jvm_flags.push_back(value);
    return true;
  }
  std::string* text = name == "--flink-home" ? &options.flink_home
                      : name == "--java"     ? &options.java
                      : name == "--oracle"   ? &options.sources
                                             : nullptr;
  if (text != nullptr) *text = value;
  return text != nullptr;
}

struct Oracle::State {
  fs::path folder;
  std::string flink_version;
  std::string java_version;
  bp::opstream questions;
  bp::ipstream answers;
  bp::child child;

  ~State() {
    questions.pipe().close();  // the JVM ends with its input
    std::error_code ignored;
    child.wait(ignored);
    fs::remove_all(folder, ignored);
  }
};

Oracle::Oracle(std::unique_ptr<State> state) : state_(std::move(state)) {}
Oracle::Oracle(Oracle&&) noexcept = default;
Oracle& Oracle::operator=(Oracle&&) noexcept = default;
Oracle::~Oracle() = default;

Result<Oracle> Oracle::Start(const OracleOptions& options) {
  const fs::path home = options.flink_home;
  const std::optional<fs::path> dist_jar = FindDistJar(home / "lib");
  if (!dist_jar) return OracleError("there is no flink-dist jar", (home / "lib").string());
  const std::optional<fs::path> folder = MakeFolder();
  if (!folder) return OracleError("cannot make a temporary folder", "");
  auto state = std::make_unique<State>();
  state->folder = *folder;
  state->flink_version = VersionOf(*dist_jar);

  const boost::filesystem::path java = FindJava(options.java);
  const fs::path classes = *folder / "classes";
  std::error_code failure;
  bp::child compiler(java, bp::args(CompileArguments(options.sources, classes)),
                     bp::std_in<bp::null, bp::std_out> stderr, failure);
  if (!failure) compiler.wait(failure);
  if (failure || compiler.exit_code() != 0) {
    return OracleError(options.java + " did not compile the oracle", options.sources);
  }
  std::vector<std::string> arguments = {"--add-opens", "java.base/java.util=ALL-UNNAMED",
                                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"};
  arguments.insert(arguments.end(), options.jvm_flags.begin(), options.jvm_flags.end());
  const std::string jars = (home / "bin/bash-java-utils.jar").string() + ":" + dist_jar->string();
  arguments.insert(arguments.end(),
                   {"-cp", classes.string() + ":" + jars, "Oracle", state->folder.string()});
  state->child = bp::child(java, bp::args(arguments),
                           bp::std_in<state->questions, bp::std_out> state->answers, failure);
  std::string greeting;
  if (failure || !std::getline(state->answers, greeting) || !greeting.starts_with("READY\t")) {
    return OracleError("the oracle's JVM did not start", options.java);
  }
  state->java_version = greeting.substr(greeting.find('\t') + 1);
  return Oracle(std::move(state));
}

Result<std::vector<OracleFields>> Oracle::Ask(std::span<const OracleFields> questions) {
  // Both pipes are small: one thread writes while this one reads.
  std::jthread writer([this, questions] {
    for (const OracleFields& question : questions) state_->questions << ToLine(question);
    state_->questions.flush();
  });
  std::vector<OracleFields> answers;
  std::string line;
  while (answers.size() < questions.size() && std::getline(state_->answers, line)) {
    answers.push_back(ParseLine(line));
  }
  if (answers.size() < questions.size()) {
    return OracleError("the oracle's JVM went away after " + std::to_string(answers.size()) +
                           " of " + std::to_string(questions.size()) + " answers",
                       state_->folder.string());
  }
  const auto broken = std::find_if(answers.begin(), answers.end(), [](const OracleFields& answer) {
    return answer.front() != "OK" && answer.front() != "ERROR";
  });
  if (broken != answers.end()) return OracleError("the oracle is broken: " + broken->back(), "");
  return answers;
}

const std::string& Oracle::JavaVersion() const { return state_->java_version; }
const std::string& Oracle::FlinkVersion() const { return state_->flink_version; }

}  // namespace flink_launcher
