# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2154
#
# Builds for the checks, in copies in the cache: the tree's own kernel/ila/ila.ko
# stays what the last `make` made it. Sourced after lib.sh.

MODULE_SOURCES=(Kbuild Makefile VERSION dkms.conf kernel uapi tools/install)

# Text that changes when the outcome of a build could.
source_key() {
	tree_files | grep -E '^(Kbuild|VERSION|dkms\.conf|(kernel|uapi|tools/install)/)' |
		xargs sha256sum
	gcc --version | head -n 1
}

copy_sources() {
	local to=$1

	rm -rf "$to"
	mkdir -p "$to"
	tree_files | grep -E "^($(IFS='|' && echo "${MODULE_SOURCES[*]}"))(/|\$)" |
		cpio -pdm --quiet "$to"
	[ -e "$to/Makefile" ]
}

# The same version for all: else every commit would be a new build.
make_copy() {
	local dir=$1 kdir=$2

	shift 2
	env -u KDIR -u MAKEFLAGS -u MAKELEVEL IDLOC_VERSION=0.0.0-lint \
		make -C "$dir" KDIR="$kdir" "$@" modules
}

complaints() {
	grep -E '(warning|WARNING|error|ERROR|Error):|\*\*\*' "$1" |
		grep -v 'the compiler differs from the one used to build the kernel'
}

# w1_build SERIES: build with W=1 into $cache/build-SERIES; the log is w1.log there.
w1_build() {
	local line release kdir dir=$cache/build-$1 key

	line=$(headers_of "$1") || exit 1
	release=${line%$'\t'*} kdir=${line#*$'\t'}
	key="w1 $release $(source_key)"
	if [ "$(cat "$dir/key" 2>/dev/null)" != "$key" ]; then
		copy_sources "$dir" || exit 1
		make_copy "$dir" "$kdir" W=1 >"$dir/w1.log" 2>&1
		echo $? >"$dir/w1.status"
		echo "$key" >"$dir/key"
	fi
}
