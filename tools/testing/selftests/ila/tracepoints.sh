#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Tracepoints: each translation, each quote brought back and each packet dropped can be
# watched with addresses and reason, and the core's own drop reason says nearly the same.
# The packets are those that arrive when nobody watches.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

TRACING=/sys/kernel/tracing
# $SIR as the kernel writes it
SHORT=3333::1

# traced EVENT COMMAND...: what it leaves in the trace, one line for each event
traced()
{
	local event=$1 line

	shift
	echo >$TRACING/trace
	echo 1 >"$TRACING/events/$event/enable"
	"$@" >"$TEST_TMP/seen"
	echo 0 >"$TRACING/events/$event/enable"
	while read -r line; do
		printf '%s\n' "${line#*"${event#*/}: "}"
	done < <(grep "${event#*/}: " $TRACING/trace)
}

# dropped REASON CORE-REASON PKTSEND-ARGUMENTS
dropped()
{
	local reason=$1 core=$2

	shift 2
	like "$reason is traced" "$(traced ila/ila_drop no_wire "$@")" "reason=$reason daddr="
	like "the core calls it $core" "$(traced skb/kfree_skb no_wire "$@")" "reason: $core"
}

# Is this kernel one that traces?
need trace-cmd
[ -e $TRACING/events ] || mount -t tracefs tracefs $TRACING 2>/dev/null || skip_all "this kernel has no tracefs"
topo_wire
[ -e $TRACING/events/ila/ila_drop ] || skip_all "this kernel traces no events of modules"
netns=$(stat -L -c %i "/run/netns/$r")

for mode in "${MODES[@]}"; do
	must ip -n "$r" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode "$mode" ident-type luid \
		via 2001:db8:1::2
	line=$(traced ila/ila_to_wire wire udp -s $SRC -d $SIR_B -D text)
	like "$mode, to the wire" "$line" "^netns=$netns skbaddr=[^ ]+ csum_mode=$mode from=$SHORT:2000:0:1:87 to=$LOC_B:"
	is "$mode: once" "$(wc -l <<<"$line")" 1
	to=$(field "$line" to)
	is "$mode: as the packet has it" "$(addr_hex "$to")" "$(field "$(<"$TEST_TMP/seen")" hex | cut -c49-80)"
	is "$mode: which is the one that is sent unwatched" "$(field "$(<"$TEST_TMP/seen")" hex)" \
		"$(field "$(wire udp -s $SRC -d $SIR_B -D text)" hex)"

	# And back: SIR_A is behind w here, for want of a place.
	must ip -n "$r" ila add loc_match $LOC_A loc $SIR csum-mode "$mode" ident-type luid
	must ip -n "$r" -6 route replace $SIR:2000:0:1:86/128 via 2001:db8:1::2
	wire_a=$LOC_A:2000:0:1:86
	line=$(traced ila/ila_to_sir wire udp -s $SRC -d $wire_a -D text)
	like "$mode, from the wire" "$line" "^netns=$netns skbaddr=[^ ]+ csum_mode=$mode from=$wire_a to=$SHORT:"
	must ip -n "$r" ila del loc_match $LOC_A loc $SIR
done

must ip -n "$r" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode neutral-map ident-type luid via 2001:db8:1::2
quote=$(made udp -s $SRC -d $LOC_B:3000:0:1:333 -D text)
line=$(traced ila/ila_icmp pktsend -N "$w" -i eth1 -m "$(lladdr "$r" eth2)" 58 -C 2 -s 2001:db8:1::2 -d $SRC \
	-x "0300 0000 00000000 $quote")
like "a quote brought back" "$line" "csum_mode=neutral-map from=$LOC_B:3000:0:1:333 to=$SHORT:2000:0:1:87$"

must ip -n "$r" -6 route add $SIR::/64 encap ila $LOC_B csum-mode neutral-map ident-type luid dev eth2
dropped drop-cbit-in-sir IP_INADDRERRORS udp -s $SRC -d $SIR:3000:0:1:87 -D text
dropped drop-csum-reserved IP_INADDRERRORS udp -s $SRC -d $SIR:2000:0:1:ffff -D text
dropped drop-no-route IP_OUTNOROUTES udp -s $SRC -d $SIR:2000:0:1:88 -D text
must ip -n "$r" -6 route add $LOC_B::/64 encap ila $LOC_A csum-mode no-action ident-type luid dev eth2
dropped drop-route-loop IP_OUTNOROUTES udp -s $SRC -d $SIR:2000:0:1:88 -D text
must ip -n "$r" -6 route replace $LOC_B::/64 via 2001:db8:1::2 mtu 1300
dropped drop-too-big PKT_TOO_BIG udp -s $SRC -d $SIR:2000:0:1:88 -l 1340

# Tools find all of it in the events' formats.
must trace-cmd record -q -e ila -o "$TEST_TMP/trace.dat" \
	pktsend -N "$a" -i eth0 -m "$R_MAC" udp -s $SRC -d $SIR:2000:0:1:ffff -D text
like "trace-cmd can tell" "$(trace-cmd report -i "$TEST_TMP/trace.dat" 2>/dev/null)" \
	"ila_drop: .*reason=drop-csum-reserved daddr=$SHORT:2000:0:1:ffff"
