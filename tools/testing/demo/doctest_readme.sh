#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Plays the two-host example of README.md; ./doctest takes it out of the text. The lab's
# hosts A and B and its router are those that the example speaks of.
set -u

cd "$(dirname "$0")" || exit
BOTH=$PWD/doctest.both
HOST_A=$PWD/doctest.hosta
# shellcheck source=tools/testing/demo/lab
. ./lab >/dev/null
set -u
trap lib_finish EXIT

[ -s "$BOTH" ] || skip_all "run ./doctest, it takes the commands out of README.md"

at_end 'ip netns del box-a; ip netns del box-b'
check "host A" hostA bash -eux "$BOTH"
sed 's/^me=a peer=b /me=b peer=a /' "$BOTH" >"$TEST_TMP/b"
isnt "host B's is another one" "$(<"$TEST_TMP/b")" "$(<"$BOTH")"
check "host B" hostB bash -eux "$TEST_TMP/b"
output=$(hostA bash -eux "$HOST_A" 2>&1)
is "what follows on host A" $? 0
like "it is answered" "$output" "3 received"
like "it was translated" "$output" "out-translated +3"
