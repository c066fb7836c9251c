#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# UDP through all checksum modes with the offloads of all devices off: every
# datagram leaves on its own and with its checksum.
# cpus: 1
set -u

OFFLOADS=off
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/offloads_udp.sh
. ./offloads_udp.sh
