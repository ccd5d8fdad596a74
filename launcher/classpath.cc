#include "launcher/classpath.h"

#include "platform/file.h"
#include "platform/flink_home.h"

namespace flink_launcher {
namespace {

// Adds the entries of `path`, itself a classpath, leaving out empty ones.
void Append(std::string& classpath, std::string_view path) {
  while (!path.empty()) {
    const auto colon = path.find(':');
    const std::string_view entry = path.substr(0, colon);
    path.remove_prefix(colon == std::string_view::npos ? path.size() : colon + 1);
    if (entry.empty()) continue;
    if (!classpath.empty()) classpath += ':';
    classpath += entry;
  }
}

}  // namespace

std::string Classpath(const std::vector<std::string>& jars, const HadoopClasspath& hadoop,
                      const OptJars& opt_jars) {
  std::string classpath;
  for (const std::string& jar : jars) {
    if (!IsFlinkDistJar(BaseName(jar))) Append(classpath, jar);
  }
  for (const std::string& jar : jars) {
    if (IsFlinkDistJar(BaseName(jar))) Append(classpath, jar);
  }
  for (const std::string& jar : opt_jars.before_hadoop) Append(classpath, jar);
  for (const std::string& part : {hadoop.hadoop_classpath, hadoop.hadoop_conf_dir,
                                  hadoop.yarn_conf_dir, hadoop.hbase_conf_dir}) {
    Append(classpath, part);
  }
  for (const std::string& jar : opt_jars.after_hadoop) Append(classpath, jar);
  return classpath;
}

}  // namespace flink_launcher
