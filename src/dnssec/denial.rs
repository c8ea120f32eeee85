//! Names that NSEC and NSEC3 records match and cover.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use crate::name::Name;
#[cfg(feature = "alloc")]
use crate::rdata::Nsec3param;
use crate::rdata::{Nsec, Nsec3};

impl Nsec<'_> {
    /// Returns `true` if the record at `owner` is that of the name: the name exists, with the types
    /// of the bitmap ([RFC 4035 section 5.4]).
    ///
    /// [RFC 4035 section 5.4]: https://www.rfc-editor.org/rfc/rfc4035#section-5.4
    #[must_use]
    pub fn matches(&self, owner: Name<'_>, name: Name<'_>) -> bool {
        owner == name
    }

    /// Returns `true` if the name is between `owner` and the next name in canonical order, so that
    /// it does not exist ([RFC 4034 section 4.1.1]).
    ///
    /// The last record of a zone, whose next name is the apex, covers the names of the zone after
    /// it. Names below a delegation or DNAME record are covered too; whether the record is of the
    /// right zone is up to the caller.
    ///
    /// ```
    /// use dnswire::NameBuf;
    /// use dnswire::rdata::Nsec;
    /// use dnswire::TypeBitmapBuf;
    ///
    /// let [a, b, c]: [NameBuf; 3] = ["a.example.".parse()?, "b.example.".parse()?, "c.example.".parse()?];
    /// let types = TypeBitmapBuf::default();
    /// let nsec = Nsec { next_domain_name: c.as_name(), type_bit_maps: types.as_bitmap() };
    /// assert!(nsec.covers(a.as_name(), b.as_name()));
    /// assert!(!nsec.covers(a.as_name(), c.as_name()));
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    ///
    /// [RFC 4034 section 4.1.1]: https://www.rfc-editor.org/rfc/rfc4034#section-4.1.1
    #[must_use]
    pub fn covers(&self, owner: Name<'_>, name: Name<'_>) -> bool {
        let next = self.next_domain_name;
        owner < name && if owner < next { name < next } else { name.ends_with(next) }
    }
}

impl Nsec3<'_> {
    /// Returns `true` if the record at `owner` is that of the name with this hash.
    #[must_use]
    pub fn matches(&self, owner: Name<'_>, hash: &[u8]) -> bool {
        OwnerHash::of(owner).is_some_and(|own| own.as_octets() == hash)
    }

    /// Returns `true` if the hash is between that of `owner` and the next one, so that no name with
    /// this hash exists ([RFC 5155 section 8.3]).
    ///
    /// The last record of a zone, whose next hash is the first one, covers the hashes after its own
    /// and those before the first. A record of a zone with one hash covers all others.
    ///
    /// [RFC 5155 section 8.3]: https://www.rfc-editor.org/rfc/rfc5155#section-8.3
    #[must_use]
    pub fn covers(&self, owner: Name<'_>, hash: &[u8]) -> bool {
        let Some(own) = OwnerHash::of(owner) else { return false };
        let (own, next) = (own.as_octets(), self.next_hashed_owner_name);
        let (is_after, is_before) = (own < hash, hash < next);
        own.len() == hash.len()
            && if own < next { is_after && is_before } else { is_after || is_before }
    }

    /// The hash of a name with the salt and iterations of this record ([RFC 5155 section 5]).
    ///
    /// `digest` is the hash function: for algorithm 1, the only one, it is SHA-1. It is called once
    /// more than [`Nsec3::iterations`], so a caller refuses high numbers first ([RFC 9276]).
    ///
    /// [RFC 5155 section 5]: https://www.rfc-editor.org/rfc/rfc5155#section-5
    /// [RFC 9276]: https://www.rfc-editor.org/rfc/rfc9276
    #[cfg(feature = "alloc")]
    pub fn hash<D: AsRef<[u8]>>(&self, name: Name<'_>, digest: impl FnMut(&[u8]) -> D) -> D {
        hash(name, self.salt, self.iterations, digest)
    }
}

#[cfg(feature = "alloc")]
impl Nsec3param<'_> {
    /// The hash of a name with the salt and iterations of this record; see [`Nsec3::hash`].
    pub fn hash<D: AsRef<[u8]>>(&self, name: Name<'_>, digest: impl FnMut(&[u8]) -> D) -> D {
        hash(name, self.salt, self.iterations, digest)
    }
}

#[cfg(feature = "alloc")]
fn hash<D: AsRef<[u8]>>(
    name: Name<'_>,
    salt: &[u8],
    iterations: u16,
    mut digest: impl FnMut(&[u8]) -> D,
) -> D {
    let mut input: Vec<u8> = name.to_lowercase().as_octets().to_vec();
    input.extend_from_slice(salt);
    let mut hash = digest(&input);
    for _ in 0..iterations {
        input.clear();
        input.extend_from_slice(hash.as_ref());
        input.extend_from_slice(salt);
        hash = digest(&input);
    }
    hash
}

/// The hash in the first label of an owner, in base32hex ([RFC 5155 section 3.3]).
///
/// [RFC 5155 section 3.3]: https://www.rfc-editor.org/rfc/rfc5155#section-3.3
struct OwnerHash {
    octets: [u8; 40],
    len: usize,
}

impl OwnerHash {
    fn of(owner: Name<'_>) -> Option<Self> {
        let label = owner.labels().next()?.as_octets();
        let (mut hash, mut bits, mut count) = (OwnerHash { octets: [0; 40], len: 0 }, 0_u16, 0_u32);
        for digit in label {
            let value = match digit.to_ascii_lowercase() {
                digit @ b'0'..=b'9' => digit.wrapping_sub(b'0'),
                digit @ b'a'..=b'v' => digit.wrapping_sub(b'a' - 10),
                _ => return None,
            };
            bits = bits << 5 | u16::from(value);
            count = (count + 5) % 8;
            if count < 5 {
                let [_, octet] = bits.checked_shr(count)?.to_be_bytes();
                *hash.octets.get_mut(hash.len)? = octet;
                hash.len = hash.len.saturating_add(1);
            }
        }
        Some(hash)
    }

    fn as_octets(&self) -> &[u8] {
        self.octets.get(..self.len).unwrap_or_default()
    }
}
