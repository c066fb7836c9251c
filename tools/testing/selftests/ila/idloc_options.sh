#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# What every command of "idloc" shares: options, their places and their words, no
# abbreviations, where a message points to, commands from a file.

# shellcheck disable=SC2154 # "ns NAME" sets the variable NAME
set -u
cd "$(dirname "$0")" || exit
. ../lib.sh

need idloc jq
[ "$ILA" = ours ] || skip_all "the tool has nothing to say to the in-tree module"
ila_load
ns a
A=3333::1:2000:0:1:1 B=3333::1:2000:0:1:2

# says CODE NAME LINES WORD...: exit code, and all that is said on stderr
says()
{
	local code=$1 name=$2 lines=$3 output rc

	shift 3
	output=$(on "$a" idloc "$@" 2>&1 >"$TEST_TMP/stdout")
	rc=$?
	is "$name: exit code" "$rc" "$code"
	is "$name: the message" "$output" "$lines"
}

# ---- options

plain=$(on "$a" idloc -j ila show)
for how in "ila show -j" "--json ila show" "-json ila show" "ila -json show" "-s -t -d -o -j ila" "-sj ila" "-c=never -j ila"; do
	# shellcheck disable=SC2086 # words
	is "'$how' is the same" "$(on "$a" idloc $how)" "$plain"
done
is "-p is JSON on many lines" "$(on "$a" idloc -p ila | jq -c .)" "$plain"
for word in -js=1 -jsx -pret -det --netn -stat -f -jn -ji; do
	says 1 "$word is no abbreviation of anything" "idloc: $word is no option
Try \"idloc help\"." "$word" ila
done
says 1 "-j takes no value" "idloc: -json has no value
Try \"idloc help\"." -j=1 ila
says 1 "-color takes three" "idloc: -color is always, auto or never, not \"red\"
Try \"idloc help\"." -color=red ila
says 1 "-n takes one" "idloc: -n needs a value
Try \"idloc help\"." ila -n
says 1 "-force is for files" "idloc: -force is for -batch
Try \"idloc help\"." -force ila
says 1 "behind the object an option that is none is a word" "idloc: what is \"-x\"?
  ila show -x
           ^^
Try \"idloc ila help\"." ila show -x
says 1 "and behind -- any is" "idloc: what is \"-j\"?
  ila show -j
           ^^
Try \"idloc ila help\"." ila show -- -j
is "a namespace may stand behind" "$(idloc ila -j -n "$a")" "$plain"
is "with =, too" "$(idloc -netns="$a" -j ila)" "$plain"
like "-V" "$(idloc -V)" "^idloc [0-9]+\.[0-9]+"
is "-o is one line of text" "$(on "$a" idloc -o ila | wc -l)" 1
is "with all of it" "$(on "$a" idloc -o ila)" "$(on "$a" idloc ila | tr -s ' ' | paste -sd' ')"
is "even with -d" "$(on "$a" idloc -o -d ila stats | wc -l)" 1

# ---- colours

