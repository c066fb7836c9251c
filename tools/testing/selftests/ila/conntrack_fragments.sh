#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# H17: fragments on ILA hosts with connection tracking. It has them put together before
# the mapping hook; they leave as fragments again, whole and with a right
# checksum, in both directions and every checksum mode.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/firewall.sh
. ../firewall.sh

# parts NS DEV SRC DST COMMAND...: the transport message in three fragments, glued together
parts()
{
	local line hex whole=''

	while read -r line; do
		hex=$(field "$line" hex)
		whole+=${hex:96}
	done < <(pktcap -N "$1" -i "$2" -I -n 3 -t $((3000 * SLOWNESS)) -s "$3" -d "$4" -- "${@:5}" |
		grep '^pkt .* csum=frag')
	printf '%s\n' "$whole"
}

# direction NAME FROM MAC TO SRC DST PORTS
direction()
{
	local hex

	hex=$(made udp -s "$5" -d "$6" -p "$7" -l 1400)
	is "$1: what was sent arrives, in fragments" \
		"$(parts "$4" eth0 "$5" "$6" pktsend -N "$2" -i eth0 -m "$3" -f 504 \
			udp -s "$5" -d "$6" -p "$7" -l 1400)" "${hex:80}"
}

one()
{
	local before

	line_ila "$1"
	forget "$r1" "$r2"
	before=$(counter "$r2" in-map-translated)
	direction "$1, from a" "$a" "$R_MAC" "$b" $SIR_A $SIR_B 1000:9
	is "$1: the mapping has seen one packet" "$(counter "$r2" in-map-translated)" $((before + 1))
	direction "$1, the answer" "$b" "$R2_MAC" "$a" $SIR_B $SIR_A 9:1000
	is "$1: one flow, at either host" "$(entries "$r1" udp | grep -c .) $(entries "$r2" udp | grep -c .)" "1 1"
	unlike "$1: that is answered" "$(entries "$r1" udp; entries "$r2" udp)" UNREPLIED
	check "$1: a large echo is answered" on "$a" ping -q -c1 -W3 -s 4000 -I $SIR_A $SIR_B
	is "$1: nothing was invalid" "$(hits "$r1" invalid) $(hits "$r2" invalid)" "0 0"
}

topo_firewall
stateful "$r1"
stateful "$r2"
for mode in "${MODES[@]}"; do
	one "$mode"
done
