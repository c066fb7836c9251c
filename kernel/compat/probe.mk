# SPDX-License-Identifier: GPL-2.0
# Looks into the target's headers for what compat.h has to bring along.
# Never asks for the version: stable trees backport much of this.
#
# $(call idloc-has,HEADER,WORD,MACRO): -DMACRO if HEADER has WORD.

idloc-has = $(shell grep -qsw $(2) $(srctree)/include/$(1) && echo -D$(3))

ccflags-y += $(call idloc-has,net/gso.h,skb_gso_validate_network_len,IDLOC_HAVE_GSO_H)
ccflags-y += $(call idloc-has,net/dst.h,dst_dev,IDLOC_HAVE_DST_DEV)
ccflags-y += $(call idloc-has,net/genetlink.h,genl_info_dump,IDLOC_HAVE_GENL_INFO_DUMP)
