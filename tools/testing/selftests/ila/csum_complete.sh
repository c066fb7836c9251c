#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Packets that come with a sum of all their bytes (CHECKSUM_COMPLETE), or with the
# word of the card that their checksum is right (CHECKSUM_UNNECESSARY): after the
# translation, by mapping and by input route, the sum is still that of the bytes. If
# it is not, the kernel computes it again and says "hw csum failure", once.
# (Specification: hole H9.)
#
#   s testnic0 - testnic1 d eth2 - eth0 b
#
#     d translates, keeps what is for SIR_D and forwards what is for SIR_B. The sum
#     of a packet out of a vxlan tunnel comes from the outer checksum, if the card
#     has called that right.
# expect-console: hw csum failure
# timeout: 240
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

SIR_D=$SIR:2000:0:1:88
COUNT=10

# out MODE DEVICE: from s to both addresses
out()
{
	must ip -n "$s" -6 route replace $SIR::/64 encap ila $LOC_B csum-mode "$1" \
		ident-type luid via "$(near "$2")" dev "$2"
}

# near DEVICE: d's address at the other end
near()
{
	case $1 in
	testnic0) echo 2001:db8:1::2 ;;
	vx) echo 2001:db8:9::2 ;;
	esac
}

# back PLACE MODE: what d does, by mapping or by input route
back()
{
	ip -n "$d" ila del loc_match $LOC_B loc $SIR
	ip -n "$d" -6 route del $LOC_B::/64 2>/dev/null
	if [ "$1" = mapping ]; then
		map_add "$d" $LOC_B "$2"
	else
		must ip -n "$d" -6 route add $LOC_B::/64 encap ila $SIR csum-mode "$2" \
			ident-type luid hook-type input dev testnic1
	fi
}

# state: what d and b have found wrong with checksums; datagrams at d and at b; complaints. Datagrams
# of the tunnel count at d as well.
state()
{
	awk '
	/CsumErrors/ { errors += $2 }
	$1 == "Udp6InDatagrams" { datagrams[FILENAME] = $2 }
	/hw csum failure/ { complaints++ }
	END { print errors + 0, datagrams[ARGV[1]], datagrams[ARGV[2]], complaints + 0 }' \
		"/proc/$d_pid/net/snmp6" "/proc/$b_pid/net/snmp6" <(dmesg)
}

# arrived ERRORS D B COMPLAINTS: all of this round's datagrams, since that state
arrived()
{
	local -a now

	read -ra now < <(state)
	[ "${now[1]}" -ge $(($2 + COUNT)) ] && [ "${now[2]}" -ge $(($3 + COUNT)) ]
}

# round NAME: datagrams to d, and through d to b, and an echo
round()
{
	local -a before now
	local seen

	read -ra before < <(state)
	dgram send -N "$s" -p 5002 -c $SIR_D -n $COUNT -l 40
	seen=$(pktcap -N "$b" -i eth0 -I -q -t $((3000 * SLOWNESS)) -n $COUNT -p 17 -d $SIR_B -- \
		dgram send -N "$s" -p 5002 -c $SIR_B -n $COUNT -l 1200 2>/dev/null)
	like "$1: right bytes at b" "$seen" "total packets=$COUNT ok=$COUNT "
	check "$1: d answers" on "$s" ping -q -c1 -W$((2 * SLOWNESS)) $SIR_D
	check "$1: the sockets get all" wait_for $((2 * SLOWNESS)) arrived "${before[@]}"
	read -ra now < <(state)
	is "$1: no checksum error, no complaint of the kernel" \
		"${now[0]} ${now[3]}" "${before[0]} ${before[3]}"
	[ "${now[3]}" = "${before[3]}" ] || echo 1 >/sys/kernel/debug/clear_warn_once
}

# listen NS: a socket that swallows datagrams; its process in listener
listen()
{
	mkfifo "$TEST_TMP/ready-$1"
	dgram recv -N "$1" -p 5002 -n 100000 -l 1200 -w 600000 >"$TEST_TMP/ready-$1" &
	listener=$!
	exec 3<"$TEST_TMP/ready-$1"
	read -r _ <&3
}

# sums CARD: how testnic says that packets arrive: 1 unnecessary, 2 complete
sums()
{
	echo "$1" >/sys/module/testnic/parameters/rx
}

vxlan()
{
	must ip -n "$1" link add vx type vxlan id 7 local "$3" remote "$4" dstport 4789 dev "$2"
	must ip -n "$1" link set vx up
}

set_up()
{
	ns s d b
	must modprobe testnic
	must ip link set testnic0 netns "$s" up
	must ip link set testnic1 netns "$d" up
	wire_up "$d" eth2 "$b" eth0 b
	forwarding "$d"
	addr "$s" testnic0 2001:db8:1::1/64
	addr "$d" testnic1 2001:db8:1::2/64
	addr "$d" lo $SIR_D/128
	addr "$b" eth0 $SIR_B/128
	route "$b" default 2001:db8:b::1
	route "$d" $SIR_B/128 2001:db8:b::2
	vxlan "$s" testnic0 2001:db8:1::1 2001:db8:1::2
	vxlan "$d" testnic1 2001:db8:1::2 2001:db8:1::1
	addr "$s" vx 2001:db8:9::1/64
	addr "$d" vx 2001:db8:9::2/64
	listen "$d"
	d_pid=$listener
	listen "$b"
	b_pid=$listener
	ila_load "$ILA"
}

modprobe -nq testnic || skip_all "no testnic here: run it in a guest"
[ -w /sys/kernel/debug/clear_warn_once ] || skip_all "this kernel cannot complain twice"
s='' d='' listener=''
set_up
for mode in "${MODES[@]}"; do
	out "$mode" testnic0
	back mapping "$mode"
	if [ "$mode" != neutral-map-auto ]; then
		sums 1
		round "$mode, mapping, unnecessary"
	fi
	sums 2
	round "$mode, mapping, complete"
	[[ $mode != neutral-* ]] || continue
	back route "$mode"
	round "$mode, input route, complete"
	out "$mode" vx
	back mapping "$mode"
	sums 1
	round "$mode, mapping, out of a tunnel"
done

# An identifier without C-bit, which such a mapping takes for not adjusted
out no-action testnic0
back mapping neutral-map
sums 2
round "neutral-map without C-bit, complete"
kill "$d_pid" "$b_pid"
