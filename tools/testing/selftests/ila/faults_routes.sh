#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ILA routes come, change and go while the allocations that this takes fail.
# timeout: 300
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

KEY=$SIR_B/128
WIDE=$SIR::/64
ENCAP="encap 3 1:2001000000870000 8:01 7:01"
NEW_ENCAP="encap 3 1:2001000000860000 8:01 7:02"
INPUT="encap 3 1:2001000000870000 8:01 9:01"
GW="via 2001:db8:1::2 dev eth2"
GW2="via 2001:db8:1::3 dev eth2"
DEV="dev eth2"

faults_begin
ns r w
link "$r" eth2 "$w" eth1
addr "$r" eth2 2001:db8:1::1/64
for to in $KEY $WIDE; do
	for how in "$GW" "$DEV"; do
		words "add $to $how" "route del $to" "route add $to $how $ENCAP"
		words "replace $to $how" "route del $to,route add $to $how $ENCAP" \
			"route replace $to $how $NEW_ENCAP"
	done
done
words "add, hook-type input" "route del $KEY" "route add $KEY $GW $INPUT"
words "change" "route del $KEY,route add $KEY $GW $ENCAP" "route change $KEY $DEV $NEW_ENCAP"
words "append" "route del $KEY,route del $KEY,route add $KEY $GW $ENCAP" \
	"route append $KEY $GW2 $NEW_ENCAP"
words "delete one with a gateway" "route replace $KEY $GW $ENCAP" "route del $KEY"
words "delete one without" "route replace $KEY $DEV $ENCAP" "route del $KEY"
# shellcheck disable=SC2086
must nlraw -N "$r" route add "$WIDE" table 9 $DEV $ENCAP
words "show" "route replace $KEY $DEV $ENCAP" "route show $KEY"
faults_end
