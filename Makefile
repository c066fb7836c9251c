# SPDX-License-Identifier: GPL-2.0
#
# Thin on purpose: every target calls one script or one build system, and the
# script is where to read on. `make help` lists them.

PREFIX  ?= /usr/local
DESTDIR ?=

# Empty KDIR: tools/install/find-kdir picks the headers. Empty MODLIB:
# /lib/modules/<release the module was built for>.
export KDIR MODLIB PREFIX DESTDIR DEPMOD INSTALL_MOD_STRIP

MAKEFLAGS += --no-print-directory

.PHONY: all modules tool install uninstall dkms deb clean help
.PHONY: check check-debug check-stress check-oracle check-planted matrix fuzz coverage mutate demo bench shell unit lint

all: modules tool	## modules and tool (the default)

modules:		## kernel/<module>/<module>.ko, against KDIR
	@kdir=$$(tools/install/find-kdir) && \
		$(MAKE) -C "$$kdir" M="$(CURDIR)" modules

tool:			## userspace/idloc
	@$(MAKE) -C userspace

check:			## unit tests here, selftests in guests (boots kernels 6.1 and 6.12)
	@tools/testing/check

check-debug:		## on a debug kernel of our own (built once, then cached): KASAN, lockdep, leaks
	@tools/testing/check debug races

check-stress:		## a thousand lives of the module and of namespaces, a million netlink messages, attacks
	@tools/testing/check stress netlink attacks

check-oracle:		## random packets, all judged: a hundred million here, a million per mode and direction in a guest
	@tools/testing/check pure packets

check-planted:		## do the tests notice? one bug at a time, in a copy of the tree
	@tools/testing/planted/run

matrix:			## every test on every kernel, the newest included, as one table
	@tools/testing/check selftests interop debug newest; tools/testing/matrix

demo:			## two containers on two hosts talk over ILA, in one guest
	@tools/testing/demo/run

bench:			## instructions per packet, as a table and bench.json
	@tools/testing/bench/run

shell:			## an interactive guest with the modules loaded (ctrl-a x leaves)
	@tools/testing/vm/shell

unit:			## only the unit tests of the pure kernel files
	@$(MAKE) -C tools/testing/unit check

coverage:		## lines and branches of the pure kernel files that unit tests reach
	@tools/testing/coverage/run

mutate:			## do the unit tests notice faults put into the pure kernel files? (some minutes)
	@tools/testing/mutation/run

fuzz:			## fuzz the pure files and the tool: SECONDS=60 for all targets together
	@tools/testing/fuzz/run $(SECONDS)

lint:			## all static checks; one alone: tools/testing/static/lint NAME
	@tools/testing/static/lint

install:		## module into updates/, tool and manual under PREFIX (as root)
	@tools/install/built || $(MAKE) all
	@tools/install/install

uninstall:		## take out what install put in (as root)
	@tools/install/uninstall

dkms:			## register with DKMS: build and install, now and for later kernels (as root)
	@tools/install/dkms

deb:			## Debian packages: idloc, and idloc-dkms for the modules
	@tools/install/deb

clean:			## remove what the builds made, in this tree
	@tools/install/clean

help:			## this list
	@tools/install/help $(firstword $(MAKEFILE_LIST))
