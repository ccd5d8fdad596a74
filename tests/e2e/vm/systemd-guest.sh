#!/bin/sh
# Runs in the guest, as a unit of its own: starts the installed units, and says on the console what
# became of them, as lines "NAME word=value". The JVM is a recording stand-in: a real one would take
# minutes here.
set -u

# say NAME WORD VALUE
say() { echo "SEEN $1 $2=$3"; }

property() { systemctl show -P "$2" "$1"; }

# wait_for UNIT PROPERTY VALUE: until it has that, for at most a minute.
wait_for() {
  for _ in $(seq 300); do
    [ "$(property "$1" "$2")" != "$3" ] || return 0
    sleep 0.2
  done
  say "$1" timeout "$2"
}

# report NAME UNIT: what the stand-in recorded once it runs; then stop it.
report() {
  systemctl start "$2"
  for _ in $(seq 300); do
    pid=$(property "$2" MainPID)
    [ ! -s "/var/log/flink/$pid.argv" ] || break
    sleep 0.2
  done
  say "$1" state "$(property "$2" ActiveState)"
  say "$1" memory_max "$(property "$2" MemoryMax)"
  say "$1" user "$(stat -c %U "/proc/$pid")"
  say "$1" group "$(cut -d: -f3 "/proc/$pid/cgroup")"
  while read -r word; do
    case $word in
      -Xmx*) say "$1" heap "${word#-Xmx}" ;;
      *.process.size=* | *numberOfTaskSlots=* | *resource-id=*) say "$1" "${word%%=*}" "${word#*=}" ;;
    esac
  done <"/var/log/flink/$pid.argv"
  systemctl stop "$2"
  say "$1" after_stop "$(property "$2" ActiveState) $(property "$2" Result) $(property "$2" ExecMainStatus)"
  [ ! -d "/proc/$pid" ] || say "$1" left "$pid"
}

systemd-sysusers
say boot systemd "$(systemctl --version | head -n 1 | cut -d' ' -f2)"
say boot cgroup "$(stat -f -c %T /sys/fs/cgroup)"

report own flink-taskmanager@1.service
report jobmanager flink-jobmanager.service

# MemoryMax= is the one place: set there, it is what the TaskManager gets, and CPUQuota= its slots.
mkdir -p /run/systemd/system/flink-taskmanager@2.service.d
printf '[Service]\nMemoryMax=1200M\nCPUQuota=100%%\n' >/run/systemd/system/flink-taskmanager@2.service.d/size.conf
systemctl daemon-reload
report changed flink-taskmanager@2.service

systemctl set-property --runtime flink.slice MemoryMax=1100M
report slice flink-taskmanager@3.service

# What cannot fit is refused, once.
systemctl set-property --runtime flink.slice MemoryMax=300M
systemctl start flink-taskmanager@4.service
wait_for flink-taskmanager@4.service ActiveState failed
say tiny result "$(property flink-taskmanager@4.service Result) $(property flink-taskmanager@4.service ExecMainStatus) $(property flink-taskmanager@4.service NRestarts)"

say journal warnings "$(journalctl -b -o cat -u 'flink-*' | grep -c warning)"
journalctl -b -o cat -u 'flink-*' | sed 's/^/JOURNAL /'
echo GUEST_DONE
systemctl poweroff --force --force
