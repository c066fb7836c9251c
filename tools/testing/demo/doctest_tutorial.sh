#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Plays the commands of the tutorial in its lab; ./doctest takes them out of the text.
# "# lost" or "# refused" behind a command says that it fails. What the text shows below a
# command has to be in its output, "..." standing for anything.
# timeout: 180
set -u

cd "$(dirname "$0")" || exit
LIST=$PWD/doctest.tutorial
# shellcheck source=tools/testing/demo/lab
. ./lab >/dev/null
set -u
trap lib_finish EXIT

[ -s "$LIST" ] || skip_all "run ./doctest, it makes the list"

# squeezed: as one word is to the next, whatever the width of columns
squeezed()
{
	local -a words

	read -ra words <<<"$1"
	printf '%s\n' "${words[*]}"
}

# has OUTPUT TEXT: a line of it is like the text
has()
{
	local line pattern

	pattern=$(squeezed "$2")
	pattern=${pattern//'['/'\['}
	pattern=${pattern//'...'/'*'}
	while IFS= read -r line; do
		# shellcheck disable=SC2053 # a pattern
		[[ $(squeezed "$line") == $pattern ]] && return
	done <<<"$1"
	return 1
}

OUTPUT=''
while IFS= read -r line <&7; do
	case $line in
	'> '*)
		line=${line#> }
		if has "$OUTPUT" "$line"; then ok "  $line"; else not_ok "  $line" "$OUTPUT"; fi
		continue
		;;
	*'# lost' | *'# refused') want=1 ;;
	*) want=0 ;;
	esac
	eval "${line%    #*}" >"$TEST_TMP/output" 2>&1 7<&-
	got=$?
	OUTPUT=$(<"$TEST_TMP/output")
	[ $got = 0 ] || got=1
	if [ "$got" = "$want" ]; then ok "$line"; else not_ok "$line" "$OUTPUT"; fi
done 7<"$LIST"
