#pragma once
// The jars of opt/ that a SQL role's class path gets, chosen as sql-gateway.sh and sql-client.sh
// choose them. Takes a listing; lists nothing itself.

#include <string>
#include <vector>

#include "launcher/roles.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

struct OptJars {
  std::vector<std::string> before_hadoop;
  std::vector<std::string> after_hadoop;
  std::string sql_client;  // as --jar; empty where it is in lib/ or the release wants none
};

/// False where the role takes nothing from opt/: not worth a listing otherwise.
bool NeedsOptJars(const Role& role, const RoleArguments& arguments);

/// `jars` are those of FLINK_LIB_DIR, `opt_jars` those of FLINK_OPT_DIR (named `opt_directory`),
/// subfolders included, from ListJars(). Fails with kNoFlink where the SQL gateway's or client's
/// jar is missing, or there is more than one gateway's. The scripts then start a JVM that does not
/// find its class (gateway), and put "[WARN] Flink python jar not found" on the class path where
/// there is no flink-python*.jar: here, nothing is added.
Result<OptJars> ChooseOptJars(const Role& role, const RoleArguments& arguments,
                              const Release& release, const std::vector<std::string>& jars,
                              const std::vector<std::string>& opt_jars,
                              const std::string& opt_directory);

}  // namespace flink_launcher
