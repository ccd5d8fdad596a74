// fake_java: stands in for java in tests. It writes what it was started with (arguments,
// environment, working directory, descriptors, signals, session) as JSON to the file named by
// FAKE_JAVA_DUMP, where %p stands for its process number (the file is there at once and whole),
// says FAKE_JAVA_SAY, and exits with FAKE_JAVA_EXIT (else 0). With FAKE_JAVA_STAY it runs until a
// signal ends it, for ten minutes at most; if that is "stubborn", SIGTERM does not. It answers
// -version and -XshowSettings as a JVM does (FAKE_JAVA_SPEC_VERSION, else 17). With FAKE_JAVA_REAL,
// the helper calls of Flink's scripts go to that real java, so that a real script runs to its end;
// with FAKE_JAVA_CANNED they get a made-up answer at once.

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

extern char** environ;

namespace {

std::string EnvironmentOr(const char* name, std::string fallback) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::move(fallback) : value;
}

// Bytes that are not UTF-8 stay as they are: the reader decides.
std::string Quote(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escaped[8];
      std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
      quoted += escaped;
    } else {
      quoted += c;
    }
  }
  return quoted + "\"";
}

std::string Join(const std::vector<std::string>& items) {
  std::string joined;
  for (const std::string& item : items) joined += (joined.empty() ? "\n  " : ",\n  ") + item;
  return joined;
}

std::string ReadLink(const std::string& path) {
  char target[4096];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  return length < 0 ? "" : std::string(target, static_cast<std::size_t>(length));
}

std::vector<std::string> Descriptors() {
  std::vector<int> numbers;
  DIR* directory = opendir("/proc/self/fd");
  if (directory == nullptr) return {};
  while (const dirent* entry = readdir(directory)) {
    if (entry->d_name[0] == '.') continue;
    const int number = static_cast<int>(std::strtol(entry->d_name, nullptr, 10));
    if (number != dirfd(directory)) numbers.push_back(number);
  }
  std::sort(numbers.begin(), numbers.end());
  std::vector<std::string> items;
  for (const int number : numbers) {
    const std::string text = std::to_string(number);
    items.push_back(Quote(text) + ": " + Quote(ReadLink("/proc/self/fd/" + text)));
  }
  closedir(directory);
  return items;
}

std::vector<std::string> Signals(bool (*has)(int)) {
  std::vector<std::string> items;
  for (int number = 1; number < NSIG; ++number) {
    if (has(number)) items.push_back(std::to_string(number));
  }
  return items;
}

bool IsBlocked(int number) {
  sigset_t blocked;
  return sigprocmask(SIG_SETMASK, nullptr, &blocked) == 0 && sigismember(&blocked, number) == 1;
}

bool IsIgnored(int number) {
  struct sigaction action {};
  return sigaction(number, nullptr, &action) == 0 && action.sa_handler == SIG_IGN;
}

bool HasTerminal() {
  const int terminal = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC);
  if (terminal >= 0) close(terminal);
  return terminal >= 0;
}

mode_t Umask() {
  const mode_t mask = umask(0);
  umask(mask);
  return mask;
}

std::string Dump(int argc, char** argv) {
  std::vector<std::string> arguments;
  arguments.reserve(static_cast<std::size_t>(argc));
  for (int i = 0; i < argc; ++i) arguments.push_back(Quote(argv[i]));
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const char* equals = std::strchr(*variable, '=');
    if (equals == nullptr) continue;
    variables.push_back(
        Quote(std::string_view(*variable, static_cast<std::size_t>(equals - *variable))) + ": " +
        Quote(equals + 1));
  }
  std::sort(variables.begin(), variables.end());
  char directory[4096];
  return "{\"argv\": [" + Join(arguments) + "],\n\"environment\": {" + Join(variables) +
         "},\n\"directory\": " +
         Quote(getcwd(directory, sizeof directory) == nullptr ? "" : directory) +
         ",\n\"executable\": " + Quote(ReadLink("/proc/self/exe")) +
         ",\n\"pid\": " + std::to_string(getpid()) +
         ",\n\"session\": " + std::to_string(getsid(0)) +
         ",\n\"has_terminal\": " + (HasTerminal() ? "true" : "false") +
         ",\n\"umask\": " + std::to_string(Umask()) + ",\n\"descriptors\": {" +
         Join(Descriptors()) + "},\n\"blocked_signals\": [" + Join(Signals(IsBlocked)) +
         "],\n\"ignored_signals\": [" + Join(Signals(IsIgnored)) + "]}\n";
}

