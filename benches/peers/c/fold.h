/* One number from all that was decoded: the same as src/fold.rs makes of the same values. */

#ifndef FOLD_H
#define FOLD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { T_A_ = 1, T_NS_ = 2, T_CNAME_ = 5, T_SOA_ = 6, T_PTR_ = 12, T_MX_ = 15, T_TXT_ = 16,
       T_AAAA_ = 28, T_SRV_ = 33, T_NAPTR_ = 35, T_OPT_ = 41, T_DS_ = 43, T_RRSIG_ = 46,
       T_NSEC_ = 47, T_DNSKEY_ = 48, T_NSEC3_ = 50, T_TLSA_ = 52, T_HTTPS_ = 65, T_CAA_ = 257 };

static const uint64_t FOLD_NEW = 0x1F83D9ABFB41BD6B;

static inline uint16_t be16(const uint8_t *at) { return (uint16_t)(at[0] << 8 | at[1]); }

static inline uint32_t be32(const uint8_t *at)
{
	uint32_t word;
	memcpy(&word, at, sizeof word);
	return __builtin_bswap32(word);
}

static inline uint64_t be64(const uint8_t *at)
{
	uint64_t word;
	memcpy(&word, at, sizeof word);
	return __builtin_bswap64(word);
}

static inline void fold_number(uint64_t *fold, uint64_t number)
{
	*fold = ((*fold << 5 | *fold >> 59) ^ number) * 0x517CC1B727220A95;
}

/* All of up to 7 octets in one word, some of them twice. */
static inline uint64_t fold_tail(const uint8_t *octets, size_t len)
{
	if (len >= 4)
		return (uint64_t)be32(octets) << 32 | be32(octets + len - 4);
	if (len == 3)
		return (uint64_t)octets[0] << 16 | be16(octets + 1);
	return len == 2 ? be16(octets) : octets[0];
}

/* Eight octets with ASCII letters in lower case. */
static inline uint64_t fold_case(uint64_t word)
{
	const uint64_t each = 0x0101010101010101;
	uint64_t seven = word & (0x7F * each);
	uint64_t from_a = seven + (0x80 - 0x41) * each;
	uint64_t beyond_z = seven + (0x80 - 0x5B) * each;
	return word | (from_a & ~beyond_z & ~word & (0x80 * each)) >> 2;
}

/* The length, then eight octets at a time. */
static inline void fold_words(uint64_t *fold, const uint8_t *octets, size_t len, int is_lower)
{
	fold_number(fold, len);
	for (; len >= 8; octets += 8, len -= 8)
		fold_number(fold, is_lower ? fold_case(be64(octets)) : be64(octets));
	if (len > 0) {
		uint64_t tail = fold_tail(octets, len);
		fold_number(fold, is_lower ? fold_case(tail) : tail);
	}
}

static inline void fold_octets(uint64_t *fold, const uint8_t *octets, size_t len)
{
	fold_words(fold, octets, len, 0);
}

/* A name that is not compressed; returns what is behind it. */
static inline const uint8_t *fold_name(uint64_t *fold, const uint8_t *name, int is_lower)
{
	for (; *name != 0; name += 1 + *name)
		fold_words(fold, name + 1, *name, is_lower);
	fold_number(fold, 0);
	return name + 1;
}

/* The types in the bitmap of an NSEC or NSEC3 record. */
static inline int fold_bitmap(uint64_t *fold, const uint8_t *at, const uint8_t *end)
{
	while (at < end) {
		if (end - at < 2 || end - at < 2 + at[1])
			return -1;
		for (unsigned i = 0; i < at[1] * 8U; i++)
			if (at[2 + i / 8] & 0x80 >> i % 8)
				fold_number(fold, at[0] << 8 | i);
		at += 2 + at[1];
	}
	return 0;
}

/* The values of a SvcParam; those that no message of the benchmark has are refused. */
static inline int fold_param(uint64_t *fold, uint16_t key, const uint8_t *at, const uint8_t *end)
{
	switch (key) {
	case 1: /* alpn */
		for (; at < end; at += 1 + *at) {
			if (end - at < 1 + *at)
				return -1;
			fold_octets(fold, at + 1, *at);
		}
		return 0;
	case 4: /* ipv4hint */
		for (; end - at >= 4; at += 4)
			fold_number(fold, be32(at));
		return 0;
	case 5: /* ech */
		fold_octets(fold, at, (size_t)(end - at));
		return 0;
	case 6: /* ipv6hint */
		for (; end - at >= 16; at += 16)
			fold_octets(fold, at, 16);
		return 0;
	default:
		return -1;
	}
}

/* EDNS options or SvcParams: a code, a length and that many octets each. */
static inline int fold_pairs(uint64_t *fold, const uint8_t *at, const uint8_t *end, int is_svcb)
{
	while (at < end) {
		if (end - at < 4 || end - at < 4 + be16(at + 2))
			return -1;
		uint16_t code = be16(at), len = be16(at + 2);
		at += 4;
		fold_number(fold, code);
		if (!is_svcb)
			fold_octets(fold, at, len);
		else if (fold_param(fold, code, at, at + len) != 0)
			return -1;
		at += len;
	}
	return 0;
}

#endif
