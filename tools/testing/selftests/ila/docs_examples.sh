#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Every example in the manual pages, as it stands there: it runs, and prints what is shown.
# Documentation/testing.rst says how a page tells what its examples need.
# timeout: 300

set -u
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/table.sh
. ../table.sh
# shellcheck source=tools/testing/selftests/virtual.sh
. ../virtual.sh

MAN=/opt/share/man
HOST=''

[ -n "$RIG" ] || skip_all "for guests only: examples name namespaces and files"
[ "$ILA" = ours ] || skip_all "of the manual of our module"
need idloc jq awk

# ---- the text

# parts PAGE: lines that begin with what they are: "setup", "prepare", "meanwhile", "exit" and the rest
# of such a comment, "block", "run" and a command, "shown" and what is below it. Without a "$"
# the lines of a block are commands in the sections of examples.
parts()
{
	awk '
	function text(s)
	{
		gsub(/\\f[BIRP]/, "", s); gsub(/\\&/, "", s); gsub(/\\-/, "-", s)
		gsub(/\\\(aq/, "\047", s); gsub(/\\\(dq/, "\"", s); gsub(/\\\(ha/, "^", s)
		gsub(/\\\(ti/, "~", s); gsub(/\\\(ga/, "`", s); gsub(/\\[e\\]/, "\\", s)
		return s
	}
	function block(   i, dollar)
	{
		for (i = 1; i <= n; i++)
			dollar += line[i] ~ /^\$ /
		if (dollar || examples)
			print "block " (dollar ? "shows" : "plain") (examples ? " example" : "")
		for (i = 1; i <= n && (dollar || examples); i++) {
			if (line[i] ~ /^\.\\" /) print substr(line[i], 5)
			else if (line[i] ~ /^\$ /) print "run " text(substr(line[i], 3))
			else if (dollar) print "shown " text(line[i])
			else print "run " text(line[i])
		}
	}
	/^\.SH / { section = substr($0, 5); examples = section ~ /EXAMPLE|FIRST STEPS/ }
	/^\.EX/ && section != "SYNOPSIS" { inside = 1; n = 0; next }
	/^\.EE/ && inside { inside = 0; block(); next }
	inside { line[++n] = $0; next }
	/^\.\\" (setup|prepare|meanwhile|exit): / { print substr($0, 5) }' "$1"
}

# pattern TEXT: what matches it, whatever the width of columns; "..." stands for anything
pattern()
{
	local text=$1 char

	for char in "\\" '*' '?' '[' ']'; do
		text=${text//"$char"/"\\$char"}
	done
	printf '%s' "${text//.../*}"
}

squeezed()
{
	sed -E 's/[[:space:]]+/ /g; s/^ //; s/ $//'
}

# ---- the host that a page is about

setup_pair()
{
	topology_pair
	ila_load
	HOST=$h1
}

setup_table()
{
	topo_table
	HOST=$r
}

setup_tenant()
{
	topo_virtual
	HOST=$r1
}

clean_up()
{
	lib_cleanup
	ip -all netns del
	NS_LIST=()
	CLEANUPS=()
}

# ---- examples

# prints OUTPUT SHOWN: is the one what the other says? Lists of the kernel come in any order.
prints()
{
	# shellcheck disable=SC2053 # a pattern
	[[ $1 == $(pattern "$2") || $(sort <<<"$1") == $(pattern "$(sort <<<"$2")") ]]
}

# judge: the command that has run, by what is shown below it
judge()
{
	local output shown

	[ -n "$COMMAND" ] || return 0
	[ -z "$MEANWHILE" ] || happen
	output=$(squeezed <"$TEST_TMP/output")
	shown=$(squeezed <<<"$SHOWN")
	if [ "$GOT" != "${WANT:-0}" ]; then
		not_ok "$NAME: $COMMAND" "exit code $GOT, not ${WANT:-0}"$'\n'"$output"
	elif [ "$KIND" = plain ] || prints "$output" "$shown"; then
		ok "$NAME: $COMMAND"
	else
		not_ok "$NAME: $COMMAND" "prints:"$'\n'"$output"$'\n'"shown:"$'\n'"$shown"
	fi
	COMMAND='' SHOWN='' WANT=''
}

# run COMMAND
run()
{
	COMMAND=$1
	[ -z "$MEANWHILE" ] || return 0
	on "$HOST" bash -c "$1" >"$TEST_TMP/output" 2>&1 7<&-
	GOT=$?
}

# enough: all that is shown has been printed
enough()
{
	[ "$(wc -l <"$TEST_TMP/output")" -ge "$(wc -l <<<"$SHOWN")" ]
}

# happen: the command goes on until it is ended, and tells of something that happens meanwhile
happen()
{
	local job

	timeout 30 nsenter --net="/run/netns/$HOST" bash -c "$COMMAND" >"$TEST_TMP/output" 2>&1 7<&- &
	job=$!
	SHOWN=${SHOWN%$'\n'}
	# It says nothing when it is ready.
	sleep $((2 * SLOWNESS))
	on "$HOST" bash -c "$MEANWHILE" >"$TEST_TMP/meanwhile" 2>&1 7<&-
	wait_for $((10 * SLOWNESS)) enough
	kill $job
	wait $job
	GOT=0 MEANWHILE=''
}

# lines of parts(), one by one
play()
{
	local word rest

	while read -r word rest <&7; do
		[ "$word" = shown ] || judge
		case $word in
		setup:) "setup_$rest" ;;
		prepare:) must on "$HOST" bash -c "$rest" ;;
		meanwhile:) MEANWHILE=$rest ;;
		exit:) WANT=$rest ;;
		block) KIND=${rest% example} ;;
		run)
			RUNS=$((RUNS + 1))
			run "$rest"
			;;
		shown) SHOWN+=$rest$'\n' ;;
		esac
	done 7<"$TEST_TMP/parts"
	judge
}

# examples PAGE: how many there are in sections of that name, however they are set
examples()
{
	awk '/^\.SH / { examples = /EXAMPLE|FIRST STEPS/ } examples && /^\.EX|^\.[BI]+ "?idloc[^(]*$/ { n++ }
		END { print n + 0 }' "$1"
}

# page FILE
page()
{
	NAME=${1##*/}
	NAME=${NAME%.*}
	COMMAND='' SHOWN='' WANT='' MEANWHILE='' KIND='' GOT='' RUNS=0
	parts "$1" >"$TEST_TMP/parts"
	grep -q '^setup: ' "$TEST_TMP/parts" || setup_pair
	play
	clean_up
	at_least "$NAME has examples" $RUNS 1
	is "$NAME: each of its examples has been run" "$(grep -c '^block.*example' "$TEST_TMP/parts")" "$(examples "$1")"
}

cd "$TEST_TMP" || exit
for file in "$MAN"/*.[1-9]; do
	# One that is another by a second name
	[[ $(<"$file") == .so\ * ]] || page "$file"
done