void PrintSettings() {
  const std::string version = EnvironmentOr("FAKE_JAVA_SPEC_VERSION", "17");
  std::fprintf(stderr,
               "Property settings:\n    java.home = /fake\n    java.specification.name = Java "
               "Platform API Specification\n    java.specification.version = %s\n"
               "    java.vm.specification.version = %s\n\nopenjdk version \"%s.0.1\"\n",
               version.c_str(), version.c_str(), version.c_str());
}

bool Contains(int argc, char** argv, std::string_view text) {
  return std::any_of(argv + 1, argv + argc,
                     [text](const char* argument) { return text == argument; });
}

// The answers of BashJavaUtils: the sizes are made up, the configuration is the file, which must be
// flat.
void PrintCanned(int argc, char** argv) {
  constexpr const char* kPrefix = "BASH_JAVA_UTILS_EXEC_RESULT:";
  if (!Contains(argc, argv, "UPDATE_AND_GET_FLINK_CONFIGURATION")) {
    std::printf("%s-Xmx64m -Xms64m\n%s-D made.up=1\n", kPrefix, kPrefix);
    return;
  }
  std::string directory;
  for (int i = 1; i + 1 < argc; ++i) {
    if (std::string_view(argv[i]) == "--configDir") directory = argv[i + 1];
  }
  std::FILE* file = std::fopen((directory + "/config.yaml").c_str(), "re");
  char line[4096];
  while (file != nullptr && std::fgets(line, sizeof line, file) != nullptr) {
    std::printf("%s%s", kPrefix, line);
  }
  if (file != nullptr) std::fclose(file);
}

// Returns 0, or the exit status of a failure.
int WriteDump(std::string path, const std::string& dump) {
  const std::size_t place = path.find("%p");
  if (place != std::string::npos) path.replace(place, 2, std::to_string(getpid()));
  const std::string unfinished = path + "." + std::to_string(getpid());
  std::FILE* file = std::fopen(unfinished.c_str(), "we");
  if (file == nullptr) {
    std::perror(unfinished.c_str());
    return 126;
  }
  std::fwrite(dump.data(), 1, dump.size(), file);
  std::fclose(file);
  return std::rename(unfinished.c_str(), path.c_str()) == 0 ? 0 : 126;
}

[[noreturn]] void Stay() {
  alarm(600);
  while (true) pause();
}

}  // namespace

int main(int argc, char** argv) {
  const bool settings = Contains(argc, argv, "-XshowSettings:properties");
  const bool helper = Contains(argc, argv, "org.apache.flink.runtime.util.bash.BashJavaUtils");
  const char* real = std::getenv("FAKE_JAVA_REAL");
  if (settings && std::getenv("FAKE_JAVA_SPEC_VERSION") != nullptr) real = nullptr;
  if (real != nullptr && (settings || helper)) {
    execv(real, argv);
    std::perror(real);
    return 127;
  }
  if (helper && std::getenv("FAKE_JAVA_CANNED") != nullptr) {
    PrintCanned(argc, argv);
    return 0;
  }
  if (settings || Contains(argc, argv, "-version")) {
    if (std::getenv("FAKE_JAVA_HANG") != nullptr) pause();
    PrintSettings();
    return 0;
  }
  const std::string stay = EnvironmentOr("FAKE_JAVA_STAY", "");
  if (stay == "stubborn") signal(SIGTERM, SIG_IGN);  // before anyone can know that we run
  const std::string dump_file = EnvironmentOr("FAKE_JAVA_DUMP", "");
  if (!dump_file.empty()) {
    const int failure = WriteDump(dump_file, Dump(argc, argv));
    if (failure != 0) return failure;
  }
  std::printf("%s", EnvironmentOr("FAKE_JAVA_SAY", "").c_str());
  std::fflush(stdout);
  if (!stay.empty()) Stay();
  return std::atoi(EnvironmentOr("FAKE_JAVA_EXIT", "0").c_str());
}
