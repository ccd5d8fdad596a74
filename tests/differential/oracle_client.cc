#include "tests/differential/oracle_client.h"

#include <algorithm>
#include <boost/process/args.hpp>
#include <boost/process/child.hpp>
#include <boost/process/io.hpp>
#include <boost/process/pipe.hpp>
#include <boost/process/search_path.hpp>
#include <boost/process/start_dir.hpp>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
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

std::string OptionalField(const std::optional<std::string>& text) {
  return text ? "\t=" + Escape(*text) : "\t-";
}

std::string RequestLine(const ResolverCase& subject) {
  std::string line = subject.process == Process::kTaskManager ? "TM" : "JM";
  line += OptionalField(subject.heap_variable);
  line += OptionalField(subject.legacy_file);
  line += OptionalField(subject.standard_file);
  for (const std::string& argument : subject.arguments) line += '\t' + Escape(argument);
  return line + '\n';
}

FlinkAnswer ParseAnswer(std::string_view line) {
  std::vector<std::string> fields;
  while (true) {
    const auto tab = line.find('\t');
    fields.push_back(Unescape(line.substr(0, tab)));
    if (tab == std::string_view::npos) break;
    line.remove_prefix(tab + 1);
  }
  if (fields.front() == "OK" && fields.size() == 3) {
    return FlinkAnswer{
        .accepted = true, .jvm_parameters = fields[1], .dynamic_parameters = fields[2]};
  }
  fields.erase(fields.begin());
  return FlinkAnswer{.failure = std::move(fields)};
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

}  // namespace

struct OracleClient::State {
  fs::path folder;
  std::string flink_version;
  std::string java_version;
  bp::opstream requests;
  bp::ipstream answers;
  bp::child child;

  ~State() {
    requests.pipe().close();  // the oracle ends with its input
    std::error_code ignored;
    child.wait(ignored);
    fs::remove_all(folder, ignored);
  }
};

OracleClient::OracleClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
OracleClient::OracleClient(OracleClient&&) noexcept = default;
OracleClient& OracleClient::operator=(OracleClient&&) noexcept = default;
OracleClient::~OracleClient() = default;

Result<OracleClient> OracleClient::Start(const OracleOptions& options) {
  const fs::path home = options.flink_home;
  const std::optional<fs::path> dist_jar = FindDistJar(home / "lib");
  if (!dist_jar) return OracleError("there is no flink-dist jar", (home / "lib").string());
  const std::optional<fs::path> folder = MakeFolder();
  if (!folder) return OracleError("cannot make a temporary folder", "");
  auto state = std::make_unique<State>();
  state->folder = *folder;
  state->flink_version = VersionOf(*dist_jar);
  const std::string classpath =
      (home / "bin" / "bash-java-utils.jar").string() + ":" + dist_jar->string();
  const bool is_path = options.java.find('/') != std::string::npos;
  const std::vector<std::string> arguments = {"--add-opens",
                                              "java.base/java.util=ALL-UNNAMED",
                                              "-Dfile.encoding=UTF-8",
                                              "-XX:+UseSerialGC",
                                              "-XX:TieredStopAtLevel=1",
                                              "-Xmx256m",
                                              "-cp",
                                              classpath,
                                              options.oracle_source,
                                              state->folder.string()};
  std::error_code failure;
  state->child = bp::child(
      is_path ? boost::filesystem::path(options.java) : bp::search_path(options.java),
      bp::args(arguments), bp::std_in<state->requests, bp::std_out> state->answers, failure);
  std::string greeting;
  if (failure || !std::getline(state->answers, greeting) || !greeting.starts_with("READY\t")) {
    return OracleError("the oracle's JVM did not start", options.java);
  }
  state->java_version = greeting.substr(greeting.find('\t') + 1);
  return OracleClient(std::move(state));
}

Result<std::vector<FlinkAnswer>> OracleClient::Ask(std::span<const ResolverCase> cases) {
  // Both pipes are small: one thread writes while this one reads.
  std::jthread writer([this, cases] {
    for (const ResolverCase& subject : cases) state_->requests << RequestLine(subject);
    state_->requests.flush();
  });
  std::vector<FlinkAnswer> answers;
  std::string line;
  while (answers.size() < cases.size() && std::getline(state_->answers, line)) {
    answers.push_back(ParseAnswer(line));
  }
  if (answers.size() < cases.size()) {
    return OracleError("the oracle's JVM went away after " + std::to_string(answers.size()) +
                           " of " + std::to_string(cases.size()) + " answers",
                       state_->folder.string());
  }
  return answers;
}

const std::string& OracleClient::JavaVersion() const { return state_->java_version; }
const std::string& OracleClient::FlinkVersion() const { return state_->flink_version; }

}  // namespace flink_launcher
