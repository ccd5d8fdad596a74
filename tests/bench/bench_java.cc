// The java of scripts/bench: it passes the helper calls of Flink's scripts through to the real java
// named by $BENCH_REAL_JAVA, adding one byte to the file named by $BENCH_HELPER_LOG for each, and
// ends at once at any other call, which is the final one. Static and tiny, so that what is measured
// is the way to the final exec and not this program.

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace {

bool IsHelperCall(char* const* argv) {
  for (; *argv != nullptr; ++argv) {
    if (std::strcmp(*argv, "org.apache.flink.runtime.util.bash.BashJavaUtils") == 0) return true;
    if (std::strncmp(*argv, "-XshowSettings", std::strlen("-XshowSettings")) == 0) return true;
  }
  return false;
}

}  // namespace

int main(int /*argc*/, char** argv) {
  if (!IsHelperCall(argv)) return 0;
  const char* const real_java = std::getenv("BENCH_REAL_JAVA");
  const char* const log = std::getenv("BENCH_HELPER_LOG");
  if (real_java == nullptr || log == nullptr) return 125;
  const int descriptor = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (descriptor < 0 || write(descriptor, "+", 1) != 1) return 125;
  execv(real_java, argv);
  return 126;
}
