# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What run and trace share: a guest whose clock counts instructions. Sourced, runs nothing.

BENCH_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=tools/testing/vm/common.sh
. "$BENCH_DIR/../vm/common.sh"

# One instruction is one nanosecond, and idle time is skipped; the same random numbers each time.
ICOUNT="-icount shift=0,sleep=off -seed 1"
# The time stamp counter runs at 1 GHz then. Mitigations are on, as on most real hosts: they decide
# what a call through a pointer costs.
CLOCK="clocksource=tsc tsc_early_khz=1000000 mitigations=auto"

# bench_guest SERIES QEMU-OPTIONS NAME=VALUE...: runs cases.sh with these parameters and
# leaves its results in the folder $RESULTS; its TAP goes to standard output.
bench_guest()
{
	local series=$1 qemu=$2 append=$CLOCK word

	shift 2
	for word in icount=1 "$@"; do
		append+=" bench.$word"
	done
	RESULTS=$CACHE/out/$series/bench/cases
	rm -rf "$RESULTS"
	make -s -C "$BENCH_DIR" >&2 || die "burst does not build"
	IDLOC_VM_QEMU="$ICOUNT $qemu" IDLOC_VM_APPEND=$append \
		"$VM_DIR/run" -k "$series" -v "$BENCH_DIR/cases.sh"
}

# known_kernel SERIES: or the end
known_kernel()
{
	[ -n "${KERNEL_HEADERS[$1]:-}" ] || die "unknown kernel '$1' (known: ${KERNELS[*]})"
}
