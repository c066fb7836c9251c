# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What the demo looks at: the wire, transfers, other people's counters.
# shellcheck disable=SC2034,SC2154 # results for demo.sh; names from net.sh

# field LINE NAME: the value of NAME=VALUE in what a helper printed
field()
{
	[[ " $1 " =~ \ $2=([^ ]*) ]] && printf '%s\n' "${BASH_REMATCH[1]}"
}

now_ms()
{
	printf '%s\n' $((${EPOCHREALTIME/./} / 1000))
}

# mega N: millions of it, one digit after the point
mega()
{
	printf '%d.%d\n' $(($1 / 1000000)) $(($1 / 100000 % 10))
}

starts()
{
	[[ $1 == "$2"* ]]
}

# echoes FILE COUNT: tcpdump has seen so many
echoes()
{
	[ "$(grep -c 'echo re' "$1")" -ge "$2" ]
}

# echo_on_wire PORT: c1 pings c2 once while the router's port to a host is watched.
# Sets REQUEST and REPLY to the destinations seen, ADDED to the bytes that an echo
# request of ping (64 bytes of ICMPv6) is larger there.
echo_on_wire()
{
	local port=$1 log=$TEST_TMP/wire

	show router "tcpdump -n -i $port icmp6"
	on "$router" tcpdump -Z root --immediate-mode -nvl -i "$port" -c 2 'icmp6 and (ip6[40] == 128 or ip6[40] == 129)' \
		>"$log" 2>"$log.err" &
	wait_for 10 grep -q 'listening on' "$log.err" || give_up "tcpdump does not start: $(<"$log.err")"
	typed c1 ping -n -c 1 -W 5 "$C2" >"$log.ping"
	wait_for 10 echoes "$log" 2
	echo
	sed -n 's/.*) \([^ ]* > .*echo [a-z]*\).*/    router: \1/p' "$log"
	sed -n 's/^64 bytes/    c1: &/p' "$log.ping"
	REQUEST=$(sed -n 's/.* > \(.*\): .*echo request.*/\1/p' "$log")
	REPLY=$(sed -n 's/.* > \(.*\): .*echo reply.*/\1/p' "$log")
	ADDED=$(($(sed -n 's/.*payload length: \([0-9]*\)).*/\1/p' "$log" | head -1) - 64))
}

ping_said()
{
	grep -q "$1" "$TEST_TMP/wire.ping"
}

# start_receiver PORT [OPTIONS...]: what it says goes to a file, and with -v to the reader
start_receiver()
{
	# The pipe must not hide the receiver's exit code.
	set -o pipefail
	stream server -N "$c2" -p "$1" -T 60 "${@:2}" | tee "$TEST_TMP/server" | watch_receiver &
	RECEIVER=$!
	set +o pipefail
}

# progress ms=500 bytes=1000000 gap_ms=12
watch_receiver()
{
	local line

	while read -r line; do
		[[ $line != progress* ]] ||
			printf '    c2: after %4d ms %5s MB, longest silence %s ms\n' "$(field "$line" ms)" \
				"$(mega "$(field "$line" bytes)")" "$(field "$line" gap_ms)"
	done
}

# end_receiver: sets RECEIVED to its last word
end_receiver()
{
	wait "$RECEIVER" || give_up "the receiver failed: $(<"$TEST_TMP/server")"
	RECEIVED=$(tail -1 "$TEST_TMP/server")
}

# sender PORT OPTIONS...: from c1 to c2
sender()
{
	stream client -N "$c1" -p "$1" -T 60 -c "$C2" "${@:2}"
}

# all_arrived: everything that was sent last, each byte as it was
all_arrived()
{
	[ "$(field "$SENT" ok)" = 1 ] && [ "$(field "$RECEIVED" bad)" = 0 ] &&
		[ "$(field "$RECEIVED" bytes)" = "$(field "$SENT" bytes)" ]
}

speed()
{
	printf '%d Mbit/s\n' $(($(field "$SENT" bytes) * 8 / ($(field "$SENT" ms) + 1) / 1000))
}

# offloads NAMESPACE DEVICE: how many of the four that matter are on
offloads()
{
	on "$1" ethtool -k "$2" |
		grep -cE '^(tx-checksumming|tcp-segmentation-offload|generic-segmentation-offload|generic-receive-offload): on'
}

all_offloads_on()
{
	local port ports=("$c1 eth0" "$hostA c1" "$hostA eth0" "$router to-a" "$router to-b" \
		"$hostB eth0" "$hostB c2" "$c2 eth0")

	for port in "${ports[@]}"; do
		[ "$(offloads "${port% *}" "${port#* }")" = 4 ] || return 1
	done
}

# sent_to_b packets|bytes: by the router, so far
sent_to_b()
{
	ip -n "$router" -s -j link show dev to-b | jq ".[0].stats64.tx.$1"
}

# csum_errors NAMESPACE: TCP segments that it dropped for a wrong checksum
csum_errors()
{
	on "$1" cat /proc/net/snmp |
		awk '/^Tcp:/ { for (i = 1; i <= NF; i++) if ($i == "InCsumErrors") n = i; v = $n } END { print v }'
}

# stat_of COUNTER HOST...: the sum over hosts (real names) of the counters that match
stat_of()
{
	local name counter=$1

	shift
	for name; do
		idloc -n "$name" -j ila stats
	done | jq -s --arg c "$counter" '[.[] | to_entries[] | select(.key | test($c)) | .value] | add'
}
