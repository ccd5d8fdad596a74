// The floor of scripts/bench: what no launcher can leave out. Opens and reads the same files, lists
// the same folder, and becomes the same program: floor LIB_FOLDER PROGRAM FILE...

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace {

char buffer[64 * 1024];

bool ReadToTheEnd(const char* path) {
  const int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return false;
  ssize_t count = 0;
  do {
    count = read(descriptor, buffer, sizeof buffer);
  } while (count > 0);
  close(descriptor);
  return count == 0;
}

bool List(const char* folder) {
  DIR* const directory = opendir(folder);
  if (directory == nullptr) return false;
  while (readdir(directory) != nullptr) {
  }
  closedir(directory);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || !List(argv[1])) return 125;
  for (int each = 3; each < argc; ++each) {
    if (!ReadToTheEnd(argv[each])) return 125;
  }
  char* const arguments[] = {argv[2], nullptr};
  execv(argv[2], arguments);
  return 126;
}
