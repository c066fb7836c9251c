#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Without the family "idloc-ila" the tool says which ila the kernel has instead,
# and what to do. With our module installed it needs no modprobe.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

need idloc modprobe
[ "$ILA" = ours ] || skip_all "this one loads both modules by itself"
modinfo -F intree ila 2>/dev/null | grep -q Y && skip_all "ours is not installed"

# says NAME CODE REGEX...: of "idloc ila stats"
says()
{
	local name=$1 output rc regex

	shift
	output=$(idloc ila stats 2>&1)
	rc=$?
	is "$name: exit code 2" "$rc" 2
	for regex; do
		like "$name: says /$regex/" "$output" "$regex"
	done
	output=$(idloc -j ila set adj-compat rfc 2>/dev/null)
	is "$name: set fails too" $? 2
	is "$name: nothing on stdout" "$output" ""
}

ila_load intree
says "in-tree loaded" "kernel's own ila is loaded" "apt install idloc-dkms" "rmmod ila && modprobe ila" "encap ila" "ip ila list"
is "asking did not change that" "$(ila_loaded)" intree

# The steps that the message gives, with something in the way.
ns a
must ip -n "$a" link add eth0 type dummy
must ip -n "$a" link set eth0 up
must ip -n "$a" -6 route add 3333::/64 encap ila 1:2:3:4 csum-mode no-action ident-type luid dev eth0
check_fail "a route holds the in-tree module" rmmod ila
must ip -n "$a" -6 route del 3333::/64
check "without it the module goes" ila_unload

autoload=$(</proc/sys/kernel/modprobe)
echo /bin/false >/proc/sys/kernel/modprobe
says "nothing loaded" "not loaded" "modprobe ila"
echo "$autoload" >/proc/sys/kernel/modprobe

check "with autoload the tool brings our module in" idloc ila stats
is "which is ours" "$(ila_loaded)" ours
