#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The tool understands what its help texts say: of each usage the shortest form, and one more
# for each word in brackets, each alternative. What a kernel refuses has been understood.
# timeout: 120

set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

# What stands for each value. A value that is not here has to be told of.
declare -A SAMPLE=(
	[ADDRESS]=3333:0:0:1:2000::1 [ADDRESS/LENGTH]=3333:0:0:1::/64 [WIRE-ADDRESS]=2001:0:87:0:3000::1
	[PREFIX]=3333:0:0:1::/64 [PREFIX/96]=fd00:1:2:3:4:5::/96 [PREFIX/64]=3333:0:0:1::/64
	[GROUP]=ff0e::1 [VNID]=7 [NAME]=west [DEV]=eth0 [VRF]=red [IPV4]=10.0.0.1 [WORDS]=2000:0:0:1
	[NUMBER]=7 [SECONDS]=60 [N]=1 [BYTES]=100000 [FILE]=/dev/null [COMMAND]=ila [NETNS]=h1
	[CHECK]=module)

# What is said of a word that is not known, or not a value
WRONG='what is "|has no "|needs a value|cannot be "|" is no |is given twice|which '

[ "$ILA" = ours ] || skip_all "of the tool for our module"
need idloc

# ---- a text of help

# unfolded: a usage or definition a line each, without its first spaces; the rest is prose
unfolded()
{
	awk '
	sub(/^Usage: /, "       ") {}
	/^       idloc / { if (line) print line; line = substr($0, 8); next }
	/^[A-Z][A-Z-]* *:= / { if (line) print line; line = $0; next }
	/^ / && line { line = line $0; next }
	{ if (line) print line; line = "" }
	END { if (line) print line }' <<<"$1"
}

# definition VALUE: its words, if it is one by words
definition()
{
	sed -n -E "s/^${1%%[!A-Z-]*} *:= ([{[A-Z].*)/\1/; T; s/}[,;] .*/}/; p" <<<"$GRAMMAR"
}

# ---- what it stands for. Each function puts its forms, a line each, into FORMS, the
# shortest first; TOKENS are what is left of a usage.

# value WORD
value()
{
	local key=${1//[][]/} known

	known=$(definition "$1")
	if [ -n "$known" ] && [ -z "${SAMPLE[$key]:-}" ]; then
		expand "$known"
		return
	fi
	# A length in brackets may be left out.
	FORMS=${SAMPLE[${1%%[*}]:-}
	[ "$key" = "$1" ] || FORMS+=$'\n'${SAMPLE[$key]:-}
	[[ $FORMS == ?* && $FORMS != *$'\n' ]] || not_ok "a sample of $1"
}

# joined FIRST SECOND: forms of the one before forms of the other; each differs from the
# shortest in one place only
joined()
{
	local -a first second
	local form

	mapfile -t first <<<"$1"
	mapfile -t second <<<"$2"
	FORMS=${first[0]}' '${second[0]}
	for form in "${first[@]:1}"; do
		FORMS+=$'\n'$form' '${second[0]}
	done
	for form in "${second[@]:1}"; do
		FORMS+=$'\n'${first[0]}' '$form
	done
}

# brackets: behind { or [, up to the other one
brackets()
{
	local all='' close='|'

	while [ "$close" = '|' ]; do
		sequence
		[ -z "${FORMS// /}" ] || all+=${all:+$'\n'}$FORMS
		close=${TOKENS[0]:-}
		TOKENS=("${TOKENS[@]:1}")
	done
	FORMS=$all
	[[ $close != ']'* ]] || FORMS=$'\n'$all
}

# sequence: up to a bracket that closes, or a bar
sequence()
{
	local so_far='' token

	while [ ${#TOKENS[@]} -gt 0 ] && [[ ${TOKENS[0]} != ["}]|"]* ]]; do
		token=${TOKENS[0]}
		TOKENS=("${TOKENS[@]:1}")
		case $token in
		'{' | '[') brackets ;;
		... | '[OPTIONS]') continue ;;
		# "0 to 255"
		[0-9]*[!:]) [[ $token == *:* || $token != [0-9]* ]] || skip_range; FORMS=$token ;;
		[0-9]) skip_range; FORMS=$token ;;
		[A-Z]*) value "$token" ;;
		*) FORMS=$token ;;
		esac
		joined "$so_far" "$FORMS"
		so_far=$FORMS
	done
	FORMS=$so_far
}

