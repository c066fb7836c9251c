#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The helpers tell right from wrong: their checksums agree with the frozen
# vectors and with tcpdump, and damage of each kind is noticed.
# cpus: 1
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../lib.sh

# Set by ns(), for whoever reads or checks this file.
h1='' h2=''
A=2001:db8:1::1 B=2001:db8:1::2

# caught PKTSEND-ARGUMENTS: one packet from h1, as pktcap prints it at h2
caught()
{
	pktcap -N "$h2" -i eth0 -I -n 1 -t 2000 -s $A -- \
		pktsend -N "$h1" -i eth0 -m "$mac" "$@" | grep ^pkt
}

# dumped PKTSEND-ARGUMENTS: the same packet, as tcpdump judges it
dumped()
{
	local packet

	packet=$(pktsend -n "$@") || return
	# A pcap file: raw IPv6 (229), one record.
	packet=$(printf '%s' d4c3b2a1 02000400 00000000 00000000 00000400 e5000000 \
		00000000 00000000 "$(length ${#packet})" "$(length ${#packet})" \
		"$packet" | sed 's/../\\x&/g')
	printf '%b' "$packet" | tcpdump -Z root -nvvr - 2>/dev/null
}

# mtu BYTES: of both ends
mtu()
{
	must ip -n "$h1" link set eth0 mtu "$1"
	must ip -n "$h2" link set eth0 mtu "$1"
}

# field_hex LINE: the packet in a line of pktcap
field_hex()
{
	printf '%s\n' "${1##* hex=}"
}

# length DIGITS: half of it as a little-endian word
length()
{
	local n=$(($1 / 2))

	printf '%02x%02x0000' $((n & 255)) $((n >> 8))
}

vectors_agree()
{
	local src dst udp made

	while read -r src dst udp; do
		made=$(pktsend -n udp -s "$src" -d "$dst" -D 'hello-ila!')
		is "the datagram of a vector for $dst" "${made:80}" "$udp"
	done < <(jq -r '.vectors[] | select(.form == "sir") |
		[.src, .orig, .udp_hex] | join(" ")' ila_vectors.json | head -12)
}

tcpdump_agrees()
{
	local ext

	for ext in "" "-e hbh" "-e dst" "-e hbh -e dst" "-e dst -e ah"; do
		# shellcheck disable=SC2086
		{
			like "tcpdump on UDP $ext" "$(dumped udp -s $A -d $B $ext -l 101)" "udp sum ok"
			like "tcpdump on TCP $ext" "$(dumped tcp -s $A -d $B $ext -l 101)" "\(correct\)"
			like "tcpdump on ICMPv6 $ext" "$(dumped icmp6 -s $A -d $B $ext -l 101)" "icmp6 sum ok"
		}
	done
	like "tcpdump on a bad one" "$(dumped udp -s $A -d $B -l 101 -k bad)" "bad udp cksum"
}

pktcap_judges()
{
	local kind

	for kind in udp tcp icmp6; do
		like "pktcap on $kind" "$(caught $kind -s $A -d $B -D x)" " csum=ok "
		like "pktcap on a bad $kind" "$(caught $kind -s $A -d $B -D x -k bad)" " csum=bad "
		like "pktcap on $kind behind headers" \
			"$(caught $kind -s $A -d $B -D x -e hbh -e dst)" " csum=ok "
		like "pktcap on a bad $kind behind headers" \
			"$(caught $kind -s $A -d $B -D x -e hbh -e dst -k bad)" " csum=bad "
	done
	like "pktcap on UDP without" "$(caught udp -s $A -d $B -D x -k zero)" " csum=zero "
	like "pktcap on an offloaded one" "$(caught -P udp -s $A -d $B -D x)" " csum=partial seed=ok "
	like "pktcap on one with a wrong seed" "$(caught -P udp -s $A -d $B -D x -k 1234)" \
		" csum=partial seed=bad "
	like "pktcap on a fragment" "$(caught -f 64 udp -s $A -d $B -l 100)" " csum=frag "
	like "pktcap on a fragment behind a header" \
		"$(caught -f 64 udp -s $A -d $B -e dst -l 100)" " nh=60 l4=17 .* csum=frag "
	is "pktsend on lines of hex" "$(for kind in udp tcp; do
		pktsend -n $kind -s $A -d $B -D x
	done | pktsend -n hex - | wc -l)" 2
	mtu 9000
	is "pktsend in pages" "$(field_hex "$(caught -V 44 udp -s $A -d $B -l 5000)")" \
		"$(pktsend -n udp -s $A -d $B -l 5000)"
	mtu 1500
	like "pktcap on a routing header: the last address counts" \
		"$(caught udp -s $A -d $B -D x -e rh:4:1:2001:db8::9)" " csum=ok "
	is "pktcap leaves with 1 when there is too little" \
		"$(pktcap -N "$h2" -i eth0 -n 1 -t 100 -s ::5 >/dev/null; echo $?)" 1
}

