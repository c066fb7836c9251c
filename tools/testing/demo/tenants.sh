# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The demo's last chapter: two tenants with the same addresses on the same two hosts, and
# one of them is hostile.
# shellcheck disable=SC2034,SC2154 # names used by name; names from net.sh

# Set by ns().
red1='' red2='' blue1='' blue2=''

TENANT=fd00:1:2:3:4:5
# The hosts' second locators: what is behind them has a VNID.
VN_A=2001:db8:a:2
VN_B=2001:db8:b:2
RED=7
BLUE=8
RED_BYTES=3000000
BLUE_BYTES=5000000

# tenant HOST NAME NUMBER CONTAINER OWN OTHER LOCATOR COMMAND: the last is typed or quiet
tenant()
{
	local host=$1 name=$2 number=$3 container=$4 here=$TENANT::$5 there=$TENANT::$6 loc=$7 do=$8

	cable "${!container}" eth0 "${!host}" "$name"
	must ip -n "${!host}" addr add fe80::1/64 dev "$name" nodad
	addr "${!container}" eth0 "$here/128"
	must ip -n "${!container}" -6 route add default via fe80::1 dev eth0
	must ip -n "${!host}" -6 route add "$here/128" dev "$name" metric $((1000 + number))
	$do "$host" idloc ila vnid add "$number" prefix $TENANT::/96 dev "$name"
	$do "$host" ip -6 rule add iif "$name" table "$number"
	$do "$host" idloc ila route add "$there" locator "$loc" vnid "$number" dev eth0 \
		underlay-table 254 table "$number"
}

quiet()
{
	must on "${!1}" "${@:2}"
}

# virtual HOST LETTER LOCATOR COMMAND: a host that has virtual networks
virtual()
{
	must ip -n "$router" -6 route add "2001:db8:$2:2::/64" via "2001:db8:$2::1"
	$4 "$1" idloc ila underlay add eth0
	$4 "$1" ip ila add loc_match "$3" loc "$SIR" csum-mode neutral-map ident-type use-format
}

# talk NAME BYTES: in the background, from host A to host B; what both say is in files
talk()
{
	local from=${1}1 to=${1}2

	stream server -N "${!to}" -p 5001 -T 60 >"$TEST_TMP/$1.server" 2>&1 &
	stream client -N "${!from}" -p 5001 -T 60 -c $TENANT::2 -b "$2" >"$TEST_TMP/$1.client" 2>&1 &
}

# talked NAME BYTES: all of it arrived, at the right one
talked()
{
	grep -q "bytes=$2 .*ok=1" "$TEST_TMP/$1.client" && grep -q "bytes=$2 bad=0" "$TEST_TMP/$1.server"
}

# red_on_wire: where a packet from red to red goes between the hosts
red_on_wire()
{
	field "$(pktcap -N "$router" -i to-b -O -n 1 -t 5000 -p 17 -- \
		pktsend -N "$red1" -i eth0 -m "$(lladdr "$hostA" red)" udp -s $TENANT::1 -d $TENANT::2 -D x |
		grep '^pkt')" dst
}

# forged ADDRESS: blue sends there what only host A may send; how many packets red gets
forged()
{
	pktcap -N "$red2" -i eth0 -I -n 1 -t 2000 -p 17 -- \
		pktsend -N "$blue1" -i eth0 -m "$(lladdr "$hostA" blue)" \
		udp -s $TENANT::1 -d "$1" -D forged | grep -c '^pkt'
}

tell_tenants()
{
	local reached dropped pids wire

	chapter "Two tenants with the same addresses"
	say "red and blue have a container on host A, $TENANT::1, and one on host B, ...::2." \
		"A number of 28 bits in the address keeps them apart, the VNID: $RED for red, $BLUE for blue." ""
	ns red1 red2 blue1 blue2
	virtual hostA a $VN_A typed
	tenant hostA red $RED red1 1 2 $VN_B typed
	say "" "The same for blue, and on host B." ""
	tenant hostA blue $BLUE blue1 1 2 $VN_B quiet
	virtual hostB b $VN_B quiet
	tenant hostB red $RED red2 2 1 $VN_A quiet
	tenant hostB blue $BLUE blue2 2 1 $VN_A quiet

	show red1 "stream client -c $TENANT::2 -b $RED_BYTES"
	show blue1 "stream client -c $TENANT::2 -b $BLUE_BYTES      (at the same time)"
	talk red $RED_BYTES
	talk blue $BLUE_BYTES
	mapfile -t pids < <(jobs -p)
	wait "${pids[@]}"
	claim "red and blue, the same addresses, TCP at once" "$(mega $RED_BYTES) and $(mega $BLUE_BYTES) MB" both_talked

	say "" "blue has raw sockets, and knows red's VNID and host B's locator:" ""
	wire=$(red_on_wire)
	show blue1 "pktsend udp -s $TENANT::1 -d $wire"
	reached=$(forged "$wire")
	dropped=$(stat_of 'drop-vnid-destination' "$hostA")
	claim "  packets that blue has forged and red gets" "$reached" [ "$reached" = 0 ]
	claim "  dropped by host A as drop-vnid-destination" "$dropped" [ "$dropped" = 1 ]
}

both_talked()
{
	talked red $RED_BYTES && talked blue $BLUE_BYTES
}
