// Runs commands side by side, many times, and prints what each run of them costs:
//   measure ROUNDS {::: NAME REPEAT PROGRAM ARGUMENT...}...
// In each round every case runs REPEAT times, so that what else the machine does meets all of them;
// a round before the first is not counted. One line a case, separated by tabs: name, runs, then the
// medians of wall time and processor time in microseconds (children included), the peak memory of
// the largest process in KiB, and the most helper calls of a run (bytes that the run added to
// $BENCH_HELPER_LOG). Ends with 1 where a run does not end with 0.

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace {

struct Run {
  std::int64_t wall_us;
  std::int64_t cpu_us;
  std::int64_t peak_kib;
  std::int64_t helpers;
};

struct Case {
  const char* name;
  int repeat;
  char** argv;
  std::vector<Run> runs;
};

std::int64_t HelperCalls() {
  const char* const log = std::getenv("BENCH_HELPER_LOG");
  struct stat status {};
  return log != nullptr && stat(log, &status) == 0 ? status.st_size : 0;
}

std::int64_t Microseconds(const timeval& time) {
  return std::int64_t{time.tv_sec} * 1'000'000 + time.tv_usec;
}

/// Runs the command with nothing on its standard input and output; its complaints go to ours.
bool Measure(Case& measured, bool counted) {
  const std::int64_t helpers_before = HelperCalls();
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  const auto start = std::chrono::steady_clock::now();
  pid_t child = 0;
  const int error =
      posix_spawn(&child, measured.argv[0], &actions, nullptr, measured.argv, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) {
    std::fprintf(stderr, "measure: %s: %s: %s\n", measured.name, measured.argv[0],
                 std::strerror(error));
    return false;
  }
  int status = 0;
  rusage usage{};
  if (wait4(child, &status, 0, &usage) != child) return false;
  const auto wall = std::chrono::steady_clock::now() - start;
  if (status != 0) {
    std::fprintf(stderr, "measure: %s ended with wait status %d\n", measured.name, status);
    return false;
  }
  if (counted) {
    measured.runs.push_back(
        {.wall_us = std::chrono::duration_cast<std::chrono::microseconds>(wall).count(),
         .cpu_us = Microseconds(usage.ru_utime) + Microseconds(usage.ru_stime),
         .peak_kib = usage.ru_maxrss,
         .helpers = HelperCalls() - helpers_before});
  }
  return true;
}

std::int64_t Median(std::vector<Run> runs, std::int64_t Run::*field) {
  const auto middle = runs.begin() + static_cast<std::ptrdiff_t>(runs.size() / 2);
  std::nth_element(runs.begin(), middle, runs.end(),
                   [field](const Run& a, const Run& b) { return a.*field < b.*field; });
  return (*middle).*field;
}

std::int64_t Most(const std::vector<Run>& runs, std::int64_t Run::*field) {
  return (*std::max_element(runs.begin(), runs.end(),
                            [field](const Run& a, const Run& b) { return a.*field < b.*field; })).*
         field;
}

void Print(const Case& measured) {
  std::printf("%s\t%zu\t%lld\t%lld\t%lld\t%lld\n", measured.name, measured.runs.size(),
              static_cast<long long>(Median(measured.runs, &Run::wall_us)),
              static_cast<long long>(Median(measured.runs, &Run::cpu_us)),
              static_cast<long long>(Most(measured.runs, &Run::peak_kib)),
              static_cast<long long>(Most(measured.runs, &Run::helpers)));
}

/// Cuts argv into cases in place: each ":::" becomes the null that ends the command before it.
std::vector<Case> ParseCases(int argc, char** argv) {
  std::vector<Case> cases;
  for (int each = 2; each < argc; ++each) {
    if (std::strcmp(argv[each], ":::") != 0) continue;
    argv[each] = nullptr;
    if (each + 3 >= argc) return {};
    const long repeat = std::strtol(argv[each + 2], nullptr, 10);
    if (repeat < 1) return {};
    cases.push_back({argv[each + 1], static_cast<int>(repeat), argv + each + 3, {}});
  }
  return cases;
}

}  // namespace

int main(int argc, char** argv) {
  const long rounds = argc > 1 ? std::strtol(argv[1], nullptr, 10) : 0;
  std::vector<Case> cases = ParseCases(argc, argv);
  if (rounds < 1 || cases.empty()) {
    std::fputs("usage: measure ROUNDS {::: NAME REPEAT PROGRAM ARGUMENT...}...\n", stderr);
    return 64;
  }
  for (long round = 0; round <= rounds; ++round) {  // round 0 warms up
    for (Case& each : cases) {
      for (int run = 0; run < (round == 0 ? 1 : each.repeat); ++run) {
        if (!Measure(each, round > 0)) return 1;
      }
    }
  }
  for (const Case& each : cases) Print(each);
  return 0;
}
