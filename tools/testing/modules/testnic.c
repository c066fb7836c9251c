// SPDX-License-Identifier: GPL-2.0
/*
 * Two network cards, testnic0 and testnic1, on one cable. They do with checksums
 * and segments what real cards do and no device of the kernel's own does:
 *
 *  - TCP over IPv6 is segmented after tcp_v6_gso_csum_prep(), the way of e1000e,
 *    vmxnet3, r8169, hv_netvsc and a dozen more: the checksum starts from the
 *    addresses that the packet has by then, not from what the stack has put there.
 *  - headers=1: so is each TCP or UDP checksum that is left to the card, the way of
 *    those that promise NETIF_F_IPV6_CSUM and no more.
 *  - rx= says how packets arrive: 0 CHECKSUM_NONE; 1 CHECKSUM_UNNECESSARY if the card
 *    has found the checksum right; 2 CHECKSUM_COMPLETE, with the sum of all bytes.
 *
 * What is sent is copied to the other end, byte by byte, so nothing but bytes arrives.
 */
#include <linux/etherdevice.h>
#include <linux/ipv6.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/tcp.h>
#include <linux/udp.h>
#include <net/ip6_checksum.h>
#ifdef HAVE_GSO_H
#include <net/gso.h>
#endif

enum {
	RX_NONE,
	RX_UNNECESSARY,
	RX_COMPLETE,
};

static bool headers;
module_param(headers, bool, 0444);
MODULE_PARM_DESC(headers, "checksums start from the headers, always");

static int rx = RX_NONE;
module_param(rx, int, 0644);
MODULE_PARM_DESC(rx, "0 none, 1 unnecessary, 2 complete");

static struct net_device *nics[2];

/* Where the checksum of a TCP or UDP packet without extension headers lies, or 0. */
static unsigned int check_offset(const struct ipv6hdr *ip6h)
{
	switch (ip6h->nexthdr) {
	case IPPROTO_TCP:
		return offsetof(struct tcphdr, check);
	case IPPROTO_UDP:
		return offsetof(struct udphdr, check);
	default:
		return 0;
	}
}

/* What a card does that looks at the bytes of a packet: is the checksum right? */
static bool verified(const struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = (const void *)skb->data;
	unsigned int len = skb->len - sizeof(*ip6h);

	if (skb->protocol != htons(ETH_P_IPV6) || skb->len < sizeof(*ip6h) ||
	    !check_offset(ip6h))
		return false;
	return !csum_ipv6_magic(&ip6h->saddr, &ip6h->daddr, len, ip6h->nexthdr,
				skb_checksum(skb, sizeof(*ip6h), len, 0));
}

static void receive(struct net_device *dev, const struct sk_buff *sent)
{
	struct sk_buff *skb;

	if (!netif_running(dev))
		return;
	skb = netdev_alloc_skb_ip_align(dev, sent->len);
	if (!skb)
		return;
	skb_copy_bits(sent, 0, skb_put(skb, sent->len), sent->len);
	skb->protocol = eth_type_trans(skb, dev);
	switch (READ_ONCE(rx)) {
	case RX_UNNECESSARY:
		if (verified(skb))
			skb->ip_summed = CHECKSUM_UNNECESSARY;
		break;
	case RX_COMPLETE:
		skb->csum = skb_checksum(skb, 0, skb->len, 0);
		skb->ip_summed = CHECKSUM_COMPLETE;
		break;
	}
	netif_rx(skb);
}

/* The checksum that the stack has left to the card. */
static int finish(struct sk_buff *skb)
{
	const struct ipv6hdr *ip6h = ipv6_hdr(skb);
	unsigned int offset = skb_checksum_start_offset(skb) + skb->csum_offset;
	__sum16 seed;

	if (headers && skb->protocol == htons(ETH_P_IPV6) && check_offset(ip6h)) {
		if (skb_ensure_writable(skb, offset + sizeof(seed)))
			return -ENOMEM;
		ip6h = ipv6_hdr(skb);
		seed = ~csum_ipv6_magic(&ip6h->saddr, &ip6h->daddr,
					skb->len - skb_checksum_start_offset(skb),
					ip6h->nexthdr, 0);
		*(__sum16 *)(skb->data + offset) = seed;
	}
	return skb_checksum_help(skb);
}

/* A driver's part, and then the card's, which adds each segment's length. */
static struct sk_buff *cut(struct sk_buff *skb)
{
	unsigned int len = skb->len - skb_transport_offset(skb);
	struct tcphdr *th;

	if (skb_cow_head(skb, 0))
		return ERR_PTR(-ENOMEM);
	tcp_v6_gso_csum_prep(skb);
	th = tcp_hdr(skb);
	th->check = ~csum_fold(csum_add(csum_unfold(th->check),
					(__force __wsum)htonl(len)));
	return skb_gso_segment(skb, NETIF_F_SG);
}

static netdev_tx_t testnic_xmit(struct sk_buff *skb, struct net_device *dev)
{
	struct net_device *peer = nics[dev == nics[0]];
	struct sk_buff *segs, *seg, *next;

	if (skb_is_gso(skb)) {
		segs = cut(skb);
		if (!IS_ERR_OR_NULL(segs)) {
			skb_list_walk_safe(segs, seg, next) {
				receive(peer, seg);
				consume_skb(seg);
			}
		}
	} else if (skb->ip_summed != CHECKSUM_PARTIAL || !finish(skb)) {
		receive(peer, skb);
	}
	consume_skb(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops testnic_ops = {
	.ndo_start_xmit = testnic_xmit,
	.ndo_set_mac_address = eth_mac_addr,
	.ndo_validate_addr = eth_validate_addr,
};

static struct net_device *make_nic(unsigned int number)
{
	struct net_device *dev = alloc_etherdev(0);
	int err;

	if (!dev)
		return ERR_PTR(-ENOMEM);
	snprintf(dev->name, sizeof(dev->name), "testnic%u", number);
	dev->netdev_ops = &testnic_ops;
	dev->hw_features = NETIF_F_SG | NETIF_F_TSO6 |
			   (headers ? NETIF_F_IPV6_CSUM : NETIF_F_HW_CSUM);
	dev->features = dev->hw_features | NETIF_F_HIGHDMA;
	eth_hw_addr_random(dev);
	err = register_netdev(dev);
	if (err) {
		free_netdev(dev);
		return ERR_PTR(err);
	}
	return dev;
}

static void remove_nic(struct net_device *dev)
{
	unregister_netdev(dev);
	free_netdev(dev);
}

static int __init testnic_init(void)
{
	nics[0] = make_nic(0);
	if (IS_ERR(nics[0]))
		return PTR_ERR(nics[0]);
	nics[1] = make_nic(1);
	if (IS_ERR(nics[1])) {
		remove_nic(nics[0]);
		return PTR_ERR(nics[1]);
	}
	return 0;
}

/* Nothing is sent any more once both are down; then they may go. */
static void __exit testnic_exit(void)
{
	rtnl_lock();
	dev_close(nics[0]);
	dev_close(nics[1]);
	rtnl_unlock();
	remove_nic(nics[0]);
	remove_nic(nics[1]);
}

module_init(testnic_init);
module_exit(testnic_exit);

MODULE_DESCRIPTION("Two network cards that are strict about checksums, for tests");
MODULE_LICENSE("GPL");
