/* libknot: a packet holds one set for each record, its RDATA as octets with names uncompressed. */

#include <libknot/libknot.h>

#include "rdata.h"

/* Memory that is taken back when the message is done, as knotd has it; malloc would cost more. */
static _Alignas(16) uint8_t arena[1 << 22];
static size_t arena_used;

static void *arena_alloc(void *ctx, size_t len)
{
	(void)ctx;
	len = (len + 15) & ~(size_t)15;
	if (sizeof arena - arena_used < len)
		return NULL;
	void *at = arena + arena_used;
	arena_used += len;
	return at;
}

static void arena_free(void *at)
{
	(void)at;
}

/* A whole packet; letters keep their case. */
static knot_pkt_t *parse(const uint8_t *wire, size_t len)
{
	knot_mm_t mm = { .ctx = NULL, .alloc = arena_alloc, .free = arena_free };
	arena_used = 0;
	knot_pkt_t *pkt = knot_pkt_new((uint8_t *)wire, (uint16_t)len, &mm);
	if (pkt == NULL || knot_pkt_parse(pkt, KNOT_PF_NOCANON) != KNOT_EOK)
		return NULL;
	return pkt;
}

static const uint8_t *plain_name(uint64_t *fold, const uint8_t *at, const uint8_t *end,
                                 const void *message)
{
	(void)message;
	at = fold_name(fold, at, 0);
	return at <= end ? at : NULL;
}

int peer_knot_mx(const uint8_t *wire, size_t len, uint64_t *sum)
{
	knot_pkt_t *pkt = parse(wire, len);
	if (pkt == NULL)
		return -1;
	const knot_pktsection_t *answer = knot_pkt_section(pkt, KNOT_ANSWER);
	*sum = FOLD_NEW;
	for (uint16_t i = 0; i < answer->count; i++) {
		const knot_rrset_t *rr = knot_pkt_rr(answer, i);
		if (rr->type != KNOT_RRTYPE_MX)
			continue;
		fold_number(sum, be16(rr->rrs.rdata->data));
		fold_name(sum, knot_mx_name(rr->rrs.rdata), 1);
	}
	knot_pkt_free(pkt);
	return 0;
}

static int fold_record(uint64_t *fold, const knot_rrset_t *rr)
{
	*fold = FOLD_NEW;
	fold_name(fold, rr->owner, 0);
	fold_number(fold, rr->type);
	fold_number(fold, rr->rclass);
	fold_number(fold, rr->ttl);
	return fold_rdata(fold, rr->type, rr->rrs.rdata->data, rr->rrs.rdata->len, plain_name, NULL);
}

int peer_knot_decode(const uint8_t *wire, size_t len, uint64_t *sum)
{
	uint64_t fold = FOLD_NEW;
	knot_pkt_t *pkt = parse(wire, len);
	if (pkt == NULL)
		return -1;
	fold_number(&fold, knot_wire_get_id(pkt->wire));
	fold_number(&fold, knot_wire_get_rcode(pkt->wire));
	*sum = fold;
	if (knot_wire_get_qdcount(pkt->wire) > 0) {
		fold = FOLD_NEW;
		fold_name(&fold, knot_pkt_wire_qname(pkt), 0);
		fold_number(&fold, knot_pkt_qtype(pkt));
		fold_number(&fold, knot_pkt_qclass(pkt));
		*sum += fold;
	}
	for (uint16_t i = 0; i < pkt->rrset_count; i++) {
		if (fold_record(&fold, &pkt->rr[i]) != 0)
			return -1;
		*sum += fold;
	}
	knot_pkt_free(pkt);
	return 0;
}

static int print_record(const knot_rrset_t *rr, char *out, size_t room)
{
	const knot_dump_style_t *style = &KNOT_DUMP_STYLE_DEFAULT;
	int head = knot_rrset_txt_dump_header(rr, rr->ttl, out, room, style);
	if (head < 0)
		return -1;
	int data = knot_rrset_txt_dump_data(rr, 0, out + head, room - (size_t)head, style);
	return data < 0 ? -1 : head + data;
}

int peer_knot_print(const uint8_t *wire, size_t len, uint64_t *written)
{
	static char kept[1 << 22];
	knot_pkt_t *pkt = parse(wire, len);
	if (pkt == NULL)
		return -1;
	*written = 0;
	for (uint16_t i = 0; i < pkt->rrset_count; i++) {
		int count = print_record(&pkt->rr[i], kept + *written, sizeof kept - *written - 1);
		if (count < 0)
			return -1;
		*written += (size_t)count;
		kept[(*written)++] = '\n';
	}
	knot_pkt_free(pkt);
	return 0;
}
