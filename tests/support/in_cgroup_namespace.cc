// in_cgroup_namespace COMMAND [ARGUMENT...]: runs COMMAND in a cgroup and a mount namespace of its
// own, as `unshare --cgroup --mount` does, which the busybox of the test guest cannot.

#include <sched.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  if (unshare(CLONE_NEWCGROUP | CLONE_NEWNS) != 0) {
    std::perror("unshare");
    return 1;
  }
  execvp(argv[1], argv + 1);
  std::perror(argv[1]);
  return 127;
}
