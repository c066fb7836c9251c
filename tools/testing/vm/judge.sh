# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# From a guest's leavings to a verdict: what the test said, how it ended, what the kernel said.

# Lines that no test may cause. One expression per line.
CONSOLE_BAD='WARNING: CPU:
WARNING: possible
WARNING: suspicious
WARNING: inconsistent
WARNING: bad unlock
WARNING: .*(RCU|lock)
BUG:
kernel BUG at
Oops:
Kernel panic
general protection fault[,:]
Call Trace:
INFO: task .* blocked
INFO: rcu
INFO: possible
INFO: trying to register non-static key
rcu: .*(stall|starved)
suspicious RCU usage
possible (circular|recursive) locking
inconsistent lock state
sleeping function called
scheduling while atomic
refcount_t:
ref_tracker:
unreferenced object
KASAN:
KCSAN:
KFENCE:
UBSAN:
DEBUG_LOCKS_WARN
unregister_netdevice: waiting
page allocation failure
Out of memory:
segfault at
traps: .* general protection
Objects remaining in
still has objects
double (free|add)
list_(add|del) corruption
slab-out-of-bounds
use-after-free
divide error:
idloc: watched:
stack-protector:'

# console_complaints FILE [EXPECTED]: the lines that fail a test; nonzero when there are none.
# An expected complaint excuses its report as a whole, up to the end of its trace.
console_complaints()
{
	local file=$1 expected=${2:-} bad

	bad=$(paste -sd'|' <<<"$CONSOLE_BAD")
	tr -d '\r' <"$file" |
	if [ -n "$expected" ]; then
		awk -v expected="$expected" '
		/\[ cut here \]/ { held = $0; next }
		held { if ($0 ~ expected) excused = 1; else print held; held = "" }
		!excused && $0 ~ expected { next }
		!excused { print }
		/end trace/ { excused = 0 }'
	else
		cat
	fi | grep -aE -- "$bad"
}

# tap_verdict FILE RC: prints "pass|fail|skip|error REASON"; "error" is a failure that no check reported.
tap_verdict()
{
	tr -d '\r' <"$1" | awk -v rc="$2" '
	/^1\.\.[0-9]+/ {
		plan = substr($1, 4) + 0
		planned++
		if (plan == 0)
			skip = 1
		why = $0
		sub(/^[^#]*#? *(SKIP)? */, "", why)
		next
	}
	/^ok / { seen++; if ($0 !~ /# SKIP/) good++; next }
	/^not ok / { seen++; if ($0 !~ /# (TODO|SKIP)/) { bad++; if (!first) first = $0 } next }
	/^Bail out!/ { bail = $0 }
	function verdict(word, text) { print word, text; said = 1; exit }
	END {
		if (said) exit
		if (bail) verdict("error", bail)
		if (rc == "") verdict("error", "the guest died")
		if (rc == "timeout") verdict("error", "timed out")
		if (rc == "unkillable") verdict("error", "left processes that cannot be killed")
		if (rc == 4 || skip) {
			if (rc == 4 && !bad && !good) verdict("skip", why)
			verdict("error", "says skip but exit code " rc " and " seen + 0 " checks")
		}
		if (bad && rc == 1 && planned == 1 && seen == plan) verdict("fail", bad " of " plan " checks, first: " first)
		if (bad) verdict("error", bad " failed checks, exit code " rc ", " seen + 0 " of " plan + 0 " planned checks ran")
		if (rc != 0) verdict("error", "exit code " rc)
		if (planned != 1) verdict("error", planned + 0 " TAP plans")
		if (seen != plan) verdict("error", seen + 0 " of " plan " planned checks ran")
		verdict("pass", good + 0 " checks")
	}'
}

# header FILE NAME [DEFAULT]: the value of a "# NAME: VALUE" comment of a test
header()
{
	local value

	value=$(sed -n "1,40s/^# *$2: *//p" "$1" | head -1)
	printf '%s\n' "${value:-${3:-}}"
}
