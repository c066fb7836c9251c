# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The guest's initramfs, in uncompressed cpio parts that the kernel unpacks one over the other:
#   base      programs and their libraries         one for the machine
#   modules   Debian's modules for a kernel        one per kernel
#   project   our modules, the tests, the tools    one per run
# The first two are cached under names that tell their contents, so that checkouts which
# differ do not repack each other's.

# pack DIR FILE: a cpio of DIR, owned by root whoever packs it
pack()
{
	(cd "$1" && find . -mindepth 1 -print0 | sort -z | cpio --quiet -0 -o -H newc -R 0:0) >"$2.new" &&
	mv "$2.new" "$2"
}

list_entries()
{
	sed '/^#/d; /^$/d' "$1"
}

# fingerprint FILE...: changes when one of them does
fingerprint()
{
	stat -L -c '%n %s %Y' "$@" | cksum | cut -d' ' -f1
}

# fresh FILE: it is there and counts as used; images nobody used for two weeks go
fresh()
{
	[ -e "$1" ] && touch "$1" && return
	mkdir -p "$CACHE/image"
	find "$CACHE/image" -mindepth 1 -maxdepth 1 -mtime +14 -exec rm -rf {} +
	return 1
}

libraries_of()
{
	ldd "$@" 2>/dev/null | sed -n 's|.*[[:space:]]\(/[^ ]*\) (0x.*|\1|p' | sort -u
}

base_tree()
{
	local tree=$1 tool file applet

	shift
	mkdir -p "$tree"/{busybox,bin,sbin,usr/{bin,sbin,lib,lib64},etc,root,proc,sys,dev,tmp,run,lib,lib64,var,rig}
	ln -s /run "$tree/var/run"
	for tool; do
		cp -L "$tool" "$tree/usr/bin/"
	done
	for file in $(libraries_of "$@"); do
		mkdir -p "$tree${file%/*}"
		cp -L "$file" "$tree$file"
	done
	for tool in modprobe insmod rmmod lsmod modinfo depmod; do
		ln -s ../usr/bin/kmod "$tree/sbin/$tool"
	done
	ln -s ../usr/bin/bash "$tree/bin/bash"
	ln -s ../usr/bin/bash "$tree/bin/sh"
	cp "$(command -v busybox)" "$tree/busybox/busybox"
	for applet in $("$tree/busybox/busybox" --list); do
		[ -e "$tree/busybox/$applet" ] || ln -s busybox "$tree/busybox/$applet"
	done
	base_etc "$tree/etc"
}

base_etc()
{
	local etc=$1 file

	for file in /etc/iproute2 /etc/protocols /etc/services; do
		[ -e "$file" ] && cp -rL "$file" "$etc/"
	done
	printf '%s\n' 'proc /proc proc' 'sysfs /sys sysfs' 'devtmpfs /dev devtmpfs' 'tmpfs /run tmpfs' \
		'tmpfs /tmp tmpfs' 'cgroup2 /sys/fs/cgroup cgroup2' 'debugfs /sys/kernel/debug debugfs' >"$etc/fstab"
	printf 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/:/bin/bash\n' >"$etc/passwd"
	printf 'root:x:0:\nnogroup:x:65534:\n' >"$etc/group"
	printf '127.0.0.1 localhost\n::1 localhost\n' >"$etc/hosts"
	printf 'passwd: files\ngroup: files\nhosts: files\nprotocols: files\nservices: files\n' >"$etc/nsswitch.conf"
}

tool_paths()
{
	local tool path

	for tool in $(list_entries "$VM_DIR/guest/tools.list"); do
		path=$(command -v "$tool") || die "$tool is not installed; run $VM_DIR/bootstrap"
		printf '%s\n' "$path"
	done
}

# image_base: sets BASE_CPIO
image_base()
{
	local tools libraries tree

	mapfile -t tools < <(tool_paths)
	mapfile -t libraries < <(libraries_of "${tools[@]}")
	BASE_CPIO=$CACHE/image/base-$(fingerprint "$VM_DIR"/{image.sh,guest/tools.list} \
		"$(command -v busybox)" "${tools[@]}" "${libraries[@]}").cpio
	cache_lock image
	if ! fresh "$BASE_CPIO"; then
		tree=$(mktemp -d "$CACHE/image/base.XXXXXX")
		base_tree "$tree" "${tools[@]}"
		pack "$tree" "$BASE_CPIO" || die "cannot pack the base image"
		rm -rf "$tree"
	fi
	cache_unlock
}

