#include "platform/flink_home.h"

#include <sys/auxv.h>

#include <algorithm>

#include "platform/file.h"
#include "platform/jar.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kDistPrefix = "flink-dist";
constexpr std::string_view kJarSuffix = ".jar";
constexpr std::string_view kFix = "set FLINK_HOME, or use --flink-home, to a Flink distribution";
constexpr int kLongestLinkChain = 40;  // as the kernel's own limit

bool HasFlinkDist(const std::string& home) {
  const Result<std::vector<std::string>> jars = ListTopJars(home + "/lib");
  return jars && std::any_of(jars->begin(), jars->end(),
                             [](const std::string& jar) { return IsFlinkDistJar(BaseName(jar)); });
}

Result<FlinkHome> GivenHome(const std::string& path, const Origin& origin) {
  if (!IsDirectory(path)) {
    return Error{.code = ErrorCode::kNoFlink,
                 .what = "no Flink at " + path,
                 .where = origin,
                 .why = "there is no such folder",
                 .fix = std::string(kFix)};
  }
  return FlinkHome{RealPath(path).value_or(path), origin};
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

bool StartsAsVersion(std::string_view text) {
  const auto major = std::find_if_not(text.begin(), text.end(), IsDigit);
  return major != text.begin() && text.end() - major >= 2 && *major == '.' && IsDigit(major[1]);
}

std::string Lines(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += (text.empty() ? "" : "\n") + item;
  return text;
}

}  // namespace

std::string InvokedPath() {
  // The kernel keeps the text in this process's memory and hands out its address as a number.
  // NOLINTNEXTLINE(performance-no-int-to-ptr): getauxval(3) gives pointers that way
  const auto* name = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  if (name != nullptr && IsRegularFile(name)) return name;
  return ReadSymlink("/proc/self/exe").value_or("");
}

Result<FlinkHome> FindFlinkHome(const FlinkHomeRequest& request) {
  if (!request.option.empty()) {
    return GivenHome(request.option, Origin::CommandLine("--flink-home"));
  }
  if (!request.variable.empty()) {
    return GivenHome(request.variable, Origin::Environment("FLINK_HOME"));
  }
  std::string place = request.executable;
  for (int i = 0; i < kLongestLinkChain && !place.empty(); ++i) {
    const std::optional<std::string> folder = RealPath(ParentPath(place));
    if (!folder) break;
    const std::string home = ParentPath(*folder);
    if (HasFlinkDist(home)) return FlinkHome{home, Origin::File(request.executable)};
    const std::optional<std::string> target = ReadSymlink(place);
    if (!target) break;
    place = target->starts_with('/') ? *target : *folder + "/" + *target;
  }
  return Error{.code = ErrorCode::kNoFlink,
               .what = "Flink's folder is not known",
               .why = "FLINK_HOME is not set, and " + request.executable +
                      " does not lie in the bin folder of a Flink distribution",
               .fix = std::string(kFix)};
}

bool IsFlinkDistJar(std::string_view base_name) {
  return base_name.starts_with(kDistPrefix) && base_name.ends_with(kJarSuffix);
}

Result<std::string> FindFlinkDistJar(const std::vector<std::string>& jars,
                                     const std::string& lib_directory) {
  std::vector<std::string> found;
  std::copy_if(jars.begin(), jars.end(), std::back_inserter(found),
               [](const std::string& jar) { return IsFlinkDistJar(BaseName(jar)); });
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    return Error{.code = ErrorCode::kNoFlink,
                 .what = "no flink-dist*.jar in " + lib_directory,
                 .where = Origin::File(lib_directory),
                 .why = "it has " + std::to_string(jars.size()) + " other jars",
                 .fix = std::string(kFix)};
  }
  return Error{.code = ErrorCode::kNoFlink,
               .what = std::to_string(found.size()) + " flink-dist*.jar in " + lib_directory,
               .where = Origin::File(lib_directory),
               .why = "only one may be there, but there are\n" + Lines(found),
               .fix = "move all but one of them elsewhere"};
}

std::optional<std::string> VersionInJarName(std::string_view base_name) {
  if (!IsFlinkDistJar(base_name)) return std::nullopt;
  base_name.remove_prefix(kDistPrefix.size());
  base_name.remove_suffix(kJarSuffix.size());
  if (base_name.starts_with('_')) {  // the Scala version: _2.12
    base_name.remove_prefix(std::min(base_name.find('-'), base_name.size()));
  }
  if (!base_name.starts_with('-')) return std::nullopt;
  base_name.remove_prefix(1);
  if (!StartsAsVersion(base_name)) return std::nullopt;
  return std::string(base_name);
}

Result<std::string> FlinkVersionOfJar(const std::string& jar) {
  if (std::optional<std::string> version = VersionInJarName(BaseName(jar))) {
    return *std::move(version);
  }
  Result<std::optional<std::string>> version = ReadManifestAttribute(jar, "Implementation-Version");
  if (!version) return std::move(version).error();
  if (*version && StartsAsVersion(**version)) return **version;
  return Error{.code = ErrorCode::kNoFlink,
               .what = "the version of Flink is not known",
               .where = Origin::File(jar),
               .why = "neither the jar's name nor Implementation-Version in its manifest tells it",
               .fix = "use --flink-version, as in --flink-version 2.3"};
}

}  // namespace flink_launcher
