# shellcheck shell=bash
# What every script here needs: messages, the project's folder, and how many jobs the machine bears.
# To be sourced; sets PROJECT_DIR and goes there.

set -euo pipefail

PROJECT_DIR=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.." && pwd -P)
SCRIPT_NAME=$(basename -- "$0")
cd -- "$PROJECT_DIR"

# say TEXT...: progress, on standard error, so that standard output stays for results.
say() { printf '%s\n' "$*" >&2; }

# die TEXT...: the last message of a script that cannot go on.
die() {
  printf '%s: %s\n' "$SCRIPT_NAME" "$*" >&2
  exit 1
}

# quietly COMMAND...: its output is shown only where it fails; its status is passed on.
quietly() {
  local log status=0
  log=$(mktemp)
  ("$@") >"$log" 2>&1 || status=$?  # a subshell: the command may be a function that exits
  if ((status != 0)); then cat "$log" >&2; fi
  rm -f "$log"
  return "$status"
}

# usage_of FILE: its opening comment, which is its help text.
usage_of() { sed -n '2,${/^#/!q;s/^# \{0,1\}//p}' "$1"; }

# build_jobs: as many as there are cores, but no more than memory bears; the heaviest of our sources
# take about 1 GB to compile.
build_jobs() {
  local cores available_kb by_memory
  cores=$(nproc)
  available_kb=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo)
  by_memory=$((available_kb / 1048576))
  if ((by_memory < 1)); then by_memory=1; fi
  echo $((cores < by_memory ? cores : by_memory))
}

# configure_and_build PRESET [TARGET...]
configure_and_build() {
  local preset=$1 target
  local -a targets=()
  shift
  for target in "$@"; do targets+=(--target "$target"); done
  quietly cmake --preset "$preset" -Wno-dev || die "cmake --preset $preset failed"
  cmake --build --preset "$preset" -j "$(build_jobs)" "${targets[@]}" >&2
}

# java_home: the JDK that tests and demo run Flink with: FLINK_LAUNCHER_JAVA_HOME, else Debian's 17,
# which all supported Flink releases run on.
java_home() {
  local home=${FLINK_LAUNCHER_JAVA_HOME:-} candidate
  if [[ -z $home ]]; then
    for candidate in /usr/lib/jvm/java-17-openjdk-*/; do
      if [[ -x $candidate/bin/javac ]]; then home=${candidate%/}; fi
    done
  fi
  [[ -n $home && -x $home/bin/javac ]] ||
    die "no JDK at '${home:-/usr/lib/jvm/java-17-openjdk-*}'; set FLINK_LAUNCHER_JAVA_HOME to one"
  echo "$home"
}
