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

# The last verdict of each test on each kernel: KERNEL/SUITE/TEST.sh, see tools/testing/matrix.
# shellcheck disable=SC2034
VERDICTS=$CACHE/verdicts/$CHECKOUT_ID

# A kernel is chosen by its series; Debian's headers metapackage names the release. Image and
# headers of one version are unpacked into the cache by bootstrap and never installed: an
# image would run initramfs and dkms hooks and become the machine's default at its next boot,
# and the headers of 6.12 depend on the image.
declare -A KERNEL_HEADERS=(
	[6.1]=linux-headers-amd64
	[6.12]=linux-headers-6.12-amd64
)
KERNELS=(6.12 6.1)
# Kernels that kernels/build makes: RELEASE and VERSION are kept in the same way, all else in own-NAME.
OWN_KERNELS=(debug uml newest)

say()
{
	printf '%s\n' "$*" >&2
}

die()
{
	say "${0##*/}: $*"
	exit 1
}

# kernel_release SERIES: prints "RELEASE VERSION" of what bootstrap unpacked, e.g. "6.1.0-56-amd64 6.1.192-2".
kernel_release()
{
	cat "$CACHE/kernels/$1" 2>/dev/null
}

# kernel_select SERIES: sets KREL, KVERSION, KROOT (where all of it is), KDIR (the headers there) and
# KARCH (x86_64, or um for a kernel that is a program) and SLOWNESS (by which time-outs are multiplied).
# shellcheck disable=SC2034
kernel_select()
{
	local both how="run ${VM_DIR}/bootstrap"

	[[ " ${OWN_KERNELS[*]} " != *" $1 "* ]] || how="run $TESTING_DIR/kernels/build $1"
	[ -n "${KERNEL_HEADERS[$1]:-}" ] || [[ $how == *build* ]] ||
		die "unknown kernel '$1' (known: ${KERNELS[*]} ${OWN_KERNELS[*]})"
	both=$(kernel_release "$1") || die "kernel $1 is not here; $how"
	KREL=${both% *}
	KVERSION=${both#* }
	KARCH=x86_64
	SLOWNESS=1
	KROOT=$CACHE/kernels/$KREL
	KDIR=$KROOT/usr/src/linux-headers-$KREL
	if [ -e "$CACHE/kernels/own-$1" ]; then
		KROOT=$CACHE/kernels/own-$1
		KDIR=$KROOT/build
		KARCH=$(cat "$KROOT/arch")
		SLOWNESS=4
	fi
	if [ ! -e "$KROOT/vmlinux" ] || [ ! -e "$KDIR/Makefile" ]; then
		die "kernel $1 is not here; $how"
	fi
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
