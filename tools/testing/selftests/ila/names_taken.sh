#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# While the in-tree module is loaded, one of the same name is refused by the loader
# and modprobe says nothing. Under another name ours finds its names taken: it says so
# in one line and is not loaded. Afterwards it loads.
# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../lib.sh

need rename_module insmod modprobe
[ "$ILA" = ours ] || skip_all "this one loads both modules by itself"

# messages: what our code has printed; the loader's remarks on taint are not ours
messages()
{
	dmesg | grep '] ila: ' | grep -v taint
}

ours=$(modinfo -n ila)
case $ours in
*/updates/*.ko) ;;
*) skip_all "ours is not installed, or is compressed" ;;
esac
must cp "$ours" "$TEST_TMP/alt.ko"
must rename_module "$TEST_TMP/alt.ko" ila alt

ila_load intree
check "modprobe ila is content with in-tree" modprobe ila
is "which stays" "$(ila_loaded)" intree
like "insmod is told that it exists" "$(insmod "$ours" 2>&1)" "File exists"

like "under another name: busy" "$(insmod "$TEST_TMP/alt.ko" 2>&1)" \
	"Device or resource busy"
is "one line in the log" "$(messages | wc -l)" 1
like "which says what to do" "$(messages)" "unload it first"
check_fail "nothing is left of it" test -e /sys/module/alt
ns a
must ip -n "$a" link add eth0 type dummy
must ip -n "$a" link set eth0 up
check "in-tree goes on working" ip -n "$a" -6 route add 3333::/64 encap ila 1:2:3:4 \
	ident-type luid via fe80::1 dev eth0
must ip -n "$a" -6 route del 3333::/64
ip netns del "$a"

check "in-tree unloads" ila_unload
check "then it loads" insmod "$TEST_TMP/alt.ko"
check "and unloads" rmmod alt
