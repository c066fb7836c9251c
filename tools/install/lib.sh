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

# Where zsh and systemd look: Debian has places of its own for what packages bring.
zsh_functions=site-functions
units=$prefix/lib/systemd/system
if [ "$prefix" = /usr ]; then
	zsh_functions=vendor-completions
	units=/lib/systemd/system
fi

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
	local file name

	echo "userspace/idloc	$prefix/sbin/idloc"
	for file in "$top"/userspace/{man,completion,systemd,schema}/*; do
		name=${file##*/}
		case ${file#"$top/userspace/"} in
		man/*.[1-9]) echo "${file#"$top/"}	$prefix/share/man/man${name##*.}/$name" ;;
		completion/*.bash) echo "${file#"$top/"}	$prefix/share/bash-completion/completions/${name%.bash}" ;;
		completion/_*) echo "${file#"$top/"}	$prefix/share/zsh/$zsh_functions/$name" ;;
		systemd/*.service) echo "${file#"$top/"}	$units/$name" ;;
		schema/*.json) echo "${file#"$top/"}	$prefix/share/idloc/schema/$name" ;;
		esac
	done
}
