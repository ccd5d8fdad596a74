#!/usr/bin/env bash
# container_sizing_test.sh EXECUTABLE: a real TaskManager in a real cgroup of 1 GiB. Without any
# configured size it takes the group's, registers, runs a job with state, and stays below the limit;
# with 1728m configured it is warned about, refused or fitted, as container.on-exceed says.
#
# Needs root, writable cgroup v1 hierarchies for memory and cpu, a JDK and Flink 2.3.0; exits 77
# (skipped), with the reason, without the first two.

# shellcheck source=scripts/lib/common.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/../../scripts/lib/common.sh"

readonly FLINK_VERSION=2.3.0
readonly LIMIT=$((1 << 30))
readonly NUMBERS=100000 KEYS=10
readonly START_SECONDS=90 JOB_SECONDS=90 STOP_SECONDS=30
readonly MEMORY=/sys/fs/cgroup/memory CPU=/sys/fs/cgroup/cpu
readonly GROUP=flink-launcher-sizing-$$

launcher=$(realpath "${1:?usage: container_sizing_test.sh EXECUTABLE}")
work=''
declare -A pids=()

skip() {
  echo "skipped: $*"
  exit 77
}
ok() { say "ok: $*"; }
rest() { python3 tests/e2e/flink_rest.py "$@" >&2; }
with_pids() { printf -- '--pid %s ' "${pids[@]}"; }

remove_group() {
  if [[ ! -d $1 ]]; then return; fi
  # A process that was killed leaves its group a moment after it is waited for.
  for _ in {1..50}; do
    if rmdir "$1" 2>/dev/null; then return; fi
    sleep 0.1
  done
  say "cannot remove $1"
}

clean_up() {
  local status=$? pid log
  trap - EXIT INT TERM
  for pid in "${pids[@]}"; do kill -KILL "$pid" 2>/dev/null || true; done
  wait 2>/dev/null || true
  remove_group "$MEMORY/$GROUP" && remove_group "$CPU/$GROUP"
  if ((status != 0 && status != 77)) && [[ -n $work ]]; then
    for log in "$work"/*.out; do
      if [[ -s $log ]]; then say "--- the last lines of ${log##*/}" && tail -n 30 "$log" >&2; fi
    done
  fi
  if [[ -n $work ]]; then rm -rf "$work"; fi
  exit "$status"
}

make_groups() {
  ((EUID == 0)) || skip "not root"
  [[ -w $MEMORY/cgroup.procs && -w $CPU/cgroup.procs ]] ||
    skip "no writable cgroup v1 hierarchies for memory and cpu"
  mkdir "$MEMORY/$GROUP" "$CPU/$GROUP"
  echo "$LIMIT" >"$MEMORY/$GROUP/memory.limit_in_bytes"
  echo 100000 >"$CPU/$GROUP/cpu.cfs_period_us"
  echo 150000 >"$CPU/$GROUP/cpu.cfs_quota_us"
}

# configure NAME [LINE]: conf/NAME, with LINE for the TaskManager's memory; without one nothing says
# how large it is.
configure() {
  local conf=$work/$1 opts
  mkdir -p "$conf"
  cp "$flink_home/conf/log4j-console.properties" "$conf/"
  opts=$(sed -n 's/^ *all: *\(--add-exports.*\)$/\1/p' "$flink_home/conf/config.yaml")
  cat >"$conf/config.yaml" <<YAML
env.java.opts.all: $opts
jobmanager:
  bind-host: 127.0.0.1
  rpc: {address: 127.0.0.1, port: $rpc_port}
  memory: {process.size: 1g, jvm-overhead.min: 64m}
taskmanager:
  bind-host: 127.0.0.1
  host: 127.0.0.1
  resource-id: $1
  numberOfTaskSlots: auto
rest: {address: 127.0.0.1, bind-address: 127.0.0.1, port: $rest_port}
state.backend.type: rocksdb
io.tmp.dirs: $work/tmp
web.tmpdir: $work/tmp
${2:-}
YAML
}

# flink CONF ARGUMENT...: the launcher with that configuration, in this process.
flink() {
  local conf=$1
  shift
  exec env FLINK_CONF_DIR="$work/$conf" FLINK_LOG_DIR="$work/log" FLINK_PID_DIR="$work/pid" \
    JAVA_HOME="$java_home" "$launcher" --flink-home "$flink_home" "$@"
}

# in_group COMMAND...: in this process, which moves itself into the groups first.
in_group() {
  echo "$BASHPID" >"$MEMORY/$GROUP/cgroup.procs"
  echo "$BASHPID" >"$CPU/$GROUP/cgroup.procs"
  "$@"
}

stop() {
  local name=$1
  kill -TERM "${pids[$name]}"
  timeout "$STOP_SECONDS" tail -s 0.1 --pid="${pids[$name]}" -f /dev/null || die "$name did not stop"
  wait "${pids[$name]}" || true
  unset "pids[$name]"
}

# check_json FILE EXPRESSION...: each is true of the explained object j.
check_json() {
  python3 - "$@" <<'PYTHON' || die "explain gave something else"
import json, sys
j = json.load(open(sys.argv[1]))
wrong = [expression for expression in sys.argv[2:] if not eval(expression)]
if wrong:
    sys.exit(f"not true: {wrong}\n{json.dumps(j['container'], indent=1)}\n{j['totals']}")
PYTHON
}

