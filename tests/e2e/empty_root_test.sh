#!/usr/bin/env bash
# empty_root_test.sh EXECUTABLE: the release executable works in a root that holds nothing but
# itself: no C library, no /etc, no /proc. As root, or where a user may make namespaces.
set -euo pipefail

executable=${1:?usage: empty_root_test.sh EXECUTABLE}
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

in_root() {
  local -a wrapper=()
  if ((EUID != 0)); then wrapper=(unshare --user --map-root-user); fi
  env -i PATH=/usr/sbin:/usr/bin "${wrapper[@]}" chroot "$root" /flink-launcher "$@"
}

fail() {
  echo "empty_root_test: $*" >&2
  exit 1
}

cp "$executable" "$root/flink-launcher"
version=$(in_root --version)
[[ $version == *[0-9].[0-9]* ]] || fail "--version printed '$version'"

mkdir "$root/conf"
cat >"$root/conf/config.yaml" <<'YAML'
taskmanager:
  memory:
    process:
      size: 1728m
YAML
# What Flink 2.3.0 itself gives for the 1728m that it ships.
explained=$(in_root --config-dir /conf explain --flink-version 2.3.0 --format json taskmanager)
for expected in 1811939328 536870902 134217730 536870920 268435458; do
  [[ $explained == *"$expected"* ]] || fail "explain does not give $expected: $explained"
done

# Without a Flink there is nothing to start: an error of one's own, and no crash.
status=0
complaint=$(in_root --config-dir /conf taskmanager 2>&1) || status=$?
((status > 0 && status < 126)) || fail "taskmanager ended with $status: $complaint"
[[ -n $complaint ]] || fail "taskmanager said nothing"
echo "$version works in an empty root; taskmanager ends there with status $status"
