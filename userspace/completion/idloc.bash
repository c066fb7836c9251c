# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Completion of idloc for bash. The tool says itself what may follow.

# The words up to the cursor, with colons in them, at which bash would split.
_idloc_words()
{
	local line=${COMP_LINE:0:COMP_POINT}

	read -ra words <<<"$line"
	[[ $line != *[[:space:]] ]] || words+=('')
}

_idloc()
{
	local -a words
	local word cut name

	_idloc_words
	COMPREPLY=()
	word=${words[-1]}
	# What is in front of the last colon is on the line already.
	[[ $COMP_WORDBREAKS == *:* ]] && cut=${word%"${word##*:}"}
	while IFS= read -r name; do
		if [ "$name" = :files ]; then
			compopt -o filenames 2>/dev/null
			mapfile -O ${#COMPREPLY[@]} -t COMPREPLY < <(compgen -f -- "$word")
		else
			printf -v name '%q' "$name"
			COMPREPLY+=("${name#"${cut:-}"}")
		fi
	done < <("$1" complete -- "${words[@]:1}" 2>/dev/null)
}

complete -F _idloc idloc