skip_range()
{
	[ "${TOKENS[0]:-}" != to ] || TOKENS=("${TOKENS[@]:2}")
}

# expand TEXT
expand()
{
	local -a TOKENS

	read -ra TOKENS <<<"$1"
	sequence
}

# ---- the tool

# understood COMMAND
understood()
{
	local output rc

	# shellcheck disable=SC2086 # words
	output=$(on "$h1" timeout $((2 * SLOWNESS)) $1 2>&1 </dev/null)
	rc=$?
	# One that goes on has understood; 1 would be a usage that is wrong. An address may be of
	# another kind than the words beside it, and a file empty.
	if [[ $rc =~ ^(0|2|3|124|143)$ ]] || [[ $1 =~ ^idloc\ (addr|restore) && ! $output =~ $WRONG ]]; then
		ok "$1"
	else
		not_ok "$1" "exit code $rc"$'\n'"$output"
	fi
}

# all_understood FILE: the same of commands that end, a line each, in one go
all_understood()
{
	local line number=0 complaint

	sed 's/^idloc //' "$1" | on "$h1" idloc -force -b - >/dev/null 2>"$TEST_TMP/complaints"
	while IFS= read -r line; do
		number=$((number + 1))
		complaint=$(grep "^idloc: stdin:$number: " "$TEST_TMP/complaints")
		case $complaint in
		'' | *": refused by the kernel: "*) ok "$line" ;;
		*) not_ok "$line" "$complaint" ;;
		esac
	done <"$1"
}

# misunderstood COMMAND: that is seen, too
misunderstood()
{
	echo "$1" >"$TEST_TMP/bad"
	all_understood "$TEST_TMP/bad" | grep -q '^not ok' && understood "$1" | grep -q '^not ok'
}

# forms_of TEXT: of the usages in a text of help
forms_of()
{
	local usage

	GRAMMAR=$(unfolded "$1")
	while IFS= read -r usage; do
		# Those with an ellipsis are in the help of others.
		[[ $usage == *:=* || $usage == *\ ...* || $usage == *-b\[atch\]* ]] && continue
		expand "$usage"
		tr -s ' ' <<<"$FORMS" | sed 's/^ //; s/ $//' | sort -u
	done <<<"$GRAMMAR"
	# What is quoted is typed, too.
	grep -o '"idloc [^"]*"' <<<"$1" | tr -d '"' | grep -v '[A-Z]\|\.\.\.'
}

# usages WORD...: of the help of this object or noun
usages()
{
	local form

	forms_of "$(idloc "$@" help)" >"$TEST_TMP/forms"
	at_least "idloc $* help has usages" "$(wc -l <"$TEST_TMP/forms")" 1
	if [ "$1" = ila ]; then
		# What is quoted may have options, which are of the whole file there.
		grep -v '^idloc -' "$TEST_TMP/forms" >"$TEST_TMP/plain"
		all_understood "$TEST_TMP/plain"
	fi
	while IFS= read -r form; do
		[[ $form == 'idloc ila'* ]] || understood "$form"
	done <"$TEST_TMP/forms"
}

# words NAME TEXT: the alternatives after it
words()
{
	sed -n "s/.*$1 *{ \([^}]*\) }.*/\1/p" <<<"$2" | tr -d '|'
}

topology_pair
ila_load
must ip -n "$h1" link add red type vrf table 10

objects=$(words 'OBJECT *:=' "$(unfolded "$(idloc help)")")
like "there are objects" "$objects" "ila .*monitor"
for object in $objects; do
	usages "$object"
	for noun in $(words "idloc $object" "$(unfolded "$(idloc "$object" help)" | grep '} help$')"); do
		usages "$object" "$noun"
	done
done

GRAMMAR='A := { b VNID }, and prose'
expand 'x { a | A } [ d [ e ] | f | 0 to 9 ] ... g'
is "the forms of a usage" "$(tr -s ' ' <<<"$FORMS" | sort)" " x a 0 g
 x a d e g
 x a d g
 x a f g
 x a g
 x b 7 g"
check "a word that is not understood is seen" misunderstood "idloc ila map add nothing"
