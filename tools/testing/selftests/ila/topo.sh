#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ILA topologies on top of lib.sh, and what the tests do with them. Run by
# itself, it checks that they carry plain packets: if that fails, the rig is to
# blame and not ILA.
#
#   topo_wire    a eth0 ------ eth1 r eth2 ------ eth1 w
#                2001:db8:a::2   ::1   2001:db8:1::1    ::2
#
#     r translates; w is the underlay, where the wire is looked at. Packets made
#     by hand enter at a, so nothing but the test decides what they look like.
#
#   topo_line    a - r1 - w - x - r2 - b      each eth0 or eth1 to the left and
#                                             eth2, or a's eth0, to the right
#
#     a and b are containers with a SIR address each, r1 and r2 their hosts, w
#     and x the underlay. The links are 2001:db8:a::/64, 1, 2, 3 and b. On those
#     from w to x and from r2 to b checksums are judged: see line_offloads.
set -u

# shellcheck source=tools/testing/selftests/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../lib.sh"

# Set by ns(); declared for whoever reads or checks the tests.
# shellcheck disable=SC2034
a='' b='' r='' r1='' r2='' w='' x=''

# The SIR prefix and locators of the paper's example; $SIR:2000:0:1:87 is a LUID.
SIR=3333:0:0:1
LOC_A=2001:0:86:0
LOC_B=2001:0:87:0
# shellcheck disable=SC2034
MODES=(adj-transport neutral-map no-action neutral-map-auto)
# shellcheck disable=SC2034
SIR_A=$SIR:2000:0:1:86 SIR_B=$SIR:2000:0:1:87
SRC=2001:db8:a::2
R_MAC=''
in_totals='' wire_totals='' out_totals=''

topo_wire()
{
	ns a r w
	link "$a" eth0 "$r" eth1
	link "$r" eth2 "$w" eth1
	forwarding "$r" "$w"
	addr "$a" eth0 $SRC/64
	addr "$r" eth1 2001:db8:a::1/64
	addr "$r" eth2 2001:db8:1::1/64
	addr "$w" eth1 2001:db8:1::2/64
	must ip -n "$a" -6 route add default via 2001:db8:a::1
	must ip -n "$w" -6 route add 2001:db8:a::/64 via 2001:db8:1::1
	R_MAC=$(lladdr "$r" eth1)
	must ip -n "$r" neigh replace 2001:db8:1::2 dev eth2 \
		lladdr "$(lladdr "$w" eth1)" nud permanent
	ila_load "$ILA"
}

# wire_up NS DEV NS DEV LINK: a link with ::1 at its left end and ::2 at its right
wire_up()
{
	link "$1" "$2" "$3" "$4"
	addr "$1" "$2" "2001:db8:$5::1/64"
	addr "$3" "$4" "2001:db8:$5::2/64"
}

# route NS PREFIX NEXT-HOP
route()
{
	must ip -n "$1" -6 route replace "$2" via "$3"
}

# The underlay knows where the locators and the SIR addresses are.
topo_line()
{
	local prefix

	ns a r1 w x r2 b
	wire_up "$r1" eth1 "$a" eth0 a
	wire_up "$r1" eth2 "$w" eth1 1
	wire_up "$w" eth2 "$x" eth1 2
	wire_up "$x" eth2 "$r2" eth1 3
	wire_up "$r2" eth2 "$b" eth0 b
	forwarding "$r1" "$w" "$x" "$r2"
	addr "$a" eth0 $SIR_A/128
	addr "$b" eth0 $SIR_B/128
	route "$a" default 2001:db8:a::1
	route "$b" default 2001:db8:b::1
	route "$r1" default 2001:db8:1::2
	route "$r2" default 2001:db8:3::1
	route "$w" default 2001:db8:2::2
	route "$x" default 2001:db8:3::2
	route "$r1" $SIR_A/128 $SRC
	route "$r2" $SIR_B/128 2001:db8:b::2
	for prefix in 2001:db8:a::/64 $LOC_A::/64 $SIR_A/128; do
		route "$w" "$prefix" 2001:db8:1::1
		route "$x" "$prefix" 2001:db8:2::1
	done
	R_MAC=$(lladdr "$r1" eth1)
	# What counts as a retransmit shall be a loss: no probes for the tail on a
	# slow machine, no overflow of the queue that all hops of a guest share.
	must on "$a" sh -c 'echo 0 >/proc/sys/net/ipv4/tcp_early_retrans'
	[ -z "$RIG" ] || echo 20000 >/proc/sys/net/core/netdev_max_backlog
	must on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
	ila_load "$ILA"
}

# line_ila MODE: both directions between SIR_A and SIR_B by routes and mappings
line_ila()
{
	must ip -n "$r1" -6 route replace "$SIR_B/128" encap ila $LOC_B \
		csum-mode "$1" ident-type luid via 2001:db8:1::2
	must ip -n "$r2" -6 route replace "$SIR_A/128" encap ila $LOC_A \
		csum-mode "$1" ident-type luid via 2001:db8:3::1
	line_unmap
	map_add "$r1" $LOC_A "$1"
	map_add "$r2" $LOC_B "$1"
}

