#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# TCP through all checksum modes with the offloads of all devices on and
# packets merged on receipt at every hop.
# cpus: 1
set -u

OFFLOADS=gro
cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/offloads_tcp.sh
. ./offloads_tcp.sh
