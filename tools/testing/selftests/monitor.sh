# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# For tests of "idloc monitor": one in the background that writes to a file. Sourced after lib.sh.

# What listen() sets
monitor=0

# listen FILE [-OPTION...] [WORD...]: monitors the namespace $a; returns once it listens.
# It tells the state first, whose last line says so.
listen()
{
	local file=$1 options=()

	shift
	while [[ ${1:-} == -* ]]; do
		options+=("$1")
		shift
	done
	: >"$file"
	# shellcheck disable=SC2154 # the test makes the namespace
	idloc -n "$a" "${options[@]}" monitor state "$@" >"$file" 2>"$file.err" &
	monitor=$!
	at_end "kill $monitor 2>/dev/null"
	wait_for 20 grep -q 'resync end' "$file" || bail "it does not listen: $(<"$file.err")"
}

# unlisten SIGNAL: ends the last one; its exit code
unlisten()
{
	kill -"$1" "$monitor"
	wait "$monitor" 2>/dev/null
}

# lines FILE NUMBER: there are so many after the state, or more
lines()
{
	[ "$(news "$1" | wc -l)" -ge "$2" ]
}

# news FILE: what came after the first state
news()
{
	sed '1,/resync end/d' "$1"
}

# picture FILE KIND...: the objects of the last state in it, without what every event has, sorted
picture()
{
	local file=$1 kind

	shift
	for kind; do
		jq -c --arg kind "$kind present" -n '
			reduce inputs as $e ([]; if $e.event == "resync begin" then []
				elif $e.event == $kind then . + [$e | del(.event, .time)] else . end) | .[]' "$file"
	done | LC_ALL=C sort
}

# shown COMMAND...: the same objects as they are shown
shown()
{
	local what

	for what; do
		on "$a" idloc -j ila "$what" | jq -c '.[]'
	done | LC_ALL=C sort
}