# The family gives no error for a mapping that does not exist.
line_unmap()
{
	ip -n "$r1" ila del loc_match $LOC_A loc $SIR
	ip -n "$r2" ila del loc_match $LOC_B loc $SIR
}

# map_add NS LOCATOR MODE [SIR-PREFIX]: a mapping from the wire to SIR
map_add()
{
	must ip -n "$1" ila add loc_match "$2" loc "${4:-$SIR}" \
		csum-mode "$3" ident-type luid
}

# tx_off NS DEV: whatever leaves here has its checksum written and its size cut
tx_off()
{
	must on "$1" ethtool -K "$2" tx off tso off gso off
}

# line_offloads on|off|gro: of the containers and hosts. Whatever they leave
# undone is done where w sends to x, and again where r2 delivers to b, so that
# there is a checksum to judge: a receiver believes an offloaded one unseen. x
# forwards a copy, so nothing that r2 does can be seen there.
line_offloads()
{
	local name dev own=(tx on tso on gso on) hop=(tx on tso on gso on gro off)

	case $1 in
	off)
		own=(tx off tso off gso off)
		hop=("${own[@]}" gro off)
		;;
	gro)
		# Cut at a, and in one go, as only what arrives together is merged.
		own=(tx on tso off gso off)
		hop=(tx on tso on gso on gro on rx-udp-gro-forwarding on)
		;;
	esac
	for name in "$a" "$b"; do
		must on "$name" ethtool -K eth0 "${own[@]}"
	done
	for name in "$r1" "$w" "$r2"; do
		for dev in eth1 eth2; do
			must on "$name" ethtool -K $dev "${hop[@]}"
		done
	done
	tx_off "$w" eth2
	tx_off "$r2" eth2
}

# judge_line NAME MODE LEAST: what `judged` saw had right checksums, and was seen
judge_line()
{
	is "$1: no bad checksum at b, all of them written out" \
		"$(field "$out_totals" bad) $(field "$out_totals" partial)" "0 0"
	at_least "$1: enough judged at b" "$(field "$out_totals" ok)" "$3"
	if [ "$2" = no-action ]; then
		is "$1: none right on the wire, by design" "$(field "$wire_totals" ok)" 0
		return
	fi
	is "$1: no bad checksum on the wire, all of them written out" \
		"$(field "$wire_totals" bad) $(field "$wire_totals" partial)" "0 0"
	at_least "$1: enough judged on the wire" "$(field "$wire_totals" ok)" "$3"
}

# judged PROTO COMMAND...: what passes from a to b meanwhile: in_totals as r1
# gets it, wire_totals as x gets it from w, out_totals as b gets it
judged()
{
	local rc point=(pktcap -I -q -t 20000 -g 60 -p "$1")

	shift
	"${point[@]}" -N "$r1" -i eth1 -d $SIR_B -o "$TEST_TMP/in" -- \
	"${point[@]}" -N "$x" -i eth1 -s $SIR_A -o "$TEST_TMP/wire" -- \
	"${point[@]}" -N "$b" -i eth0 -d $SIR_B -o "$TEST_TMP/out" -- "$@"
	rc=$?
	# shellcheck disable=SC2034
	in_totals=$(grep ^total "$TEST_TMP/in")
	wire_totals=$(grep ^total "$TEST_TMP/wire")
	out_totals=$(grep ^total "$TEST_TMP/out")
	grep -h '^pkt' "$TEST_TMP/wire" "$TEST_TMP/out" | cut -c-400 | head -4 >&2
	return $rc
}

# ---- packets ----------------------------------------------------------------

# field LINE NAME: the value of NAME=VALUE in a line of pktcap and the others
field()
{
	[[ " $1 " =~ \ $2=([^[:space:]]*) ]] && printf '%s\n' "${BASH_REMATCH[1]}"
}

# wire PKTSEND-ARGUMENTS: sends from a; the packet as w receives it, or nothing
wire()
{
	pktcap -N "$w" -i eth1 -I -n 1 -t "${WIRE_MS:-$((2000 * SLOWNESS))}" -s "${WIRE_SRC:-$SRC}" -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" "$@" | sed -n '/^pkt /p'
}

# no_wire PKTSEND-ARGUMENTS: the same, expecting nothing
no_wire()
{
	WIRE_MS=600 wire "$@"
}

# made PKTSEND-ARGUMENTS: the packet as hex, its checksum summed in full
made()
{
	pktsend -n "$@"
}

# on_wire MODE WIRE UDP-HEX: a datagram as it has to be for the address WIRE: as
# it was, or with the checksum that WIRE asks for
on_wire()
{
	local packet

	if [ "$1" = adj-transport ]; then
		packet=$(made 17 -s $SRC -d "$2" -x "$3" -C 6)
		printf '%s\n' "${packet:80}"
	else
		printf '%s\n' "$3"
	fi
}

