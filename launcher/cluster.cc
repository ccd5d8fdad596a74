#include "launcher/cluster.h"

#include <algorithm>

#include "launcher/java_opts.h"

namespace flink_launcher {
namespace {

// The login shell that the scripts start there, which then becomes the program, script or not.
constexpr std::string_view kRemoteShell = R"(nohup /bin/bash -l -c 'exec "$0" "$@"' )";

bool IsHostCharacter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' ||
         c == '-';
}

// extractHostName of config.sh, for one line.
std::string HostOfLine(std::string_view line) {
  const std::vector<std::string> words = SplitAtBlanks(line);
  if (words.empty()) return "";
  std::string host = words.front().substr(0, words.front().find('#'));
  const std::size_t slash = host.rfind('/');
  if (slash == std::string::npos) return host;
  const std::string last = host.substr(slash + 1);
  const bool plain = !last.empty() && std::all_of(last.begin(), last.end(), IsHostCharacter);
  return plain ? last : host;
}

template <typename Use>
void ForEachHost(std::string_view text, const Use& use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string host = HostOfLine(text.substr(0, end));
    if (!host.empty()) use(host);
    text.remove_prefix(std::min(text.size(), end + 1));
  }
}

bool AllHere(const std::vector<Host>& hosts) {
  return std::all_of(hosts.begin(), hosts.end(), [](const Host& host) {
    return host.name == "localhost" || host.name == "127.0.0.1";
  });
}

std::string ValueOf(const Config& config, const char* key) {
  const ConfigValue* value = config.Find(key);
  if (value == nullptr) return "";
  const std::vector<std::string> words = SplitAtBlanks(value->text);
  return words.empty() ? "" : words.front();
}

bool IsZookeeper(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return name == "zookeeper";
}

Error NoFile(const ClusterRequest& request, const std::string& name, const std::string& example) {
  return Error{.code = ErrorCode::kConfig,
               .what = "there is no file " + name + " here",
               .where = Origin::File(request.directories.conf),
               .why = "it says on which hosts to start",
               .fix = "write one host a line, as " + example};
}

std::string RemoteScript(const ClusterRequest& request, const std::string& script) {
  return std::string(kRemoteShell) + "\"" + request.directories.bin + "/" + script + "\"";
}

ClusterStep Ssh(const ClusterRequest& request, const std::string& host, std::string command) {
  ClusterStep step{.role = "", .arguments = {"-n"}, .program = "ssh"};
  for (std::string& word : SplitAtBlanks(request.ssh_opts))
    step.arguments.push_back(std::move(word));
  step.arguments.insert(step.arguments.end(), {host, "--", std::move(command)});
  return step;
}

void PlanMasters(const ClusterRequest& request, ClusterPlan& plan) {
  if (!IsZookeeper(request.high_availability)) {
    plan.steps.push_back({"jobmanager", {request.start ? "start" : "stop"}, "", {}});
    return;
  }
  const std::vector<Host> masters = ParseMasters(*request.masters);
  for (const Host& master : masters) {
    std::vector<std::string> arguments = {request.start ? "start" : "stop"};
    if (request.start) arguments.insert(arguments.end(), {master.name, master.web_ui_port});
    if (AllHere(masters)) {
      plan.steps.push_back({"jobmanager", std::move(arguments), "", {}});
      continue;
    }
    std::string command = RemoteScript(request, "jobmanager.sh");
    for (const std::string& argument : arguments) command += " " + argument;
    plan.steps.push_back(Ssh(request, master.name, command + " &"));
  }
}

void PlanWorkers(const ClusterRequest& request, ClusterPlan& plan) {
  const std::vector<Host> workers = ParseWorkers(*request.workers);
  const std::string action = request.start ? "start" : "stop";
  if (AllHere(workers)) {
    plan.steps.insert(plan.steps.end(), workers.size(), {"taskmanager", {action}, "", {}});
    return;
  }
  const std::string command = RemoteScript(request, "taskmanager.sh") + " \"" + action + "\"";
  if (!request.has_pdsh) {
    for (const Host& worker : workers) {
      plan.steps.push_back(Ssh(request, worker.name, command + " &"));
    }
    return;
  }
  std::string hosts;
  for (const Host& worker : workers) hosts += (hosts.empty() ? "" : ",") + worker.name;
  plan.steps.push_back({"",
                        {"-w", hosts, command},
                        "pdsh",
                        {{"PDSH_SSH_ARGS", ""}, {"PDSH_SSH_ARGS_APPEND", request.ssh_opts}}});
}

}  // namespace

std::vector<Host> ParseMasters(std::string_view text) {
  std::vector<Host> hosts;
  ForEachHost(text, [&hosts](const std::string& word) {
    const std::size_t colon = word.find(':');
    Host host{word.substr(0, colon)};
    if (colon != std::string::npos) {
      const std::string rest = word.substr(colon + 1);
      const std::string port = rest.substr(0, rest.find(':'));
      if (!port.empty()) host.web_ui_port = port;
    }
    if (!host.name.empty()) hosts.push_back(std::move(host));
  });
  return hosts;
}

std::vector<Host> ParseWorkers(std::string_view text) {
  std::vector<Host> hosts;
  ForEachHost(text, [&hosts](const std::string& word) { hosts.push_back({word}); });
  return hosts;
}

std::string HighAvailability(const Environment& environment, const Config& file_config,
                             const Release& release) {
  std::string value = environment.GetOrEmpty("HIGH_AVAILABILITY");
  if (!value.empty()) return value;
  const bool has_type = release.Has(Trait::kHighAvailabilityType);
  value = ValueOf(file_config, has_type ? "high-availability.type" : "high-availability");
  if (!value.empty()) return value;
  if (has_type) value = ValueOf(file_config, "high-availability");
  if (value.empty()) value = ValueOf(file_config, "recovery.mode");
  return value.empty() || value == "standalone" ? "none" : value;
}

Result<ClusterPlan> PlanCluster(const ClusterRequest& request) {
  const bool high_availability = IsZookeeper(request.high_availability);
  if (high_availability && !request.masters) return NoFile(request, "masters", "localhost:8081");
  if (!request.workers) return NoFile(request, "workers", "localhost");
  ClusterPlan plan;
  if (!request.start) {
    PlanWorkers(request, plan);
    PlanMasters(request, plan);
    return plan;
  }
  plan.opening = "Starting cluster.";
  if (high_availability) {
    const std::size_t count = ParseMasters(*request.masters).size();
    plan.opening = "Starting HA cluster with " + std::to_string(count) + " masters.";
  }
  PlanMasters(request, plan);
  PlanWorkers(request, plan);
  return plan;
}

}  // namespace flink_launcher
