#pragma once
// Who and where we are, as far as Flink's scripts ask. Uses no name service: nothing here fails in
// a static executable below an empty root.

#include <string>

#include "platform/environment.h"

namespace flink_launcher {

/// HOSTNAME, else the kernel's host name (what bash gives HOSTNAME where it is not set).
std::string HostName(const Environment& environment);

/// FLINK_IDENT_STRING, else USER, else nothing: as flink-console.sh. With neither, files are called
/// "flink--taskexecutor...", as the scripts call them.
std::string IdentString(const Environment& environment);

}  // namespace flink_launcher
