# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What every test sources: TAP, namespaces, the module under test, the other guest.
# Tests run in a guest of tools/testing/vm, or as root on a host: bash tools/testing/selftests/ila/x.sh
#
# A test is
#	. ../lib.sh
#	ns h1 h2; link "$h1" eth0 "$h2" eth0; ...
#	check "the ping is answered" on "$h1" ping -c1 2001:db8::2
# and needs neither a plan nor an exit: both come from what ran. Its last command must succeed.

set -u

# SLOWNESS: by how much time limits grow on a kernel that watches itself.
: "${ILA:=ours}" "${KVER:=$(uname -r)}" "${RIG:=}" "${RIG_PEER:=}" "${SLOWNESS:=1}"
: "${TEST_TMP:=$(mktemp -d)}" "${TEST_OUT:=$TEST_TMP}"

LIB_DIR=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PATH=$LIB_DIR/helpers:$PATH:/usr/sbin:/sbin

# ---- TAP ------------------------------------------------------------------

TAP_PLAN=
TAP_COUNT=0
TAP_FAILED=0
TAP_ENDED=

# plan N: optional; without it the plan is what ran
plan()
{
	TAP_PLAN=$1
	printf '1..%d\n' "$1"
}

note()
{
	printf '%s\n' "$*" | sed 's/^/# /'
}

ok()
{
	TAP_COUNT=$((TAP_COUNT + 1))
	printf 'ok %d - %s\n' $TAP_COUNT "$*"
}

# not_ok NAME [DIAGNOSTICS]
not_ok()
{
	TAP_COUNT=$((TAP_COUNT + 1))
	TAP_FAILED=$((TAP_FAILED + 1))
	printf 'not ok %d - %s\n' $TAP_COUNT "$1"
	[ -z "${2:-}" ] || note "$2"
}

# skip NAME REASON: this check only
skip()
{
	ok "$1 # SKIP ${2:-}"
}

# skip_all REASON: the whole file
skip_all()
{
	TAP_ENDED=1
	printf '1..0 # SKIP %s\n' "$*"
	exit 4
}

# bail REASON: the test could not be carried out; never counts as a check that failed
bail()
{
	TAP_ENDED=1
	printf 'Bail out! %s\n' "$*"
	exit 1
}

# check NAME COMMAND...: holds when the command succeeds
check()
{
	local name=$1 output rc

	shift
	output=$("$@" 2>&1)
	rc=$?
	if [ $rc = 0 ]; then
		ok "$name"
	else
		not_ok "$name" "exit code $rc: $*"$'\n'"$output"
	fi
}

# check_fail NAME COMMAND...: holds when the command ran and refused. A command
# that is missing or dies by a signal did not refuse.
check_fail()
{
	local name=$1 output rc

	shift
	output=$("$@" 2>&1)
	rc=$?
	if [ $rc -ge 1 ] && [ $rc -le 125 ]; then
		ok "$name"
	else
		not_ok "$name" "exit code $rc: $*"$'\n'"$output"
	fi
}

