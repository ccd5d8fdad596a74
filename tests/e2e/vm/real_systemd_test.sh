#!/usr/bin/env bash
# real_systemd_test.sh EXECUTABLE UNITS CACHE: the installed units under a real systemd, in an
# emulator: the sizes follow MemoryMax= of the unit and of a parent slice, `systemctl stop` ends the
# process cleanly, and what cannot fit is refused once. EXECUTABLE is the static one; the image is
# kept in CACHE. Exits 77 (skipped), with the reason, where emulator, kernel or image cannot be had.
set -euo pipefail

launcher=$(realpath "${1:?usage: real_systemd_test.sh EXECUTABLE UNITS CACHE}")
units=$(realpath "${2:?usage: real_systemd_test.sh EXECUTABLE UNITS CACHE}")
cache=$(realpath -m "${3:?usage: real_systemd_test.sh EXECUTABLE UNITS CACHE}")
here=$(cd -- "$(dirname -- "$0")" && pwd -P)
readonly BOOT_SECONDS=180  # a run takes 40 on a quiet machine
failures=0

command -v qemu-system-x86_64 >/dev/null || { echo "skipped: no qemu-system-x86_64" && exit 77; }
"$here/prepare_kernel.sh" "$cache"
"$here/prepare_systemd.sh" "$cache"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What is installed in the guest, on top of the image.
lay_out() {
  local root=$work/root executable
  executable=$(sed -n 's/^ExecStart=\([^ ]*\).*/\1/p' "$units/flink-jobmanager.service")
  mkdir -p "$root"/{opt/flink/{lib,conf,plugins},opt/java/bin,etc/{default,systemd/system},usr/lib/sysusers.d,usr/local/bin}
  install -D "$launcher" "$root$executable"
  cp "$units"/*.service "$here/../../../scripts/systemd/flink.slice" "$root/etc/systemd/system/"
  cp "$here/../../../scripts/systemd/flink-launcher.conf" "$root/usr/lib/sysusers.d/"
  install "$here/systemd-guest.sh" "$root/usr/local/bin/systemd-guest"
  : >"$root/opt/flink/lib/flink-dist-2.3.0.jar"
  printf '%s\n' 'jobmanager.memory.process.size: 4g' 'taskmanager.memory.process.size: 4g' \
    'taskmanager.numberOfTaskSlots: auto' >"$root/opt/flink/conf/config.yaml"
  echo 'JAVA_HOME=/opt/java' >"$root/etc/default/flink"
  echo 'JAVA_VERSION="17.0.1"' >"$root/opt/java/release"
  # It records its arguments, and ends at SIGTERM as a JVM does.
  cat >"$root/opt/java/bin/java" <<'SH'
#!/bin/sh
trap 'exit 143' TERM
printf '%s\n' "$@" >"$FLINK_LOG_DIR/$$.tmp" && mv "$FLINK_LOG_DIR/$$.tmp" "$FLINK_LOG_DIR/$$.argv"
while true; do
  sleep 60 &
  wait $!
done
SH
  chmod 755 "$root/opt/java/bin/java"
  cat >"$root/etc/systemd/system/systemd-guest.service" <<'UNIT'
[Unit]
DefaultDependencies=no
Requires=sysinit.target
After=sysinit.target
# Only so that they stay loaded when they have ended, and their status can be asked for.
PropagatesReloadTo=flink-jobmanager.service flink-taskmanager@1.service flink-taskmanager@2.service
PropagatesReloadTo=flink-taskmanager@3.service
[Service]
Type=oneshot
ExecStart=/usr/local/bin/systemd-guest
StandardOutput=tty
StandardError=tty
TTYPath=/dev/ttyS0
UNIT
  printf '[Unit]\nRequires=sysinit.target systemd-guest.service\nAfter=sysinit.target\n' \
    >"$root/etc/systemd/system/guest.target"
  ln -s guest.target "$root/etc/systemd/system/default.target"
  (cd "$root" && find . -print0 | cpio --null --create --format=newc --owner=0:0 --quiet)
}

boot() {
  timeout -k 5 "$BOOT_SECONDS" qemu-system-x86_64 -accel tcg,thread=multi -cpu max -M q35 -m 3072 \
    -smp 2 -nodefaults -no-user-config -display none -serial stdio -no-reboot \
    -kernel "$cache/vmlinuz" -initrd "$work/initrd" \
    -append "console=ttyS0 panic=-1 quiet systemd.show_status=no" </dev/null | tr -d '\r'
}

# check NAME WORD VALUE: the guest saw just that, in the end.
check() {
  local seen
  seen=$(sed -n "s/^SEEN $1 $2=//p" "$work/console" | tail -n 1)
  if [[ $seen == "$3" ]]; then
    echo "ok     $1: $2 = $seen"
  else
    echo "FAILED $1: $2 = '$seen', expected '$3'"
    failures=$((failures + 1))
  fi
}

# check_service NAME PROCESS BYTES GROUP: it ran with that size, and ended when told to.
check_service() {
  check "$1" state active
  check "$1" user flink
  check "$1" group "/flink.slice/$4"
  check "$1" "$2.memory.process.size" "$3b"
  check "$1" after_stop "inactive success 143"
  check "$1" left ''
}

{ cat "$cache/systemd.cpio" && lay_out; } >"$work/initrd"
boot >"$work/console" || true
grep -q '^GUEST_DONE' "$work/console" || {
  cat "$work/console"
  echo "FAILED the guest did not come to its end within $BOOT_SECONDS s"
  exit 1
}
grep '^JOURNAL' "$work/console" || true
readonly MIB=1048576
check boot cgroup cgroup2fs
check_service own taskmanager $((1728 * MIB)) flink-taskmanager@1.service
check own taskmanager.numberOfTaskSlots 2
check own memory_max $((1728 * MIB))
check_service jobmanager jobmanager $((1600 * MIB)) flink-jobmanager.service
check_service changed taskmanager $((1200 * MIB)) flink-taskmanager@2.service
check changed taskmanager.numberOfTaskSlots 1
check_service slice taskmanager $((1100 * MIB)) flink-taskmanager@3.service
check slice memory_max $((1728 * MIB))
check tiny result 'exit-code 65 0'
check journal warnings 0
echo "$failures failures"
((failures == 0))
