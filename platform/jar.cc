#include "platform/jar.h"

#include <minizip/unzip.h>

#include <algorithm>
#include <memory>

namespace flink_launcher {
namespace {

constexpr std::size_t kLargestManifest = std::size_t{1} << 20;

struct CloseZip {
  void operator()(void* archive) const { unzClose(archive); }
};

Error BadJar(const std::string& path, std::string why) {
  return Error{.code = ErrorCode::kNoFlink,
               .what = path + " is not a readable jar",
               .where = Origin::File(path),
               .why = std::move(why),
               .fix = "fetch the Flink distribution again"};
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool EqualIgnoringCase(std::string_view left, std::string_view right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                    [](char a, char b) { return Lower(a) == Lower(b); });
}

// The next line without its end (CR LF, LF or CR), taken off `text`.
std::string_view TakeLine(std::string_view& text) {
  const auto end = text.find_first_of("\r\n");
  const std::string_view line = text.substr(0, end);
  if (end == std::string_view::npos) {
    text = {};
  } else {
    text.remove_prefix(text.substr(end).starts_with("\r\n") ? end + 2 : end + 1);
  }
  return line;
}

Result<std::string> ReadCurrentFile(void* archive, const std::string& path) {
  if (unzOpenCurrentFile(archive) != UNZ_OK) return BadJar(path, "its manifest cannot be opened");
  std::string text;
  char buffer[8192];
  int count = 0;
  while ((count = unzReadCurrentFile(archive, buffer, sizeof buffer)) > 0) {
    text.append(buffer, static_cast<std::size_t>(count));
    if (text.size() > kLargestManifest) return BadJar(path, "its manifest is larger than 1 MiB");
  }
  const bool sound = unzCloseCurrentFile(archive) == UNZ_OK && count == 0;  // checks the CRC
  if (!sound) return BadJar(path, "its manifest is damaged");
  return text;
}

}  // namespace

std::optional<std::string> FindManifestAttribute(std::string_view manifest, std::string_view name) {
  while (!manifest.empty()) {
    const std::string_view line = TakeLine(manifest);
    if (line.empty()) return std::nullopt;  // the main section ends here
    const auto colon = line.find(':');
    if (colon == std::string_view::npos || !EqualIgnoringCase(line.substr(0, colon), name)) {
      continue;
    }
    std::string value(line.substr(colon + 1));
    if (value.starts_with(' ')) value.erase(0, 1);
    while (manifest.starts_with(' ')) value += TakeLine(manifest).substr(1);
    return value;
  }
  return std::nullopt;
}

Result<std::optional<std::string>> ReadManifestAttribute(const std::string& path,
                                                         std::string_view name) {
  const std::unique_ptr<void, CloseZip> archive(unzOpen64(path.c_str()));
  if (!archive) return BadJar(path, "it is no zip archive, or cannot be opened");
  if (unzLocateFile(archive.get(), "META-INF/MANIFEST.MF", 1) != UNZ_OK) {
    return std::optional<std::string>();
  }
  const Result<std::string> manifest = ReadCurrentFile(archive.get(), path);
  if (!manifest) return manifest.error();
  return FindManifestAttribute(*manifest, name);
}

}  // namespace flink_launcher
