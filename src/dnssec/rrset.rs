//! RRsets, and the octets that their signatures cover.

use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::error::Section;
use crate::layout::Form;
use crate::message::{Message, Record};
use crate::name::{Name, NameBuf};
use crate::rdata::{Dnskey, Ds, Rdata, Rrsig};
use crate::registry::{Class, Type};

/// The records of one owner, type and class, with the RRSIG records over them.
///
/// ```
/// use dnswire::dnssec::Rrset;
/// use dnswire::rdata::Rrsig;
/// use dnswire::RecordBuf;
///
/// let a: RecordBuf = "www.example. 60 IN A 192.0.2.1".parse()?;
/// let sig: RecordBuf =
///     "www.example. 60 IN RRSIG A 13 2 3600 20300101000000 20290101000000 1 example. AA==".parse()?;
/// let rrset = Rrset::new([a.as_record().unwrap()]).unwrap();
/// let Some(Ok(rrsig)) = sig.data::<Rrsig>() else { panic!() };
/// let octets = rrset.signed_octets(&rrsig).unwrap();
/// assert!(octets.ends_with(b"\x03www\x07example\0\0\x01\0\x01\0\0\x0e\x10\0\x04\xC0\0\x02\x01"));
/// # Ok::<(), dnswire::TextError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Rrset<'a> {
    first: Record<'a>,
    records: Vec<Record<'a>>,
    signatures: Vec<Record<'a>>,
}

impl<'a> Rrset<'a> {
    /// Collects records of one owner, type and class, and RRSIG records over that type.
    ///
    /// `None` without a record, and when a record belongs to another RRset.
    pub fn new(records: impl IntoIterator<Item = Record<'a>>) -> Option<Self> {
        let mut sets = group(records.into_iter());
        let set = sets.pop()?;
        sets.is_empty().then_some(set)
    }

    /// The owner.
    #[must_use]
    pub fn owner(&self) -> Name<'a> {
        self.first.owner()
    }

    /// The type of the records; without records, the type that the signatures cover.
    #[must_use]
    pub fn rtype(&self) -> Type {
        type_of(&self.first)
    }

    /// The class.
    #[must_use]
    pub fn class(&self) -> Class {
        self.first.class()
    }

    /// The records, in their order; none if the RRset has signatures only.
    #[must_use]
    pub fn records(&self) -> &[Record<'a>] {
        &self.records
    }

    /// The RRSIG records over the RRset, in their order.
    #[must_use]
    pub fn signatures(&self) -> &[Record<'a>] {
        &self.signatures
    }

    /// The octets that an RRSIG record covers ([RFC 4034 section 3.1.8.1]).
    ///
    /// These are its RDATA without the signature, then the records: with the owner that its labels
    /// field asks for (a wildcard that was expanded), the original TTL, RDATA in canonical form and
    /// order, and duplicates left out. The signature field of `rrsig` is not used, so a signer
    /// passes the values that it will publish.
    ///
    /// `None` for an RRSIG record over another type, and for one with more labels than the owner
    /// has ([RFC 4035 section 5.3.2]).
    ///
    /// [RFC 4034 section 3.1.8.1]: https://www.rfc-editor.org/rfc/rfc4034#section-3.1.8.1
    /// [RFC 4035 section 5.3.2]: https://www.rfc-editor.org/rfc/rfc4035#section-5.3.2
    #[must_use]
    pub fn signed_octets(&self, rrsig: &Rrsig<'_>) -> Option<Vec<u8>> {
        let owner = signed_owner(self.owner(), rrsig.labels)?;
        if rrsig.type_covered != self.rtype() {
            return None;
        }
        let mut all = Rdata::from(Rrsig { signature: &[], ..*rrsig }).to_octets(Form::Canonical);
        let canonical = |record: &Record<'_>| record.rdata().to_octets(Form::Canonical);
        let mut rdata: Vec<_> = self.records.iter().map(canonical).collect();
        rdata.sort_unstable();
        rdata.dedup();
        for octets in rdata {
            all.extend_from_slice(owner.as_octets());
            all.extend_from_slice(&self.rtype().0.to_be_bytes());
            all.extend_from_slice(&self.class().0.to_be_bytes());
            all.extend_from_slice(&rrsig.original_ttl.to_be_bytes());
            all.extend_from_slice(&u16::try_from(octets.len()).ok()?.to_be_bytes());
            all.extend_from_slice(&octets);
        }
        Some(all)
    }
}

/// The owner in canonical form; the wildcard that it was made from if it has more labels than the
/// signature counts.
fn signed_owner(owner: Name<'_>, labels: u8) -> Option<NameBuf> {
    let more = owner.label_count().checked_sub(labels.into())?;
    if more == 0 {
        return Some(owner.to_lowercase());
    }
    let mut suffix = owner;
    for _ in 0..more {
        suffix = suffix.parent()?;
    }
    Some(suffix.child("*").ok()?.to_lowercase())
}

