# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034
#
# What install, uninstall, check and status agree on. Sourced.
#
# IDLOC_SYS stands in for /sys in the tests.

# Debian keeps modinfo, modprobe and depmod out of a user's path.
PATH=$PATH:/usr/sbin:/sbin

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P) || exit 1
module=$top/kernel/ila/ila.ko
sys=${IDLOC_SYS:-/sys}
root=${DESTDIR:-}
prefix=${PREFIX:-/usr/local}

say() {
	printf '%s\n' "$@"
}

die() {
	printf '%s: %s\n' "${0##*/}" "$1" >&2
	shift
	[ $# = 0 ] || printf '  %s\n' "$@" >&2
	exit 1
}

# The kernel that the module was built for; without a module, KDIR's.
module_release() {
	local magic

	if magic=$(modinfo -F vermagic "$module" 2>/dev/null); then
		echo "${magic%% *}"
	else
		"$top/tools/install/find-kdir" --release "$("$top/tools/install/find-kdir")"
	fi
}

# depmod's and modprobe's -b and -d want what stands before lib/modules/RELEASE.
modules_base() {
	local dir=$1 release=$2

	[ "${dir%"/lib/modules/$release"}" != "$dir" ] || return 1
	dir=${dir%"/lib/modules/$release"}
	echo "${dir:-/}"
}

wants_depmod() {
	[ "${DEPMOD:-}" != true ]
}

# A staged tree lacks the kernel's own lists; that depmod misses them is no news.
run_depmod() {
	local dir=$1 release=$2 base output

	wants_depmod || return 0
	base=$(modules_base "$dir" "$release") || return 1
	output=$("${DEPMOD:-depmod}" -b "$base" "$release" 2>&1) ||
		die "depmod failed in $dir" "$output"
	[ -z "$root" ] || output=$(grep -v 'could not open modules\.' <<<"$output")
	[ -z "$output" ] || say "$output" >&2
}

# What belongs to the tool, where this tree has it: SOURCE<tab>DESTINATION.
tool_files() {
	local file

	echo "userspace/idloc	$prefix/sbin/idloc"
	for file in "$top"/userspace/man/*.[1-9]; do
		[ ! -e "$file" ] || echo "${file#"$top/"}	$prefix/share/man/man${file##*.}/${file##*/}"
	done
	for file in "$top"/userspace/systemd/*.service; do
		[ ! -e "$file" ] ||
			echo "${file#"$top/"}	$prefix/lib/systemd/system/${file##*/}"
	done
	for file in "$top"/userspace/completion/*; do
		[ ! -e "$file" ] ||
			echo "${file#"$top/"}	$prefix/share/bash-completion/completions/${file##*/}"
	done
}
