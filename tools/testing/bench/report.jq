# SPDX-License-Identifier: GPL-2.0
#
# From the guest's results (case, compared with, target, microseconds of each run) to JSON.
# A guest's microsecond is 1000 instructions, a run 10000 packets; the fastest run counts, since
# whatever disturbs a run adds to it.

def round1: . * 10 | round / 10;
def round2: . * 100 | round / 100;
def number: if . == "" then null else tonumber end;

($base[0].cases // [] | map({key: .case, value: .instructions}) | from_entries) as $before |
[inputs / "\t" | {
	case: .[0], against: .[1], target: (.[2] | number),
	runs: (.[3] / " " | map(select(. != "") | tonumber / 10))
}] as $cases |
($cases | map({key: .case, value: (.runs | min)}) | from_entries) as $best |
{
	unit: "instructions per packet",
	method: "qemu -icount shift=0, one CPU, 10000 UDP packets of 128 bytes, best of several runs",
	$kernel, $ila, $qemu,
	plain_drift: (if $best["plain-end"] and $best.plain
		then (($best["plain-end"] - $best.plain) / $best.plain * 100 | round2) else null end),
	cases: [$cases[] | . as $c | (.runs | min) as $n |
		(if $n and $best[.against] then $n - $best[.against] | round1 else null end) as $over | {
		case, instructions: $n, over: $over, against,
		target,
		verdict: (if .target == null then null elif $over == null then "FAILED"
			elif $over <= .target then "PASS" else "OVER" end),
		spread: (if $n then ((.runs | max) - $n) / $n * 100 | round2 else null end),
		change: (if $n and $before[.case] then ($n - $before[.case]) / $before[.case] * 100 | round2
			else null end)
	}]
} + (if $base[0] then {base: $base[0].ila} else {} end)
