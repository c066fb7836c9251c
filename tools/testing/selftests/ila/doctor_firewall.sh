#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# "idloc doctor" finds connection tracking that sees wire addresses, and nft rules that give
# ILA flows to a flowtable, and takes no rule for one that keeps them out.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/doctor.sh
. ../doctor.sh
# shellcheck source=tools/testing/selftests/firewall.sh
. ../firewall.sh

[ "$ILA" = ours ] || skip_all "the tool has little to say of the in-tree module"
need idloc jq nft
topo_firewall
firewall_ila neutral-map

if grep -q nf_tables /proc/modules; then
	skip "asking does not load nf_tables" "it is loaded already"
else
	healthy "without nf_tables" "$r1"
	check_fail "asking does not load nf_tables" grep -q nf_tables /proc/modules
fi

# ---- connection tracking
must idloc -n "$r2" ila set hook-position intree
healthy "hook-position intree without connection tracking" "$r2"
stateful "$r2"
on "$a" ping -q -c1 -W1 -I $SIR_A $SIR_B >/dev/null
cured "hook-position intree" "$r2" conntrack-position "in use \([1-9][0-9]* packets invalid"
check "at raw packets pass" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B
must ip -n "$r2" ila del loc_match $LOC_B loc $SIR
must ip -n "$r2" -6 route add $LOC_B::/64 encap ila $SIR csum-mode neutral-map \
	ident-type luid hook-type input dev eth1
check_fail "an input route behind it" on "$a" ping -q -c1 -W1 -I $SIR_A $SIR_B
cured "an input route" "$r2" conntrack-input-route "route 2001:0:87::/64 hook-type input"
check "by a mapping packets pass" on "$a" ping -q -c1 -W3 -I $SIR_A $SIR_B

# ---- flowtables
# quiet COMMAND...: 6.12 with lockdep complains of its own nf_tables_api.c when a rule
# names a flowtable. No packet is on its way meanwhile.
quiet()
{
	local level rc

	read -r level _ </proc/sys/kernel/printk
	echo 1 >/proc/sys/kernel/printk
	"$@"
	rc=$?
	echo "$level" >/proc/sys/kernel/printk
	return $rc
}

# flowtable FAMILY RULE...: in place of those before
table=fast chain=forward flows=f
flowtable()
{
	quiet on "$r1" nft -f - <<-EOF
		table $1 $table
		delete table $1 $table
		table $1 $table {
			flowtable $flows {
				hook ingress priority filter
				devices = { eth1, eth2 }
			}
			chain $chain {
				type filter hook forward priority filter
				$(printf "%s flow add @$flows\n" "${@:2}")
			}
		}
	EOF
}

OUT="ip6 saddr != $SIR::/64 ip6 daddr != $SIR::/64"
if flowtable ip6 'meta l4proto udp ct state established'; then
	quiet cured "a flowtable" "$r1" flowtable "nft rule fast forward handle [0-9]+: adds flows of 3333:0:0:1::/64 to the flowtable f"
	like "what was typed keeps them out" "$(on "$r1" nft list chain ip6 fast forward)" "ip6 saddr != 3333:0:0:1::/64 ip6 daddr != 3333:0:0:1::/64"
	for rule in "$OUT" "meta l4proto tcp $OUT" "ip6 saddr != 3333::/16 ip6 daddr != 3333::/16" \
		"ip6 saddr != 3300::/7 ip6 daddr != 3300::/7" \
		"ip6 saddr fd00::/8 ip6 daddr fd00::/8" "ip6 saddr fd00::1 ip6 daddr fd00::2"; do
		must flowtable ip6 "$rule"
		healthy "$rule" "$r1"
	done
	for rule in "ip6 saddr != $SIR::/64" "ip6 daddr != $SIR::/64" "ip6 saddr != 3333::/64 ip6 daddr != 3333::/64" \
		"ip6 saddr != $SIR_A ip6 daddr != $SIR_A" "ip6 saddr 3333::/16 ip6 daddr 3333::/16" \
		"ip6 nexthdr udp"; do
		must flowtable ip6 "$rule"
		is "$rule: found" "$(findings "$r1")" flowtable
	done
	must flowtable ip6 "$OUT" "meta l4proto tcp"
	is "one of two rules: found" "$(findings "$r1")" flowtable
	must quiet on "$r1" nft delete table ip6 fast
	must flowtable inet 'meta l4proto { tcp, udp }'
	quiet cured "a flowtable of both families" "$r1" flowtable "adds flows"
	like "IPv4 keeps its rule" "$(on "$r1" nft list chain inet fast forward)" "nfproto ipv4"
	must flowtable inet "meta nfproto ipv4"
	healthy "a flowtable for IPv4" "$r1"

	# the longest names that nft has
	table=$(printf 't%.0s' {1..255}) chain=$(printf 'c%.0s' {1..255}) flows=$(printf 'f%.0s' {1..255})
	must flowtable ip6 'meta l4proto udp'
	is "a namespace with a path too long to type: found" "$(findings "/run/netns$(printf '/%.0s' {1..1100})$r1")" flowtable
	is "nothing to type for it" "$(idloc -n "/run/netns$(printf '/%.0s' {1..1100})$r1" -j doctor | jq -c '.[].fix')" "[]"
	quiet cured "long names" "$r1" flowtable "nft rule $table $chain handle [0-9]+: .* to the flowtable $flows\$"
else
	skip "a flowtable" "this kernel has none"
fi
