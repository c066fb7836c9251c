// SPDX-License-Identifier: GPL-2.0
/*
 * ICMP errors with the packet that they quote (RFC 7915 sections 4.3, 5.3).
 *
 * What is quoted is the head of a packet that one end of the pair sent to the other. It is
 * translated as the packet itself was, checksums too, as far as they are quoted. Extensions
 * (RFC 4884) are left out: they say what routers think, and there is none between the ends.
 *
 * Pure: builds in the kernel and in userspace.
 */
#include "error46.h"

/* The quoted packet: both ends as the pair has them, in the order of the quote. */
struct quote {
	struct hip_ip ip;
	enum hip_end src;
	enum hip_end dst;
	u8 *body;
	unsigned int len;
};

static u16 sum_of(const u8 *p, unsigned int len)
{
	u16 sum = 0, word;
	unsigned int i;

	for (i = 0; i + 1 < len; i += 2) {
		memcpy(&word, p + i, sizeof(word));
		sum = idloc_csum_add(sum, word);
	}
	if (len & 1)
		sum = idloc_csum_add(sum, htons((u16)(p[len - 1] << 8)));
	return sum;
}

static struct hip_icmp head_of(const struct hip_message *in)
{
	return (struct hip_icmp){
		.type = in->p[0],
		.code = in->p[1],
		.word = (u32)hip_get16(in->p + 4) << 16 | hip_get16(in->p + 6),
	};
}

static void put_head(u8 *p, const struct hip_icmp *m)
{
	p[0] = m->type;
	p[1] = m->code;
	hip_put16(p + 2, 0);
	hip_put16(p + 4, m->word >> 16);
	hip_put16(p + 6, m->word);
}

/* Behind the padding of a quote that has an extension nothing is quoted: @unit bytes for
 * each of @units, RFC 4884 section 4.
 */
static unsigned int quoted(const struct hip_message *in, u8 units, unsigned int unit)
{
	unsigned int len = in->len - HIP_ICMP_LEN;

	return units && units * unit < len ? units * unit : len;
}

/* As much of the quoted packet as there was, and there is room for. */
static void copy_body(struct quote *q, const u8 *from, unsigned int there,
		      u8 *to, unsigned int room)
{
	q->len = there < room ? there : room;
	if (q->len > q->ip.payload)
		q->len = q->ip.payload;
	q->body = to;
	memcpy(to, from, q->len);
}

/* ---- checksums in the quote ------------------------------------------------------ */

static void patch_check(struct quote *q, u8 proto, u16 delta)
{
	unsigned int off = hip_check_offset(proto);
	u16 check;

	if (!off || q->ip.offset || off + sizeof(check) > q->len)
		return;
	memcpy(&check, q->body + off, sizeof(check));
	/* None, which only UDP over IPv4 may have */
	if (!check && proto == HIP_PROTO_UDP)
		return;
	check = idloc_csum_patch(check, delta);
	if (hip_check_is_never_0(proto))
		check = idloc_csum_mangle(check);
	memcpy(q->body + off, &check, sizeof(check));
}

/* An echo: its type, and its checksum unless the packet was longer than its fragment says:
 * the length is part of the one of ICMPv6.
 */
static bool patch_echo(struct quote *q, u8 to, u16 pseudo)
{
	u16 check;
	u8 from;

	if (q->ip.offset || !q->len)
		return true;
	from = q->body[0];
	q->body[0] = to;
	if (q->len < 4 || q->ip.more)
		return true;
	memcpy(&check, q->body + 2, sizeof(check));
	check = idloc_csum_patch(check, hip_echo_delta(from, to, pseudo));
	memcpy(q->body + 2, &check, sizeof(check));
	return true;
}

/* ---- to ICMPv6 ------------------------------------------------------------------- */

