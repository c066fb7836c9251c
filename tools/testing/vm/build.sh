# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What the guests run of ours: modules per kernel, helpers, the tool.

# Only sources go into the per-kernel copy, so `make` in the checkout and the guests'
# builds for other kernels never see each other's objects.
module_sources()
{
	(
		cd "$TOP" && find Kbuild VERSION tools/install/version kernel uapi -type f ! -name '.*' ! -name '*.o' ! -name '*.ko' \
			! -name '*.mod' ! -name '*.mod.c' ! -name 'modules.order' ! -name 'Module.symvers'
	) | sort
}

# Copies by content and lets the copy's time be now: make then rebuilds what changed,
# also when a file went back to an older version.
sync_sources()
{
	local to=$1 file

	module_sources >"$to.files.new"
	comm -23 "$to.files" "$to.files.new" 2>/dev/null | (cd "$to" && xargs -r rm -f)
	while read -r file; do
		cmp -s "$TOP/$file" "$to/$file" && continue
		mkdir -p "$(dirname "$to/$file")"
		cp "$TOP/$file" "$to/$file"
	done <"$to.files.new"
	mv "$to.files.new" "$to.files"
}

# build_modules: our modules for the selected kernel; sets OURS to the folder with the .ko files.
# With IDLOC_GCOV they count what they run (kernel uml).
build_modules()
{
	local to=$CACHE/build/$KREL-$CHECKOUT_ID options=()

	[ -e "$TOP/kernel/Kbuild" ] ||
		die "this tree has no kernel/ to build yet; -i intree runs without it"
	[ -z "${IDLOC_GCOV:-}" ] || to+=-gcov
	OURS=$to.ko
	mkdir -p "$to"
	sync_sources "$to"
	[ "$KARCH" != um ] || options+=(ARCH=um)
	[ -z "${IDLOC_GCOV:-}" ] || options+=(GCOV_PROFILE=y)
	make -s -j"$(nproc)" -C "$KDIR" "${options[@]}" M="$to" modules >"$to.log" 2>&1 9>&- || {
		cat "$to.log" >&2
		die "the modules do not build for $KREL"
	}
	rm -rf "$OURS"
	mkdir -p "$OURS"
	find "$to/kernel" -name '*.ko' -exec cp -t "$OURS" {} +
}

# build_test_modules: what tests load besides, for the selected kernel; sets TEST_MODULES to the folder
build_test_modules()
{
	local to=$CACHE/build/$KREL-$CHECKOUT_ID.testing options=() file

	# shellcheck disable=SC2034 # image.sh packs it
	TEST_MODULES=$to
	mkdir -p "$to"
	for file in "$TESTING_DIR"/modules/{Kbuild,*.c}; do
		cmp -s "$file" "$to/${file##*/}" || cp "$file" "$to/"
	done
	[ "$KARCH" != um ] || options+=(ARCH=um)
	make -s -C "$KDIR" "${options[@]}" M="$to" modules >"$to.log" 2>&1 9>&- || {
		cat "$to.log" >&2
		die "the test modules do not build for $KREL"
	}
}

# build_programs: also sets TOOL to our tool, which with IDLOC_TOOL=sanitize looks at itself
build_programs()
{
	local options=()

	# shellcheck disable=SC2034 # image.sh packs it
	TOOL=$TOP/userspace/idloc
	if [ "${IDLOC_TOOL:-}" = sanitize ]; then
		TOOL=$CACHE/build/tool-$CHECKOUT_ID/idloc
		options=(O="${TOOL%/*}" SANITIZE="address,undefined" CFLAGS='-O1 -g -fno-sanitize-recover=all')
	fi
	if [ -e "$TOP/userspace/Makefile" ]; then
		make -s -C "$TOP/userspace" "${options[@]}" >&2 9>&- || die "userspace does not build"
	fi
	if [ -e "$SELFTESTS_DIR/helpers/Makefile" ]; then
		make -s -C "$SELFTESTS_DIR/helpers" >&2 9>&- || die "the helpers do not build"
	fi
}