# two_ways: w is a router twice, ::12 and ::13, with an interface for each
two_ways()
{
	local n

	for n in 12 13; do
		must ip -n "$w" link add "way$n" link eth1 type macvlan mode bridge
		must ip -n "$w" link set "way$n" up
	done
	neighbours
}

# neighbours: r knows ::12 and ::13; for again after its eth2 was down
neighbours()
{
	local n

	for n in 12 13; do
		must ip -n "$r" neigh replace "2001:db8:1::$n" dev eth2 \
			lladdr "$(lladdr "$w" "way$n")" nud permanent
	done
}

# ways COMMAND...: how many packets to $WAYS_TO (or else LOC_B) went by ::12 and by ::13
ways()
{
	local point=(pktcap -N "$w" -I -q -t 20000 -g 60 -d "${WAYS_TO:-$LOC_B::/64}")

	"${point[@]}" -i way12 -o "$TEST_TMP/way12" -- \
		"${point[@]}" -i way13 -o "$TEST_TMP/way13" -- "$@"
	printf '%s %s\n' "$(field "$(<"$TEST_TMP/way12")" packets)" \
		"$(field "$(<"$TEST_TMP/way13")" packets)"
}

# too_big MTU [ADDRESS]: what a router tells r about an echo request of its own, to SIR_B
too_big()
{
	local quote to=${2:-$SIR_B}

	quote=$(made icmp6 -s 2001:db8:1::1 -d "$to" -l 1400)
	printf -v quote '0200 0000 %08x %s' "$1" "$quote"
	pktsend -N "$w" -i eth1 -m "$(lladdr "$r" eth2)" 58 -C 2 \
		-s 2001:db8:1::2 -d 2001:db8:1::1 -x "$quote"
	wait_for 2 sh -c "ip -n $r -6 route get $to | grep -q 'mtu $1'"
}

# pings SIZE [PING-ARGUMENTS]: what w sees of two echo requests from r
pings()
{
	pktcap -N "$w" -i eth1 -I -t 2500 -g 300 -s 2001:db8:1::1 -- \
		nsenter --net="/run/netns/$r" \
		sh -c "ping -q -c2 -i0.2 -W1 -s $* $SIR_B >/dev/null; :"
}

# largest: the size of the largest packet that pktcap tells of
largest()
{
	sed -n 's/.* len=\([0-9]*\) csum=.*/\1/p' | sort -n | tail -1
}

# counter NS NAME: one of our counters
counter()
{
	idloc -n "$1" ila stats | awk -v name="$2" '$1 == name { print $2 }'
}

# addr_hex ADDRESS: its 32 digits
addr_hex()
{
	local hex

	hex=$(made 59 -s :: -d "$1") && printf '%s\n' "${hex:48:32}"
}

# locator_of ADDRESS: its upper half as `ip ila` wants it
locator_of()
{
	local hex

	hex=$(addr_hex "$1") && printf '%s\n' "${hex:0:4}:${hex:4:4}:${hex:8:4}:${hex:12:4}"
}

# vectors: one line each: id mode orig wire restored udp_hex, SIR forms only;
# "reserved" in place of what a reserved vector is restored to. An emulated jq
# is slow, so the table is made once.
vectors()
{
	local table=$TEST_TMP/vectors

	[ -s "$table" ] || vector_table >"$table"
	cat "$table"
}

vector_table()
{
	jq -r '.vectors[] | select(.form == "sir") | [.id, .csum_mode, .orig, .wire,
		(if .reserved then "reserved" else .restored // .orig end),
		.udp_hex] | join(" ")' "$LIB_DIR/helpers/ila_vectors.json"
}

# ---- by itself ----------------------------------------------------------------

topo_selftest()
{
	local line

	topo_wire
	line=$(wire udp -s $SRC -d 2001:db8:1::2 -D plain)
	is "a packet made at a arrives at w" "$(field "$line" hex)" \
		"$(made udp -s $SRC -d 2001:db8:1::2 -D plain -H 63)"
	is "and its checksum is right" "$(field "$line" csum)" ok
	line=$(wire udp -s $SRC -d 2001:db8:1::2 -D plain -k bad)
	is "a wrong checksum is seen" "$(field "$line" csum)" bad
	is "what nobody sends is not seen" "$(no_wire udp -s ::2 -d 2001:db8:1::2)" ""
	is "15 vectors in SIR form" "$(vectors | wc -l)" 15
	is "a locator is cut out of an address" "$(locator_of 1:2::3)" 0001:0002:0000:0000
	lib_cleanup
	NS_LIST=()

	topo_line
	check "a reaches b by SIR addresses without ILA" \
		on "$a" ping -c1 -W3 -I $SIR_A $SIR_B
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
	topo_selftest
fi
