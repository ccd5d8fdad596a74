#pragma once
// start-cluster.sh and stop-cluster.sh: from the files masters and workers, and the configuration,
// to the steps in their order: a role's start or stop on this host, or one by ssh or pdsh. Pure;
// platform/capture.h runs the programs.
//
// A difference on purpose: on another host the scripts run `/bin/bash -l SCRIPT`, and so only a
// shell script; here, the login shell executes SCRIPT, whatever it is. Files are looked at before
// anything is started.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "launcher/script_environment.h"
#include "resolver/config.h"
#include "resolver/release.h"
#include "resolver/result.h"

namespace flink_launcher {

struct Host {
  std::string name;
  std::string web_ui_port = "0";  // of a master

  friend bool operator==(const Host&, const Host&) = default;
};

/// The hosts of a masters or workers file: the first word of each line up to "#", without the
/// topology before its last "/". As readMasters, readWorkers and extractHostName in config.sh.
std::vector<Host> ParseMasters(std::string_view text);
std::vector<Host> ParseWorkers(std::string_view text);

/// "zookeeper", "kubernetes", "none", ...: HIGH_AVAILABILITY, else the release's key, else its
/// deprecated keys.
std::string HighAvailability(const Environment& environment, const Config& file_config,
                             const Release& release);

struct ClusterRequest {
  bool start = true;  // else stop
  std::string high_availability;
  std::optional<std::string> masters;  // the text of the file; nullopt where there is none
  std::optional<std::string> workers;
  FlinkDirectories directories;
  std::string ssh_opts;  // FLINK_SSH_OPTS
  bool has_pdsh = false;
};

struct ClusterStep {
  std::string role;                    // of this host: "jobmanager"; empty for a remote step
  std::vector<std::string> arguments;  // "start", "master", "8081"; or those of the program
  std::string program;                 // "ssh" or "pdsh"; empty for a step on this host
  /// Variables for the program.
  std::vector<std::pair<std::string, std::string>> variables;

  friend bool operator==(const ClusterStep&, const ClusterStep&) = default;
};

struct ClusterPlan {
  std::string opening;  // what start-cluster.sh says first; empty when stopping
  std::vector<ClusterStep> steps;
};

/// Fails with kConfig where a file is missing that is needed.
Result<ClusterPlan> PlanCluster(const ClusterRequest& request);

}  // namespace flink_launcher
