#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# TCP through all checksum modes with the offloads of all devices off: every
# packet is cut and its checksum written where it is made.
# cpus: 1
set -u

OFFLOADS=off
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/offloads_tcp.sh
. ./offloads_tcp.sh
