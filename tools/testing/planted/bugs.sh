# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The bugs, and who must catch them in which words. Read by run.

# A test on a debug kernel.
on_kernel()
{
	tools/testing/vm/run -k "$@"
}

# A test of the tool, watched.
watched()
{
	IDLOC_TOOL=$1 IDLOC_VM_APPEND="rig.env.SLOWNESS=4" tools/testing/vm/run -k 6.12 -t 600 "${@:2}"
}

S=tools/testing/selftests/ila

bug reader_use_after_free "KASAN" 'KASAN: (slab-)?use-after-free' on_kernel uml $S/teardown_mappings.sh
# Later calls wait for the lock until the time is up.
bug missing_unlock "lockdep" 'WARNING: possible circular locking dependency|WARNING: lock held' on_kernel uml -t 40 $S/refusals_mappings.sh
bug leaked_packet "kmemleak" 'unreferenced object' on_kernel uml $S/reserved_word.sh
bug sleep_in_softirq "atomic sleep" 'sleeping function called from invalid context' on_kernel uml $S/teardown_routes.sh
bug leaked_route "kmemleak, and the module stays" 'unreferenced object|the module unloads' on_kernel uml $S/route_loop.sh
bug unchecked_length "fuzzer, AddressSanitizer" 'heap-buffer-overflow|stack-buffer-overflow' tools/testing/fuzz/run 20 fuzz_packet
bug tool_leak "valgrind in a guest" 'idloc: watched: .*definitely lost' watched valgrind $S/tool_lines.sh
bug tool_overflow "AddressSanitizer in a guest" 'idloc: watched: .*stack-buffer-overflow' watched sanitize $S/tool_lines.sh
bug tool_long_word "fuzzer, AddressSanitizer" 'stack-buffer-overflow' tools/testing/fuzz/run 60 fuzz_words
bug tool_long_prefix "fuzzer, UBSan" 'index 46 out of bounds|stack-buffer-overflow' tools/testing/fuzz/run 60 fuzz_words
bug tool_beyond_table "fuzzer, UBSan" 'global-buffer-overflow|index 8 out of bounds' tools/testing/fuzz/run 60 fuzz_words
