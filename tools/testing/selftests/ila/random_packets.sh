#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Random packets through the module, in every mode and on each way: to the wire by a
# route, from the wire by a mapping and by an input route. Each one that comes out is
# judged by a recompute of its own (helpers/judge6.h), those that must not come out do not,
# and the counters say the same.
#
# The environment may say RANDOM_COUNT (packets for a mode and a way) and RANDOM_SEED; in a guest:
# IDLOC_VM_APPEND="rig.env.RANDOM_COUNT=500000".
# timeout: 180
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/topo.sh
. ./topo.sh

: "${RANDOM_COUNT:=2500}" "${RANDOM_SEED:=$((RANDOM * 32768 + RANDOM))}"

# SIR prefixes and locators: the documentation's, one pair without any difference, one that
# differs by the C-bit exactly, nearly all ones, and (later) four at random.
MAPS=("3333:0:0:1 2001:0:87:0" "3333:0:0:2 2:3333:0:0" "4333:0:0:5 3333:0:0:5"
	"3333:0:0:6 fdff:ffff:ffff:ffff")
# Shorter prefixes, whose addresses have no difference in common; to the wire only.
SHORT=("2a00:1234:0:0/32 2001:0:88:0" "2a01:0:0:0/17 2:0:0:1")

# random_prefix NAME: into that variable, as a subshell would not move on in RANDOM
random_prefix()
{
	printf -v "$1" '%x:%x:%x:%x' $((0x2000 | RANDOM & 0xfff)) $((RANDOM * 2 + 1)) $((RANDOM * 2)) $((RANDOM * 2))
}

# ways WAY MODE: what ip has to do once the devices are there. By turns, a route has a gateway.
ways()
{
	local way=$1 mode=$2 sir loc bits i=0 encap

	printf 'link set %s mtu 65535 up\n' in0 in1 out0
	while IFS=' /' read -r sir bits loc; do
		encap="csum-mode $mode ident-type luid"
		case $way$((i++ % 2)) in
		wire0) encap+=" dev out0" ;;
		wire1) encap+=" via fe80::1 dev out0" ;;
		input0) encap+=" hook-type input dev in0" ;;
		input1) encap+=" hook-type input via fe80::1 dev out0" ;;
		esac
		case $way in
		none) ;;
		wire)
			echo "route add $sir::/$bits encap ila $loc $encap"
			echo "route add $loc::/64 via fe80::1 dev out0"
			continue
			;;
		map) echo "ila add loc_match $loc loc $sir $encap" ;;
		input) echo "route add $loc::/64 encap ila $sir $encap" ;;
		esac
		echo "route add $sir::/64 via fe80::1 dev out0"
	done
}

# unmap: what ways() has mapped
unmap()
{
	sed 's/\(.*\)\/64 \(.*\)/ila del loc_match \2 loc \1/' "$TEST_TMP/sir.maps" >"$TEST_TMP/unmap"
	must ip -n "$r" -batch "$TEST_TMP/unmap"
}

# table MAP...: a line each: SIR/BITS LOCATOR
table()
{
	printf '%s\n' "$@" | sed '/\//! s/ /\/64 /'
}

# stats NAME: every counter into the array of that name
stats()
{
	local -n to=$1
	local name value

	while read -r name value; do
		[ -z "$name" ] || to["$name"]=$value
	done < <(idloc -n "$r" ila stats)
}

# gained NAME...: by how much the counters grew in the last run
gained()
{
	local name grown=()

	for name; do
		grown+=($((after[$name] - before[$name])))
	done
	echo "${grown[*]}"
}

# judged NAME WAY MODE RANDPKT-ARGUMENTS: the run, and what was counted meanwhile; way "none" is a
# router without ILA, so that nobody blames ours for what a kernel does
judged()
{
	local name=$1 way=$2 mode=$3 said direction=sir translated=out-translated
	local out cbit reserved plain unhandled
	local -A before=() after=()

	shift 3
	[ "$ILA" != ours ] || stats before
	case $way in
	none) direction=none ;;
	wire) direction=wire ;;
	map) translated=in-map-translated ;;
	input) translated=in-route-translated ;;
	esac
	ways "$way" "$mode" <"$TEST_TMP/$direction.maps" >"$TEST_TMP/batch"
	# shellcheck disable=SC2046 # many words
	said=$(randpkt -N "$r" -s "$RANDOM_SEED" -n "$RANDOM_COUNT" -w $((5000 * SLOWNESS)) \
		-m "$mode" -d $direction $(<"$TEST_TMP/$direction.args") "$@" \
		-- ip -6 -batch "$TEST_TMP/batch" 2>&1)
	if [[ $said != *"total sent=$RANDOM_COUNT "* ]]; then
		not_ok "$name" "$said"
		return
	fi
	ok "$name"
	note "$said"
	seen+=" $said"
	[ "$ILA" = ours ] && [ "$way" != none ] || return
	stats after
	IFS=' =' read -r _ _ _ _ out _ cbit _ reserved _ plain _ unhandled _ <<<"$said"
	# In this mode a route cuts what is for many segments, and counts each.
	[ "$mode$way" != no-actionwire ] || out=$(field "$said" parts)
	is "$name: the counters agree" \
		"$(gained $translated drop-cbit-in-sir drop-csum-reserved in-cbit-clear csum-unhandled)" \
		"$out $cbit $reserved $plain $unhandled"
}

# some NAME FIELD: all runs together have seen it
some()
{
	at_least "$1" "$(grep -o " $2=[0-9]*" <<<"$seen" | awk -F= '{ n += $2 } END { print n }')" 1
}

need randpkt
[ -e /dev/net/tun ] || must modprobe tun
note "seed $RANDOM_SEED, $RANDOM_COUNT packets for each mode and way"
ns r
forwarding "$r"
ila_load "$ILA"
seen='' prefix='' locator=''
RANDOM=$((RANDOM_SEED % 32768))
for _ in 1 2 3 4; do
	random_prefix prefix
	random_prefix locator
	MAPS+=("$prefix $locator")
done
table "${MAPS[@]}" "${SHORT[@]}" >"$TEST_TMP/wire.maps"
table "${MAPS[@]}" >"$TEST_TMP/sir.maps"
sed 's/\(.*\)\/\(.*\) \(.*\)/-M \1::\/\2=\3::/' "$TEST_TMP/wire.maps" >"$TEST_TMP/wire.args"
sed 's/\(.*\)\/.* \(.*\)/-M \2::\/64=\1::/' "$TEST_TMP/sir.maps" >"$TEST_TMP/sir.args"
cp "$TEST_TMP/sir.maps" "$TEST_TMP/none.maps"
sed 's/\(.*\)\/.*/-M \1::\/64=\1::/' "$TEST_TMP/sir.maps" >"$TEST_TMP/none.args"
judged "without translation" none no-action
for mode in "${MODES[@]}"; do
	judged "$mode: to the wire" wire "$mode"
	judged "$mode: to the wire, nothing left to the device" wire "$mode" -F
	judged "$mode: from the wire by a mapping" map "$mode"
	unmap
	judged "$mode: from the wire by an input route" input "$mode"
done
some "checksums were left to the device" partial
some "and finished on the way" finished
some "large packets went through whole" whole_gso
some "and cut" cut_gso
some "checksums were known to be right" valid