# between SENDER: a stream; prints what the receiver says
between()
{
	stream server -N "$h2" -p 5001 -T 15 &
	"$@" >/dev/null 2>&1
	wait $!
}

# damage PROTO: one byte of what h1 sends, behind the back of the checksum, which
# is offloaded
damage()
{
	must tc -n "$h1" qdisc add dev eth0 clsact
	must tc -n "$h1" filter add dev eth0 egress protocol ipv6 \
		flower ip_proto "$1" action pedit munge offset 200 u8 set 0x55
}

stream_judges()
{
	local said

	said=$(between stream client -N "$h1" -p 5001 -c $B -b 3000001 -T 15)
	like "stream: all bytes, none bad" "$said" "recv bytes=3000001 bad=0 "
	said=$(between stream client -N "$h1" -p 5001 -c $B -b 100000 -r 200 -z 2000 -T 15)
	like "stream: half a second at 200 kB/s" "$said" "bad=0 gap_ms=[0-9]{1,3} .* ms=[45][0-9][0-9]$"
	damage tcp
	said=$(between stream client -N "$h1" -p 5001 -c $B -b 500000 -T 4)
	like "stream: damage is noticed" "$said" "recv bytes=500000 bad=[1-9]"
	must tc -n "$h1" qdisc del dev eth0 clsact
	# A silence in the middle, made by a plug.
	said=$(between bash -c "
		stream client -N $h1 -p 5001 -c $B -b $((300000 * SLOWNESS)) -r 200 -z 2000 -T 15 &
		sleep 0.7
		ip -n $h2 link set eth0 down; sleep 0.5; ip -n $h2 link set eth0 up
		ip -n $h2 -6 addr add $B/64 dev eth0 nodad
		wait")
	like "stream: a silence is measured" "$said" "bad=0 gap_ms=([5-9][0-9][0-9]|[1-4][0-9]{3}) "
}

dgram_judges()
{
	local said

	dgram recv -N "$h2" -p 5002 -n 50 -l 1000 -w 700 -G 1 >"$TEST_TMP/dgram" &
	wait_for 3 grep -q ready "$TEST_TMP/dgram"
	must dgram send -N "$h1" -p 5002 -c $B -n 50 -l 1000 -G 10
	wait $!
	is "dgram: all there" "$(tail -1 "$TEST_TMP/dgram" | cut -d' ' -f1-3)" "got=50 unique=50 bad=0"
	damage udp
	dgram recv -N "$h2" -p 5002 -n 50 -l 1000 -w 700 >"$TEST_TMP/dgram" &
	wait_for 3 grep -q ready "$TEST_TMP/dgram"
	must dgram send -N "$h1" -p 5002 -c $B -n 50 -l 1000
	wait $!
	isnt "dgram: damage has an exit code" $? 0
	said=$(tail -1 "$TEST_TMP/dgram")
	like "dgram: damage is noticed" "$said" "bad=[1-9]"
	must tc -n "$h1" qdisc del dev eth0 clsact
}

ns h1 h2
link "$h1" eth0 "$h2" eth0
addr "$h1" eth0 $A/64
addr "$h2" eth0 $B/64
mac=$(lladdr "$h2" eth0)
vectors_agree
tcpdump_agrees
pktcap_judges
stream_judges
dgram_judges
like "nlraw: success" "$(nlraw -N "$h1" genl nlctrl 3 2:6e6c6374726c00)" "errno=0 name=OK"
like "nlraw: an error and its text" "$(nlraw -N "$h1" route add 2001:db8:9::/64 dev eth0 encap 99 1:00)" \
	'name=EINVAL extack="[^"]+"'
