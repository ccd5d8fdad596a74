#!/usr/bin/env bash
# systemd_units_test.sh UNITS EXECUTABLE: the units in the folder UNITS are what systemd itself takes
# without a word, are as closed as we promise, and know every exit code of the launcher's own. Exits
# 77 (skipped) without systemd-analyze.
set -euo pipefail

units=$(realpath "${1:?usage: systemd_units_test.sh UNITS EXECUTABLE}")
launcher=$(realpath "${2:?usage: systemd_units_test.sh UNITS EXECUTABLE}")
slice=$(dirname -- "$0")/../../scripts/systemd/flink.slice
readonly MOST_EXPOSED=20  # tenths; systemd calls up to 20 "OK", 96 is a service without any of it

fail() {
  echo "systemd_units_test: $*" >&2
  exit 1
}

if ! command -v systemd-analyze >/dev/null; then
  echo "skipped: no systemd-analyze"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$units"/*.service "$slice" "$work/"
sed -i "s|^ExecStart=[^ ]*|ExecStart=$launcher|" "$work"/*.service
cd "$work"
mv flink-taskmanager@.service flink-taskmanager@1.service  # an instance, so that %i has a value

for unit in flink-jobmanager.service flink-taskmanager@1.service flink.slice; do
  # Of the machine's own units it may complain; of ours it must not.
  complaints=$(SYSTEMD_LOG_LEVEL=warning systemd-analyze verify --man=no --recursive-errors=no "./$unit" 2>&1 |
    grep -F "${unit%%.*}" || true)
  [[ -z $complaints ]] || fail "$unit: $complaints"
  [[ $unit == *.service ]] || continue
  systemd-analyze security --offline=yes --threshold="$MOST_EXPOSED" --no-pager "./$unit" >security.txt ||
    fail "$unit is more exposed than $MOST_EXPOSED: $(tail -n 1 security.txt)"
  tail -n 1 security.txt
  codes=$("$launcher" help exit-codes | awk '$1 ~ /^[1-9][0-9]*$/ && $2 ~ /^[A-Z]+$/ {printf "%s ", $1}')
  grep -qx "RestartPreventExitStatus=${codes% }" "$unit" || fail "$unit lacks some of the codes $codes"
done
echo "the units are clean"
