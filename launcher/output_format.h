#pragma once
// What `explain` and --dry-run can print: the one table of formats. The choices of --format, help,
// completion and the man page follow from it.

#include <array>
#include <string>
#include <string_view>

namespace flink_launcher {

enum class OutputFormat { kText, kJson, kSvg, kArgs, kEnv };

struct OutputFormatRow {
  OutputFormat format;
  std::string_view name;
  std::string_view what;
  bool for_dry_run;  // the others are of `explain` alone
  bool for_views;    // whether --what-if, --compare and --sweep have it too
};

inline constexpr std::array kOutputFormats = {
    OutputFormatRow{OutputFormat::kText, "text", "for people (default)", true, true},
    OutputFormatRow{OutputFormat::kJson, "json", "for programs; explain's has a schema", true,
                    true},
    OutputFormatRow{OutputFormat::kSvg, "svg", "a picture, for a wiki or a ticket", false, false},
    OutputFormatRow{OutputFormat::kArgs, "args",
                    "the JVM flags, then the dynamic properties as -Dkey=value, one a line", false,
                    false},
    OutputFormatRow{OutputFormat::kEnv, "env", "sizes and flags as variables for a shell", false,
                    false},
};

constexpr const OutputFormatRow& RowOf(OutputFormat format) {
  return kOutputFormats[static_cast<std::size_t>(format)];
}

}  // namespace flink_launcher
