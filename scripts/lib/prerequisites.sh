# shellcheck shell=bash
# What has to be installed, by purpose: the one table. To be sourced after common.sh.

# packages_for PURPOSE: names of Debian packages.
packages_for() {
  case $1 in
    build)
      echo cmake ninja-build g++ pkg-config binutils \
        libboost1.81-dev libboost-filesystem1.81-dev libboost-program-options1.81-dev \
        libboost-system1.81-dev libtomlplusplus-dev nlohmann-json3-dev \
        libminizip-dev zlib1g-dev
      ;;
    test)
      echo libgtest-dev libgmock-dev libbenchmark-dev python3
      echo zsh fish groff man-db  # to read what help writes for them
      ;;
    lint) echo clang-format-16 clang-tidy-16 shellcheck ;;
    java) echo openjdk-17-jdk-headless ;;
    flink) echo python3 python3-pip maven ;;  # scripts/get-flink fetches with pip
    demo) echo python3 ;;
    bench) echo strace ;;  # which files a start reads
    fuzz) echo clang-16 libclang-rt-16-dev ;;
    vm) echo qemu-system-x86 busybox-static mmdebstrap cpio systemd ;;  # cgroup v2, and systemd
    *) die "no such purpose: $1" ;;
  esac
}

# is_installed PACKAGE: also where another package provides it.
is_installed() {
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]] ||
    dpkg-query -W -f '${db:Status-Status} ${Provides}\n' 2>/dev/null |
      grep -Eq "^installed .*(^|[ ,])$1([ ,]|\$)"
}

# can_be_root: whether as_root works, perhaps after asking for a password.
can_be_root() {
  if ((EUID == 0)); then return 0; fi
  command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }
}

as_root() { if ((EUID == 0)); then "$@"; else sudo -- "$@"; fi; }

# apt ARGUMENT...: waits for its lock, since two of our scripts may run at the same time.
apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -y "${APT_OPTIONS[@]}" "$@"; }
readonly APT_OPTIONS=(-o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)

# require_packages PURPOSE...: installs what is missing, and only that.
require_packages() {
  local purpose package
  local -a missing=()
  if ! { command -v apt-get && command -v dpkg-query; } >/dev/null; then
    die "this is for Debian 12, and there is no apt-get; the packages are in scripts/lib/prerequisites.sh"
  fi
  for purpose in "$@"; do
    for package in $(packages_for "$purpose"); do
      if is_installed "$package"; then continue; fi
      if [[ " ${missing[*]} " != *" $package "* ]]; then missing+=("$package"); fi
    done
  done
  if ((${#missing[@]} == 0)); then return 0; fi
  can_be_root ||
    die "neither root nor sudo, and these are missing; as root: apt-get install ${missing[*]}"
  say "installing ${#missing[@]} packages: ${missing[*]}"
  quietly apt update || die "apt-get update failed"
  quietly apt --no-install-recommends install "${missing[@]}" ||
    die "apt-get could not install ${missing[*]}"
}