# Lists the wanted modules and all they need, as paths below $KROOT/lib/modules/$KREL.
module_closure()
{
	local dep=$1

	list_entries "$VM_DIR/guest/modules.list" |
	awk '
	NR == FNR {
		gsub(/[.+]/, "\\\\&"); gsub(/\*/, "[^/]*")
		want = want (want ? "|" : "") $0
		next
	}
	{
		name = $1
		sub(/:$/, "", name)
		if (name !~ "^kernel/(" want ")[.]ko([.]xz)?$")
			next
		print name
		for (i = 2; i <= NF; i++)
			print $i
	}' - "$dep" | sort -u
}

modules_tree()
{
	local lib=$1/lib/modules/$KREL module src=$KROOT/lib/modules/$KREL

	[ -e "$src/modules.dep" ] || depmod -b "$KROOT" "$KREL" || return
	for module in $(module_closure "$src/modules.dep"); do
		mkdir -p "$lib/${module%/*}"
		# Unpacked once here rather than on every load in an emulated guest.
		case $module in
		*.xz) xz -dc "$src/$module" >"$lib/${module%.xz}" ;;
		*) cp "$src/$module" "$lib/$module" ;;
		esac
	done
	cp "$src"/modules.{builtin,builtin.modinfo,order} "$lib/"
	depmod -b "$1" "$KREL"
}

# image_modules: sets MODULES_CPIO and MODULES_TREE for the selected kernel
image_modules()
{
	local name

	name=modules-$KREL-$(cat "$VM_DIR"/{image.sh,guest/modules.list} "$CACHE/kernels/$series"{,.key} 2>/dev/null |
		cksum | cut -d' ' -f1)
	MODULES_TREE=$CACHE/image/$name.tree
	MODULES_CPIO=$CACHE/image/$name.cpio
	cache_lock image
	if ! fresh "$MODULES_CPIO"; then
		say "packing the modules of $KREL"
		rm -rf "$MODULES_TREE"
		modules_tree "$MODULES_TREE" || die "cannot collect the modules of $KREL"
		pack "$MODULES_TREE" "$MODULES_CPIO" || die "cannot pack the modules of $KREL"
	fi
	touch "$MODULES_TREE"
	cache_unlock
}

# project_modules TREE FOLDER...: the modules in these with an index over Debian's and them; hard links
# spare copying the others.
project_modules()
{
	local tree=$1 all lib=lib/modules/$KREL module

	shift
	all=$(mktemp -d "$CACHE/image/index.XXXXXX")
	mkdir -p "$all/lib/modules"
	cp -al "$MODULES_TREE/$lib" "$all/lib/modules/"
	rm -f "$all/$lib"/modules.{dep,alias,symbols,softdep,devname}* "$all/$lib"/modules.builtin.*bin
	mkdir -p "$all/$lib/updates" "$tree/$lib/updates"
	find "$@" -type f -name '*.ko' | while read -r module; do
		strip -g -o "$all/$lib/updates/${module##*/}" "$module"
	done
	[ ! -d "${IDLOC_VM_ROOT:-}/$lib/updates" ] || cp -a "$IDLOC_VM_ROOT/$lib/updates/." "$all/$lib/updates/"
	depmod -b "$all" "$KREL"
	cp -a "$all/$lib/updates/." "$tree/$lib/updates/"
	cp "$all/$lib"/modules.{dep,alias,symbols,softdep}* "$tree/$lib/"
	rm -rf "$all"
}

# The manual and the completions, whose examples and answers are tested.
project_texts()
{
	local tree=$1 folder

	mkdir -p "$tree/opt/share"
	for folder in man completion; do
		[ ! -d "$TOP/userspace/$folder" ] || cp -r "$TOP/userspace/$folder" "$tree/opt/share/"
	done
}

