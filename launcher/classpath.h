#pragma once
// The classpath, as Flink's scripts put it together, but without empty entries (an empty entry is
// the working directory). Takes a listing of jars; lists nothing itself.

#include <string>
#include <string_view>
#include <vector>

#include "launcher/opt_jars.h"

namespace flink_launcher {

/// What stands after Flink's own jars, each a classpath itself; any may be empty.
struct HadoopClasspath {
  std::string hadoop_classpath;  // HADOOP_CLASSPATH
  std::string hadoop_conf_dir;
  std::string yarn_conf_dir;
  std::string hbase_conf_dir;
};

/// `jars` (sorted, as ListJars gives them) with the flink-dist jar last, then the Hadoop part:
/// constructFlinkClassPath and INTERNAL_HADOOP_CLASSPATHS in config.sh. `opt_jars` stand around it.
std::string Classpath(const std::vector<std::string>& jars, const HadoopClasspath& hadoop,
                      const OptJars& opt_jars = {});

}  // namespace flink_launcher
