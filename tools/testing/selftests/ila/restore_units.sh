#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What the units of the boot run, with the sockets that they may open: the whole state comes back,
# with what names interfaces, and the routes of others stay.
# timeout: 120

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/restore.sh
. ../restore.sh

# unit NAME KEY: what a unit has for the key
unit()
{
	sed -n "s/^$2=//p" "../helpers/$1.service"
}

# boot NAME NS: what the unit does, as far as it may, with the files of $etc
boot()
{
	local command

	read -ra command <<<"$(unit "$1" ExecStart)"
	is "$1 runs the tool on /etc/idloc" "${command[0]} ${command[*]: -1}" "idloc /etc/idloc"
	check "$1 can do it" families "$(unit "$1" RestrictAddressFamilies)" \
		idloc -n "$2" "${command[@]:1:${#command[@]}-2}" "$etc"
}

need idloc families
[ "$ILA" = ours ] || skip_all "the in-tree module has no such state"
families AF_NETLINK true 2>/dev/null
[ $? != 77 ] || skip_all "this kernel has no seccomp"
ila_load
ns a b
links "$a"
everything "$a"
etc=$TEST_TMP/etc
must mkdir "$etc"
must save "$a" "$etc/all.conf"

check_fail "another family is refused" families AF_UNIX idloc -n "$a" save
boot idloc-restore "$b"
links "$b"
boot idloc-restore-network "$b"
check "all of it is there" like_before "$b" "$etc/all.conf"

# a hand-written file of mappings; somebody else has made the routes
must idloc -n "$b" ila route add 3333:0:0:99::/64 locator 2001:0:88:0 ident-type luid dev eth0 proto bgp
echo "ila map add 3333:0:0:1:2000::77 locator 2001:0:88:0" >"$etc/all.conf"
boot idloc-restore-network "$b"
like "routes of others stay" "$(ip -n "$b" -6 route show 3333:0:0:99::/64)" "encap ila .*proto bgp"
