#pragma once
// OptionReader: reads options from a Config as Flink's Configuration does, one by one and only
// those that are asked for, and keeps the books of a resolution: what was read, the first failure,
// the warnings.
//
// A failure sticks: from then on every read gives a harmless value, and a later failure is not
// kept. So the derivations below read straight down in Flink's order, and only the caller at the
// top asks whether all went well.

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/bytes.h"
#include "resolver/config.h"
#include "resolver/error.h"
#include "resolver/fraction.h"
#include "resolver/memory_plan.h"
#include "resolver/options.h"
#include "resolver/release.h"

namespace flink_launcher {

class OptionReader {
 public:
  /// Both must outlive the reader. `standard_yaml` decides how lists are read.
  OptionReader(const Config& config, const Release& release, bool standard_yaml = true)
      : config_(config), release_(release), standard_yaml_(standard_yaml) {}

  const Release& release() const { return release_; }
  bool Has(Trait trait) const { return release_.Has(trait); }

  /// Whether the option is set, under its own or its deprecated key; an empty value is set.
  bool IsSet(OptionId id) const;

  // The value, or the default. An option without either must not be read. A value that does not
  // parse is a failure (kConfig).
  Bytes Size(OptionId id);
  Fraction ReadFraction(OptionId id);
  double Number(OptionId id);
  std::int32_t Integer(OptionId id);
  bool Boolean(OptionId id);
  /// Empty where the option is not set.
  std::vector<std::string> List(OptionId id);
  /// The value of a long option that is not in the table (external-resource.NAME.amount).
  std::optional<std::int64_t> Amount(const std::string& key);
  /// The value as it stands, or nullopt where the option is not set.
  std::optional<std::string> RawText(OptionId id) const;

  /// Sets an option over the Config, as the value that `use` describes; a use of the option that
  /// `use.set_as` names goes up in it.
  void Override(OptionId id, Bytes value, OptionUse use);

  /// Where the value in force comes from: a place, or the release's default.
  Origin OriginOf(OptionId id) const;

  /// The sum; above 2^63 - 1 bytes it is a failure (Flink: ArithmeticException "long overflow").
  Bytes Sum(std::initializer_list<Bytes> sizes);
  /// `size`, where nullopt (as Share and InverseShare give it) is the same failure.
  Bytes OrOverflow(std::optional<Bytes> size);

  void Fail(Error error);
  void Warn(Warning warning) { warnings_.push_back(std::move(warning)); }
  /// Notes a total with which the failure at hand would not have happened.
  void HintTotal(OptionId id, Bytes total) { hints_.push_back({id, total}); }

  struct Hint {
    OptionId id;
    Bytes total;
  };
  const std::optional<Error>& error() const { return error_; }
  const std::vector<Hint>& Hints() const { return hints_; }
  const std::vector<OptionUse>& Sources() const { return sources_; }
  const std::vector<Warning>& Warnings() const { return warnings_; }

 private:
  /// A value as it was found, or the default.
  struct Found {
    std::string key;     // proper spelling
    std::string set_as;  // the deprecated one, where that was set
    ConfigValue value;
    std::string_view SpeltAs() const { return set_as.empty() ? key : set_as; }
  };
  struct Overridden {
    OptionId id;
    Bytes value;
    OptionUse use;
  };

  const ConfigValue* Find(const Option& option, bool* is_deprecated) const;
  const Overridden* FindOverride(OptionId id) const;
  Found Read(OptionId id);
  void Record(OptionUse use);
  /// Fails with "KEY: 'VALUE' <what>".
  void FailToParse(const Found& found, const std::string& what, std::string why, std::string fix);

  const Config& config_;
  const Release& release_;
  bool standard_yaml_;
  std::vector<Overridden> overrides_;
  std::vector<OptionUse> sources_;
  std::vector<Warning> warnings_;
  std::vector<Hint> hints_;
  std::optional<Error> error_;
};

}  // namespace flink_launcher
