#include "platform/host.h"

#include <unistd.h>

#include <climits>

namespace flink_launcher {

std::string HostName(const Environment& environment) {
  std::string name = environment.GetOrEmpty("HOSTNAME");
  if (!name.empty()) return name;
  char buffer[HOST_NAME_MAX + 1] = {};
  if (gethostname(buffer, HOST_NAME_MAX) != 0) return "localhost";
  return buffer;
}

std::string IdentString(const Environment& environment) {
  std::string ident = environment.GetOrEmpty("FLINK_IDENT_STRING");
  return ident.empty() ? environment.GetOrEmpty("USER") : ident;
}

}  // namespace flink_launcher
