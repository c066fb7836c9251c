# SPDX-License-Identifier: GPL-2.0
# shellcheck shell=bash disable=SC2034
#
# What the static checks share. Sourced.

PATH=$PATH:/usr/sbin:/sbin
export LC_ALL=C

static=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P) || exit 1
tree=$(cd "$static/../../.." && pwd -P) || exit 1
cache=${IDLOC_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/idloc}/lint
mkdir -p "$cache" || exit 1
cd "$tree" || exit 1

# The two kernels that must build without a word.
KERNELS=(6.1 6.12)

skip() {
	echo "$1"
	exit 4
}

fail() {
	printf '%s\n' "$@"
	exit 1
}

need() {
	local command

	for command; do
		command -v "$command" >/dev/null ||
			fail "$command is not installed: run tools/testing/vm/bootstrap lint"
	done
}

# Every file that belongs to the project, in a checkout or in an unpacked archive.
tree_files() {
	if [ "$(git -c safe.directory="$tree" rev-parse --show-toplevel 2>/dev/null)" = "$tree" ]; then
		git -c safe.directory="$tree" ls-files -co --exclude-standard |
			while read -r file; do
				[ ! -f "$file" ] || echo "$file"
			done
	else
		find . -type f ! -path './.git/*' ! -name '*.o' ! -name '*.ko' ! -name '*.mod' \
			! -name '*.mod.c' ! -name '.*.cmd' ! -name '*.d' ! -name '*.a' \
			! -name 'modules.order' ! -name 'Module.symvers' ! -path './userspace/idloc' |
			sed 's|^\./||' | while read -r file; do
				is_binary "$file" || echo "$file"
			done
	fi | sort
}

is_binary() {
	[ "$(head -c 4 "$1" | tr -d '\0')" = $'\x7fELF' ]
}

c_files() {
	tree_files | grep '\.[ch]$'
}

# By name or by what its first lines say; without a process per file.
is_shell() {
	local line

	case $1 in
	*.sh | *.bash) return 0 ;;
	*.conf | */.ci/* | .ci/*) ;;
	*/*.* | *.*) return 1 ;;
	esac
	while read -r line; do
		[[ ! $line =~ ^('#!'.*[/ ]'bash'|'#!'.*[/ ]'sh'|'# shellcheck shell=bash') ]] || return 0
		[[ $line == '#'* ]] || return 1
	done <"$1"
	return 1
}

shell_files() {
	tree_files | while read -r file; do
		if is_shell "$file"; then echo "$file"; fi
	done
}

# Of the files named, those that somebody wrote.
not_generated() {
	awk 'FNR == 1 { seen[FILENAME] = 0 }
		FNR <= 8 && tolower($0) ~ /auto-generated/ { seen[FILENAME] = 1 }
		END { for (file in seen) if (!seen[file]) print file }' "$@" | sort
}

# done_before KEY: did this check pass already with these contents? KEY is text
# that names all that went into it; remember KEY says that it passed.
done_before() {
	[ -e "$cache/passed/$(sha256sum <<<"$1" | cut -c 1-40)" ]
}

remember() {
	mkdir -p "$cache/passed"
	: >"$cache/passed/$(sha256sum <<<"$1" | cut -c 1-40)"
}

# headers_of 6.1: RELEASE<tab>DIR of the headers that the guests' modules are built against.
headers_of() {
	tools/testing/vm/headers "$1" ||
		fail "no headers of a $1 kernel are here: run tools/testing/vm/bootstrap lint" >&2
}

# kernel_script NAME: a script of the kernel's source, unpacked from the package.
kernel_script() {
	local archive=/usr/src/linux-source-6.12.tar.xz dir stamp

	[ -e "$archive" ] ||
		fail "$archive is not there: run tools/testing/vm/bootstrap lint" >&2
	stamp=$(stat -c %Y-%s "$archive")
	dir=$cache/kernel-scripts-$stamp
	if [ ! -d "$dir" ]; then
		rm -rf "$dir.new" && mkdir "$dir.new" || exit 1
		# --occurrence lets tar stop at the last of them.
		tar -xf "$archive" -C "$dir.new" --strip-components=2 --occurrence=1 \
			linux-source-6.12/scripts/{checkpatch.pl,spelling.txt,const_structs.checkpatch,kernel-doc} ||
			exit 1
		mv "$dir.new" "$dir" || exit 1
	fi
	echo "$dir/$1"
}
