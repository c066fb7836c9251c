#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc restore" over another state: whatever there is, it becomes what the file says, also
# where the kernel cannot change one into the other at once; and back again.
# timeout: 180

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

over()
{
	printf '%s\n' "${@:2}" >"$TEST_TMP/over.conf"
	save "$a" "$TEST_TMP/before.conf"
	check "$1" idloc -n "$a" restore "$TEST_TMP/over.conf"
	check "... is so" idloc -n "$a" restore --check "$TEST_TMP/over.conf"
	check "... and back" idloc -n "$a" restore "$TEST_TMP/before.conf"
	check "... is so" like_before "$a" "$TEST_TMP/before.conf"
}

# without REGEX...: the lines of everything that have none of them
without()
{
	local regex

	cp "$f" "$TEST_TMP/without"
	for regex; do
		sed -i -E "/$regex/d" "$TEST_TMP/without"
	done
	cat "$TEST_TMP/without"
}

need idloc
[ "$ILA" = ours ] || skip_all "the in-tree module has no such state"
ila_load
ns a
links "$a"
everything "$a"
f=$TEST_TMP/all.conf
must save "$a" "$f"

over "nothing but the settings" "# idloc save 1" "# idloc end"
over "a setting" "ila set icmp-errors off"
over "a virtual network that is another one" "$(without | sed 's/mark 0x1f/mark 0x2f/')"
over "two that change places" "$(without | sed -E 's/vnid add 5 /vnid add 6 /; s/mark 0x1f//')"
over "a checksum mode, and the routes with it" \
	"$(without | sed -E '/vnid add 7/s/$/ csum-mode no-action/; /vnid 7/s/csum-mode neutral-map/csum-mode no-action/')"
over "underlay becomes a scope, and a scope underlay" \
	"$(without 'vnid add 300|group .* 300|vnid 300' | sed 's/underlay add dev eth0/underlay add dev t0/')" \
	"ila vnid add 300 prefix fd00:1:2:3:4:6::/96 dev eth0"
over "a local locator that is elsewhere" "$(without | sed 's/here 2001:0:87:0 local/here 2001:0:97:0 local/')"
over "a local locator that is not" "$(without | sed 's/here 2001:0:87:0 local/here 2001:0:87:0/')"
over "another that is" "$(without | sed 's/west 2001:0:88:0/west 2001:0:88:0 local/')"
over "a local locator by another name" "$(without | sed -E 's/add here 2001/add there 2001/; s/locator here/locator there/')"
over "a local locator for a plain one of the family ila" \
	"$(without 'locator add here|locator here|3333:0:0:b::')" "ila xlat add 2001:0:87:0 sir-prefix 3333:0:0:b"
over "and the other way round" "$(without 'xlat add 2001:0:90:0' | sed 's/west 2001:0:88:0/west 2001:0:90:0 local/')"
over "another SIR prefix there" "$(without | sed 's/sir-prefix 3333:0:0:9 dev/sir-prefix 3333:0:0:c dev/')"
over "a locator that moves" "$(without | sed 's/west 2001:0:88:0/west 2001:0:99:0/')"
over "mappings that move" "$(without | sed '/ila map add/s/locator west/locator 2001:0:99:0/')"
over "mappings that are others" "$(without | sed 's/3333::1:2000:0:0:1/3333::1:2000:0:0:11/')"
over "mappings that live for ever" "$(without | sed -E 's/ lifetime [0-9]+//')"
over "or for longer" "$(without | sed -E 's/ lifetime [0-9]+/ lifetime 9999/')"
over "or not for long" "$(without | sed -E 's/ lifetime [0-9]+/ lifetime 1000/')"
over "members" "$(without 'join 7 ff1e::1 dev' | sed 's/join 7 ff1e::1 locator 2001:0:87:1/join 7 ff1e::2 locator 2001:0:87:1/')"
over "groups" "$(without 'ff1e::2' | sed 's/ff1e::1/ff1e::3/')"
over "one nexthop less" "$(without 'route append')"
over "the other" "$(without 'route add 3333:0:0:4::' | sed 's/route append/route add/')"
over "another weight" "$(without | sed 's/weight 4/weight 5/')"
over "another locator by the same nexthop" "$(without | sed '/route append/s/2001:0:89:0/2001:0:98:0/')"
over "three nexthops" "$(without '^# idloc')" \
	"ila route append 3333:0:0:4::/64 locator 2001:0:8a:0 ident-type luid via 2001:db8:1::b dev eth0 metric 7 table 55 proto bgp src 2001:db8:1::2"
