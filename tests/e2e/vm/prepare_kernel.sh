#!/usr/bin/env bash
# prepare_kernel.sh DIR: Debian's cloud kernel in DIR/vmlinuz, fetched with apt once. Exits 77 where
# it cannot be had.
set -euo pipefail

dir=${1:?usage: prepare_kernel.sh DIR}
mkdir -p "$dir"
cd "$dir"
if [[ -s vmlinuz ]]; then exit 0; fi

package=$(apt-cache depends linux-image-cloud-amd64 2>/dev/null | awk '/Depends:/ { print $2; exit }')
if [[ -z $package ]]; then
  echo "skipped: apt knows no linux-image-cloud-amd64"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"  # apt downloads as another user
if ! (cd "$work" && apt-get -q download "$package") >"$work/apt.log" 2>&1; then
  echo "skipped: apt could not fetch $package: $(tail -n 1 "$work/apt.log")"
  exit 77
fi
dpkg --fsys-tarfile "$work/$package"_*.deb | tar -x -C "$work" --wildcards './boot/vmlinuz-*'
mv "$work"/boot/vmlinuz-* vmlinuz
