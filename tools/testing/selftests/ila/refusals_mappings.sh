#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Bad mappings: every attribute missing, doubled, short, long and out of range is
# refused with an error number and a text, and leaves nothing behind.
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

ADD=1 DEL=2 GET=3 FLUSH=4
SIR_ATTR=1:3333000000000001 MATCH=3:2001000000870000

family()
{
	nlraw -N "$r" genl ila "$@"
}

# refused NAME ERRNO COMMAND ATTRIBUTES...
refused()
{
	like "$1: $2 and a text" "$(family "${@:3}")" "name=$2 extack=\"[^\"]+\""
}

ns r
ila_load "$ILA"
refused "add: nothing" EINVAL $ADD
refused "add: no locator to match" EINVAL $ADD $SIR_ATTR
refused "add: no SIR prefix" EINVAL $ADD $MATCH
for attr in 1 3; do
	other=$MATCH
	[ $attr = 1 ] || other=$SIR_ATTR
	refused "add: attribute $attr of no bytes" ERANGE $ADD $other $attr:
	refused "add: attribute $attr of 7 bytes" ERANGE $ADD $other $attr:20010000008700
	refused "add: attribute $attr of 9 bytes" EINVAL $ADD $other $attr:200100000087000000
done
for attr in 7 8; do
	refused "add: attribute $attr of no bytes" ERANGE $ADD $SIR_ATTR $MATCH $attr:
	refused "add: attribute $attr of 2 bytes" EINVAL $ADD $SIR_ATTR $MATCH $attr:0100
done
refused "add: interface of 2 bytes" ERANGE $ADD $SIR_ATTR $MATCH 4:0100
refused "add: interface of 8 bytes" EINVAL $ADD $SIR_ATTR $MATCH 4:0100000000000000
refused "add: interface -1" EINVAL $ADD $SIR_ATTR $MATCH 4:ffffffff
refused "add: interface that is not there" ENODEV $ADD $SIR_ATTR $MATCH 4:0f270000
for value in 04 80 ff; do
	refused "add: checksum mode 0x$value" EINVAL $ADD $SIR_ATTR $MATCH 7:$value
done
for value in 08 1f 21 ff; do
	refused "add: identifier type 0x$value" EINVAL $ADD $SIR_ATTR $MATCH 8:$value
done
like "add: half an attribute" "$(family $ADD $SIR_ATTR raw:4000030020010000)" "name=EINVAL"
is "nothing was left behind" "$(family $GET dump | grep -c ^reply)" 0

check "add: all is well" family $ADD $SIR_ATTR $MATCH 7:01 8:01
refused "add: it exists" EEXIST $ADD 1:3333000000000002 $MATCH
check "add: attributes unknown to it" family $ADD $SIR_ATTR 3:2001000000880000 2:00 20:00
is "add: the last of two counts" \
	"$(family $ADD $SIR_ATTR 3:2001000000000000 3:2001000000890000 | grep -c name=OK)" 1
check "which is there" family $GET 3:2001000000890000
refused "get: nothing to look for" EINVAL $GET
refused "get: not there" ESRCH $GET 3:2001000000990000
refused "del: nothing to look for" EINVAL $DEL
check "del: not there is no error" family $DEL 3:2001000000990000
like "a command that is not there" "$(family 9)" "name=EOPNOTSUPP"
like "a command of zero" "$(family 0)" "name=EOPNOTSUPP"
# Where a machine cannot read at any address, the kernel puts a filler (6) before the next u64.
is "three mappings, byte by byte as in-tree" "$(family $GET dump | sed 's/ 6: / /' | sort)" \
	"errno=0 name=OK extack=\"\"
reply cmd=3 1:3333000000000001 3:2001000000870000 4:00000000 7:01 8:01
reply cmd=3 1:3333000000000001 3:2001000000880000 4:00000000 7:02 8:20
reply cmd=3 1:3333000000000001 3:2001000000890000 4:00000000 7:02 8:20"
check "flush" family $FLUSH
is "none is left" "$(family $GET dump | grep -c ^reply)" 0
check "flush of nothing" family $FLUSH