/// The type of the RRset that a record belongs to: for RRSIG, the type that it covers.
fn type_of(record: &Record<'_>) -> Type {
    match (record.rtype(), record.rdata_octets()) {
        (Type::RRSIG, [high, low, ..]) => Type(u16::from_be_bytes([*high, *low])),
        (rtype, _) => rtype,
    }
}

/// Groups records by owner, type and class, in the order of their first records.
fn group<'a>(records: impl Iterator<Item = Record<'a>>) -> Vec<Rrset<'a>> {
    let (mut sets, mut places): (Vec<Rrset<'_>>, BTreeMap<_, usize>) = <_>::default();
    for record in records {
        let owner = record.owner().to_lowercase();
        let key = (owner.as_octets().to_vec(), type_of(&record), record.class());
        let place = *places.entry(key).or_insert(sets.len());
        if place == sets.len() {
            sets.push(Rrset { first: record, records: Vec::new(), signatures: Vec::new() });
        }
        if let Some(set) = sets.get_mut(place) {
            let is_signature = record.rtype() == Type::RRSIG;
            let list = if is_signature { &mut set.signatures } else { &mut set.records };
            list.push(record);
        }
    }
    sets
}

impl<'a> Message<'a> {
    /// The RRsets of a section, in the order of their first records, each with its RRSIG records.
    ///
    /// OPT, TSIG and SIG(0) records are left out. The work is that of sorting the records.
    ///
    /// ```
    /// use dnswire::{Message, Section, Type};
    /// # let octets = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/mx.bin"));
    ///
    /// let message = Message::parse(octets)?;
    /// let rrsets = message.rrsets(Section::Answer);
    /// assert_eq!((rrsets.len(), rrsets[0].rtype(), rrsets[0].records().len()), (1, Type::MX, 2));
    /// # Ok::<(), dnswire::Error>(())
    /// ```
    #[must_use]
    pub fn rrsets(&self, section: Section) -> Vec<Rrset<'a>> {
        let records = match section {
            Section::Question => return Vec::new(),
            Section::Answer => self.answers(),
            Section::Authority => self.authority(),
            Section::Additional => self.additional(),
        };
        group(records.filter(|record| !record.is_pseudo()))
    }
}

impl Dnskey<'_> {
    /// The octets that the digest of a DS record covers: the owner in canonical form, then the RDATA
    /// ([RFC 4034 section 5.1.4]).
    ///
    /// See [`Dnskey::digest`] for an example.
    ///
    /// [RFC 4034 section 5.1.4]: https://www.rfc-editor.org/rfc/rfc4034#section-5.1.4
    #[must_use]
    pub fn ds_input(&self, owner: Name<'_>) -> Vec<u8> {
        let mut octets = owner.to_lowercase().as_octets().to_vec();
        octets.extend(Rdata::from(*self).to_octets(Form::Canonical));
        octets
    }

    /// The digest of the key, for an owner and a hash function; a DS record has it.
    ///
    /// ```
    /// use dnswire::RecordBuf;
    /// use dnswire::rdata::{Dnskey, Ds};
    /// use sha2::{Digest, Sha256};
    ///
    /// let key: RecordBuf = "example. 300 DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4="
    ///     .parse()?;
    /// let dnskey: Dnskey = key.data().unwrap()?;
    /// let digest = dnskey.digest().of(key.owner(), |octets| Sha256::digest(octets));
    /// let ds = Ds {
    ///     key_tag: dnskey.key_tag(),
    ///     algorithm: dnskey.algorithm,
    ///     digest_type: 2.into(),
    ///     digest: &digest,
    /// };
    /// assert!(dnskey.digest().matches(&ds, key.owner(), |octets| Sha256::digest(octets)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn digest(&self) -> KeyDigest<'_> {
        KeyDigest(*self)
    }
}

/// The digest of a key; see [`Dnskey::digest`].
///
/// ```
/// use dnswire::{Name, rdata::Dnskey};
///
/// let dnskey = Dnskey { flags: 257, protocol: 3, algorithm: 15.into(), public_key: &[7] };
/// let octets = dnskey.digest().of(Name::ROOT, |octets| octets.to_vec());
/// assert_eq!(octets, [0, 1, 1, 3, 15, 7]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyDigest<'a>(Dnskey<'a>);

impl KeyDigest<'_> {
    /// The result of the hash function, which is called once, for the key of this owner.
    pub fn of<D>(&self, owner: Name<'_>, hash: impl FnOnce(&[u8]) -> D) -> D {
        hash(&self.0.ds_input(owner))
    }

    /// Returns `true` if the DS record is that of the key at this owner: key tag, algorithm and
    /// digest are equal.
    pub fn matches<D: AsRef<[u8]>>(
        &self,
        ds: &Ds<'_>,
        owner: Name<'_>,
        hash: impl FnOnce(&[u8]) -> D,
    ) -> bool {
        (ds.key_tag, ds.algorithm) == (self.0.key_tag(), self.0.algorithm)
            && self.of(owner, hash).as_ref() == ds.digest
    }
}
