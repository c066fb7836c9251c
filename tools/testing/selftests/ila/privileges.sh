#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Who may do what: every command of our netlink families, and of rtnetlink where
# it carries our routes, for each kind of caller, as privileges.table has it. A
# command that the table does not name fails the test.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

# In the order of the table's columns.
CALLERS=(root nobody owner nobody-owner stranger nobody-stranger)
MATCH=3:2001000000870000
MAP="1:3333000000000001 $MATCH"
ENCAP="encap 3 1:2001000000870000 8:01"
VNID_KEY=2:07000000
VNID="$VNID_KEY 3:fd000001000200030004000500000000"
# Of an interface that each of the namespaces has besides lo
UNDERLAY=2:09000000
GROUP="$VNID_KEY 3:ff0e0000000000000000000000000001"
MEMBER="$GROUP 4:2001000000870000"
ADDR=2:33330000000000012000000000010087
MAPPING="$ADDR 8:2001000000870000"
NAME=2:6e00
OTHER_ENCAP="encap 3 1:2001000000860000 8:01"
declare -A HOLDER
MESSAGE=()

need setpriv unshare nsenter

table()
{
	sed '/^#/d; /^$/d' privileges.table
}

# rows: what of the table applies here
rows()
{
	if [ "$ILA" = ours ]; then table; else table | grep -v "^idloc-ila"; fi
}

# hold NAME COMMAND...: a process in a user namespace that owns a network namespace
hold()
{
	local name=$1

	shift
	"$@" unshare -Urn sleep 1000 &
	HOLDER[$name]=$!
	wait_for 5 grep -qx sleep "/proc/$!/comm" || bail "no process for $name"
	must in_place "$name" ip link set lo up
	must in_place "$name" ip link add dummy0 index 9 type dummy
}

# in_place CALLER COMMAND...: as the host's root, where the caller is
in_place()
{
	local where=/run/netns/$r

	[ -z "${HOLDER[$1]:-}" ] || where=/proc/${HOLDER[$1]}/ns/net
	nsenter --net="$where" "${@:2}"
}

# as CALLER NLRAW-ARGUMENTS...: does not return
as()
{
	local pid=${HOLDER[$1]:-}

	case $1 in
	root) exec nlraw -N "$r" "${@:2}" ;;
	nobody) exec nlraw -N "$r" -u 65534 "${@:2}" ;;
	stranger) exec nlraw -N "$r" -W "${@:2}" ;;
	nobody-stranger) exec nlraw -N "$r" -u 65534 -W "${@:2}" ;;
	*) exec nsenter -t "$pid" --user --net nlraw "${@:2}" ;;
	esac
}

# message FAMILY COMMAND NR HOW: sets MESSAGE to it, as nlraw wants it
message()
{
	local words attrs=

	case "$1 $2" in
	"route show" | "route del") words="route $2 $SIR_B/128" ;;
	"route append") words="route append $SIR_B/128 dev lo $OTHER_ENCAP" ;;
	route\ *) words="route $2 $SIR_B/128 dev lo $ENCAP" ;;
	"nexthop show" | "nexthop del") words="nexthop $2 7" ;;
	nexthop\ *) words="nexthop $2 7 dev lo $ENCAP" ;;
	*)
		[ "$4" = dump ] || case "$1 $2" in
		"ila add") attrs=$MAP ;;
		"ila get" | "ila del") attrs=$MATCH ;;
		"idloc-ila settings-set") attrs=2:01000000 ;;
		"idloc-ila vnid-add") attrs=$VNID ;;
		"idloc-ila vnid-flush") ;;
		"idloc-ila vnid-"*) attrs=$VNID_KEY ;;
		"idloc-ila underlay-"*) attrs=$UNDERLAY ;;
		"idloc-ila map-add" | "idloc-ila map-replace") attrs=$MAPPING ;;
		"idloc-ila map-flush" | "idloc-ila txn-begin") ;;
		"idloc-ila map-"*) attrs=$ADDR ;;
		"idloc-ila locator-add" | "idloc-ila locator-set") attrs="$NAME 3:2001000000870000" ;;
		"idloc-ila locator-"*) attrs=$NAME ;;
		"idloc-ila group-flush") ;;
		"idloc-ila group-join" | "idloc-ila group-leave") attrs=$MEMBER ;;
		"idloc-ila group-"*) attrs=$GROUP ;;
		esac
		words="genl $1 $3 ${4/do/} $attrs"
		;;
	esac
	read -ra MESSAGE <<<"$words"
}

# prepare_group CALLER COMMAND: with its virtual network, and with a member only if that is to leave
prepare_group()
{
	in_place "$1" nlraw genl idloc-ila 38 >/dev/null
	# shellcheck disable=SC2086
	{
		in_place "$1" nlraw genl idloc-ila 4 $VNID >/dev/null
		[ "$2" = group-add ] || in_place "$1" nlraw genl idloc-ila 36 $GROUP >/dev/null
		[ "$2" != group-leave ] || in_place "$1" nlraw genl idloc-ila 40 $MEMBER >/dev/null
	}
}