static bool find_lsis(const struct hip_pair *pair, const u8 *ip, struct quote *q)
{
	__be32 src, dst;

	memcpy(&src, ip + 12, sizeof(src));
	memcpy(&dst, ip + 16, sizeof(dst));
	for (q->src = 0; q->src < HIP_ENDS; q->src++) {
		q->dst = HIP_ENDS - 1 - q->src;
		if (src == pair->lsi[q->src] && dst == pair->lsi[q->dst])
			return true;
	}
	return false;
}

static bool body_to_6(const struct hip_pair *pair, struct quote *q)
{
	if (q->ip.proto != HIP_PROTO_ICMP4) {
		patch_check(q, q->ip.proto, pair->delta);
		return true;
	}
	if (q->len && !hip_icmp_is_echo(q->body[0]))
		return false;
	return patch_echo(q, q->len && q->body[0] == HIP_ICMP4_ECHO ?
			  HIP_ICMP6_ECHO : HIP_ICMP6_ECHO_REPLY,
			  hip_pseudo(pair, q->ip.payload, HIP_PROTO_ICMP6));
}

static enum hip_error46 quote_to_6(const struct hip_pair *pair,
				   const struct hip_message *in,
				   struct hip_message *out)
{
	const u8 *ip = in->p + HIP_ICMP_LEN;
	unsigned int len = quoted(in, in->p[5], 4);
	u8 *ip6 = out->p + HIP_ICMP_LEN, proto;
	struct quote q;

	if (hip_ip4_read(&q.ip, ip, len) || hip_ip_is_fragment(&q.ip))
		return HIP_ERROR46_QUOTE;
	if (!find_lsis(pair, ip, &q))
		return HIP_ERROR46_STRANGER;
	proto = hip_proto_6(q.ip.proto);
	if (proto == HIP_PROTO_NONE)
		return HIP_ERROR46_QUOTE;
	/* It fits: IPv4 says no length that IPv6 cannot say. */
	hip_ip6_write(ip6, &q.ip, proto, q.ip.payload, &pair->hit[q.src], &pair->hit[q.dst]);
	copy_body(&q, ip + q.ip.header, len - q.ip.header, ip6 + HIP_IP6_LEN,
		  out->len - HIP_ICMP_LEN - HIP_IP6_LEN);
	if (!body_to_6(pair, &q))
		return HIP_ERROR46_QUOTE;
	out->len = HIP_ICMP_LEN + HIP_IP6_LEN + q.len;
	return HIP_ERROR46_OK;
}

/**
 * hip_error_to_6() - the ICMPv6 error that says what an ICMP error says
 * @pair: the ends of the quoted packet, whoever of them sent it
 * @in: the ICMP error
 * @out: room for the other, at most 65535 bytes, and how long it is then; nothing of it
 *	is valid unless it works
 * @src: source of the ICMPv6 error, for its checksum
 * @dst: destination of it
 *
 * Return: HIP_ERROR46_OK, or why not.
 */
enum hip_error46 hip_error_to_6(const struct hip_pair *pair, const struct hip_message *in,
				struct hip_message *out, const struct in6_addr *src,
				const struct in6_addr *dst)
{
	struct hip_icmp m;
	enum hip_error46 why;
	u16 check;

	if (in->len < HIP_ICMP_LEN + HIP_IP4_LEN)
		return HIP_ERROR46_CUT;
	if (out->len < HIP_ICMP_LEN + HIP_IP6_LEN)
		return HIP_ERROR46_ROOM;
	m = head_of(in);
	if (hip_icmp_is_echo(m.type) ||
	    !hip_icmp_to_6(&m, hip_get16(in->p + HIP_ICMP_LEN + 2)))
		return HIP_ERROR46_TYPE;
	why = quote_to_6(pair, in, out);
	if (why)
		return why;
	put_head(out->p, &m);
	check = sum_of(out->p, out->len);
	check = idloc_csum_add(check, idloc_csum_add(hip_sum_hit(src), hip_sum_hit(dst)));
	check = idloc_csum_add(check, htons((u16)out->len));
	check = ~idloc_csum_add(check, htons(HIP_PROTO_ICMP6));
	memcpy(out->p + 2, &check, sizeof(check));
	return HIP_ERROR46_OK;
}

