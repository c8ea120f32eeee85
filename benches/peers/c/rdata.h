/* Folds RDATA that a library leaves as octets, field by field. */

#ifndef RDATA_H
#define RDATA_H

#include "fold.h"

/* Folds the name at `at`, which ends before `end`; returns what is behind it, or NULL. */
typedef const uint8_t *(*fold_name_fn)(uint64_t *fold, const uint8_t *at, const uint8_t *end,
                                       const void *message);

/* The fields of a type: a digit is a number of so many octets, n a name, x the octets of AAAA,
 * s a string, S strings, r the rest, b a bitmap of types, v SvcParams, o options. */
static inline const char *rdata_fields(uint16_t rtype)
{
	switch (rtype) {
	case T_A_: return "4";
	case T_NS_: case T_CNAME_: case T_PTR_: return "n";
	case T_SOA_: return "nn44444";
	case T_MX_: return "2n";
	case T_TXT_: return "S";
	case T_AAAA_: return "x";
	case T_SRV_: return "222n";
	case T_NAPTR_: return "22sssn";
	case T_OPT_: return "o";
	case T_DS_: case T_DNSKEY_: return "211r";
	case T_RRSIG_: return "2114442nr";
	case T_NSEC_: return "nb";
	case T_NSEC3_: return "112ssb";
	case T_TLSA_: return "111r";
	case T_HTTPS_: return "2nv";
	case T_CAA_: return "1sr";
	default: return NULL;
	}
}

/* Folds a string; returns what is behind it, or NULL. */
static inline const uint8_t *fold_string(uint64_t *fold, const uint8_t *at, const uint8_t *end)
{
	if (at == end || end - at < 1 + *at)
		return NULL;
	fold_octets(fold, at + 1, *at);
	return at + 1 + *at;
}

/* Folds a number of `len` octets; returns what is behind it, or NULL. */
static inline const uint8_t *fold_digits(uint64_t *fold, const uint8_t *at, const uint8_t *end,
                                         int len)
{
	if (end - at < len)
		return NULL;
	fold_number(fold, len == 4 ? be32(at) : len == 2 ? be16(at) : *at);
	return at + len;
}

/* Folds what has no end of its own. */
static inline int fold_rest(uint64_t *fold, const uint8_t *at, const uint8_t *end, char field)
{
	switch (field) {
	case 'r': case 'x':
		fold_octets(fold, at, (size_t)(end - at));
		return 0;
	case 'b':
		return fold_bitmap(fold, at, end);
	case 'S':
		while (at != end)
			if ((at = fold_string(fold, at, end)) == NULL)
				return -1;
		return 0;
	default:
		return fold_pairs(fold, at, end, field == 'v');
	}
}

static inline __attribute__((always_inline)) int fold_rdata(uint64_t *fold, uint16_t rtype,
	const uint8_t *at, size_t len, fold_name_fn name, const void *message)
{
	const uint8_t *end = at + len;
	const char *field = rdata_fields(rtype);
	if (field == NULL)
		return -1;
	for (; *field != 0; field++) {
		if (*field >= '1' && *field <= '4')
			at = fold_digits(fold, at, end, *field - '0');
		else if (*field == 'n')
			at = name(fold, at, end, message);
		else if (*field == 's')
			at = fold_string(fold, at, end);
		else
			return fold_rest(fold, at, end, *field);
		if (at == NULL)
			return -1;
	}
	return 0;
}

#endif
