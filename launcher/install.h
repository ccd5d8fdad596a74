#pragma once
// Puts this launcher in the place of Flink's scripts, by symbolic links, and takes it away again.
// The originals stay in bin/.flink-launcher, as the same files: bytes, mode and times.
//
// What is to be done is planned as steps, each atomic: after any of them, every script in bin/ is
// either the original or the link, and the next install or uninstall goes on from there.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "resolver/result.h"

namespace flink_launcher {

struct InstallStep {
  enum class Kind {
    kMakeFolder,    // to
    kKeepOriginal,  // from (in bin/) also as to: a hard link
    kPlaceLink,     // a symbolic link to `from` in the place of to
    kRestore,       // from (the kept one) in the place of to
    kRemoveKept,    // from: another name of the file in bin/, or a link that was never moved there
    kRemoveFolder,  // from
  };
  Kind kind;
  std::string from;
  std::string to;

  friend bool operator==(const InstallStep&, const InstallStep&) = default;
};

/// True where `text` is the script of that name as a Flink release has it.
using IsOriginalScript = std::function<bool(std::string_view name, std::string_view text)>;

struct InstallRequest {
  std::string bin;         // FLINK_HOME/bin
  std::string executable;  // what the links lead to: absolute, without symbolic links
  IsOriginalScript is_original;
};

/// The steps that put the links in place; none where all are there. Scripts that the distribution
/// has not are left out. Fails with kNoFlink, naming it, where a script is neither an original nor
/// our link, or where one was replaced since.
Result<std::vector<InstallStep>> PlanInstall(const InstallRequest& request);

/// The steps that put the originals back; none where nothing is kept. Fails with kNoFlink where
/// there is something else now in the place of a link.
Result<std::vector<InstallStep>> PlanUninstall(const InstallRequest& request);

/// Does one step. Fails with kCreate.
Result<void> DoInstallStep(const InstallStep& step);

/// For people: "bin/taskmanager.sh -> /usr/bin/flink-launcher"; empty for what needs no word.
std::string InstallStepText(const InstallStep& step);

}  // namespace flink_launcher
