#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
#
# The demo as a test: each line of its table is a check. ./run listens to the story
# meanwhile, by a virtio port of that name.
# timeout: 120
set -u

cd "$(dirname "$0")" || exit
# shellcheck source=tools/testing/selftests/lib.sh
. ../selftests/lib.sh

story_port()
{
	local name

	for name in /sys/class/virtio-ports/*/name; do
		[ "$(cat "$name" 2>/dev/null)" = story ] || continue
		name=${name%/name}
		printf '/dev/%s\n' "${name##*/}"
		return
	done
	printf '/dev/null\n'
}

bash ./demo.sh 2>&1 | tee "$TEST_TMP/story" >"$(story_port)"
rc=${PIPESTATUS[0]}

while IFS= read -r row; do
	case $row in
	*' yes') ok "${row#  }" ;;
	*' NO') not_ok "${row#  }" ;;
	esac
done < <(sed -n '/^== What was shown/,$p' "$TEST_TMP/story")
is "the demo's exit code" "$rc" 0
at_least "its claims" "$TAP_COUNT" 15
[ $TAP_FAILED = 0 ] || note "$(<"$TEST_TMP/story")"
