# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What the faults_*.sh tests share. Each does things while the first, second, third ...
# allocation that this takes fails, see helpers/failnth.c.

# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh
# shellcheck source=tools/testing/vm/judge.sh
. ../../vm/judge.sh

DEBUGFS=/sys/kernel/debug
# shellcheck disable=SC2034
MATCH=3:2001000000870000
# shellcheck disable=SC2034
MAP="1:3333000000000001 3:2001000000870000"
points_in_all=0

# What a caller may be told of an allocation that failed; "any" for whatever others say.
FAULT_ERRNOS="ENOMEM ENOBUFS"

# Where the kernel's own code is known to use RCU wrongly when it is short of memory.
FAULT_KNOWN="no such file"

# faults_begin: loads the module; skips where the kernel cannot make allocations fail
faults_begin()
{
	local what

	[ "$ILA" = ours ] || skip_all "judges by what our module says of its state"
	[ -e /proc/self/fail-nth ] || skip_all "this kernel has no /proc/self/fail-nth"
	[ -e $DEBUGFS/failslab ] || mount -t debugfs debugfs $DEBUGFS 2>/dev/null
	for what in failslab fail_page_alloc; do
		[ -e $DEBUGFS/$what ] || skip_all "this kernel has no $what"
		must sh -c "echo N >$DEBUGFS/$what/ignore-gfp-wait; echo 0 >$DEBUGFS/$what/verbose"
	done
	must sh -c "echo 0 >$DEBUGFS/fail_page_alloc/min-order"
	ila_load "$ILA"
	[ ! -e $DEBUGFS/kmemleak ] || echo clear >$DEBUGFS/kmemleak
}

# fault NAME FAILNTH-ARGUMENTS...
fault()
{
	local name=$1 output rc word points unknown=''

	shift
	output=$(failnth "$@" 2>&1)
	rc=$?
	word=$(tail -1 <<<"$output")
	note "$name: $word"
	points=$(field "$word" points)
	points_in_all=$((points_in_all + ${points:-0}))
	is "$name: told, and nothing half done" "$rc $(grep -v ^points= <<<"$output" | head -5)" "0 "
	at_least "$name: allocations that failed" "${points:-0}" 1
	[ "$FAULT_ERRNOS" != any ] || return
	for word in $word; do
		word=${word%%=*}
		[[ $word =~ ^E && " $FAULT_ERRNOS " != *" $word "* ]] && unknown+=" $word"
	done
	is "$name: no other answer than $FAULT_ERRNOS" "$unknown" ""
}

# faults_quiet COMMAND...: for what may run out of memory in the kernel's own code, which then
# prints a stack. The console gets nothing meanwhile; whatever else was said fails the test.
faults_quiet()
{
	local level marker="faults: quiet from $EPOCHREALTIME on"

	read -r level _ </proc/sys/kernel/printk
	echo "$marker" >/dev/kmsg
	echo 1 >/proc/sys/kernel/printk
	"$@"
	echo "$level" >/proc/sys/kernel/printk
	dmesg | awk -v marker="$marker" -v known="$FAULT_KNOWN" '
		index($0, marker) { on = 1; next }
		!on { next }
		/vmalloc error: |page allocation failure: |percpu: allocation failed/ { excused = 1; next }
		/WARNING: suspicious RCU usage/ { held = $0; next }
		/WARNING: CPU: / && index($0, " at " known ":") { excused = 1; next }
		held && /[.][ch]:[0-9]+ / {
			if (index($0, known)) excused = 1; else print held
			held = ""
		}
		excused && /Call Trace:/ { excused = 0; next }
		{ print }' >"$TEST_TMP/said"
	is "the kernel complains of nothing but the lack of memory" \
		"$(console_complaints "$TEST_TMP/said" | head -5)" ""
}

# words NAME PREPARATION,... MESSAGE: in r, each message in one word
words()
{
	local args=() text texts

	IFS=, read -ra texts <<<"$2"
	for text in "${texts[@]}"; do
		args+=(-p "$text")
	done
	# shellcheck disable=SC2086
	fault "$1" -N "$r" "${args[@]}" $3
}

# leaks: what kmemleak finds; an object counts when it is older than five seconds
leaks()
{
	sleep 6
	echo scan >$DEBUGFS/kmemleak
	sleep 1
	echo scan >$DEBUGFS/kmemleak
	cat $DEBUGFS/kmemleak
}

# faults_end: nothing has leaked
faults_end()
{
	note "$points_in_all allocations failed in all"
	if [ -e $DEBUGFS/kmemleak ]; then
		is "no leak" "$(leaks | head -60)" ""
	else
		skip "no leak" "this kernel has no kmemleak"
	fi
	lib_cleanup
	NS_LIST=()
	check "the module unloads" ila_unload 20
}
