# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The router whose work is counted, and one measurement on it. Sourced after lib.sh.
#
#   pktgen => in0 [router] out0, a dummy
#
# Everything happens in softirqs of one CPU, so what pktgen waits for is receive, route
# and transmit. The guest's clock counts instructions (QEMU -icount shift=0).

PACKETS=${BENCH[packets]:-10000}
RUNS=${BENCH[runs]:-3}
RESULTS=$TEST_OUT/results
NEXT_HOP=2001:db8:2::2
ROUTE=
router=
export SENDER=pktgen

# router_up NAME: a namespace with the topology; its real name in $NAME and in $router
router_up()
{
	local name=$1 dev

	ns "$name"
	router=${!name}
	must ip -n "$router" link add in0 type veth peer name far0
	must ip -n "$router" link add out0 type dummy
	# Nothing leaves that was not injected.
	for dev in far0 in0 out0; do
		must ip -n "$router" link set "$dev" addrgenmode none
		must ip -n "$router" link set "$dev" multicast off up
	done
	forwarding "$router"
	# Nor do the devices of later cases join the routers' group and say so.
	must on "$router" bash -c 'echo 0 >/proc/sys/net/ipv6/conf/default/forwarding'
	addr "$router" in0 2001:db8:1::1/64
	addr "$router" out0 2001:db8:2::1/64
	must ip -n "$router" neigh replace $NEXT_HOP dev out0 lladdr 02:00:00:00:00:02 nud permanent
	# Checksums are complete in the packet, as after a real wire.
	must on "$router" ethtool -K in0 tx off
	mac=$(lladdr "$router" in0)
	must on "$router" bash -c 'echo "add_device in0" >/proc/net/pktgen/kpktgend_0'
	on "$router" grep -q 'Flags:.*SHARED' /proc/net/pktgen/in0 || SENDER=burst
}

# route PREFIX ARGUMENTS...: the only route of a case beside those of the topology
route()
{
	unroute
	must ip -n "$router" -6 route add "$@"
	ROUTE=$1
}

unroute()
{
	[ -z "$ROUTE" ] || must ip -n "$router" -6 route del "$ROUTE"
	ROUTE=
}

# seen DESTINATION [csum]: one packet as it leaves, "ADDRESS CHECKSUM-VERDICT"
seen()
{
	pktcap -N "$router" -i out0 -O -n 1 -t 2000 -- \
		nsenter --net="/run/netns/$router" bash -c './inject "$@" >/dev/null' inject 1 "$1" "$mac" "${2:-}" |
	sed -n 's/^pkt .* dst=\([^ ]*\) .* csum=\([a-z]*\) .*/\1 \2/p'
}

# counters: what ila counts, one line each
counters()
{
	[ "$(ila_loaded)" = ours ] || return 0
	on "$router" idloc ila stats
}

# counted BEFORE AFTER: what changed between two outputs of counters
counted()
{
	awk 'NR == FNR { old[$1] = $2; next } $2 != old[$1] { print $1 "=" $2 - old[$1] }' \
		<(echo "$1") <(echo "$2") | sort | paste -sd' '
}

# expected_counts NAME...: what counted should say of all runs
expected_counts()
{
	local name

	for name in $(printf '%s\n' "$@" | sort); do
		printf '%s=%d\n' "$name" $((PACKETS * RUNS))
	done | paste -sd' '
}

# measure NAME DESTINATION SEEN [against=CASE] [target=N] [counts=NAMES] [udp=csum] [csum=VERDICT] [refused=yes]
#
# SEEN is a pattern of the address that a packet has on leaving, "" if none may leave.
# One check, which fails if not every packet of every run took the way it should.
measure()
{
	local name=$1 dst=$2 want=$3 against=plain target='' counts='' udp='' csum=zero refused='' option

	shift 3
	for option; do
		local "${option?}"
	done
	[[ $name =~ ^(${BENCH[only]:-.*})$ ]] || return 0
	problem=
	usecs=
	check_packet
	check_runs
	if [ -n "$problem" ]; then
		not_ok "$name" "$problem"
		usecs=
	else
		ok "$name"
	fi
	printf '%s\t%s\t%s\t%s\n' "$name" "$against" "$target" "${usecs# }" >>"$RESULTS"
}

# Of measure: does one packet leave as it should?
check_packet()
{
	local got

	[ -n "$want" ] || return 0
	got=$(seen "$dst" "$udp")
	# shellcheck disable=SC2053 # a pattern
	[[ $got == $want\ $csum ]] || problem="a packet leaves as '$got', not '$want $csum'"
}

# Of measure: the runs, their times in $usecs
check_runs()
{
	local before changed run usec failed sent want_sent=$PACKETS errors=0

	[ -n "$want" ] || want_sent=0
	[ -z "$refused" ] || [ $SENDER != pktgen ] || errors=$PACKETS
	[ -z "${BENCH[trace]:-}" ] || trace_next_runs
	before=$(counters)
	for ((run = 0; run < RUNS; run++)); do
		read -r usec failed sent < <(on "$router" ./inject "$PACKETS" "$dst" "$mac" "$udp")
		usecs+=" $usec"
		[ "$failed $sent" = "$errors $want_sent" ] ||
			problem+=" run $run: errors '$failed', sent '$sent', not $errors and $want_sent"
	done
	[ "$(ila_loaded)" = ours ] || return 0
	changed=$(counted "$before" "$(counters)")
	# shellcheck disable=SC2086 # a list
	[ "$changed" = "$(expected_counts $counts)" ] ||
		problem+=" counted '$changed', not '$(expected_counts $counts)'"
}

# Has QEMU log the instructions of the runs to come: its monitor is behind a port of this guest.
trace_next_runs()
{
	local name

	cp /proc/kallsyms "$TEST_OUT/symbols"
	ila_module >"$TEST_OUT/ila.ko"
	for name in /sys/class/virtio-ports/*/name; do
		[ "$(<"$name")" = monitor ] || continue
		name=${name%/name}
		exec {MONITOR}<>"/dev/${name##*/}"
		export MONITOR
		read -r -d ')' _ <&"$MONITOR"
		return
	done
	bail "QEMU's monitor is not there"
}

# The file of the ila module that is loaded, if one is
ila_module()
{
	case $(ila_loaded) in
	ours) cat "$(modinfo -n ila)" ;;
	intree) cat "$(ila_intree_path)" ;;
	esac
}
