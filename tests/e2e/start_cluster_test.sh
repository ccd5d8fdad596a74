#!/usr/bin/env bash
# start_cluster_test.sh FLINK_HOME JAVA_HOME LAUNCHER: Flink's own start-cluster.sh and
# stop-cluster.sh, untouched, over jobmanager.sh and taskmanager.sh that are links to the launcher.
# The cluster comes up with two TaskManagers, a job runs and its result is right, the cluster goes.
set -euo pipefail

flink=$(realpath -- "${1:?usage: start_cluster_test.sh FLINK_HOME JAVA_HOME LAUNCHER}")
java_home=${2:?a JDK}
launcher=$(realpath -- "${3:?the launcher}")
here=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
readonly NUMBERS=1000 KEYS=10 TASK_MANAGERS=2

work=$(mktemp -d "${TMPDIR:-/tmp}/flink-launcher-cluster.XXXXXX")
home=$work/flink

# Every process that was started here carries this in its environment.
left_running() {
  local file
  for file in /proc/[0-9]*/environ; do
    if grep -aqsF "FLINK_LAUNCHER_CLUSTER=$work" "$file"; then basename "$(dirname "$file")"; fi
  done
}

clean_up() {
  local status=$? pid file
  trap - EXIT
  for pid in $(left_running); do kill -KILL "$pid" 2>/dev/null || true; done
  if ((status != 0)); then
    for file in "$work"/log/*; do
      if [[ -s $file ]]; then echo "--- ${file##*/}" && tail -n 30 "$file"; fi
    done >&2
  fi
  rm -rf "$work"
  exit "$status"
}
trap clean_up EXIT

fail() {
  echo "start_cluster_test: $*" >&2
  exit 1
}

lay_out() {
  local jar opts
  mkdir -p "$home"/{bin,lib,opt,plugins,conf} "$work"/{log,pid,tmp,classes}
  cp "$flink"/bin/*.sh "$home/bin/"
  ln -s "$flink/bin/bash-java-utils.jar" "$home/bin/"
  for jar in "$flink"/lib/*.jar; do ln -s "$jar" "$home/lib/"; done
  cp "$flink"/conf/log4j.properties "$home/conf/"
  ln -sf "$launcher" "$home/bin/jobmanager.sh"
  ln -sf "$launcher" "$home/bin/taskmanager.sh"
  for ((i = 0; i < TASK_MANAGERS; i++)); do echo localhost; done >"$home/conf/workers"
  opts=$(sed -n 's/^ *all: *\(--add-exports.*\)$/\1/p' "$flink/conf/config.yaml")
  [[ -n $opts ]] || fail "no env.java.opts.all in the configuration that Flink ships"
  cat >"$home/conf/config.yaml" <<YAML
env.java.opts.all: $opts
jobmanager.bind-host: 127.0.0.1
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $2
jobmanager.memory.process.size: 1g
taskmanager.bind-host: 127.0.0.1
taskmanager.host: 127.0.0.1
taskmanager.numberOfTaskSlots: 1
taskmanager.memory.process.size: 1g
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $1
io.tmp.dirs: $work/tmp
web.tmpdir: $work/tmp
YAML
}

# cluster SCRIPT EXPECTED: what Flink's script says must be EXPECTED, line by line (regular
# expressions).
cluster() {
  local said status=0 line number=0
  local -a lines
  said=$(env -u FLINK_HOME FLINK_LAUNCHER_CLUSTER="$work" JAVA_HOME="$java_home" HOSTNAME=testhost \
    USER=tester FLINK_LOG_DIR="$work/log" FLINK_PID_DIR="$work/pid" "$home/bin/$1" 2>&1) || status=$?
  echo "$said"
  ((status == 0)) || fail "$1 ended with $status"
  mapfile -t lines <<<"$said"
  while IFS= read -r line; do
    [[ ${lines[number]:-} =~ ^$line$ ]] || fail "$1 said '${lines[number]:-}' for '$line'"
    number=$((number + 1))
  done <<<"$2"
  ((number == ${#lines[@]})) || fail "$1 said more: ${lines[number]}"
}

run_job() {
  "$java_home/bin/javac" --release 17 -cp "$home/lib/*" -d "$work/classes" "$here/job/KeyedTotals.java"
  "$java_home/bin/jar" --create --file "$work/job.jar" -C "$work/classes" .
  python3 "$here/flink_rest.py" run-job --port "$1" --parallelism "$TASK_MANAGERS" \
    "$work/job.jar" KeyedTotals "file://$work/result" "$NUMBERS" "$KEYS"
  find "$work/result" -type f ! -name '.*' -exec cat {} + | sort -n >"$work/result.txt"
  python3 "$here/job/expected_totals.py" "$NUMBERS" "$KEYS" >"$work/expected.txt"
  diff "$work/expected.txt" "$work/result.txt" || fail "the job's result is wrong"
}

read -r rest_port rpc_port < <(python3 "$here/flink_rest.py" free-ports 2)
lay_out "$rest_port" "$rpc_port"
cluster start-cluster.sh 'Starting cluster\.
Starting standalonesession daemon on host testhost\.
Starting taskexecutor daemon on host testhost\.
\[INFO\] 1 instance\(s\) of taskexecutor are already running on testhost\.
Starting taskexecutor daemon on host testhost\.'
for file in "$work"/pid/*.pid; do
  while read -r pid; do
    [[ $(readlink "/proc/$pid/exe") == "$(readlink -f "$java_home/bin/java")" ]] ||
      fail "$pid of ${file##*/} is no java"
  done <"$file"
done
python3 "$here/flink_rest.py" wait-task-managers --port "$rest_port" "$TASK_MANAGERS"
run_job "$rest_port"
cluster stop-cluster.sh 'Stopping taskexecutor daemon \(pid: [0-9]+\) on host testhost\.
Stopping taskexecutor daemon \(pid: [0-9]+\) on host testhost\.
Stopping standalonesession daemon \(pid: [0-9]+\) on host testhost\.'
left=$(left_running | tr '\n' ' ')
[[ -z $left ]] || fail "still running: $left"
[[ -z $(ls -A "$work/pid") ]] || fail "left in the pid folder: $(ls -A "$work/pid")"
echo "start-cluster.sh, a job and stop-cluster.sh work over links to the launcher"
