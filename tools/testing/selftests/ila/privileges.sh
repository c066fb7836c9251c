#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Who may do what: routes need CAP_NET_ADMIN in the namespace, mappings by the
# family "ila" need it on the host, as in-tree; everybody may look.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

MAP="1:3333000000000001 3:2001000000870000"
ROUTE="$SIR_B/128 dev lo encap 3 1:2001000000870000 8:01"

# says NAME ERRNO NLRAW-ARGUMENTS...
says()
{
	like "$1: $2" "$(nlraw "${@:3}")" "name=$2 "
}

topo_wire
must ip -n "$r" -6 route add $SIR_B/128 encap ila $LOC_B ident-type luid dev eth2
map_add "$r" $LOC_B neutral-map

# shellcheck disable=SC2086
for who in "nobody -u 65534" "a user namespace's root, here -W" \
	"nobody's user namespace's root, here -u 65534 -W"; do
	args=${who#*-}
	args=-$args
	name=${who%% -*}
	says "$name adds a mapping" EPERM -N "$r" $args genl ila 1 $MAP
	says "$name deletes a mapping" EPERM -N "$r" $args genl ila 2 3:2001000000870000
	says "$name flushes mappings" EPERM -N "$r" $args genl ila 4
	says "$name looks at a mapping" OK -N "$r" $args genl ila 3 3:2001000000870000
	says "$name lists mappings" OK -N "$r" $args genl ila 3 dump
	says "$name adds a route" EPERM -N "$r" $args route add $ROUTE
	says "$name deletes a route" EPERM -N "$r" $args route del $SIR_B/128
done

# In a namespace of its own, a user's root may have routes and no mappings.
# shellcheck disable=SC2086
for args in -U "-u 65534 -U"; do
	says "$args adds a mapping" EPERM $args genl ila 1 $MAP
	says "$args flushes mappings" EPERM $args genl ila 4
	says "$args lists mappings" OK $args genl ila 3 dump
	# Not EPERM: it is allowed, and lo is down.
	says "$args adds a route" ENETDOWN $args route add $ROUTE
done
is "the mapping is still there" \
	"$(nlraw -N "$r" genl ila 3 dump | grep -c '^reply')" 1
like "the route is still there" "$(ip -n "$r" -6 route show $SIR_B/128)" "encap ila"
