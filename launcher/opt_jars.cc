#include "launcher/opt_jars.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "platform/file.h"

namespace flink_launcher {
namespace {

constexpr std::string_view kGateway = "flink-sql-gateway";
constexpr std::string_view kClient = "flink-sql-client";
constexpr std::string_view kPython = "flink-python";

// As `find -name 'STEM*.jar'`.
std::vector<std::string> Named(const std::vector<std::string>& jars, std::string_view stem) {
  std::vector<std::string> found;
  for (const std::string& jar : jars) {
    if (BaseName(jar).starts_with(stem)) found.push_back(jar);
  }
  return found;
}

// As [[ "$CC_CLASSPATH" =~ .*STEM.*.jar ]]: the words may stand in different entries.
bool Mentions(const std::vector<std::string>& jars, std::string_view stem) {
  std::string all;
  for (const std::string& jar : jars) all += jar + ":";
  const std::size_t at = all.find(stem);
  return at != std::string::npos && all.find("jar", at + stem.size() + 1) != std::string::npos;
}

Error NoJar(std::string_view stem, const std::string& opt_directory) {
  return Error{.code = ErrorCode::kNoFlink,
               .what = "there is no " + std::string(stem) + "*.jar",
               .where = Origin::File(opt_directory),
               .fix =
                   "put it there from a whole distribution, or name another folder with "
                   "FLINK_OPT_DIR"};
}

Error TwoJars(const std::vector<std::string>& found, const std::string& opt_directory) {
  return Error{.code = ErrorCode::kNoFlink,
               .what = "there is more than one " + std::string(kGateway) + "*.jar",
               .where = Origin::File(opt_directory),
               .why = found[0] + " and " + found[1],
               .fix = "remove all but one"};
}

void Append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Result<OptJars> GatewayJars(const Release& release, const std::vector<std::string>& opt_jars,
                            const std::string& opt_directory) {
  OptJars chosen{.before_hadoop = Named(opt_jars, kGateway)};
  if (chosen.before_hadoop.empty()) return NoJar(kGateway, opt_directory);
  if (chosen.before_hadoop.size() > 1) return TwoJars(chosen.before_hadoop, opt_directory);
  if (release.Has(Trait::kSqlJarsTogether)) Append(chosen.before_hadoop, Named(opt_jars, kPython));
  return chosen;
}

Result<OptJars> ClientJars(const Release& release, const std::vector<std::string>& jars,
                           const std::vector<std::string>& opt_jars,
                           const std::string& opt_directory) {
  OptJars chosen;
  std::vector<std::string> on_classpath = jars;
  const auto add = [&](std::string_view stem) {
    if (Mentions(on_classpath, stem)) return;
    const std::vector<std::string> found = Named(opt_jars, stem);
    Append(chosen.before_hadoop, found);
    Append(on_classpath, found);
  };
  add(kPython);
  if (release.Has(Trait::kSqlJarsTogether)) add(kGateway);
  if (Mentions(on_classpath, kClient)) return chosen;

  const std::vector<std::string> client = Named(opt_jars, kClient);
  if (client.empty()) return NoJar(kClient, opt_directory);
  Append(release.Has(Trait::kSqlClientJarLast) ? chosen.after_hadoop : chosen.before_hadoop,
         client);
  if (release.Has(Trait::kSqlClientJarArgument)) chosen.sql_client = client.front();
  return chosen;
}

bool IsGateway(const RoleArguments& arguments) {
  return arguments.service != nullptr && arguments.service->trait == Trait::kSqlGateway;
}

}  // namespace

bool NeedsOptJars(const Role& role, const RoleArguments& arguments) {
  return IsGateway(arguments) || role.order == ArgumentOrder::kSqlClient;
}

Result<OptJars> ChooseOptJars(const Role& role, const RoleArguments& arguments,
                              const Release& release, const std::vector<std::string>& jars,
                              const std::vector<std::string>& opt_jars,
                              const std::string& opt_directory) {
  if (IsGateway(arguments)) return GatewayJars(release, opt_jars, opt_directory);
  if (role.order == ArgumentOrder::kSqlClient) {
    return ClientJars(release, jars, opt_jars, opt_directory);
  }
  return OptJars{};
}

}  // namespace flink_launcher
