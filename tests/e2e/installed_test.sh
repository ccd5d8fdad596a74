#!/usr/bin/env bash
# installed_test.sh FLINK_HOME JAVA_HOME LAUNCHER SQL_GATEWAY_JAR: a copy of a Flink 2 distribution in which every
# script is ours, by `install`: start-cluster.sh, flink (--version, list, run), sql-client.sh -f and
# stop-cluster.sh, with real JVMs; then the originals are put back. The SQL client needs the
# flink-sql-gateway jar of the release, which a distribution from PyPI lacks.
set -euo pipefail

flink=$(realpath -- "${1:?usage: installed_test.sh FLINK_HOME JAVA_HOME LAUNCHER SQL_GATEWAY_JAR}")
java_home=${2:?a JDK}
launcher=$(realpath -- "${3:?the launcher}")
gateway_jar=$(realpath -- "${4:?flink-sql-gateway-VERSION.jar}")
here=$(dirname -- "$(realpath -- "${BASH_SOURCE[0]}")")
readonly NUMBERS=1000 KEYS=10

work=$(mktemp -d "${TMPDIR:-/tmp}/flink-launcher-installed.XXXXXX")
home=$work/flink

# Every process that was started here carries this in its environment.
left_running() {
  local file
  for file in /proc/[0-9]*/environ; do
    if grep -aqsF "FLINK_LAUNCHER_INSTALLED=$work" "$file"; then basename "$(dirname "$file")"; fi
  done
}

clean_up() {
  local status=$? pid file
  trap - EXIT
  for pid in $(left_running); do kill -KILL "$pid" 2>/dev/null || true; done
  if ((status != 0)); then
    for file in "$work"/log/* "$work"/said; do
      if [[ -s $file ]]; then echo "--- ${file##*/}" && tail -n 30 "$file"; fi
    done >&2
  fi
  rm -rf "$work"
  exit "$status"
}
trap clean_up EXIT

fail() {
  echo "installed_test: $*" >&2
  exit 1
}

lay_out() {  # REST_PORT RPC_PORT
  local jar opts
  mkdir -p "$home"/{lib,opt,plugins} "$work"/{log,pid,tmp,classes}
  cp -a "$flink/bin" "$flink/conf" "$home/"
  for jar in "$flink"/lib/*.jar; do ln -s "$jar" "$home/lib/"; done
  for jar in "$flink"/opt/*.jar; do ln -s "$jar" "$home/opt/"; done
  ln -sf "$gateway_jar" "$home/opt/"
  opts=$(sed -n 's/^ *all: *\(--add-exports.*\)$/\1/p' "$flink/conf/config.yaml")
  [[ -n $opts ]] || fail "no env.java.opts.all in the configuration that Flink ships"
  echo localhost >"$home/conf/workers"
  cat >"$home/conf/config.yaml" <<YAML
env.java.opts.all: $opts
jobmanager.bind-host: 127.0.0.1
jobmanager.rpc.address: 127.0.0.1
jobmanager.rpc.port: $2
jobmanager.memory.process.size: 1g
taskmanager.bind-host: 127.0.0.1
taskmanager.host: 127.0.0.1
taskmanager.numberOfTaskSlots: 2
taskmanager.memory.process.size: 1g
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: $1
io.tmp.dirs: $work/tmp
web.tmpdir: $work/tmp
YAML
}

# script NAME ARGUMENT...: runs it; what it says is in $work/said.
script() {
  env -u FLINK_HOME FLINK_LAUNCHER_INSTALLED="$work" JAVA_HOME="$java_home" HOSTNAME=testhost \
    USER=tester FLINK_LOG_DIR="$work/log" FLINK_PID_DIR="$work/pid" "$home/bin/$1" "${@:2}" \
    >"$work/said" 2>&1 </dev/null || fail "$1 ended with $?"
}

said() { grep -q -- "$1" "$work/said" || fail "'$1' was not said"; }

run_jar() {
  "$java_home/bin/javac" --release 17 -cp "$home/lib/*" -d "$work/classes" \
    "$here/job/KeyedTotals.java"
  "$java_home/bin/jar" --create --file "$work/job.jar" -C "$work/classes" .
  script flink run -c KeyedTotals "$work/job.jar" "file://$work/result" "$NUMBERS" "$KEYS"
  said 'Job has been submitted'
  find "$work/result" -type f ! -name '.*' -exec cat {} + | sort -n >"$work/result.txt"
  python3 "$here/job/expected_totals.py" "$NUMBERS" "$KEYS" >"$work/expected.txt"
  diff "$work/expected.txt" "$work/result.txt" || fail "the job's result is wrong"
}

run_sql() {
  cat >"$work/query.sql" <<SQL
SET 'execution.runtime-mode' = 'batch';
SET 'table.dml-sync' = 'true';
CREATE TABLE numbers (n BIGINT) WITH ('connector' = 'datagen', 'number-of-rows' = '100',
  'fields.n.kind' = 'sequence', 'fields.n.start' = '1', 'fields.n.end' = '100');
CREATE TABLE totals (k BIGINT, s BIGINT) WITH ('connector' = 'filesystem',
  'path' = 'file://$work/sql', 'format' = 'csv');
INSERT INTO totals SELECT n - n / 3 * 3, SUM(n) FROM numbers GROUP BY n - n / 3 * 3;
SQL
  script sql-client.sh -f "$work/query.sql"
  find "$work/sql" -type f ! -name '.*' -exec cat {} + | sort >"$work/sql.txt"
  diff <(printf '0,1683\n1,1717\n2,1650\n') "$work/sql.txt" || fail 'the query gave something else'
}

read -r rest_port rpc_port < <(python3 "$here/flink_rest.py" free-ports 2)
lay_out "$rest_port" "$rpc_port"
before=$(cd "$home/bin" && sha256sum -- *)
"$launcher" install --flink-home "$home" >"$work/said" || fail 'install'
script flink --version
said "Version: $(basename "$home"/lib/flink-dist-*.jar .jar | sed 's/flink-dist-//')"
script start-cluster.sh
said '^Starting cluster\.$'
said '^Starting standalonesession daemon on host testhost\.$'
python3 "$here/flink_rest.py" wait-task-managers --port "$rest_port" 1
script flink list
said 'No running jobs'
run_jar
run_sql
script stop-cluster.sh
said '^Stopping taskexecutor daemon (pid: [0-9]*) on host testhost\.$'
said '^Stopping standalonesession daemon (pid: [0-9]*) on host testhost\.$'
left=$(left_running | tr '\n' ' ')
[[ -z $left ]] || fail "still running: $left"
"$launcher" uninstall --flink-home "$home" >"$work/said" || fail 'uninstall'
diff <(echo "$before") <(cd "$home/bin" && sha256sum -- *) || fail 'bin/ is not as it was'
echo 'start-cluster.sh, flink, sql-client.sh and stop-cluster.sh work, all of them ours'
