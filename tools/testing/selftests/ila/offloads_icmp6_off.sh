#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# ICMPv6 through all checksum modes with the offloads of all devices off.
# cpus: 1
set -u

OFFLOADS=off
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/offloads_icmp6.sh
. ./offloads_icmp6.sh
