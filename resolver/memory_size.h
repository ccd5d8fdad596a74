#pragma once
// Memory sizes as text: Flink's grammar, Flink's way to print them, and ours.

#include <string>
#include <string_view>

#include "resolver/bytes.h"
#include "resolver/result.h"

namespace flink_launcher {

/// Reads a size as MemorySize.parse does: digits, then an optional unit, in any case and with white
/// space between; all units are powers of 1024, and a bare number is bytes. Fails with kConfig; the
/// Error has no origin and no key, and its `fix` is a size to write instead, where one can be
/// guessed ("1536m" for "1.5g"), or else empty.
Result<Bytes> ParseMemorySize(std::string_view text);

/// As Flink prints it (MemorySize.toHumanReadableString): "152.000mb (159383552 bytes)",
/// "4096 bytes". Exactly 1 GiB is "1024.000mb (1073741824 bytes)".
std::string HumanReadable(Bytes size);

/// As our messages print it: "1728m" where that is exact, else as HumanReadable; "0", "unlimited".
std::string Friendly(Bytes size);

}  // namespace flink_launcher
