#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Bad ILA routes: every attribute missing, doubled, short, long and out of range
# is refused with an error number and a text, and leaves nothing behind.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

LOCATOR=1:2001000000870000
CSUM=7 IDENT=8 HOOK=9
LUID=$IDENT:01

# raw PREFIX ENCAP...: a hand-made route over eth2
raw()
{
	nlraw -N "$r" route add "$1" via 2001:db8:1::2 dev "${DEV:-eth2}" encap "${@:2}"
}

# refused NAME ERRNO PREFIX ENCAP...
refused()
{
	local answer

	answer=$(raw "${@:3}")
	like "$1: $2 and a text" "$answer" "name=$2 extack=\"[^\"]+\""
}

# taken NAME ENCAP-SHOWN PREFIX ENCAP...
taken()
{
	check "$1: accepted" raw "${@:3}"
	# Without the filler before a u64, which some machines need.
	like "$1: shown" "$(nlraw -N "$r" route show "$3" | sed 's/ 6: / /')" "$2"
	must nlraw -N "$r" route del "$3"
}

topo_wire
key=$SIR_B/128

refused "an empty encapsulation" EINVAL $key 3
refused "a locator missing" EINVAL $key 3 $LUID $CSUM:01
refused "a locator of no bytes" ERANGE $key 3 1: $LUID
refused "a locator of 7 bytes" ERANGE $key 3 1:20010000008700 $LUID
refused "a locator of 9 bytes" EINVAL $key 3 ${LOCATOR}00 $LUID
refused "a locator of 16 bytes" EINVAL $key 3 ${LOCATOR}0000000000000000 $LUID
refused "an attribute that ends too early" EINVAL $key 3 raw:0200010001020304
refused "an attribute that ends too late" EINVAL $key 3 raw:400001002001000000870000
refused "half an attribute" EINVAL $key 3 raw:0c00
for attr in $CSUM $IDENT $HOOK; do
	refused "attribute $attr of no bytes" ERANGE $key 3 $LOCATOR $LUID "$attr:"
	refused "attribute $attr of 2 bytes" EINVAL $key 3 $LOCATOR $LUID "$attr:0100"
	refused "attribute $attr of 8 bytes" EINVAL $key 3 $LOCATOR $LUID "$attr:0100000000000000"
done
for value in 04 05 7f 80 ff; do
	refused "checksum mode 0x$value" EINVAL $key 3 $LOCATOR $LUID $CSUM:$value
done
for value in 00 04 06 07 08 1f 21 ff; do
	refused "identifier type 0x$value" EINVAL $key 3 $LOCATOR $IDENT:$value
done
for value in 02 80 ff; do
	refused "hook type 0x$value" EINVAL $key 3 $LOCATOR $LUID $HOOK:$value
done
for digit in 0 1 8 9 c f; do
	refused "use-format with type digit $digit" EINVAL \
		$SIR:${digit}000:0:1:1/128 3 $LOCATOR
done
refused "use-format with /66" EINVAL $SIR:2000::/66 3 $LOCATOR
refused "use-format with /0" EINVAL ::/0 3 $LOCATOR
refused "the C-bit in a SIR address, neutral-map" EINVAL $SIR:3000:0:1:1/128 3 \
	$LOCATOR $LUID $CSUM:01
refused "the reserved word, neutral-map" EINVAL $SIR:2000:0:1:ffff/128 3 \
	$LOCATOR $LUID $CSUM:01
refused "the reserved word, neutral-map-auto" EINVAL $SIR:2000:0:1:ffff/128 3 \
	$LOCATOR $LUID $CSUM:03
for attr in 128:01 131:00000000 65535:; do
	refused "attribute $attr, one of ours that is none" EINVAL $key 3 $LOCATOR $LUID $attr
done
refused "underlay table 0" EINVAL $key 3 $LOCATOR $LUID 129:00000000
refused "an underlay table, too short" EINVAL $key 3 $LOCATOR $LUID 129:0a00
refused "an underlay table for hook-type input" EINVAL $key 3 $LOCATOR $LUID $HOOK:01 129:0a000000
refused "no encapsulation type" EINVAL $key none $LOCATOR $LUID
like "an IPv4 route" "$(nlraw -N "$r" route add 192.0.2.1/32 dev eth2 encap 3 $LOCATOR $LUID)" \
	'name=EINVAL extack="[^"]+"'
like "a prefix of /129" "$(raw $SIR_B/129 3 $LOCATOR $LUID)" "name=EINVAL"
like "an interface that is not there" \
	"$(nlraw -N "$r" route add $key oif 9999 encap 3 $LOCATOR $LUID)" "name=ENODEV"
is "nothing was left behind" "$(ip -n "$r" -6 route show | grep -c 'encap ila')" 0

# What in-tree accepts stays accepted.
taken "a locator twice: the last one counts" "encap 1:2001000000870000 " \
	$key 3 1:2001000000860000 $LOCATOR $LUID
taken "a checksum mode twice: the last one counts" " 7:03 " \
	$key 3 $LOCATOR $LUID $CSUM:01 $CSUM:03
taken "attributes unknown to us" "encap 1:2001000000870000 7:02 8:01 9:00"$'\n' \
	$key 3 $LOCATOR $LUID 2:00 5:00000000 10:01 127:0102
taken "the C-bit in a SIR address, neutral-map-auto" " 7:03 " \
	$SIR:3000:0:1:1/128 3 $LOCATOR $LUID $CSUM:03
taken "a locator with the bits of a C-bit" "encap 1:1000100010001000 " \
	$key 3 1:1000100010001000 $LUID $CSUM:01