over "a route that is another one" "$(without | sed '/3333:0:0:5:2000::/s/no-action/neutral-map/')"
over "a route by another way" "$(without | sed '/3333:0:0:1::.64 mapped/s/dev eth0/via 2001:db8:1::7 dev eth0/')"
over "one that belongs to somebody else" "$(without | sed 's/proto bgp/proto babel/')"

# ---- only a part

check "some more" idloc -n "$a" restore --merge - <<'EOT'
ila map add 3333:0:0:1:2000::20 locator west
ila map add 3333:0:0:1:2000::3 locator west csum-mode no-action
ila route add 3333:0:0:1::/64 mapped via 2001:db8:1::7 dev eth0
ila vnid add 5 prefix fd00:5:5:5:5:5::/96 mark 3
EOT
save "$a" "$TEST_TMP/merged"
is "take nothing away but what they replace" "$(grep -vxFf "$TEST_TMP/merged" "$f" | steady -)" \
	"ila vnid add 5 prefix fd00:5:5:5:5:5::/96
ila map add 3333::1:2000:0:0:2 locator a\\ b\\#\\\"c\\' csum-mode neutral-map-auto
ila map add 3333::1:2000:0:0:3 locator here csum-mode adj-transport
ila route add 3333:0:0:1::/64 mapped dev eth0 table 254 metric 1024 proto boot"
is "and are more" "$(grep -vxFf "$f" "$TEST_TMP/merged" | steady -)" \
	"ila vnid add 5 prefix fd00:5:5:5:5:5::/96 mark 0x3
ila map add 3333::1:2000:0:0:2 locator a\\ b\\#\\\"c\\' csum-mode neutral-map-auto
ila map add 3333::1:2000:0:0:3 locator west csum-mode no-action
ila map add 3333::1:2000:0:0:20 locator west
ila route add 3333:0:0:1::/64 mapped via 2001:db8:1::7 dev eth0 table 254 metric 1024 proto boot"
must idloc -n "$a" restore "$f"

# What has been saved of some kinds is all of these, and says nothing of others.
idloc -n "$a" save ila map set >"$TEST_TMP/part"
is "the first line tells the kinds" "$(head -1 "$TEST_TMP/part")" "# idloc save 1 set map"
is "or that it is all" "$(idloc -n "$a" save ila set underlay vnid group locator xlat map route | head -1)" "# idloc save 1"
must ila "$a" locator add south 2001:0:8c:0
must ila "$a" map add 3333:0:0:1:2000::30 locator south
must ila "$a" set icmp-errors on
check "a part is restored" idloc -n "$a" restore "$TEST_TMP/part"
is "what is of another kind stays" "$(save "$a" "$TEST_TMP/now"; diff <(steady "$f") <(steady "$TEST_TMP/now") | grep '^[-+]ila')" \
	"+ila locator add south 2001:0:8c:0"
printf '%s\n' "# idloc save 1 group" "# idloc end" >"$TEST_TMP/part"
check "a part with nothing in it" idloc -n "$a" restore "$TEST_TMP/part"
is "takes away what it is of" "$(save "$a" "$TEST_TMP/now"; diff <(grep -v 'ila group' "$f" | steady -) <(steady "$TEST_TMP/now") | grep '^[-+]ila')" \
	"+ila locator add south 2001:0:8c:0"
printf '%s\n' "# idloc save 1 colour" "# idloc end" >"$TEST_TMP/part"
like "a part of what is not known" "$(idloc -n "$a" restore "$TEST_TMP/part" 2>&1)" "part:1: this is of a newer form"
check "a whole takes the rest away" idloc -n "$a" restore "$f"
check "all is as it was" like_before "$a" "$f"

# ---- nexthops of another kind

must ip -n "$a" -6 route add 3333:0:0:70::/64 nexthop encap ila 2001:0:88:0 csum-mode no-action ident-type luid via 2001:db8:1::70 dev eth0 \
	nexthop via 2001:db8:1::71 dev eth0
plain()
{
	ip -n "$a" -6 route show 3333:0:0:70::/64 | grep -q 'via 2001:db8:1::71'
}

save "$a" "$f" 2>/dev/null
over "another locator beside a plain nexthop" "$(without | sed '/3333:0:0:70:/s/2001:0:88:0/2001:0:89:0/')"
check "the plain one is there" plain
over "another way beside it" "$(without | sed '/3333:0:0:70:/s/::70 dev/::72 dev/')"
check "the plain one is there still" plain
without '3333:0:0:70:' >"$TEST_TMP/over.conf"
check "none beside it" idloc -n "$a" restore "$TEST_TMP/over.conf"
check "the plain one stays" plain