must on "$a" idloc ila map add $A locator 2001:0:87:0
escape=$(printf '\033')
is "no colour without -c" "$(on "$a" idloc ila map | grep -c "$escape")" 0
is "nor with auto and no terminal" "$(on "$a" idloc -c=auto ila map | grep -c "$escape")" 0
is "-c has them" "$(on "$a" idloc -c ila map | sed "s/$escape\[[0-9]*m/~/g")" "~$A~ locator ~2001:0:87:0~ csum-mode neutral-map"
is "and not in JSON" "$(on "$a" idloc -c -j ila map)" "$(on "$a" idloc -j ila map)"

# ---- where a message points to

says 1 "an unknown word" "idloc: a mapping has no \"colour\"
  ila map add $B colour red
              ${B//?/ } ^^^^^^
Try \"idloc ila map help\"." ila map add $B colour red
says 1 "a value that is missing" "idloc: locator needs a value
  ila map add $B locator
              ${B//?/ }         ^
Try \"idloc ila map help\"." ila map add $B locator
says 1 "a column is a character" "idloc: a mapping has no \"blä\"
  ila map add $B blä x
              ${B//?/ } ^^^
Try \"idloc ila map help\"." ila map add $B blä x
says 1 "control characters are not sent to the terminal" "idloc: what is \"?[2J\"?
  ila show ?[2J
           ^^^^
Try \"idloc ila help\"." ila show "${escape}[2J"
says 2 "what the kernel blames" "idloc: refused by the kernel: ILA: miss is for mappings of a whole prefix: Invalid argument (miss)
  ila map add $B locator 2001:0:87:0 miss queue
              ${B//?/ }                          ^^^^^" ila map add $B locator 2001:0:87:0 miss queue
says 2 "whatever the order is" "idloc: refused by the kernel: ILA: miss is for mappings of a whole prefix: Invalid argument (miss)
  ila map add miss queue $B locator 2001:0:87:0
                   ^^^^^" ila map add miss queue $B locator 2001:0:87:0
says 2 "a number out of range" "idloc: refused by the kernel: integer out of range: Numerical result out of range (hook-position: 0 to 1)
  ila set adj-compat rfc hook-position 7
                                       ^" ila set adj-compat rfc hook-position 7

# ---- commands from a file

cat >"$TEST_TMP/good" <<END
# a comment, and an empty line

ila map add "$B" locator '2001:0:87:0'	# and a comment behind
ila locator add a\\ b 2001:0:88:0
ila map del $A
END
check "a file" on "$a" idloc -b "$TEST_TMP/good"
is "has been run" "$(on "$a" idloc ila map)" "$B locator 2001:0:87:0 csum-mode neutral-map"
is "quotes and all" "$(on "$a" idloc ila locator)" "a b locator 2001:0:88:0 users 0"
cat >"$TEST_TMP/bad" <<END
ila map add $A locator 2001:0:87:0
ila map add $A locator 2001:0:87:0
ila map bad
ila map del $B "
ila map del $B
END
says 2 "one that fails is the last" "idloc: $TEST_TMP/bad:2: refused by the kernel: ILA: there is a mapping of this address, scope and source: File exists" -b "$TEST_TMP/bad"
is "nothing behind it has been run" "$(on "$a" idloc ila map | wc -l)" 2
must on "$a" idloc ila map del $A
output=$(on "$a" idloc -force -batch "$TEST_TMP/bad" 2>&1)
is "-force goes on, and the exit code is that of the first" $? 2
is "each says where" "$(grep -o 'bad:[0-9]: [a-z]*' <<<"$output" | paste -sd' ')" "bad:2: refused bad:3: ila bad:4: a"
is "and what can be run has been" "$(on "$a" idloc ila map)" "$A locator 2001:0:87:0 csum-mode neutral-map"
is "from standard input, with the options of the command line" "$(echo 'ila map' | on "$a" idloc -j -b - | jq -r '.[].addr')" $A
is "twice in one process" "$(printf 'ila locator\nila locator\n' | on "$a" idloc -b -)" "a b locator 2001:0:88:0 users 0
a b locator 2001:0:88:0 users 0"
says 1 "a file that is not there" "idloc: cannot open nowhere: No such file or directory" -b nowhere
says 1 "a folder" "idloc: cannot read /: Is a directory" -b /
says 1 "a command beside the file" "idloc: -batch takes its commands from nowhere, and none from here
Try \"idloc help\"." -b nowhere ila

# ---- names of any bytes

must on "$a" idloc ila locator add "fa${escape}[2J" 2001:0:89:0
must on "$a" idloc ila locator add $'fa\xe7ade' 2001:0:8a:0
must on "$a" idloc ila locator add $'fa\xc3\xa7ade' 2001:0:8b:0
must on "$a" idloc ila locator add $'fa\xc2\x9b' 2001:0:8c:0
is "text has no control characters, and is UTF-8" "$(on "$a" idloc ila locator | grep -a '^fa' | cut -d' ' -f1 | sort | paste -sd' ')" \
	$'fa? fa?[2J fa?ade fa\xc3\xa7ade'
is "so is JSON" "$(on "$a" idloc -j ila locator | grep -ao '"fa[^"]*"' | sort | paste -sd' ')" \
	$'"fa\\u001b[2J" "fa\\u009b" "fa\\ufffdade" "fa\xc3\xa7ade"'
must on "$a" ip link add "d${escape}x" type dummy
must on "$a" idloc ila underlay add "d${escape}x"
output=$(on "$a" idloc doctor)
is "doctor is plain" "$(grep -ac "$escape" <<<"$output")" 0
like "and names it" "$output" 'd\?x'
is "and lets nobody type another name" "$(grep -a 'type:' <<<"$output" | grep -c 'd?x')" 0
for name in "fa${escape}[2J" $'fa\xe7ade' $'fa\xc3\xa7ade' $'fa\xc2\x9b'; do
	must on "$a" idloc ila locator del "$name"
done
must on "$a" ip link del "d${escape}x"

must on "$a" idloc ila locator add $'a\nila map flush' 2001:0:89:0
output=$(on "$a" idloc save 2>&1 >"$TEST_TMP/saved")
is "a name of two lines is not saved" $? 1
like "and save says so" "$output" "not all.*a name has a line break"
check "what is printed cannot be taken for all" bash -c "! idloc -n $a restore --check <$TEST_TMP/saved"
must on "$a" idloc ila locator del $'a\nila map flush'

# ---- get

must on "$a" idloc ila vnid add 7 prefix fd00:1:2:3:4:5::/96
must on "$a" idloc ila group add 7 ff0e::1
is "get of a network" "$(on "$a" idloc ila vnid get 7)" "$(on "$a" idloc ila vnid show)"
is "of a group" "$(on "$a" idloc ila group get 7 ff0e::1)" "$(on "$a" idloc ila group)"
is "of a locator" "$(on "$a" idloc ila locator get "a b")" "$(on "$a" idloc ila locator)"
for noun in vnid group locator map; do
	output=$(on "$a" idloc ila $noun get 2>&1)
	is "get of no $noun is none of all" "$?" 1
	like "and it says so" "$output" "missing"
done
for noun in "" ila "ila route" "ila map" "ila locator" "ila vnid" "ila underlay" "ila group" monitor; do
	# shellcheck disable=SC2086 # words
	output=$(idloc $noun help)
	is "idloc $noun help" $? 0
	at_most "fits a screen of 24 lines" "$(wc -l <<<"$output")" 24
	is "and a line of it in 100 columns" "$(grep -cE '.{101}' <<<"$output")" 0
done