# is NAME GOT WANT
is()
{
	if [ "$2" = "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "got:  $2"$'\n'"want: $3"
	fi
}

# isnt NAME GOT UNWANTED
isnt()
{
	if [ "$2" != "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "got the unwanted: $2"
	fi
}

# like NAME GOT REGEX
like()
{
	if [[ $2 =~ $3 ]]; then
		ok "$1"
	else
		not_ok "$1" "got:  $2"$'\n'"want: /$3/"
	fi
}

# unlike NAME GOT REGEX
unlike()
{
	if [[ $2 =~ $3 ]]; then
		not_ok "$1" "got:  $2"$'\n'"unwanted: /$3/"
	else
		ok "$1"
	fi
}

# at_most NAME GOT LIMIT, at_least NAME GOT LIMIT: whole numbers
at_most()
{
	if [[ $2 =~ ^-?[0-9]+$ ]] && [ "$2" -le "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "got $2, want at most $3"
	fi
}

at_least()
{
	if [[ $2 =~ ^-?[0-9]+$ ]] && [ "$2" -ge "$3" ]; then
		ok "$1"
	else
		not_ok "$1" "got $2, want at least $3"
	fi
}

# must COMMAND...: a step of the set-up, not a check
must()
{
	local output rc

	output=$("$@" 2>&1)
	rc=$?
	[ $rc = 0 ] || bail "exit code $rc: $*: $output"
}

# need TOOL...: skips the file where a tool is missing; a guest must have it
need()
{
	local tool

	for tool; do
		command -v "$tool" >/dev/null && continue
		[ -z "$RIG" ] || bail "the guest has no $tool"
		skip_all "no $tool here"
	done
}

# wait_for SECONDS COMMAND...: until it succeeds
wait_for()
{
	local end=$((${EPOCHREALTIME/./} + $1 * 1000000))

	shift
	until "$@" >/dev/null 2>&1; do
		[ "${EPOCHREALTIME/./}" -lt $end ] || return 1
		sleep 0.1
	done
}

# ---- namespaces -----------------------------------------------------------

NS_LIST=()

# ns NAME...: a namespace for each name, and the variable NAME holds what it is really called.
# Hosts are quiet and quick: no router solicitations, no duplicate address detection.
ns()
{
	local name real

	for name; do
		real=$name
		[ -n "$RIG" ] || real=$name-$$
		ip netns add "$real" || bail "cannot create namespace $real"
		NS_LIST+=("$real")
		printf -v "$name" '%s' "$real"
		# shellcheck disable=SC2016 # for the inner shell
		nsenter --net="/run/netns/$real" bash -c '
			cd /proc/sys/net/ipv6/conf || exit
			for scope in all default; do
				echo 0 >$scope/router_solicitations
				echo 0 >$scope/accept_ra
				echo 0 >$scope/accept_dad
				echo 0 >$scope/dad_transmits
			done
			ip link set lo up'
	done
}

# on NAMESPACE COMMAND...: no fork and no mounts more than needed
on()
{
	local name=$1

	shift
	nsenter --net="/run/netns/$name" "$@"
}

# link NS1 DEV1 NS2 DEV2 [veth arguments]: a veth pair, up
link()
{
	must ip link add name "$2" netns "$1" type veth peer name "$4" netns "$3"
	must ip -n "$1" link set "$2" up
	must ip -n "$3" link set "$4" up
}

# addr NS DEV ADDRESS...
addr()
{
	local name=$1 dev=$2 address

	shift 2
	for address; do
		case $address in
		*:*) must ip -n "$name" -6 addr add "$address" dev "$dev" nodad ;;
		*) must ip -n "$name" addr add "$address" dev "$dev" ;;
		esac
	done
}

# forwarding NS...: a router
forwarding()
{
	local name

	for name; do
		on "$name" bash -c 'echo 1 >/proc/sys/net/ipv6/conf/all/forwarding' || bail "no forwarding in $name"
	done
}

# lladdr NS DEV: the device's MAC address
lladdr()
{
	ip -n "$1" -j link show dev "$2" | jq -r '.[0].address'
}

# The names that ns() sets below, for whoever reads or checks this.
h1='' h2='' r='' c1='' c2='' host=''

# topology_pair: h1 eth0 (2001:db8:1::1) - (2001:db8:1::2) eth0 h2
topology_pair()
{
	ns h1 h2
	link "$h1" eth0 "$h2" eth0
	addr "$h1" eth0 2001:db8:1::1/64
	addr "$h2" eth0 2001:db8:1::2/64
}

# topology_router: h1 eth0 - eth1 r eth2 - eth0 h2; link N is 2001:db8:N::/64, the router is ::ff
topology_router()
{
	ns h1 r h2
	link "$h1" eth0 "$r" eth1
	link "$h2" eth0 "$r" eth2
	forwarding "$r"
	addr "$h1" eth0 2001:db8:1::1/64
	addr "$r" eth1 2001:db8:1::ff/64
	addr "$h2" eth0 2001:db8:2::1/64
	addr "$r" eth2 2001:db8:2::ff/64
	must ip -n "$h1" -6 route add default via 2001:db8:1::ff
	must ip -n "$h2" -6 route add default via 2001:db8:2::ff
}

# shell_topology: what `make shell` starts with
shell_topology()
{
	lib_untrap
	ila_load "$ILA"
	ns c1 host c2
	link "$c1" eth0 "$host" c1
	link "$c2" eth0 "$host" c2
	forwarding "$host"
	addr "$host" c1 2001:db8:1::ff/64
	addr "$c1" eth0 2001:db8:1::1/64
	addr "$host" c2 2001:db8:2::ff/64
	addr "$c2" eth0 2001:db8:2::1/64
	ip -n "$c1" -6 route add default via 2001:db8:1::ff
	ip -n "$c2" -6 route add default via 2001:db8:2::ff
	cat <<-EOF

	  c1 eth0 2001:db8:1::1 --- ::ff host ::ff --- 2001:db8:2::1 eth0 c2

	  kernel $(uname -r), ila: $(ila_loaded || echo not loaded)
	  on c1 ping -c1 2001:db8:2::1     ip -n host -6 route     ctrl-a x leaves
	EOF
}

# ---- the module under test --------------------------------------------------

# ila_loaded: prints which ila is loaded, fails when none is
ila_loaded()
{
	[ -e /sys/module/ila ] || return 1
	case $(</sys/module/ila/taint) in
	*O*) echo ours ;;
	*) echo intree ;;
	esac
}

