#!/usr/bin/env bash
# install_test.sh LAUNCHER FAKE_JAVA FLINK...: puts LAUNCHER in the place of the scripts of a copy of
# each distribution, calls it by a script's name, also killed at once on the way, and takes it away
# again: every file is as before, byte for byte, with its mode and time.
set -euo pipefail

launcher=$(realpath "$1")
fake_java=$(realpath "$2")
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# Every name in bin/ with kind, mode, owner, time, and checksum.
listing() {
  (cd "$1/bin" && find . -mindepth 1 -printf '%p %y %m %U %T@ %l\n' | sort &&
    find . -type f -exec sha256sum {} + | sort -k 2)
}

lay_out() {  # SOURCE HOME
  mkdir -p "$2/lib"
  cp -a "$1/bin" "$2/bin"
  ln -s "$1"/lib/flink-dist*.jar "$2/lib/"
  cp -a "$1/conf" "$2/conf"
  mkdir -p "$work/java/bin"
  cp "$fake_java" "$work/java/bin/java"
  echo 'JAVA_VERSION="17.0.1"' >"$work/java/release"
}

# What the script of that name starts.
started() {  # HOME SCRIPT ARGUMENT...
  local dump=$work/dump.json
  rm -f "$dump"
  (cd / && env -i PATH=/usr/bin:/bin JAVA_HOME="$work/java" FAKE_JAVA_DUMP="$dump" \
    FLINK_PID_DIR="$work/pid" FLINK_LOG_DIR="$work/log" "$1/bin/$2" "${@:3}" >"$work/out" 2>&1) ||
    fail "$2 ended with $?: $(cat "$work/out")"
  cat "$dump"
}

killed_after() {  # SECONDS COMMAND HOME
  (timeout -s KILL "$1" "$launcher" "$2" --flink-home "$3" || true) >/dev/null 2>&1
}

check() {  # SOURCE
  local home before count
  home=$work/$(basename "$1")
  lay_out "$1" "$home"
  before=$(listing "$home")

  "$launcher" install --flink-home "$home" --dry-run >"$work/dry"
  [[ $(listing "$home") == "$before" ]] || fail "--dry-run changed something"
  "$launcher" install --flink-home "$home" >"$work/wet"
  cmp "$work/dry" "$work/wet" || fail "--dry-run said something else"
  count=$(find "$home/bin" -maxdepth 1 -type l | wc -l)
  ((count >= 12)) || fail "only $count links"
  grep -q 'nothing to do' <("$launcher" install --flink-home "$home") || fail 'installs again'

  grep -q org.apache.flink.client.cli.CliFrontend <(started "$home" flink list) || fail flink
  grep -q taskexecutor.TaskManagerRunner \
    <(started "$home" taskmanager.sh start-foreground -Dtaskmanager.memory.process.size=2g) ||
    fail taskmanager.sh
  # Through a link elsewhere to the link in bin/.
  ln -sfn "$home" "$work/elsewhere"
  mkdir -p "$work/links/bin"
  ln -sf "$work/elsewhere/bin/historyserver.sh" "$work/links/bin/historyserver.sh"
  grep -q history.HistoryServer <(started "$work/links" historyserver.sh start-foreground) ||
    fail 'historyserver.sh through links'

  "$launcher" uninstall --flink-home "$home" --dry-run >/dev/null
  "$launcher" uninstall --flink-home "$home" >/dev/null
  diff <(echo "$before") <(listing "$home") || fail 'not as before'

  # Killed at some moment, then again.
  for delay in 0.000 0.001 0.002 0.003 0.004; do
    killed_after "$delay" install "$home"
    "$launcher" install --flink-home "$home" >/dev/null
    killed_after "$delay" uninstall "$home"
    "$launcher" uninstall --flink-home "$home" >/dev/null
    diff <(echo "$before") <(listing "$home") || fail "not as before, killed after $delay s"
  done

  echo '# mine' >>"$home/bin/jobmanager.sh"
  if "$launcher" install --flink-home "$home" 2>"$work/refused"; then fail 'a changed script'; fi
  grep -q 'bin/jobmanager.sh is not touched' "$work/refused" || fail "$(cat "$work/refused")"
  echo "$(basename "$1"): $count scripts replaced and restored"
}

(($# > 0)) || fail 'no distribution named'
for flink in "$@"; do check "$(realpath "$flink")"; done
