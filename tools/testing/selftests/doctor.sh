# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What the tests of "idloc doctor" share, on top of ila/topo.sh: what it finds, and
# whether what it says to type helps.
set -u

# shellcheck source=tools/testing/selftests/ila/topo.sh
. "$(dirname "${BASH_SOURCE[0]}")/ila/topo.sh"

# findings NS [CHECK]...: their words, each once
findings()
{
	idloc -n "$1" -j doctor "${@:2}" | jq -r '[.[].id] | unique | join(" ")'
}

# healthy NAME NS...: nothing is found
healthy()
{
	local name=$1 host

	shift
	for host; do
		is "$name: nothing is found at $host" "$(idloc -n "$host" doctor 2>&1) $?" "nothing found 0"
	done
}

# cured NAME NS ID [REGEX]: that and nothing else is found, its subject and text match, and
# what it says to type, as it is, makes it go
cured()
{
	local name=$1 host=$2 id=$3 json told fix

	# An emulated jq is slow, so one says it all.
	json=$(idloc -n "$host" -j doctor)
	is "$name: exit code" $? 3
	mapfile -t told < <(jq -r '([.[].id] | unique | join(" ")),
		([.[] | .subject + ": " + .text] | join("; ")), .[].fix[]' <<<"$json")
	is "$name: found" "${told[0]}" "$id"
	like "$name: names it" "${told[1]}" "${4:-.}"
	at_least "$name: says what to type" $((${#told[@]} - 2)) 1
	for fix in "${told[@]:2}"; do
		check "$name: $fix" bash -c "$fix"
	done
	healthy "$name, cured" "$host"
}

# passes NAME, lost NAME: from A to B of topo_line, and back
passes()
{
	check "$1: packets pass" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
}

lost()
{
	check_fail "$1: packets are lost" on "$a" ping -q -c1 -W1 -I $SIR_A $SIR_B
}