/* ---- to ICMP --------------------------------------------------------------------- */

static bool find_hits(const struct hip_pair *pair, const u8 *ip6, struct quote *q)
{
	for (q->src = 0; q->src < HIP_ENDS; q->src++) {
		q->dst = HIP_ENDS - 1 - q->src;
		if (!memcmp(ip6 + 8, &pair->hit[q->src], 16) &&
		    !memcmp(ip6 + 24, &pair->hit[q->dst], 16))
			return true;
	}
	return false;
}

static bool body_to_4(const struct hip_pair *pair, struct quote *q)
{
	if (q->ip.proto != HIP_PROTO_ICMP6) {
		patch_check(q, q->ip.proto, (u16)~pair->delta);
		return true;
	}
	if (q->len && !hip_icmp6_is_echo(q->body[0]))
		return false;
	return patch_echo(q, q->len && q->body[0] == HIP_ICMP6_ECHO ?
			  HIP_ICMP4_ECHO : HIP_ICMP4_ECHO_REPLY,
			  (u16)~hip_pseudo(pair, q->ip.payload, HIP_PROTO_ICMP6));
}

static enum hip_error46 quote_to_4(const struct hip_pair *pair,
				   const struct hip_message *in,
				   struct hip_message *out)
{
	const u8 *ip6 = in->p + HIP_ICMP_LEN;
	unsigned int len = quoted(in, in->p[4], 8);
	u8 *ip = out->p + HIP_ICMP_LEN, proto;
	struct quote q;

	if (hip_ip6_read(&q.ip, ip6, len))
		return HIP_ERROR46_QUOTE;
	if (!find_hits(pair, ip6, &q))
		return HIP_ERROR46_STRANGER;
	proto = hip_proto_4(q.ip.proto);
	if (proto == HIP_PROTO_NONE ||
	    hip_ip4_write(ip, &q.ip, proto, q.ip.payload, q.ip.id, pair->lsi[q.src],
			  pair->lsi[q.dst]))
		return HIP_ERROR46_QUOTE;
	copy_body(&q, ip6 + q.ip.header, len - q.ip.header, ip + HIP_IP4_LEN,
		  out->len - HIP_ICMP_LEN - HIP_IP4_LEN);
	if (!body_to_4(pair, &q))
		return HIP_ERROR46_QUOTE;
	out->len = HIP_ICMP_LEN + HIP_IP4_LEN + q.len;
	return HIP_ERROR46_OK;
}

/**
 * hip_error_to_4() - the ICMP error that says what an ICMPv6 error says
 * @pair: the ends of the quoted packet, whoever of them sent it
 * @in: the ICMPv6 error
 * @out: room for the other, and how long it is then; nothing of it is valid unless it works
 *
 * Return: HIP_ERROR46_OK, or why not.
 */
enum hip_error46 hip_error_to_4(const struct hip_pair *pair, const struct hip_message *in,
				struct hip_message *out)
{
	struct hip_icmp m;
	enum hip_error46 why;
	u16 check;

	if (in->len < HIP_ICMP_LEN + HIP_IP6_LEN)
		return HIP_ERROR46_CUT;
	if (out->len < HIP_ICMP_LEN + HIP_IP4_LEN)
		return HIP_ERROR46_ROOM;
	m = head_of(in);
	if (hip_icmp6_is_echo(m.type) || !hip_icmp_to_4(&m))
		return HIP_ERROR46_TYPE;
	why = quote_to_4(pair, in, out);
	if (why)
		return why;
	put_head(out->p, &m);
	check = ~sum_of(out->p, out->len);
	memcpy(out->p + 2, &check, sizeof(check));
	return HIP_ERROR46_OK;
}