# prepare CALLER FAMILY COMMAND: so that the command has something to do
prepare()
{
	local what

	case "$2 $3" in
	"idloc-ila group-"*)
		prepare_group "$1" "$3"
		return
		;;
	"ila add") what="genl ila 4" ;;
	"ila "*) what="genl ila 1 $MAP" ;;
	"idloc-ila vnid-add") what="genl idloc-ila 5 $VNID_KEY" ;;
	"idloc-ila vnid-"*) what="genl idloc-ila 4 $VNID" ;;
	"idloc-ila map-add") what="genl idloc-ila 17 $ADDR" ;;
	"idloc-ila map-"*) what="genl idloc-ila 15 $MAPPING" ;;
	"idloc-ila locator-add") what="genl idloc-ila 28 $NAME" ;;
	"idloc-ila locator-"*) what="genl idloc-ila 26 $NAME 3:2001000000870000" ;;
	"idloc-ila txn-begin") return ;;
	"idloc-ila underlay-add") what="genl idloc-ila 11 $UNDERLAY" ;;
	"idloc-ila underlay-"*) what="genl idloc-ila 10 $UNDERLAY" ;;
	"route add") what="route del $SIR_B/128" ;;
	"route append") return ;;
	"route "*) what="route replace $SIR_B/128 dev lo $ENCAP" ;;
	"nexthop add") what="nexthop del 7" ;;
	"nexthop "*) what="nexthop replace 7 dev lo $ENCAP" ;;
	*) return ;;
	esac
	# shellcheck disable=SC2086
	in_place "$1" nlraw $what >/dev/null
}

# state CALLER: all that can be set, where the caller is
state()
{
	in_place "$1" nlraw genl ila 3 dump
	in_place "$1" ip -6 route show
	in_place "$1" ip nexthop show
	[ "$ILA" != ours ] || in_place "$1" nlraw genl idloc-ila 1
}

# try CALLER WANT FAMILY COMMAND NR HOW
try()
{
	[ "$2" != OK ] || prepare "$1" "$3" "$4"
	message "${@:3}"
	like "$1: $3 $4 $6: $2" "$(as "$1" "${MESSAGE[@]}")" "name=$2 "
}

# turn COLUMN: all of the table for one caller
turn()
{
	local who=${CALLERS[$1]} family command nr how answers before

	for command in "ila del" "route del" "nexthop del"; do
		# shellcheck disable=SC2086
		prepare "$who" $command
	done
	before=$(state "$who")
	while read -r family command nr how _ answers; do
		read -ra answers <<<"$answers"
		try "$who" "${answers[$1]}" "$family" "$command" "$nr" "$how"
	done < <(rows)
	case $who in
	root | *owner) isnt "$who has changed things" "$(state "$who")" "$before" ;;
	*) is "$who has changed nothing" "$(state "$who")" "$before" ;;
	esac
}

# word HEX: a little-endian word
word()
{
	printf '%d' "0x${1:6:2}${1:4:2}${1:2:2}${1:0:2}"
}

# commands FAMILY: its commands as the kernel tells them: FAMILY NR HOW NEEDS. Each is a
# nest of its number and its flags: 1 admin, 2 do, 4 dump, 16 uns-admin.
commands()
{
	local ops flags nr needs

	ops=$(nlraw genl nlctrl 3 "2:$(printf '%s' "$1" | od -An -tx1 | tr -d ' \n')00" |
		sed -n 's/.* 6:\([0-9a-f]*\).*/\1/p')
	for (( ; ${#ops} >= 40; )); do
		nr=$(word "${ops:16:8}")
		flags=$(word "${ops:32:8}")
		needs="nothing"
		[ $((flags & 1)) = 0 ] || needs="admin"
		[ $((flags & 16)) = 0 ] || needs="uns-admin"
		[ $((flags & 2)) = 0 ] || echo "$1 $nr do $needs"
		[ $((flags & 4)) = 0 ] || echo "$1 $nr dump $needs"
		ops=${ops:40}
	done
}

# named FAMILY: the same from the table
named()
{
	rows | awk -v family="$1" '$1 == family { print $1, $3, $4, $5 }'
}

ns r
must ip -n "$r" link add dummy0 index 9 type dummy
ila_load "$ILA"
for family in $(rows | awk '$3 != "-" && !seen[$1]++ { print $1 }'); do
	is "the table names every command of $family and what it needs" \
		"$(commands "$family" | sort)" "$(named "$family" | sort)"
	isnt "there are commands of $family" "$(commands "$family")" ""
done
if unshare -Urn true 2>/dev/null; then
	hold owner
	hold nobody-owner setpriv --reuid 65534 --regid 65534 --clear-groups
else
	skip "user namespaces" "this kernel has none"
	CALLERS=(root nobody)
fi
for column in "${!CALLERS[@]}"; do
	turn "$column"
done
