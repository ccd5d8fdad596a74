#include "resolver/release.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace flink_launcher {
namespace {

constexpr ReleaseLine kFirst{1, 13};
constexpr ReleaseLine kLast1x{1, 20};
constexpr ReleaseLine kEver{1000, 0};

constexpr std::array kKnownLines = {
    ReleaseLine{1, 13}, ReleaseLine{1, 14}, ReleaseLine{1, 15}, ReleaseLine{1, 16},
    ReleaseLine{1, 17}, ReleaseLine{1, 18}, ReleaseLine{1, 19}, ReleaseLine{1, 20},
    ReleaseLine{2, 0},  ReleaseLine{2, 1},  ReleaseLine{2, 2},  ReleaseLine{2, 3},
};

constexpr std::array kTraits = {
    TraitRow{Trait::kUnlimitedNetworkMax,
             {1, 17},
             kEver,
             "taskmanager.memory.network.max has no limit by default (before: 1g)"},
    TraitRow{Trait::kLegacyMemoryOptions, kFirst, kLast1x,
             "FLINK_TM_HEAP, FLINK_JM_HEAP, *.heap.size, *.heap.mb and "
             "taskmanager.network.numberOfBuffers are read"},
    TraitRow{
        Trait::kTruncatedCpuCores, {1, 14}, kEver, "taskmanager.cpu.cores is cut to 8 decimals"},
    TraitRow{Trait::kQuotedExternalResources,
             {1, 15},
             kEver,
             "the generated external-resources value stands in double quotes"},
    TraitRow{Trait::kLegacyConfigFile, kFirst, kLast1x,
             "flink-conf.yaml is read (line parser), and wins over config.yaml"},
    TraitRow{Trait::kStandardConfigFile, {1, 19}, kEver, "config.yaml is read (YAML 1.2)"},
    TraitRow{Trait::kJobManagerPassesUserArguments,
             {1, 15},
             kEver,
             "jobmanager.sh passes user arguments to the JobManager"},
    TraitRow{Trait::kJobManagerResolvesUserArguments,
             {1, 16},
             kEver,
             "-D given to the JobManager takes part in its memory resolution"},
    TraitRow{Trait::kJobManagerExecutionMode, kFirst, kLast1x,
             "the JobManager gets --executionMode cluster, --host and --webui-port"},
    TraitRow{Trait::kJavaOptsAll,
             {1, 17},
             kEver,
             "env.java.opts.all is read (env.java.opts still works)"},
    TraitRow{Trait::kJavaDefaultOpts, {1, 19}, kEver, "env.java.default-opts.* are read"},
    TraitRow{Trait::kJavaOptsExpanded,
             {1, 14},
             kEver,
             "variables and quotes in env.java.opts.* are expanded in the foreground, too"},
    TraitRow{Trait::kIgnoreUnrecognizedVmOptions,
             {1, 18},
             kEver,
             "-XX:+IgnoreUnrecognizedVMOptions stands before env.java.opts.all"},
    TraitRow{Trait::kSecurityManagerAllowed,
             {1, 19},
             kEver,
             "-Djava.security.manager=allow on Java 18 and later"},
    TraitRow{
        Trait::kDefaultG1, kFirst, {1, 17}, "-XX:+UseG1GC for a TaskManager without env.java.opts"},
    TraitRow{Trait::kExportsJava, {1, 19}, kEver, "JAVA_HOME and JAVA_RUN are exported"},
    TraitRow{Trait::kRootLogLevel, {1, 19}, kEver, "env.log.level sets ROOT_LOG_LEVEL"},
    TraitRow{Trait::kRedirectsToFile, {1, 18}, kEver, "env.stdout-err.redirect-to-file is read"},
    TraitRow{Trait::kSqlGateway, {1, 16}, kEver, "there is a SQL gateway"},
    TraitRow{Trait::kSqlGatewayJavaOpts,
             {1, 19},
             kEver,
             "the SQL gateway reads env.java.opts.sql-gateway"},
    TraitRow{Trait::kSqlClientJavaOpts,
             {1, 18},
             kEver,
             "the SQL client reads env.java.opts.all and env.java.opts.client"},
    TraitRow{Trait::kSessionJavaOpts,
             {1, 19},
             kEver,
             "yarn-session and kubernetes-session read env.java.opts.all and "
             "env.java.opts.client"},
    TraitRow{Trait::kSqlJarsTogether,
             {1, 17},
             kEver,
             "the SQL gateway gets flink-python*.jar, and the SQL client flink-sql-gateway*.jar"},
    TraitRow{
        Trait::kSqlClientJarLast, kFirst, {1, 18}, "flink-sql-client*.jar stands after Hadoop"},
    TraitRow{Trait::kSqlClientJarArgument, kFirst, kLast1x, "the SQL client gets --jar of itself"},
    TraitRow{Trait::kHighAvailabilityType,
             {1, 17},
             kEver,
             "start-cluster reads high-availability.type (high-availability still works)"},
};

constexpr std::array kJavaUpTo11 = {8, 11};
constexpr std::array kJavaUpTo17 = {8, 11, 17};
constexpr std::array kJavaUpTo21 = {8, 11, 17, 21};
constexpr std::array kJavaFrom11 = {11, 17, 21};

constexpr std::array kJavaSupport = {
    JavaSupportRow{kFirst, {1, 17}, kJavaUpTo11},
    JavaSupportRow{{1, 18}, {1, 18}, kJavaUpTo17},
    JavaSupportRow{{1, 19}, kLast1x, kJavaUpTo21},
    JavaSupportRow{{2, 0}, kEver, kJavaFrom11},
};

std::optional<int> ParseNumber(std::string_view& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

}  // namespace

std::string ReleaseLine::Text() const {
  return std::to_string(major) + "." + std::to_string(minor);
}

std::span<const TraitRow> Traits() { return kTraits; }

std::span<const JavaSupportRow> JavaSupport() { return kJavaSupport; }

std::span<const ReleaseLine> KnownReleaseLines() { return kKnownLines; }

Result<Release> Release::Parse(std::string_view text) {
  std::string_view rest = text;
  const std::optional<int> major = ParseNumber(rest);
  const bool dotted = major && rest.starts_with('.');
  if (dotted) rest.remove_prefix(1);
  const std::optional<int> minor = dotted ? ParseNumber(rest) : std::nullopt;
  const bool ends_well = rest.empty() || rest.starts_with('.') || rest.starts_with('-');
  if (!minor || !ends_well) {
    return Error{.code = ErrorCode::kUsage,
                 .what = "'" + std::string(text) + "' is not a Flink version",
                 .fix = "write it as " + kKnownLines.back().Text() + " or " +
                        kKnownLines.back().Text() + ".0"};
  }
  const ReleaseLine line{*major, *minor};
  if (line < kKnownLines.front()) {
    return Error{
        .code = ErrorCode::kUsage,
        .what = "Flink " + std::string(text) + " is older than this launcher knows",
        .why = "it knows " + kKnownLines.front().Text() + " to " + kKnownLines.back().Text(),
        .fix = "start this Flink with its own scripts"};
  }
  return Release{line, std::string(text)};
}

bool Release::Has(Trait trait) const {
  const auto row = std::find_if(kTraits.begin(), kTraits.end(),
                                [trait](const TraitRow& each) { return each.trait == trait; });
  return row != kTraits.end() && row->since <= line && line <= row->until;
}

std::span<const int> Release::SupportedJava() const {
  const auto row = std::find_if(
      kJavaSupport.begin(), kJavaSupport.end(),
      [this](const JavaSupportRow& each) { return each.since <= line && line <= each.until; });
  return row == kJavaSupport.end() ? std::span<const int>() : row->java;
}

bool Release::IsKnown() const {
  return std::find(kKnownLines.begin(), kKnownLines.end(), line) != kKnownLines.end();
}

}  // namespace flink_launcher
