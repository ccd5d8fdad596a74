#pragma once
// Settings: the launcher's own, from command line, environment, launcher.toml and defaults, in this
// order of precedence. The only user of toml++ (in settings.cc).

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "launcher/cli.h"
#include "launcher/launcher_options.h"
#include "launcher/output_format.h"
#include "platform/environment.h"
#include "resolver/result.h"

namespace flink_launcher {

struct SettingValue {
  std::string text;  // a flag is "true" or "false"
  Origin origin;
};

class Settings {
 public:
  /// The value, or nullptr where nobody set the option.
  const SettingValue* Find(LauncherOptionId id) const;
  /// A flag's value; false where nobody set it.
  bool IsOn(LauncherOptionId id) const;
  OutputFormat format() const;

 private:
  friend Result<Settings> ResolveSettings(const Invocation&, const Environment&, const Settings&);
  friend Result<Settings> ParseLauncherToml(std::string_view, const std::string&);
  /// Sets what `option` says. Fails with kUsage where it does not take such a value.
  Result<void> Take(const LauncherOption& option, SettingValue value);

  std::map<LauncherOptionId, SettingValue> values_;
};

/// The settings in a launcher.toml. `path` is only named in origins and errors. Fails with kUsage:
/// a syntax error, an unknown key (with the nearest known one), a value of the wrong type; all with
/// path:line:column.
Result<Settings> ParseLauncherToml(std::string_view text, const std::string& path);

/// Command line over environment over `file`. Fails with kUsage where a flag's variable is neither
/// true nor false, or a value is none of its choices.
Result<Settings> ResolveSettings(const Invocation& invocation, const Environment& environment,
                                 const Settings& file);

}  // namespace flink_launcher
