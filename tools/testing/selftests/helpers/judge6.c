// SPDX-License-Identifier: GPL-2.0
/* What must become of a random packet whose destination is translated. */
#include <netinet/in.h>
#include <string.h>

#include "judge6.h"
#include "residue.h"
#include "wire6.h"

#define LEN_AT	4
#define HOPS_AT	7
#define DST_AT	24

static unsigned int get16(const __u8 *p)
{
	return p[0] * 256 + p[1];
}

static void put16(__u8 *p, unsigned int v)
{
	p[0] = v >> 8;
	p[1] = v;
}

/* ---- the destination --------------------------------------------------------- */

/* The last word is what the others leave of the old address. To the wire, zero is
 * written as ffff, in SIR form as 0000.
 */
static void keep_residue(const __u8 *old, __u8 *dst, bool to_wire)
{
	unsigned int word = residue_less(residue(old, 16), residue(dst, 14));

	put16(dst + 14, !word && to_wire ? 0xffff : word);
}

static enum fate6 translate(const __u8 *old, __u8 *dst, enum random6_mode mode, bool to_wire)
{
	bool map = mode == MODE_NEUTRAL_MAP;

	if (!map && mode != MODE_NEUTRAL_MAP_AUTO)
		return FATE_TRANSLATED;
	if (map && to_wire == (old[8] >> 4 & 1))
		return to_wire ? FATE_CBIT : FATE_PLAIN;
	if (to_wire && get16(old + 14) == 0xffff)
		return FATE_RESERVED;
	if (map)
		dst[8] ^= 0x10;
	keep_residue(old, dst, to_wire);
	return FATE_TRANSLATED;
}

void judge6_address(struct judge6 *j, const struct random6 *in,
		    const struct random6_plan *plan, unsigned int hops)
{
	const __u8 *old = in->pkt + DST_AT;

	j->in = in;
	j->mode = plan->mode;
	j->hops = hops;
	j->done = 0;
	memcpy(j->dst, in->map.to, 8);
	memcpy(j->dst + 8, old + 8, 8);
	j->fate = translate(old, j->dst, plan->mode, plan->to_wire);
}

bool judge6_drops(const struct judge6 *j)
{
	return j->fate == FATE_CBIT || j->fate == FATE_RESERVED;
}

void judge6_expect(const struct judge6 *j, __u8 *pkt)
{
	memcpy(pkt, j->in->pkt, j->in->len);
	pkt[HOPS_AT] -= j->hops;
	memcpy(pkt + DST_AT, j->dst, 16);
}

/* ---- the checksum -------------------------------------------------------------- */

/* Does the checksum mean the same before and after? */
static bool follows(const struct judge6 *j)
{
	return j->in->check && j->fate == FATE_TRANSLATED && j->mode != MODE_NO_ACTION;
}

static bool own_partial(const struct random6 *in)
{
	return in->partial && in->csum_start == in->l4;
}

/* How far from right a complete checksum is, everything summed up. */
static unsigned int off_by(const struct random6 *in, const __u8 *pkt)
{
	return random6_sum(in, pkt, pkt + DST_AT, in->len - in->l4, in->cover);
}

/* How far from right a pseudo-header sum is. */
static unsigned int seed_off_by(const struct random6 *in, const __u8 *pkt, unsigned int field)
{
	return residue_less(field % RESIDUE_OF,
			    random6_sum(in, pkt, pkt + DST_AT, in->len - in->l4, 0));
}

static bool has_no_zero(unsigned int proto)
{
	return proto == IPPROTO_UDP || proto == IPPROTO_UDPLITE;
}

/* A complete checksum, of a packet whose checksum was complete. */
static const char *judge_complete(const struct random6 *in, const __u8 *pkt)
{
	unsigned int was = get16(in->pkt + in->check), is = get16(pkt + in->check), want;

	if (in->proto == IPPROTO_UDP && !was)
		return is ? "a checksum where there was none" : NULL;
	if (off_by(in, pkt) != off_by(in, in->pkt))
		return in->right ? "a right checksum became wrong" : "a wrong checksum changed";
	if (has_no_zero(in->proto) && !is && was)
		return "a checksum of zero, which means none";
	if (!in->right || is == was)
		return NULL;
	want = residue_less(is % RESIDUE_OF, off_by(in, pkt));
	if (!want && has_no_zero(in->proto))
		want = 0xffff;
	return is == want ? NULL : "the wrong zero";
}

/* The device's work was done on the way: what is there sums up with the seed. */
static const char *judge_finished(const struct judge6 *j, const __u8 *pkt)
{
	const struct random6 *in = j->in;
	size_t at = in->csum_start + in->csum_offset;
	unsigned int seed = get16(in->pkt + at) % RESIDUE_OF;

	/* The seed that a pseudo-header with the new address makes as right as it was. */
	if (own_partial(in) && j->mode == MODE_ADJ_TRANSPORT && in->check)
		seed = (seed_off_by(in, in->pkt, seed) +
			random6_sum(in, pkt, pkt + DST_AT, in->len - in->l4, 0)) % RESIDUE_OF;
	if ((residue(pkt + in->csum_start, in->len - in->csum_start) + seed) % RESIDUE_OF)
		return "the device would not have written this checksum";
	if (own_partial(in) && in->right && follows(j) && off_by(in, pkt))
		return "a checksum finished on the way is wrong";
	return NULL;
}

