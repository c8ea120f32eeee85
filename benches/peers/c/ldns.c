/* ldns: a packet is lists of records, each of them a list of fields; all of them are allocated. */

#include <ldns/ldns.h>

#include "fold.h"

int peer_ldns_mx(const uint8_t *wire, size_t len, uint64_t *sum)
{
	ldns_pkt *packet;
	if (ldns_wire2pkt(&packet, wire, len) != LDNS_STATUS_OK)
		return -1;
	const ldns_rr_list *answer = ldns_pkt_answer(packet);
	*sum = FOLD_NEW;
	for (size_t i = 0; i < ldns_rr_list_rr_count(answer); i++) {
		const ldns_rr *rr = ldns_rr_list_rr(answer, i);
		if (ldns_rr_get_type(rr) != LDNS_RR_TYPE_MX)
			continue;
		fold_number(sum, ldns_rdf2native_int16(ldns_rr_rdf(rr, 0)));
		fold_name(sum, ldns_rdf_data(ldns_rr_rdf(rr, 1)), 1);
	}
	ldns_pkt_free(packet);
	return 0;
}

static int fold_number_field(uint64_t *fold, const uint8_t *data, size_t len)
{
	switch (len) {
	case 1: fold_number(fold, data[0]); return 0;
	case 2: fold_number(fold, be16(data)); return 0;
	case 4: fold_number(fold, be32(data)); return 0;
	default: return -1;
	}
}

static int fold_field(uint64_t *fold, const ldns_rdf *field)
{
	const uint8_t *data = ldns_rdf_data(field);
	size_t len = ldns_rdf_size(field);
	switch (ldns_rdf_get_type(field)) {
	case LDNS_RDF_TYPE_DNAME:
		fold_name(fold, data, 0);
		return 0;
	case LDNS_RDF_TYPE_STR:
	case LDNS_RDF_TYPE_NSEC3_SALT:
	case LDNS_RDF_TYPE_NSEC3_NEXT_OWNER:
	case LDNS_RDF_TYPE_TAG:
		fold_octets(fold, data + 1, len - 1);
		return 0;
	case LDNS_RDF_TYPE_NSEC:
		return fold_bitmap(fold, data, data + len);
	case LDNS_RDF_TYPE_SVCPARAMS:
		return fold_pairs(fold, data, data + len, 1);
	case LDNS_RDF_TYPE_AAAA:
	case LDNS_RDF_TYPE_B64:
	case LDNS_RDF_TYPE_HEX:
	case LDNS_RDF_TYPE_LONG_STR:
	case LDNS_RDF_TYPE_UNKNOWN:
		fold_octets(fold, data, len);
		return 0;
	default:
		return fold_number_field(fold, data, len);
	}
}

static int fold_record(uint64_t *fold, const ldns_rr *rr)
{
	*fold = FOLD_NEW;
	fold_name(fold, ldns_rdf_data(ldns_rr_owner(rr)), 0);
	fold_number(fold, ldns_rr_get_type(rr));
	fold_number(fold, ldns_rr_get_class(rr));
	if (ldns_rr_is_question(rr))
		return 0;
	fold_number(fold, ldns_rr_ttl(rr));
	for (size_t i = 0; i < ldns_rr_rd_count(rr); i++)
		if (fold_field(fold, ldns_rr_rdf(rr, i)) != 0)
			return -1;
	return 0;
}

static int add_list(uint64_t *sum, const ldns_rr_list *list)
{
	for (size_t i = 0; i < ldns_rr_list_rr_count(list); i++) {
		uint64_t fold;
		if (fold_record(&fold, ldns_rr_list_rr(list, i)) != 0)
			return -1;
		*sum += fold;
	}
	return 0;
}

/* The OPT record, which the packet has as fields of its own. */
static int add_edns(uint64_t *sum, const ldns_pkt *packet)
{
	uint64_t fold = FOLD_NEW;
	const ldns_rdf *options = ldns_pkt_edns_data(packet);
	if (!packet->_edns_present)
		return 0;
	fold_number(&fold, 0); /* the owner: the root */
	fold_number(&fold, LDNS_RR_TYPE_OPT);
	fold_number(&fold, ldns_pkt_edns_udp_size(packet));
	fold_number(&fold, (uint32_t)ldns_pkt_edns_extended_rcode(packet) << 24
	                   | (uint32_t)ldns_pkt_edns_version(packet) << 16
	                   | ldns_pkt_edns_z(packet));
	if (options != NULL) {
		const uint8_t *data = ldns_rdf_data(options);
		if (fold_pairs(&fold, data, data + ldns_rdf_size(options), 0) != 0)
			return -1;
	}
	*sum += fold;
	return 0;
}

int peer_ldns_decode(const uint8_t *wire, size_t len, uint64_t *sum)
{
	uint64_t fold = FOLD_NEW;
	ldns_pkt *packet;
	if (ldns_wire2pkt(&packet, wire, len) != LDNS_STATUS_OK)
		return -1;
	fold_number(&fold, ldns_pkt_id(packet));
	fold_number(&fold, (uint64_t)ldns_pkt_get_rcode(packet));
	*sum = fold;
	int is_bad = add_list(sum, ldns_pkt_question(packet)) != 0
	             || add_list(sum, ldns_pkt_answer(packet)) != 0
	             || add_list(sum, ldns_pkt_authority(packet)) != 0
	             || add_list(sum, ldns_pkt_additional(packet)) != 0
	             || add_edns(sum, packet) != 0;
	ldns_pkt_free(packet);
	return is_bad ? -1 : 0;
}

static int print_list(ldns_buffer *out, const ldns_rr_list *list)
{
	for (size_t i = 0; i < ldns_rr_list_rr_count(list); i++)
		if (ldns_rr2buffer_str(out, ldns_rr_list_rr(list, i)) != LDNS_STATUS_OK)
			return -1;
	return 0;
}

int peer_ldns_print(const uint8_t *wire, size_t len, uint64_t *written)
{
	static ldns_buffer *kept;
	ldns_pkt *packet;
	if (kept == NULL && (kept = ldns_buffer_new(1 << 16)) == NULL)
		return -1;
	if (ldns_wire2pkt(&packet, wire, len) != LDNS_STATUS_OK)
		return -1;
	ldns_buffer_clear(kept);
	int is_bad = print_list(kept, ldns_pkt_answer(packet)) != 0
	             || print_list(kept, ldns_pkt_authority(packet)) != 0
	             || print_list(kept, ldns_pkt_additional(packet)) != 0;
	*written = ldns_buffer_position(kept);
	ldns_pkt_free(packet);
	return is_bad ? -1 : 0;
}
