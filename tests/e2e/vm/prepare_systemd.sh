#!/usr/bin/env bash
# prepare_systemd.sh DIR: a small Debian with systemd as DIR/systemd.cpio, an initramfs that is the
# whole system, made with mmdebstrap once (a minute). Exits 77 where it cannot be had.
set -euo pipefail

dir=$(realpath -m "${1:?usage: prepare_systemd.sh DIR}")
mkdir -p "$dir"
if [[ -s $dir/systemd.cpio ]]; then exit 0; fi
for tool in mmdebstrap cpio; do
  if ! command -v "$tool" >/dev/null; then
    echo "skipped: no $tool"
    exit 77
  fi
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
excluded=()
for folder in doc man locale i18n info lintian; do
  excluded+=("--dpkgopt=path-exclude=/usr/share/$folder/*")
done
if ! mmdebstrap --variant=minbase --include=systemd,systemd-sysv "${excluded[@]}" bookworm \
  "$work/root.tar" 2>"$work/log"; then
  echo "skipped: mmdebstrap could not make the image: $(tail -n 1 "$work/log")"
  exit 77
fi
mkdir "$work/root"
tar -C "$work/root" -xf "$work/root.tar" --exclude='./dev/*' --exclude='./var/cache/*' \
  --exclude='./var/lib/apt/*' --exclude='./var/lib/dpkg/*' --exclude='./usr/lib/udev/*'
ln -s lib/systemd/systemd "$work/root/init"
# What this machine does not have, or nobody waits for.
for unit in systemd-timesyncd systemd-networkd systemd-resolved systemd-udevd systemd-udev-trigger \
  systemd-hwdb-update systemd-update-utmp systemd-firstboot getty@tty1 serial-getty@ttyS0; do
  ln -sf /dev/null "$work/root/etc/systemd/system/$unit.service"
done
(cd "$work/root" && find . -print0 | cpio --null --create --format=newc --quiet) >"$work/systemd.cpio"
mv "$work/systemd.cpio" "$dir/systemd.cpio"