# check_below_limit NAME: alive, and its memory never was at the limit.
check_below_limit() {
  local pid=${pids[$1]} peak_kb kills
  kill -0 "$pid" || die "$1 is gone"
  grep -q "/$GROUP\$" "/proc/$pid/cgroup" || die "$1 is not in the group"
  peak_kb=$(awk '/^VmHWM:/ {print $2}' "/proc/$pid/status")
  ((peak_kb * 1024 < LIMIT)) || die "$1 took $peak_kb kB, the limit is $((LIMIT >> 10)) kB"
  kills=$(awk '/^oom_kill / {print $2}' "$MEMORY/$GROUP/memory.oom_control")
  ((kills == 0)) || die "the kernel killed $kills processes of the group"
  ok "$1 is alive; it took at most $((peak_kb >> 10)) of $((LIMIT >> 20)) MiB"
}

run_job() {
  "$java_home/bin/javac" --release 17 -cp "$flink_home/lib/*" -d "$work/classes" \
    tests/e2e/job/KeyedTotals.java
  "$java_home/bin/jar" --create --file "$work/keyed-totals.jar" -C "$work/classes" .
  # shellcheck disable=SC2046 # options and their values
  rest run-job --port "$rest_port" $(with_pids) --timeout "$JOB_SECONDS" --parallelism 1 \
    "$work/keyed-totals.jar" KeyedTotals "file://$work/result" "$NUMBERS" "$KEYS"
  find "$work/result" -type f ! -name '.*' -exec cat {} + | sort -n >"$work/result.txt"
  python3 tests/e2e/job/expected_totals.py "$NUMBERS" "$KEYS" | diff - "$work/result.txt" >&2 ||
    die "the job's result is wrong"
  ok "the job with state has the right result"
}

test_fill() {
  (flink fill jobmanager) >"$work/jobmanager.out" 2>&1 &
  pids[jobmanager]=$!
  (in_group flink fill taskmanager) >"$work/fill.out" 2>&1 &
  pids[fill]=$!
  (in_group flink fill explain --format json taskmanager) >"$work/fill.json"
  check_json "$work/fill.json" "j['totals']['total_process'] == $LIMIT" \
    "j['container']['limit'] == $LIMIT" "j['container']['cpus'] == 1" \
    "j['container']['source'] == '$MEMORY/$GROUP/memory.limit_in_bytes'" \
    "j['container']['cpu_source'].startswith('$CPU/$GROUP/cpu.cfs_quota_us')" \
    "j['dynamic_properties']['taskmanager.numberOfTaskSlots'] == '1'" "j['warnings'] == []"
  ok "without a configured size the TaskManager takes the group's 1 GiB"
  # shellcheck disable=SC2046 # options and their values
  rest wait-task-managers --port "$rest_port" $(with_pids) --timeout "$START_SECONDS" 1
  rest compare-task-manager --port "$rest_port" "$work/fill.json"
  rest compare-command-line "${pids[fill]}" "$work/fill.json"
  ok "it is registered, with the explained sizes; the JobManager started with slots: auto"
  run_job
  check_below_limit fill
  stop fill
}

test_too_large() {
  local status=0
  configure large 'taskmanager.memory.process.size: 1728m'
  (in_group flink large --dry-run taskmanager) >"$work/warn.argv" 2>"$work/warn.out"
  grep -q 'warning: .*1728m, is 704m above the memory limit of 1024m' "$work/warn.out" ||
    die "1728m in 1 GiB is not warned about: $(cat "$work/warn.out")"
  grep -q '^-Xmx536870902$' "$work/warn.argv" || die "a warning changed the sizes"
  ok "1728m is warned about, and started with all the same"

  (in_group flink large --container-on-exceed fail taskmanager) >"$work/fail.out" 2>&1 || status=$?
  ((status == 65)) || die "fail ended with $status"
  grep -q 'fix: write taskmanager.memory.process.size: 1024m' "$work/fail.out" ||
    die "fail says no remedy"
  ok "1728m is refused with fail"

  (in_group flink large --container-on-exceed fit taskmanager) >"$work/fit.out" 2>&1 &
  pids[fit]=$!
  (in_group flink large --container-on-exceed fit explain --format json taskmanager) >"$work/fit.json"
  check_json "$work/fit.json" "j['totals']['total_process'] == $LIMIT" \
    "j['container']['sized']['taskmanager.memory.process.size']['value'] == '${LIMIT}b'"
  # shellcheck disable=SC2046 # options and their values
  rest wait-task-managers --port "$rest_port" $(with_pids) --timeout "$START_SECONDS" --id large 1
  rest compare-command-line "${pids[fit]}" "$work/fit.json"
  grep -q 'lowered from 1728m to fit the memory limit of 1024m' "$work/fit.out" ||
    die "fit does not say what it did"
  check_below_limit fit
  stop fit
  ok "1728m is fitted with fit, and registers"
}

main() {
  trap clean_up EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  make_groups
  work=$(mktemp -d "${TMPDIR:-/tmp}/flink-launcher-sizing.XXXXXX")
  mkdir -p "$work"/{log,pid,tmp,classes}
  flink_home=$(scripts/get-flink "$FLINK_VERSION")
  java_home=$(java_home)
  read -r rest_port rpc_port < <(python3 tests/e2e/flink_rest.py free-ports 2)
  configure fill
  test_fill
  test_too_large
  stop jobmanager
  say "all of it held, in $SECONDS s"
}

main
