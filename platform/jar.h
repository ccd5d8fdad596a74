#pragma once
// Reads one attribute of a jar's manifest.

#include <optional>
#include <string>
#include <string_view>

#include "resolver/result.h"

namespace flink_launcher {

/// The main attribute `name` ("Implementation-Version") of META-INF/MANIFEST.MF in the jar at
/// `path`; nullopt where the jar has no manifest or the manifest no such attribute. Fails with
/// kNoFlink where the file is no readable jar.
Result<std::optional<std::string>> ReadManifestAttribute(const std::string& path,
                                                         std::string_view name);

/// The same from a manifest's text: names in any case, lines continued by a leading blank, main
/// section only (up to the first empty line). Source: JDK, "JAR File Specification".
std::optional<std::string> FindManifestAttribute(std::string_view manifest, std::string_view name);

}  // namespace flink_launcher
