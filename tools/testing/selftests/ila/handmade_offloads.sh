#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H1, where the checksum is offloaded: packets that arrive with an unfinished checksum,
# and as one for many segments, made by hand: finished and cut behind the translation,
# they are right. Over a link that takes them as they are, what is left unfinished is
# right so far. By a route, a mapping and an input route.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# burst PKTSEND-ARGUMENTS: everything that w sees of what a sends
burst()
{
	pktcap -N "$w" -i eth1 -I -q -t 2000 -g 100 -s $SRC -- \
		pktsend -N "$a" -i eth0 -m "$R_MAC" "$@" | grep ^total
}

# finished NAME: no offloads behind r, and every packet with a right checksum
finished()
{
	local said

	tx_off "$r" eth2
	said=$(burst -P udp -s $SRC -d $SIR_B -l 500)
	like "$1: UDP, finished" "$said" "packets=1 ok=1 "
	said=$(burst -P tcp -s $SRC -d $SIR_B -l 500)
	like "$1: TCP, finished" "$said" "packets=1 ok=1 "
	said=$(burst -P udp -s $SRC -d $SIR_B -e dst -l 500)
	like "$1: UDP behind a header, finished" "$said" "packets=1 ok=1 "
	said=$(burst -G 1000 tcp -s $SRC -d $SIR_B -l 4500)
	like "$1: TCP, cut in five" "$said" "packets=5 ok=5 "
	said=$(burst -G 1000 tcp -s $SRC -d $SIR_B -e hbh -l 4500)
	like "$1: TCP behind a header, cut in five" "$said" "packets=5 ok=5 "
	if [ -z "$udp_gso" ]; then
		skip "$1: UDP, cut in five" "packet sockets of this kernel take no UDP GSO"
		return
	fi
	said=$(burst -G 1000 udp -s $SRC -d $SIR_B -l 4500)
	like "$1: UDP, cut in five" "$said" "packets=5 ok=5 "
}

# unfinished NAME: all offloads, and every pseudo-header sum right
unfinished()
{
	local said

	must on "$r" ethtool -K eth2 tx on tso on gso on
	said=$(burst -P udp -s $SRC -d $SIR_B -l 500)
	like "$1: UDP, left unfinished" "$said" "packets=1 ok=0 .* partial=1 seed_bad=0 "
	said=$(burst -G 1000 tcp -s $SRC -d $SIR_B -l 4500)
	like "$1: TCP, left unfinished" "$said" "packets=1 ok=0 .* partial=1 seed_bad=0 gso=1 "
}

# back WAY MODE: the same from the wire
back()
{
	local said to=$LOC_B:2000:0:1:87

	case $2 in
	neutral-map) to=$LOC_B:3000:0:1:333 ;;
	neutral-map-auto) to=$LOC_B:2000:0:1:1333 ;;
	esac
	tx_off "$r" eth2
	said=$(burst -P udp -s $SRC -d "$to" -e dst -l 500)
	like "$2, $1: UDP behind a header, finished" "$said" "packets=1 ok=1 "
	said=$(burst -G 1000 tcp -s $SRC -d "$to" -l 4500)
	like "$2, $1: TCP, cut in five" "$said" "packets=5 ok=5 "
	must on "$r" ethtool -K eth2 tx on tso on gso on
	said=$(burst -G 1000 tcp -s $SRC -d "$to" -l 4500)
	like "$2, $1: TCP, left unfinished" "$said" "packets=1 ok=0 .* partial=1 seed_bad=0 gso=1 "
}

topo_wire
udp_gso=$(burst -G 1000 udp -s $SRC -d 2001:db8:1::2 -l 4500 2>/dev/null)
for mode in adj-transport neutral-map neutral-map-auto; do
	must ip -n "$r" -6 route replace $SIR_B/128 encap ila $LOC_B csum-mode "$mode" \
		ident-type luid via 2001:db8:1::2
	finished "$mode"
	unfinished "$mode"
done
must ip -n "$r" -6 route replace $SIR_B/128 via 2001:db8:1::2
for mode in adj-transport neutral-map neutral-map-auto; do
	map_add "$r" $LOC_B "$mode"
	back mapping "$mode"
	must ip -n "$r" ila del loc_match $LOC_B loc $SIR
	must ip -n "$r" -6 route add $LOC_B::/64 encap ila $SIR csum-mode "$mode" \
		ident-type luid hook-type input via 2001:db8:1::2
	back "input route" "$mode"
	must ip -n "$r" -6 route del $LOC_B::/64
done
