#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The module is loaded while its allocations fail, for three namespaces. It is
# there as a whole or not at all.
# timeout: 600
# warns: the kernel's own trace_events.c, where it cannot make room for our tracepoints
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/ila/faults.sh
. ./faults.sh

: "${FAULT_STEP:=1}"
# shellcheck disable=SC2034 # for faults_quiet
FAULT_KNOWN=kernel/trace/trace_events.c

faults_begin
ns a b r
path=$(modinfo -n ila) || bail "no file of the module"
check "the module unloads" ila_unload
# Nothing loads it but the test.
modprobe=$(cat /proc/sys/kernel/modprobe)
must sh -c 'echo >/proc/sys/kernel/modprobe'
at_end "echo '$modprobe' >/proc/sys/kernel/modprobe"
faults_quiet fault "load" -s "$FAULT_STEP" module "$path" ila
faults_end
ila_load "$ILA"
check "and loads" test -e /sys/module/ila
