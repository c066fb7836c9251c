# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# How the demo talks: chapters, commands as they are typed, claims that are checked
# and end up in the table.

TABLE=()
BROKEN=0

chapter()
{
	printf '\n== %s\n\n' "$*"
}

say()
{
	printf '  %s\n' "$@" | sed 's/ *$//'
}

# show HOST COMMAND: what is typed on a host
show()
{
	printf '  %s# %s\n' "$1" "$2"
}

# typed HOST COMMAND...: shows a command and runs it on that host, a name given to ns().
# A command that fails ends the demo.
typed()
{
	local host=$1

	shift
	show "$host" "$*" >&3
	on "${!host}" "$@" || give_up "this failed: $*"
}

# claim TEXT FIGURE COMMAND...: a line of the table; holds when the command succeeds
claim()
{
	local text=$1 figure=$2 verdict=yes

	shift 2
	"$@" || verdict=NO
	TABLE+=("$verdict|$text|$figure")
	[ $verdict = yes ] && return
	BROKEN=$((BROKEN + 1))
	say "" "NOT AS CLAIMED: $text: $figure"
}

give_up()
{
	say "" "The demo cannot go on: $*" >&3
	exit 1
}

print_table()
{
	local row verdict text figure

	printf '  %-48s %-30s %s\n' "" "figure" "as claimed"
	for row in "${TABLE[@]}"; do
		IFS='|' read -r verdict text figure <<<"$row"
		printf '  %-48s %-30s %s\n' "$text" "$figure" "$verdict"
	done
}

# Commands are shown even where what they print is not.
exec 3>&1
