# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# A Debian like this machine's, for packages to be installed in: made once with mmdebstrap from the
# machine's own apt sources, kept in the cache as an archive. Sourced after vm/common.sh.

# What the headers of the guests' kernels depend on; they are not installed as packages here.
HEADERS_NEED=(gcc make libelf1 libssl3 pahole)
# What idloc and idloc-dkms depend on: fetched, not installed, so that apt has to find it.
FETCHED=(dkms libnl-3-200 libnl-genl-3-200 libjson-c5)
DEBIAN_PACKAGES=("${HEADERS_NEED[@]}" kmod patch dpkg-dev lsb-release man-db)

# debian_sources: the lines of the machine's apt sources that are Debian's own
debian_sources()
{
	apt-get indextargets --format "\$(ORIGIN) deb \$(REPO_URI) \$(RELEASE) \$(COMPONENT)" 'Created-By: Packages' |
		sed -n 's/^Debian deb/deb/p' | sort -u
}

# debian_proxies: apt's options for a proxy, if the machine has one
debian_proxies()
{
	apt-config dump | grep -E '^Acquire::(https?|ftp)::Proxy ' | sed 's/^/--aptopt=/'
}

# debian_base: sets DEBIAN_BASE to the archive
debian_base()
{
	local codename options new fetch="apt-get -qy --download-only install ${FETCHED[*]}"

	codename=$(. /etc/os-release && printf '%s' "$VERSION_CODENAME")
	DEBIAN_BASE=$CACHE/packages/base-$({ debian_sources; cat "${BASH_SOURCE[0]}"; } | cksum | cut -d' ' -f1).tar.zst
	[ -e "$DEBIAN_BASE" ] && return
	say "making a Debian ($codename) to install the packages in"
	mkdir -p "$CACHE/packages"
	new=$CACHE/packages/new.tar.zst
	rm -f "$CACHE"/packages/base-*
	mapfile -t options < <(debian_proxies)
	# The lists and the fetched packages stay in it: the test itself needs no network.
	debian_sources | mmdebstrap --quiet --mode=root --variant=apt --include="$(IFS=, && echo "${DEBIAN_PACKAGES[*]}")" \
		--dpkgopt=force-unsafe-io --dpkgopt=force-confold --dpkgopt='path-exclude=/usr/share/locale/*' \
		--aptopt='APT::Install-Recommends "false"' --aptopt='Dpkg::Use-Pty "0"' "${options[@]}" \
		--skip=cleanup/apt --customize-hook="chroot \"\$1\" $fetch" \
		"$codename" "$new" - >"$CACHE/packages/log" 2>&1 ||
		die "mmdebstrap failed: $(tail -n 5 "$CACHE/packages/log")"
	mv "$new" "$DEBIAN_BASE"
}

# debian_unpack ROOT
debian_unpack()
{
	debian_base
	mkdir "$1"
	tar -C "$1" -xf "$DEBIAN_BASE" || die "cannot unpack $DEBIAN_BASE"
	# Else DKMS would only build for the machine's own kernel, if that has the name of a guest's. (force-confold: dpkg
	# keeps the file.)
	mkdir "$1/etc/dkms"
	echo 'autoinstall_all_kernels="y"' >"$1/etc/dkms/framework.conf"
}

# debian_kernel ROOT SERIES: the guests' kernel, headers and in-tree ila included, as its packages would put it
debian_kernel()
{
	local root=$1 lib

	kernel_select "$2"
	lib=lib/modules/$KREL
	mkdir -p "$root/$lib"
	tar -C "$KROOT" -c usr/{src,lib} "$lib"/{kernel/net,modules.order,modules.builtin,modules.builtin.modinfo} |
		tar -C "$root" --keep-directory-symlink -x || die "cannot copy kernel $KREL"
	# Its headers were moved when they came into the cache.
	sed -i "s|^include $KROOT/|include /|" "$root/usr/src/linux-headers-$KREL/Makefile"
	chroot "$root" depmod "$KREL" 2>/dev/null
	debian_headers "$1" "$2"
}

# debian_headers ROOT SERIES: where DKMS looks whether they are installed
debian_headers()
{
	kernel_select "$2"
	ln -s "/usr/src/linux-headers-$KREL" "$1/lib/modules/$KREL/build"
}

# debian_repository ROOT DIR: apt in ROOT has the packages in DIR, and no older ones of ours
debian_repository()
{
	local repository=$1/srv/idloc

	rm -rf "$repository"
	mkdir -p "$repository"
	cp "$2"/*.deb "$repository/"
	(cd "$repository" && dpkg-scanpackages -m . >Packages 2>/dev/null) || die 'dpkg-scanpackages failed'
	echo 'deb [trusted=yes] file:/srv/idloc ./' >"$1/etc/apt/sources.list.d/idloc.list"
	in_debian "$1" apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=/etc/apt/sources.list.d \
		--no-list-cleanup update
}

# in_debian ROOT COMMAND...: with /proc, which DKMS needs, and otherwise only what ROOT has
in_debian()
{
	# shellcheck disable=SC2016 # for the inner shell
	unshare --mount bash -c 'mount --rbind /proc "$1/proc" && exec chroot "$@"' in_debian "$1" env -i \
		PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/ LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "${@:2}"
}

# debian_possible: whether this machine lets us
debian_possible()
{
	[ "$(id -u)" = 0 ] || { echo 'not as root'; return 1; }
	unshare --mount sh -c 'mount --rbind /proc /proc' 2>/dev/null || { echo 'no mounts here'; return 1; }
}
