#include "platform/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

namespace flink_launcher {

bool IsTerminal(int fd) { return isatty(fd) == 1; }

std::optional<int> TerminalColumns(int fd) {
  winsize size{};
  if (ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

}  // namespace flink_launcher
