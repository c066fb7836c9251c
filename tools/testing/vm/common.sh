# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Names and places that every script of the rig agrees on. Sourced, runs nothing;
# what looks unused here (SC2034) is for the scripts that source it.

VM_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
TESTING_DIR=$(dirname "$VM_DIR")
TOP=$(cd "$VM_DIR/../../.." && pwd)
# shellcheck disable=SC2034
SELFTESTS_DIR=$TESTING_DIR/selftests
# A user's PATH has no ip and no depmod.
PATH=$PATH:/usr/sbin:/sbin
CACHE=${IDLOC_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/idloc}

# Two checkouts share unpacked kernels and the base image, never build products.
# shellcheck disable=SC2034
CHECKOUT_ID=$(printf '%s' "$TOP" | cksum | cut -d' ' -f1)

# A kernel is chosen by its series; Debian's headers metapackage names the release.
declare -A KERNEL_HEADERS=(
	[6.1]=linux-headers-amd64
	[6.12]=linux-headers-6.12-amd64
)
KERNELS=(6.12 6.1)

say()
{
	printf '%s\n' "$*" >&2
}

die()
{
	say "${0##*/}: $*"
	exit 1
}

# kernel_release SERIES: prints "RELEASE VERSION" of the installed headers, e.g. "6.1.0-56-amd64 6.1.192-2".
kernel_release()
{
	local meta=${KERNEL_HEADERS[$1]:-} depends

	[ -n "$meta" ] || return 1
	# shellcheck disable=SC2016 # dpkg-query expands it
	depends=$(dpkg-query -W -f '${Depends}' "$meta" 2>/dev/null) || return 1
	[[ $depends =~ linux-headers-([^ ,]+)\ \(=\ ([^\)]+)\) ]] || return 1
	printf '%s %s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
}

# kernel_select SERIES: sets KREL, KVERSION, KROOT (the unpacked image) and KDIR (its headers).
# shellcheck disable=SC2034
kernel_select()
{
	local both

	both=$(kernel_release "$1") || die "no headers of kernel '$1' installed (known: ${KERNELS[*]}); run ${VM_DIR}/bootstrap"
	KREL=${both% *}
	KVERSION=${both#* }
	KROOT=$CACHE/kernels/$KREL
	KDIR=/usr/src/linux-headers-$KREL
}

# cache_lock NAME: one at a time changes that part of the cache; held until cache_unlock.
cache_lock()
{
	mkdir -p "$CACHE/locks" || die "cannot create $CACHE"
	exec 9>"$CACHE/locks/$1"
	flock 9
}

cache_unlock()
{
	exec 9>&-
}
