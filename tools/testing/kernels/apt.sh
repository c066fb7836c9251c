# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Packages of newer Debian suites, by an apt configuration of its own in the cache: the machine's
# apt keeps its sources, lists and packages. Sourced after vm/common.sh.

APT_SUITES=(trixie-backports sid)
APT_KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg
APT_HOME=$CACHE/apt

# The mirror that this machine uses for its own Debian packages.
apt_mirror()
{
	apt-get indextargets --format "\$(REPO_URI) \$(CODENAME) \$(ORIGIN)" 'Created-By: Packages' |
		awk '$3 == "Debian" && $2 !~ /-/ { print $1; exit }'
}

apt_private()
{
	apt-get -q -o Dir::Etc::SourceList="$APT_HOME/sources.list" -o Dir::Etc::SourceParts=/dev/null \
		-o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null \
		-o Dir::State="$APT_HOME/state" -o Dir::State::Status="$APT_HOME/status" \
		-o Dir::Cache="$APT_HOME/cache" -o APT::Sandbox::User= -o Acquire::Languages=none "$@"
}

apt_refresh()
{
	local suite uri

	uri=$(apt_mirror)
	[ -n "$uri" ] || die 'this machine has no Debian mirror in its apt sources'
	mkdir -p "$APT_HOME/state/lists/partial" "$APT_HOME/cache/archives/partial"
	: >"$APT_HOME/status"
	for suite in "${APT_SUITES[@]}"; do
		echo "deb [signed-by=$APT_KEYRING] $uri $suite main"
	done >"$APT_HOME/sources.list"
	say "reading the package lists of ${APT_SUITES[*]}"
	apt_private update >"$APT_HOME/log" 2>&1 || die "apt-get update: $(tail -n 3 "$APT_HOME/log")"
	touch "$APT_HOME/fresh"
}

# apt_newest PATTERN: "VERSION PACKAGE" of the newest whose name matches; release candidates lose
apt_newest()
{
	local list

	apt_private indextargets --format "\$(FILENAME)" 'Created-By: Packages' |
		while read -r list; do /usr/lib/apt/apt-helper cat-file "$list"; done |
		awk -v want="$1" '
			$1 == "Package:" { name = $2 }
			$1 == "Version:" && name ~ want && $2 !~ /~rc/ { print $2, name }' |
		sort -V | tail -n 1
}

# apt_fetch PACKAGE VERSION DIR: the package's file in DIR
apt_fetch()
{
	say "fetching $1 $2"
	mkdir -p "$3" && (cd "$3" && apt_private download "$1=$2") >"$APT_HOME/log" 2>&1
}
