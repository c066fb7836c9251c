#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Unmodified ip adds, changes, replaces, appends, shows and deletes ILA routes,
# and what it shows can be given back to it.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

HOP="via 2001:db8:1::2 dev eth2"

# route_ila VERB PREFIX ARGUMENTS: then the nexthop
route_ila()
{
	# shellcheck disable=SC2086
	ip -n "$r" -6 route "$1" "$2" encap ila "${@:3}" $HOP
}

# shown PREFIX: normalised, as ip forgets some spaces
shown()
{
	ip -n "$r" -6 route show "$1" |
		sed 's/csum-mode \([a-z-]*\)ident-type/csum-mode \1 ident-type/; s/  */ /g; s/ $//'
}

topo_wire
for mode in "${MODES[@]}"; do
	for hook in output input; do
		must route_ila add $SIR::/64 $LOC_B csum-mode "$mode" \
			ident-type luid hook-type $hook
		is "show: $mode $hook" "$(shown $SIR::/64)" \
			"3333:0:0:1::/64 encap ila $LOC_B csum-mode $mode ident-type luid hook-type $hook $HOP metric 1024 pref medium"
		must ip -n "$r" -6 route del $SIR::/64
	done
done

check "defaults are accepted" route_ila add $SIR_B/128 $LOC_B
like "defaults are shown" "$(shown $SIR_B/128)" \
	"encap ila $LOC_B csum-mode no-action ident-type use-format hook-type output"
check_fail "add: it exists" route_ila add $SIR_B/128 $LOC_B
check "change: another mode" route_ila change $SIR_B/128 $LOC_B csum-mode neutral-map
like "is shown" "$(shown $SIR_B/128)" "csum-mode neutral-map "
is "and there is still one" "$(shown $SIR_B/128 | wc -l)" 1
check "replace: another locator" route_ila replace $SIR_B/128 $LOC_A csum-mode neutral-map
like "is shown" "$(shown $SIR_B/128)" "encap ila $LOC_A"
is "and there is still one" "$(shown $SIR_B/128 | wc -l)" 1
check "append: a second nexthop" route_ila append $SIR_B/128 $LOC_B csum-mode neutral-map
is "and there are two" "$(shown $SIR_B/128 | grep -c 'encap ila')" 2
# shellcheck disable=SC2086
check "del: the one that is named" ip -n "$r" -6 route del $SIR_B/128 \
	encap ila $LOC_A csum-mode neutral-map $HOP
is "one is left" "$(shown $SIR_B/128 | grep -c 'encap ila')" 1
check "del: the other" ip -n "$r" -6 route del $SIR_B/128
is "none is left" "$(shown $SIR_B/128)" ""
# A plain route becomes an ILA route and a plain one again.
must route "$r" $SIR_B/128 2001:db8:1::2
check "replace: plain by ILA" route_ila replace $SIR_B/128 $LOC_B
check "replace: ILA by plain" ip -n "$r" -6 route replace $SIR_B/128 via 2001:db8:1::2
unlike "no trace of it" "$(shown $SIR_B/128)" "encap"
