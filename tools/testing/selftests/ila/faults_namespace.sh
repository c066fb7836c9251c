#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# Namespaces are made while their allocations fail: those of ILA and all others.
# FAULT_STEP, from the environment: only each so manieth of them.
# timeout: 600
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

: "${FAULT_STEP:=1}"

# pktgen, the control sockets of IPv6 and others make something else of a lack of memory.
# shellcheck disable=SC2034
FAULT_ERRNOS=any
# fib4_rules_init() undoes its first rule without RTNL (6.12).
# shellcheck disable=SC2034
FAULT_KNOWN=net/ipv4/fib_frontend.c

faults_begin
faults_quiet fault "a new namespace" -s "$FAULT_STEP" netns
faults_end
