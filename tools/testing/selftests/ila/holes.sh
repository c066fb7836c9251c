# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What the holes_*.sh tests share: a table of packets in SIR form and as they are on
# the wire, which goes through r in every mode and by each of the three ways to be
# translated. A packet is known again by its flow label, the number of its row.

# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

GW=2001:db8:1::2
# The ways: a route to the wire, and from the wire a mapping or a route.
# shellcheck disable=SC2034
WAYS=(output mapping input)
# SIR_B as the mode has it on the wire; adj-transport changes the checksum as well.
declare -A WIRE_OF=(
	[adj-transport]=$LOC_B:2000:0:1:87
	[no-action]=$LOC_B:2000:0:1:87
	[neutral-map]=$LOC_B:3000:0:1:333
	[neutral-map-auto]=$LOC_B:2000:0:1:1333
)
WIRE=${WIRE_OF[adj-transport]}
WIRE_DIGITS=$(addr_hex "$WIRE")
# A row: its name, the packet in SIR form, and the packet that adj-transport makes of it.
names=() sirs=() wires=()
moved=''
# What pktsend is told besides, and who looks on; holes_paged.sh sets them.
SEND_ARGS=() WATCH=()

holes_begin()
{
	topo_wire
	must ip -n "$r" -6 route add $SIR::/64 via $GW dev eth2
}

# way_open WAY MODE, way_close WAY
way_open()
{
	case $1 in
	output)
		must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B csum-mode "$2" \
			ident-type luid via $GW dev eth2
		;;
	mapping)
		map_add "$r" $LOC_B "$2"
		;;
	input)
		must ip -n "$r" -6 route add $LOC_B::/64 encap ila $SIR csum-mode "$2" \
			ident-type luid hook-type input via $GW dev eth2
		;;
	esac
}

way_close()
{
	case $1 in
	output) must ip -n "$r" -6 route del $SIR_B/128 ;;
	mapping) must ip -n "$r" ila del loc_match $LOC_B loc $SIR ;;
	input) must ip -n "$r" -6 route del $LOC_B::/64 ;;
	esac
}

# with_dst HEX ADDRESS-DIGITS: in $moved, the packet with another destination and no
# other byte changed
with_dst()
{
	moved=${1:0:48}$2${1:80}
}

# row NAME SIR-HEX WIRE-HEX
row()
{
	local label

	printf -v label '600%05x' ${#names[@]}
	names+=("$1")
	sirs+=("$label${2:8}")
	wires+=("$label${3:8}")
}

# follows NAME PKTSEND-ARGUMENTS: another address asks for another checksum. On the
# wire it is the packet that pktsend makes for the wire address. Fragments get a row each.
follows()
{
	local name=$1 kind=$2 old new i

	shift 2
	made "$kind" -s $SRC -d $SIR_B "$@" >"$TEST_TMP/made"
	mapfile -t old <"$TEST_TMP/made"
	made "$kind" -s $SRC -d "$WIRE" "$@" >"$TEST_TMP/made"
	mapfile -t new <"$TEST_TMP/made"
	[ ${#old[@]} != 0 ] || bail "no packet: $name"
	for i in "${!old[@]}"; do
		[ ${#old[@]} = 1 ] || name="${name%, part*}, part $((i + 1))"
		row "$name" "${old[i]}" "${new[i]}"
	done
}

# stays NAME PKTSEND-ARGUMENTS: the address is all that another address changes
stays()
{
	local name=$1 kind=$2 old part i=0

	shift 2
	made "$kind" -s $SRC -d $SIR_B "$@" >"$TEST_TMP/made"
	mapfile -t old <"$TEST_TMP/made"
	[ ${#old[@]} != 0 ] || bail "no packet: $name"
	for part in "${old[@]}"; do
		i=$((i + 1))
		[ ${#old[@]} = 1 ] || name="${name%, part*}, part $i"
		with_dst "$part" "$WIRE_DIGITS"
		row "$name" "$part" "$moved"
	done
}

# rows_sent FILE: sends these packets from a; each that w gets as "LABEL HEX"
rows_sent()
{
	"${WATCH[@]}" pktcap -N "$w" -i eth1 -I -n "$(wc -l <"$1")" -t $((8000 * SLOWNESS)) -s $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" "${SEND_ARGS[@]}" hex - <"$1" |
		sed -n 's/^pkt .* hex=600\([0-9a-f]\{5\}\)/\1 600\1/p'
}

# rows_pass NAME WAY MODE FIRST BEHIND: sends these rows and judges what leaves. What
# decrements the hop limit is forwarding.
rows_pass()
{
	local name=$1 way=$2 mode=$3 i label hex digits sent due=()
	local -A got=()

	digits=$(addr_hex "${WIRE_OF[$mode]}")
	for ((i = $4; i < $5; i++)); do
		with_dst "${sirs[i]}" "$digits"
		hex=$moved
		[ "$mode" != adj-transport ] || hex=${wires[i]}
		if [ "$way" = output ]; then
			sent=${sirs[i]}
		else
			sent=$hex
			hex=${sirs[i]}
		fi
		printf '%s\n' "$sent" >&3
		due[i]=${hex:0:14}3f${hex:16}
	done 3>"$TEST_TMP/sent"
	# From a file, as bash reads a pipe byte by byte.
	rows_sent "$TEST_TMP/sent" >"$TEST_TMP/left"
	while read -r label hex; do
		got[$((16#$label))]=$hex
	done <"$TEST_TMP/left"
	for ((i = $4; i < $5; i++)); do
		is "$name: ${names[i]}" "${got[$i]:-nothing}" "${due[i]}"
	done
}
