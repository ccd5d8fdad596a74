#include "platform/process.h"

#include <poll.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <string_view>
#include <thread>
#include <utility>

namespace flink_launcher {
namespace {

constexpr auto kPollInterval = std::chrono::milliseconds(20);
// proc(5), stat: the fields after the name in parentheses, which may hold blanks itself.
constexpr std::size_t kState = 0;
constexpr std::size_t kStartTime = 19;

std::string ProcFile(const std::string& root, pid_t pid, std::string_view name) {
  return root + "/proc/" + std::to_string(pid) + "/" + std::string(name);
}

// A process that ends while it is read gives ESRCH: no text.
std::optional<std::string> Read(const std::string& path) {
  Result<std::optional<std::string>> text = ReadFileIfPresent(path);
  if (!text) return std::nullopt;
  return *std::move(text);
}

template <typename T>
std::optional<T> Number(std::string_view text) {
  while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
  T number{};
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc{}) return std::nullopt;
  return number;
}

// What follows `key` at the beginning of a line.
template <typename T>
std::optional<T> NumberAfter(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    if (text.starts_with(key)) return Number<T>(text.substr(key.size()));
    const auto end = text.find('\n');
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return std::nullopt;
}

std::vector<std::string_view> StatFields(std::string_view stat) {
  const auto name_end = stat.rfind(") ");
  if (name_end == std::string_view::npos) return {};
  stat.remove_prefix(name_end + 2);
  std::vector<std::string_view> fields;
  while (!stat.empty()) {
    const auto end = std::min(stat.find(' '), stat.size());
    fields.push_back(stat.substr(0, end));
    stat.remove_prefix(std::min(stat.size(), end + 1));
  }
  return fields;
}

// The start time in ticks since boot, as text; empty where the process has ended.
std::string StartTicks(const std::string& root, pid_t pid) {
  const std::optional<std::string> stat = Read(ProcFile(root, pid, "stat"));
  if (!stat) return "";
  const std::vector<std::string_view> fields = StatFields(*stat);
  const bool ended = fields.size() <= kStartTime || fields[kState] == "Z" || fields[kState] == "X";
  return ended ? "" : std::string(fields[kStartTime]);
}

std::optional<std::chrono::system_clock::time_point> StartTime(const std::string& root,
                                                               const std::string& ticks) {
  const std::optional<std::string> stat = Read(root + "/proc/stat");
  const auto boot = NumberAfter<std::int64_t>(stat.value_or(""), "btime ");
  const auto since_boot = Number<std::int64_t>(ticks);
  const std::int64_t ticks_a_second = sysconf(_SC_CLK_TCK);
  if (!boot || !since_boot || ticks_a_second <= 0) return std::nullopt;
  const std::chrono::milliseconds start(*boot * 1000 + *since_boot * 1000 / ticks_a_second);
  return std::chrono::system_clock::time_point(start);
}

std::vector<std::string> SplitAtNul(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find('\0'), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end + 1));
  }
  return words;
}

}  // namespace

std::optional<ProcessFacts> ReadProcess(pid_t pid, const std::string& root) {
  const std::string ticks = StartTicks(root, pid);
  if (ticks.empty()) return std::nullopt;
  const auto started = StartTime(root, ticks);
  const std::optional<std::string> status = Read(ProcFile(root, pid, "status"));
  const std::optional<uid_t> uid = NumberAfter<uid_t>(status.value_or(""), "Uid:");
  const std::optional<std::string> command_line = Read(ProcFile(root, pid, "cmdline"));
  if (!started || !uid || !command_line) return std::nullopt;
  return ProcessFacts{pid, *uid, SplitAtNul(*command_line), *started};
}

bool CanReadProcesses(const std::string& root) { return Read(root + "/proc/stat").has_value(); }

std::optional<ProcessHandle> ProcessHandle::Open(pid_t pid, UsePidfd use) {
  if (pid <= 0) return std::nullopt;  // these mean whole groups
  if (use == UsePidfd::kWherePossible) {
    UniqueFd pidfd(static_cast<int>(syscall(SYS_pidfd_open, pid, 0)));
    if (pidfd) return ProcessHandle(pid, std::move(pidfd), "");
    if (errno == ESRCH) return std::nullopt;
  }
  std::string identity = StartTicks("", pid);
  if (identity.empty()) return std::nullopt;
  return ProcessHandle(pid, UniqueFd(), std::move(identity));
}

bool ProcessHandle::StillThere() const { return StartTicks("", pid_) == identity_; }

Result<void> ProcessHandle::Signal(int number) const {
  int failed = 0;
  if (pidfd_) {
    failed = static_cast<int>(syscall(SYS_pidfd_send_signal, pidfd_.get(), number, nullptr, 0));
  } else if (StillThere()) {
    failed = kill(pid_, number);
  }
  if (failed == 0 || errno == ESRCH) return {};
  return Error{.code = ErrorCode::kExec,
               .what = "the process " + std::to_string(pid_) + " cannot be stopped",
               .why = ErrnoText(errno)};
}

bool ProcessHandle::WaitForEnd(std::chrono::milliseconds limit) const {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (true) {
    const auto left = std::max(std::chrono::milliseconds(0),
                               std::chrono::duration_cast<std::chrono::milliseconds>(
                                   deadline - std::chrono::steady_clock::now()));
    if (pidfd_) {
      pollfd event{pidfd_.get(), POLLIN, 0};
      if (poll(&event, 1, static_cast<int>(left.count())) > 0) return true;
    } else {
      if (!StillThere()) return true;
      std::this_thread::sleep_for(std::min(left, std::chrono::milliseconds(kPollInterval)));
    }
    if (left.count() == 0) return false;
  }
}

}  // namespace flink_launcher