ila_intree_path()
{
	local path

	for path in "/lib/modules/$(uname -r)"/kernel/net/ipv6/ila/ila.ko*; do
		[ -e "$path" ] && printf '%s\n' "$path" && return
	done
	return 1
}

# ila_load [ours|intree]: that module and no other is loaded afterwards
ila_load()
{
	local want=${1:-$ILA} have path

	have=$(ila_loaded)
	[ "$have" = "$want" ] && return
	[ -z "$have" ] || ila_unload 5 || bail "cannot unload $have ila"
	if [ "$want" = intree ]; then
		path=$(ila_intree_path) || skip_all "this kernel has no ila of its own"
		must insmod "$path"
	else
		must modprobe ila
	fi
	have=$(ila_loaded)
	[ "$have" = "$want" ] || bail "loaded ${have:-no} ila, wanted $want"
}

# ila_unload [SECONDS]: fails when it stays in use; namespaces are taken down in the background
ila_unload()
{
	[ -e /sys/module/ila ] || return 0
	wait_for "${1:-5}" rmmod ila
}

# ---- the other guest --------------------------------------------------------

# peer COMMAND LINE: runs in the other guest (header "# guests: 2") with this library at hand
peer()
{
	rig-peer "$*"
}

# ---- the end ----------------------------------------------------------------

CLEANUPS=()

# at_end COMMAND LINE: run at the end, last one first
at_end()
{
	CLEANUPS+=("$1")
}

lib_cleanup()
{
	local i name jobs

	for ((i = ${#CLEANUPS[@]} - 1; i >= 0; i--)); do
		eval "${CLEANUPS[i]}"
	done
	mapfile -t jobs < <(jobs -p)
	[ ${#jobs[@]} -eq 0 ] || kill "${jobs[@]}" 2>/dev/null
	for name in "${NS_LIST[@]}"; do
		ip netns del "$name" 2>/dev/null
	done
	[ -n "$RIG" ] || rm -rf "$TEST_TMP"
}

lib_finish()
{
	local rc=$?

	trap - EXIT
	[ -n "$TAP_ENDED" ] && { lib_cleanup; exit $rc; }
	if [ $rc != 0 ] && [ $TAP_FAILED = 0 ]; then
		printf 'Bail out! the test ended with exit code %d\n' $rc
	elif [ $TAP_COUNT = 0 ]; then
		printf 'Bail out! the test checked nothing\n'
		rc=1
	else
		[ -n "$TAP_PLAN" ] || printf '1..%d\n' $TAP_COUNT
		[ $TAP_FAILED = 0 ] || rc=1
	fi
	lib_cleanup
	exit $rc
}

# lib_untrap: for an interactive shell, or a command of the other guest: nothing ends here
lib_untrap()
{
	trap - EXIT INT TERM
}

trap lib_finish EXIT
trap 'exit 130' INT TERM
[ -z "$RIG_PEER" ] || lib_untrap