# The guest has tools/testing as /testing: any script below it can be a test.
project_tests()
{
	local tree=$1

	mkdir -p "$tree/testing"
	(
		cd "$TESTING_DIR" &&
		find . -path ./unit -prune -o -path ./static -prune -o \( -type f -o -type l \) \
			! -name '*.[ochd]' ! -name '.*' -print0 |
		cpio --quiet -0 -pdm "$tree/testing"
	)
	ln -s testing/selftests "$tree/selftests"
}

# debug_file FILE: what Debian has cut off from a library
debug_file()
{
	local id

	id=$(readelf -n "$1" | sed -n 's/.*Build ID: //p')
	printf '/usr/lib/debug/.build-id/%s/%s.debug\n' "${id:0:2}" "${id:2}"
}

# Without the symbols of the dynamic loader, valgrind does not start.
project_valgrind()
{
	local tree=$1 loader=/lib64/ld-linux-x86-64.so.2 debug file

	"$VM_DIR/bootstrap" tool || exit
	debug=$(debug_file $loader)
	for file in /usr/bin/valgrind{,.bin} "$debug" \
		/usr/libexec/valgrind/{default.supp,memcheck-amd64-linux,vgpreload_{core,memcheck}-amd64-linux.so}; do
		mkdir -p "$tree${file%/*}"
		cp -L "$file" "$tree$file" || die "no $file"
	done
}

# A tool that is watched is behind a script that says how.
project_watched()
{
	local tree=$1

	case $IDLOC_TOOL in
	sanitize) ;;
	valgrind) project_valgrind "$tree" ;;
	*) die "IDLOC_TOOL is sanitize or valgrind" ;;
	esac
	mkdir -p "$tree/opt/lib"
	mv "$tree/opt/bin/idloc" "$tree/opt/lib/"
	cp "$VM_DIR/guest/idloc" "$tree/opt/bin/"
	echo "$IDLOC_TOOL" >"$tree/rig/tool"
}

# What this tree builds, or all that is in IDLOC_VM_ROOT
project_programs()
{
	# shellcheck disable=SC2153 # build_programs sets TOOL
	local tree=$1 idloc=$TOOL lib

	if [ -n "${IDLOC_VM_ROOT:-}" ]; then
		idloc=$IDLOC_VM_ROOT/usr/sbin/idloc
		[ -x "$idloc" ] || die "there is no $idloc"
		cp -a "$IDLOC_VM_ROOT/." "$tree/"
	elif [ -x "$idloc" ]; then
		mkdir -p "$tree/opt/bin" "$tree/usr/share/idloc"
		cp "$idloc" "$tree/opt/bin/"
		cp -r "$TOP/userspace/schema" "$tree/usr/share/idloc/"
		[ -z "${IDLOC_TOOL:-}" ] || project_watched "$tree"
	else
		return 0
	fi
	for lib in $(libraries_of "$idloc"); do
		mkdir -p "$tree${lib%/*}"
		cp -L "$lib" "$tree$lib"
	done
}

# image_project DIR SERIES ILA: DIR/initrd-SERIES, complete; our modules are in it if ILA is ours, those of
# IDLOC_VM_ROOT in any case
image_project()
{
	local dir=$1 series=$2 tree=$1/tree-$2 modules

	mkdir -p "$tree"/{rig,usr/bin}
	cp "$VM_DIR/guest/init" "$tree/init"
	cp "$VM_DIR"/guest/{serve,shellrc} "$tree/rig/"
	cp "$VM_DIR/guest/rig-peer" "$tree/usr/bin/"
	cache_lock "programs-$CHECKOUT_ID"
	build_programs
	project_tests "$tree"
	project_programs "$tree"
	project_texts "$tree"
	cache_unlock
	cache_lock "build-$KREL-$CHECKOUT_ID"
	build_test_modules
	modules=("$TEST_MODULES")
	if [ "$3" = ours ] && [ -z "${IDLOC_VM_ROOT:-}" ]; then
		build_modules
		# shellcheck disable=SC2153 # build_modules sets it
		modules+=("$OURS")
	fi
	project_modules "$tree" "${modules[@]}"
	cache_unlock
	pack "$tree" "$dir/project-$series.cpio" || die "cannot pack the image"
	cat "$BASE_CPIO" "$MODULES_CPIO" "$dir/project-$series.cpio" >"$dir/initrd-$series"
	rm -rf "$tree" "$dir/project-$series.cpio"
}
