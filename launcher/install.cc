#include "launcher/install.h"

#include <utility>

#include "launcher/roles.h"
#include "platform/file.h"
#include "platform/link.h"

namespace flink_launcher {
namespace {

using Kind = InstallStep::Kind;

constexpr std::string_view kKeptFolder = ".flink-launcher";

struct Place {
  std::string name;
  std::string script;  // in bin/
  std::string kept;    // the original, put aside
};

std::string KeptFolder(const std::string& bin) { return bin + "/" + std::string(kKeptFolder); }

std::vector<Place> Places(const std::string& bin) {
  std::vector<Place> places;
  for (const Role& role : Roles()) {
    const std::string name(role.script);
    Place place{name, bin, KeptFolder(bin)};
    place.script.append("/").append(name);
    place.kept.append("/").append(name);
    places.push_back(std::move(place));
  }
  return places;
}

// What an interrupted kPlaceLink may leave.
std::string FreshLink(const std::string& script) {
  return KeptFolder(ParentPath(script)) + "/" + std::string(BaseName(script)) + ".new";
}

// Relative where the launcher lies in bin/ itself, so that the distribution can be moved.
std::string LinkTarget(const InstallRequest& request) {
  const bool beside = RealPath(request.bin) == ParentPath(request.executable);
  return beside ? std::string(BaseName(request.executable)) : request.executable;
}

Error Unknown(const Place& place, std::string why, std::string fix) {
  return Error{.code = ErrorCode::kNoFlink,
               .what = "bin/" + place.name + " is not touched: it is neither Flink's nor ours",
               .where = Origin::File(place.script),
               .why = std::move(why),
               .fix = std::move(fix)};
}

Error ChangedScript(const Place& place) {
  return Unknown(place, "no known release of Flink has this script: it may have been changed",
                 "put the original back, or move the file out of bin/");
}

Error ReplacedScript(const Place& place) {
  return Unknown(place,
                 "there is another file here than the one that was put aside as " + place.kept,
                 "remove one of the two: the one in bin/ to go on, the other to begin anew");
}

Error ForeignLink(const Place& place) {
  return Unknown(place,
                 "it is a symbolic link to " + ReadSymlink(place.script).value_or("nowhere") +
                     ", and no original was put aside",
                 "put the original back, or remove the link");
}

bool IsKept(const Place& place) { return KindOf(place.kept) == FileKind::kRegular; }

Result<void> PlanOne(const InstallRequest& request, const Place& place,
                     std::vector<InstallStep>& steps) {
  const std::string target = LinkTarget(request);
  const InstallStep place_link{Kind::kPlaceLink, target, place.script};
  switch (KindOf(place.script)) {
    case FileKind::kNone:
      if (IsKept(place)) steps.push_back(place_link);
      return {};
    case FileKind::kSymlink:
      if (!IsKept(place)) return ForeignLink(place);
      if (ReadSymlink(place.script) != target) steps.push_back(place_link);
      return {};
    case FileKind::kRegular: {
      if (IsKept(place) && !IsSameFile(place.script, place.kept)) return ReplacedScript(place);
      const Result<std::string> text = ReadFile(place.script);
      if (!text) return text.error();
      if (!request.is_original(place.name, *text)) return ChangedScript(place);
      if (!IsKept(place)) steps.push_back({Kind::kKeepOriginal, place.script, place.kept});
      steps.push_back(place_link);
      return {};
    }
    default:
      return ChangedScript(place);
  }
}

Result<void> PlanOneBack(const Place& place, std::vector<InstallStep>& steps) {
  const std::string fresh = FreshLink(place.script);
  if (KindOf(fresh) != FileKind::kNone) steps.push_back({Kind::kRemoveKept, fresh, ""});
  if (!IsKept(place)) return {};
  const FileKind kind = KindOf(place.script);
  if (kind == FileKind::kNone || kind == FileKind::kSymlink) {
    steps.push_back({Kind::kRestore, place.kept, place.script});
    return {};
  }
  if (!IsSameFile(place.script, place.kept)) return ReplacedScript(place);
  steps.push_back({Kind::kRemoveKept, place.kept, ""});
  return {};
}

Result<void> CheckBin(const std::string& bin) {
  if (IsDirectory(bin)) return {};
  return Error{.code = ErrorCode::kNoFlink,
               .what = "there is no folder bin in this distribution",
               .where = Origin::File(bin),
               .fix = "name a whole distribution with --flink-home"};
}

}  // namespace

Result<std::vector<InstallStep>> PlanInstall(const InstallRequest& request) {
  if (const Result<void> bin = CheckBin(request.bin); !bin) return bin.error();
  std::vector<InstallStep> steps;
  for (const Place& place : Places(request.bin)) {
    if (const Result<void> one = PlanOne(request, place, steps); !one) return one.error();
  }
  const std::string kept = KeptFolder(request.bin);
  if (!steps.empty() && KindOf(kept) == FileKind::kNone) {
    steps.insert(steps.begin(), InstallStep{Kind::kMakeFolder, "", kept});
  }
  return steps;
}

Result<std::vector<InstallStep>> PlanUninstall(const InstallRequest& request) {
  if (const Result<void> bin = CheckBin(request.bin); !bin) return bin.error();
  std::vector<InstallStep> steps;
  for (const Place& place : Places(request.bin)) {
    if (const Result<void> one = PlanOneBack(place, steps); !one) return one.error();
  }
  const std::string kept = KeptFolder(request.bin);
  if (KindOf(kept) == FileKind::kFolder) steps.push_back({Kind::kRemoveFolder, kept, ""});
  return steps;
}

Result<void> DoInstallStep(const InstallStep& step) {
  switch (step.kind) {
    case Kind::kMakeFolder:
      return CreateDirectories(step.to);
    case Kind::kKeepOriginal:
      return HardLink(step.from, step.to);
    case Kind::kPlaceLink:
      return ReplaceWithSymlink(step.from, step.to, FreshLink(step.to));
    case Kind::kRestore:
      return Rename(step.from, step.to);
    case Kind::kRemoveKept:
      return RemoveFile(step.from);
    case Kind::kRemoveFolder:
      return RemoveFolder(step.from);
  }
  return {};
}

std::string InstallStepText(const InstallStep& step) {
  switch (step.kind) {
    case Kind::kPlaceLink:
      return step.to + " -> " + step.from;
    case Kind::kRestore:
      return step.to + ": the original";
    default:
      return "";
  }
}

}  // namespace flink_launcher
