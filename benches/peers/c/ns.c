/* The ns_* functions of glibc: owners come as text, RDATA as octets of the message. */

#define _GNU_SOURCE /* strchrnul */

#include <arpa/nameser.h>
#include <resolv.h>

#include "rdata.h"

int peer_ns_skip(const uint8_t *wire, size_t len, uint64_t *position)
{
	ns_msg message;
	if (ns_initparse(wire, (int)len, &message) != 0)
		return -1;
	const uint8_t *end = message._sections[ns_s_ns];
	if (end == NULL)
		end = message._sections[ns_s_ar];
	*position = (uint64_t)((end == NULL ? wire + len : end) - wire);
	return 0;
}

/* Folds a name in the message. */
static inline const uint8_t *wire_name(uint64_t *fold, const uint8_t *at, const uint8_t *end,
                                       const void *message, int is_lower)
{
	uint8_t name[NS_MAXCDNAME];
	const uint8_t *start = ns_msg_base(*(const ns_msg *)message);
	int len = ns_name_unpack(start, ns_msg_end(*(const ns_msg *)message), at, name, sizeof name);
	if (len < 0 || len > end - at)
		return NULL;
	fold_name(fold, name, is_lower);
	return at + len;
}

static const uint8_t *rdata_name(uint64_t *fold, const uint8_t *at, const uint8_t *end,
                                 const void *message)
{
	return wire_name(fold, at, end, message, 0);
}

int peer_ns_mx(const uint8_t *wire, size_t len, uint64_t *sum)
{
	ns_msg message;
	ns_rr record;
	if (ns_initparse(wire, (int)len, &message) != 0)
		return -1;
	*sum = FOLD_NEW;
	for (int i = 0; i < ns_msg_count(message, ns_s_an); i++) {
		if (ns_parserr(&message, ns_s_an, i, &record) != 0)
			return -1;
		if (ns_rr_type(record) != ns_t_mx)
			continue;
		const uint8_t *at = ns_rr_rdata(record), *end = at + ns_rr_rdlen(record);
		if (end - at < 2)
			return -1;
		fold_number(sum, ns_get16(at));
		if (wire_name(sum, at + 2, end, &message, 1) == NULL)
			return -1;
	}
	return 0;
}

/* Folds a name in text; what is escaped goes the long way. */
static int text_name(uint64_t *fold, const char *text)
{
	uint8_t name[NS_MAXCDNAME];
	if (strchr(text, '\\') != NULL) {
		if (ns_name_pton(text, name, sizeof name) < 0)
			return -1;
		fold_name(fold, name, 0);
		return 0;
	}
	while (*text != 0 && *text != '.') {
		const char *dot = strchrnul(text, '.');
		fold_octets(fold, (const uint8_t *)text, (size_t)(dot - text));
		text = *dot == 0 ? dot : dot + 1;
	}
	fold_number(fold, 0);
	return 0;
}

static int fold_entry(uint64_t *fold, ns_msg *message, ns_sect section, ns_rr *entry)
{
	*fold = FOLD_NEW;
	if (text_name(fold, ns_rr_name(*entry)) != 0)
		return -1;
	fold_number(fold, ns_rr_type(*entry));
	fold_number(fold, ns_rr_class(*entry));
	if (section == ns_s_qd)
		return 0;
	fold_number(fold, ns_rr_ttl(*entry));
	return fold_rdata(fold, ns_rr_type(*entry), ns_rr_rdata(*entry), ns_rr_rdlen(*entry),
	                  rdata_name, message);
}

int peer_ns_decode(const uint8_t *wire, size_t len, uint64_t *sum)
{
	ns_msg message;
	ns_rr entry;
	uint64_t fold = FOLD_NEW;
	if (ns_initparse(wire, (int)len, &message) != 0)
		return -1;
	fold_number(&fold, ns_msg_id(message));
	fold_number(&fold, (uint64_t)ns_msg_getflag(message, ns_f_rcode));
	*sum = fold;
	for (int section = ns_s_qd; section < ns_s_max; section++) {
		for (int i = 0; i < ns_msg_count(message, section); i++) {
			if (ns_parserr(&message, section, i, &entry) != 0
			    || fold_entry(&fold, &message, section, &entry) != 0)
				return -1;
			*sum += fold;
		}
	}
	return 0;
}

int peer_ns_print(const uint8_t *wire, size_t len, uint64_t *written)
{
	static char kept[1 << 22];
	ns_msg message;
	ns_rr record;
	if (ns_initparse(wire, (int)len, &message) != 0)
		return -1;
	*written = 0;
	for (int section = ns_s_an; section < ns_s_max; section++) {
		for (int i = 0; i < ns_msg_count(message, section); i++) {
			if (ns_parserr(&message, section, i, &record) != 0)
				return -1;
			int count = ns_sprintrr(&message, &record, NULL, NULL, kept + *written,
			                        sizeof kept - *written - 1);
			if (count < 0)
				return -1;
			*written += (size_t)count;
			kept[(*written)++] = '\n';
		}
	}
	return 0;
}