static const char *judge_checksum(const struct judge6 *j, const struct got6 *got)
{
	const struct random6 *in = j->in;
	unsigned int was, is;

	if (in->partial && !got->partial) {
		const char *why = judge_finished(j, got->pkt);

		if (why || own_partial(in))
			return why;
	}
	if (!follows(j))
		return NULL;
	if (!own_partial(in))
		return in->partial && !got->partial ? NULL : judge_complete(in, got->pkt);
	was = seed_off_by(in, in->pkt, get16(in->pkt + in->check));
	is = seed_off_by(in, got->pkt, get16(got->pkt + in->check));
	if (was == is)
		return NULL;
	return was ? "a wrong pseudo-header sum changed" : "a right pseudo-header sum became wrong";
}

/* ---- all of it ----------------------------------------------------------------- */

static bool same_offload(const struct random6 *in, const struct got6 *got)
{
	return in->csum_start == got->csum_start && in->csum_offset == got->csum_offset &&
	       in->gso_size == got->gso_size;
}

/* A field that is judged by what it means and not by its bytes. */
static void excuse(__u8 *want, const struct got6 *got, size_t at)
{
	memcpy(want + at, got->pkt + at, 2);
}

const char *judge6_whole(const struct judge6 *j, const struct got6 *got)
{
	const struct random6 *in = j->in;
	__u8 want[RANDOM6_MAX];

	if (got->len != in->len)
		return "another length";
	judge6_expect(j, want);
	if (in->check && j->mode == MODE_ADJ_TRANSPORT)
		excuse(want, got, in->check);
	if (in->partial && !got->partial)
		excuse(want, got, in->csum_start + in->csum_offset);
	if (memcmp(want + DST_AT, got->pkt + DST_AT, 16))
		return "another destination";
	if (memcmp(want, got->pkt, in->len))
		return "another byte";
	if (got->partial && (!in->partial || !same_offload(in, got)))
		return "another offload";
	return judge_checksum(j, got);
}

/* What differs from part to part. */
static void expect_part(const struct judge6 *j, const struct got6 *got, __u8 *want)
{
	const struct random6 *in = j->in;
	bool last = j->done + in->gso_size >= in->len - in->l4 - in->l4_hlen;
	__u8 *h = want + in->l4;
	__u32 seq;

	memcpy(want, in->pkt, in->l4 + in->l4_hlen);
	want[HOPS_AT] -= j->hops;
	memcpy(want + DST_AT, j->dst, 16);
	put16(want + LEN_AT, got->len - IP6_HLEN);
	excuse(want, got, in->check);
	if (in->proto == IPPROTO_UDP) {
		put16(h + 4, got->len - in->l4);
		return;
	}
	memcpy(&seq, h + 4, sizeof(seq));
	seq = htonl(ntohl(seq) + j->done);
	memcpy(h + 4, &seq, sizeof(seq));
	if (!last)
		h[13] &= ~9;	/* FIN and PSH */
}

static const char *judge_part_checksum(const struct judge6 *j, const struct got6 *got)
{
	const struct random6 *in = j->in;
	const __u8 *dst = j->mode == MODE_NO_ACTION || j->fate == FATE_PLAIN ?
			  in->pkt + DST_AT : j->dst;
	size_t len = got->len - in->l4;

	if (!got->partial)
		return random6_sum(in, got->pkt, dst, len, len) ?
		       "a part with a wrong checksum" : NULL;
	if (got->csum_start != in->l4 || got->csum_start + got->csum_offset != in->check)
		return "a part with another offload";
	return get16(got->pkt + in->check) % RESIDUE_OF !=
	       random6_sum(in, got->pkt, dst, len, 0) ?
	       "a part with a wrong pseudo-header sum" : NULL;
}

const char *judge6_part(struct judge6 *j, const struct got6 *got)
{
	const struct random6 *in = j->in;
	size_t headers = in->l4 + in->l4_hlen, len;
	size_t left = in->len - headers - j->done;
	__u8 want[RANDOM6_MAX];

	len = left < in->gso_size ? left : in->gso_size;
	if (got->len != headers + len)
		return "a part of another length";
	expect_part(j, got, want);
	if (memcmp(want + DST_AT, got->pkt + DST_AT, 16))
		return "a part with another destination";
	if (memcmp(want, got->pkt, headers))
		return "a part with other headers";
	if (memcmp(in->pkt + headers + j->done, got->pkt + headers, len))
		return "a part with another payload";
	j->done += len;
	return judge_part_checksum(j, got);
}

bool judge6_complete(const struct judge6 *j)
{
	return j->done == j->in->len - j->in->l4 - j->in->l4_hlen;
}
