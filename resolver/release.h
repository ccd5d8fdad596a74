#pragma once
// Which Flink: release lines, and the one table of everything that differs between them. Code asks
// `release.Has(Trait::kX)`; no other file compares version numbers.

#include <compare>
#include <span>
#include <string>
#include <string_view>

#include "resolver/result.h"

namespace flink_launcher {

/// A release line such as 1.20 or 2.3.
struct ReleaseLine {
  int major = 0;
  int minor = 0;
  std::string Text() const;
  friend constexpr auto operator<=>(const ReleaseLine&, const ReleaseLine&) = default;
};

/// What a release line does that others do not. Each row of kTraits says since and until when.
enum class Trait {
  // Memory model
  kUnlimitedNetworkMax,
  kLegacyMemoryOptions,
  kTruncatedCpuCores,
  kQuotedExternalResources,
  // Configuration files
  kLegacyConfigFile,
  kStandardConfigFile,
  // Scripts: what the final process is started with
  kJobManagerPassesUserArguments,
  kJobManagerResolvesUserArguments,
  kJobManagerExecutionMode,
  kJavaOptsAll,
  kJavaDefaultOpts,
  kJavaOptsExpanded,
  kIgnoreUnrecognizedVmOptions,
  kSecurityManagerAllowed,
  kDefaultG1,
  kExportsJava,
  kRootLogLevel,
  kRedirectsToFile,
  // Scripts: roles
  kSqlGateway,
  kSqlGatewayJavaOpts,
  kSqlClientJavaOpts,
  kSessionJavaOpts,
  kSqlJarsTogether,
  kSqlClientJarLast,
  kSqlClientJarArgument,
  kHighAvailabilityType,
};

struct TraitRow {
  Trait trait;
  ReleaseLine since;
  ReleaseLine until;  // the last line that has it
  std::string_view what;
};

/// Every trait, once. Shown by `flink-launcher help releases`.
std::span<const TraitRow> Traits();

/// The Java releases that Flink's documentation names for a span of release lines
/// (docs/deployment/java_compatibility.md; before 1.18, the "Local Installation" page).
struct JavaSupportRow {
  ReleaseLine since;
  ReleaseLine until;  // the last line of the span
  std::span<const int> java;
};

/// Every span, oldest first.
std::span<const JavaSupportRow> JavaSupport();

/// The release lines whose memory model was checked against real Flink, oldest first.
std::span<const ReleaseLine> KnownReleaseLines();

/// A release: its line, and the full version where it is known ("2.3.0", "1.17.2-SNAPSHOT").
struct Release {
  ReleaseLine line;
  std::string version;

  /// Accepts "2.3", "2.3.0", "1.20-SNAPSHOT". A line older than 1.13 is an Error (kUsage); a newer
  /// one than we know is treated as the newest known line, and `version` tells it apart.
  static Result<Release> Parse(std::string_view text);
  bool Has(Trait trait) const;
  /// The Java releases that it runs on.
  std::span<const int> SupportedJava() const;
  /// False where the line is newer than any that was checked.
  bool IsKnown() const;

  friend bool operator==(const Release&, const Release&) = default;
};

}  // namespace flink_launcher
