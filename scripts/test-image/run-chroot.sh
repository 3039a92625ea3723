#!/usr/bin/env bash
# Runs a command as a container of the folder ROOT would: as process 1, read-only but for /tmp, with the environment given
# and no other. For machines where nothing but buildah builds images; the network is the host's.
#
#   unshare --mount --pid --fork run-chroot.sh ROOT UID:GID WORKDIR NAME=VALUE… COMMAND…
set -euo pipefail

root=$1 user=$2 folder=$3
shift 3

mount --make-rprivate /
mount --bind "$root" "$root"
mount -t tmpfs tmpfs "$root/tmp"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount -o remount,ro,bind "$root"
exec chroot --userspec="$user" "$root" /usr/bin/env -i -C "$folder" "$@"
