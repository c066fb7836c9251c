// SPDX-License-Identifier: GPL-2.0
/*
 * Netlink attributes that ILA routes and mappings have in common.
 *
 * The in-tree module parses liberally: the core lets attributes that are too
 * long pass. A value of the wrong size is a mistake of the sender's, so it is
 * refused here.
 */
#include "attr.h"

#include <uapi/linux/ila.h>
#include <uapi/linux/rtnetlink.h>

#include "virt.h"

static int check_size(const struct nlattr *attr, int size,
		      struct netlink_ext_ack *extack)
{
	if (nla_len(attr) == size)
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: attribute has the wrong size");
	return -EINVAL;
}

/**
 * ila_attr_be64() - a locator or SIR prefix
 * @v: where it goes, as it is on the wire
 * @attr: the attribute, not NULL
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_attr_be64(__be64 *v, const struct nlattr *attr,
		  struct netlink_ext_ack *extack)
{
	int err = check_size(attr, sizeof(*v), extack);

	if (!err)
		nla_memcpy(v, attr, sizeof(*v));
	return err;
}

/**
 * ila_attr_table() - the number of a routing table
 * @v: where it goes
 * @attr: the attribute, not NULL
 * @extack: text for the user
 *
 * There need be no such table yet.
 *
 * Return: 0 or -EINVAL.
 */
int ila_attr_table(u32 *v, const struct nlattr *attr,
		   struct netlink_ext_ack *extack)
{
	int err = check_size(attr, sizeof(*v), extack);

	if (err)
		return err;
	*v = nla_get_u32(attr);
	if (*v != RT_TABLE_UNSPEC)
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: not a routing table");
	return -EINVAL;
}

/**
 * ila_attr_vnid() - the number of a virtual network
 * @v: where it goes
 * @attr: the attribute, not NULL
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_attr_vnid(u32 *v, const struct nlattr *attr,
		  struct netlink_ext_ack *extack)
{
	int err = check_size(attr, sizeof(*v), extack);

	if (err)
		return err;
	*v = nla_get_u32(attr);
	if (*v <= ILA_VNID_MAX)
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: a VNID has 28 bits");
	return -EINVAL;
}

/**
 * ila_attr_u8() - a small number that may be left out
 * @v: where it goes
 * @attr: the attribute, or NULL
 * @def: what it is when left out
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_attr_u8(u8 *v, const struct nlattr *attr, u8 def,
		struct netlink_ext_ack *extack)
{
	int err;

	*v = def;
	if (!attr)
		return 0;
	err = check_size(attr, sizeof(*v), extack);
	if (!err)
		*v = nla_get_u8(attr);
	return err;
}

/**
 * ila_attr_ifindex() - an interface index, 0 (any) when left out
 * @v: where it goes
 * @attr: the attribute, or NULL
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_attr_ifindex(int *v, const struct nlattr *attr,
		     struct netlink_ext_ack *extack)
{
	int err;

	*v = 0;
	if (!attr)
		return 0;
	err = check_size(attr, sizeof(*v), extack);
	if (err)
		return err;
	*v = nla_get_s32(attr);
	if (*v >= 0)
		return 0;
	NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: not an interface index");
	return -EINVAL;
}

/**
 * ila_attr_csum_mode() - the checksum mode, no-action when left out
 * @v: where it goes, ILA_CSUM_*
 * @attr: the attribute, or NULL
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_attr_csum_mode(u8 *v, const struct nlattr *attr,
		       struct netlink_ext_ack *extack)
{
	int err = ila_attr_u8(v, attr, ILA_CSUM_NO_ACTION, extack);

	if (err || *v <= ILA_CSUM_NEUTRAL_MAP_AUTO)
		return err;
	NL_SET_ERR_MSG_ATTR(extack, attr, "ILA: unknown checksum mode");
	return -EINVAL;
}

/**
 * ila_attr_ident_type() - may an identifier of this type be translated by its locator alone
 * @type: ILA_ATYPE_*
 * @extack: text for the user
 *
 * Return: 0 or -EINVAL.
 */
int ila_attr_ident_type(u8 type, struct netlink_ext_ack *extack)
{
	switch (type) {
	case ILA_ATYPE_LUID:
	case ILA_ATYPE_VIRT_V4:
	case ILA_ATYPE_VIRT_UNI_V6:
	case ILA_ATYPE_NONLOCAL_ADDR:
		return 0;
	case ILA_ATYPE_IID:
		NL_SET_ERR_MSG(extack,
			       "ILA: identifier type IID is an ordinary address and is never translated");
		return -EINVAL;
	case ILA_ATYPE_VIRT_MULTI_V6:
		NL_SET_ERR_MSG(extack,
			       "ILA: multicast identifiers cannot be routed by destination");
		return -EINVAL;
	default:
		NL_SET_ERR_MSG(extack, "ILA: reserved or unknown identifier type");
		return -EINVAL;
	}
}
