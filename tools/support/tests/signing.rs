//! The inputs of DNSSEC, checked with signatures and digests of RFCs.
#![allow(clippy::unwrap_used, clippy::panic, reason = "test code")]

use dnswire::dnssec::Rrset;
use dnswire::rdata::{Dnskey, Ds, Nsec3param, Rrsig};
use dnswire::{Class, Name, NameBuf, RdataBuf, RecordBuf, Type};
use sha1::{Digest, Sha1};
use sha2::Sha256;

fn record(text: &str) -> RecordBuf {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// RFC 8080 section 6.1: keys of Ed25519 and the signatures that they made.
const ED25519: [[&str; 4]; 2] = [
    [
        "example.com. 3600 IN DNSKEY 257 3 15 l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=",
        "example.com. 3600 IN DS 3613 15 2 \
         3aa5ab37efce57f737fc1627013fee07bdf241bd10f3b1964ab55c78e79a304b",
        "example.com. 3600 IN MX 10 mail.example.com.",
        "example.com. 3600 IN RRSIG MX 15 2 3600 1440021600 1438207200 3613 example.com. \
         oL9krJun7xfBOIWcGHi7mag5/hdZrKWw15jPGrHpjQeRAvTdszaPD+QLs3fx8A4M3e23mRZ9VrbpMngwcrqNAg==",
    ],
    [
        "example.com. 3600 IN DNSKEY 257 3 15 zPnZ/QwEe7S8C5SPz2OfS5RR40ATk2/rYnE9xHIEijs=",
        "example.com. 3600 IN DS 35217 15 2 \
         401781b934e392de492ec77ae2e15d70f6575a1c0bc59c5275c04ebe80c6614c",
        "example.com. 3600 IN MX 10 mail.example.com.",
        "example.com. 3600 IN RRSIG MX 15 2 3600 1440021600 1438207200 35217 example.com. \
         zXQ0bkYgQTEFyfLyi9QoiY6D8ZdYo4wyUhVioYZXFdT410QPRITQSqJSnzQoSm5poJ7gD7AQR0O7KuI5k2pcBg==",
    ],
];

#[test]
fn signatures_of_rfc_8080_are_valid_over_the_signed_octets() {
    use ed25519_dalek::{Signature, VerifyingKey};
    for [key, ds, data, signature] in ED25519.map(|texts| texts.map(record)) {
        let owner = key.owner();
        let key: Dnskey<'_> = key.data().unwrap().unwrap();
        let ds: Ds<'_> = ds.data().unwrap().unwrap();
        assert_eq!(Sha256::digest(key.ds_input(owner)).as_slice(), ds.digest);
        assert_eq!(key.key_tag(), ds.key_tag);

        let rrset = Rrset::new([data.as_record().unwrap(), signature.as_record().unwrap()]);
        let rrset = rrset.unwrap();
        let rrsig: Rrsig<'_> = rrset.signatures()[0].data().unwrap().unwrap();
        assert_eq!(rrsig.key_tag, key.key_tag());
        let octets = rrset.signed_octets(&rrsig).unwrap();
        let public = VerifyingKey::from_bytes(key.public_key.try_into().unwrap()).unwrap();
        let signature = Signature::from_slice(rrsig.signature).unwrap();
        public.verify_strict(&octets, &signature).unwrap();
        let other = rrset.signed_octets(&Rrsig { original_ttl: 3601, ..rrsig }).unwrap();
        public.verify_strict(&other, &signature).unwrap_err();
    }
}

#[test]
fn digests_of_rfc_4034_and_rfc_4509_are_those_of_the_input() {
    let key = record(
        "dskey.example.com. 86400 IN DNSKEY 256 3 5 ( AQOeiiR0GOMYkDshWoSKz9Xz \
         fwJr1AYtsmx3TGkJaNXVbfi/ 2pHm822aJ5iI9BMzNXxeYCmZ DRD99WYwYqUSdjMmmAphXdvx \
         egXd/M5+X7OrzKBaMbCVdFLU Uh6DhweJBjEVv5f2wwjM9Xzc nOf+EPbtG9DMBmADjFDc2w/r ljwvFw== )",
    );
    let input = key.data::<Dnskey<'_>>().unwrap().unwrap().ds_input(key.owner());
    assert_eq!(hex::encode_upper(Sha1::digest(&input)), "2BB183AF5F22588179A53B0A98631FAD1A292118");
    assert_eq!(
        hex::encode_upper(Sha256::digest(&input)),
        "D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A"
    );
}

#[test]
fn hashes_of_rfc_5155_are_those_of_the_names() {
    let rdata = RdataBuf::from_text(Type::NSEC3PARAM, Class::IN, "1 0 12 aabbccdd", Name::ROOT);
    let rdata = rdata.unwrap();
    let param: Nsec3param<'_> = rdata.data().unwrap();
    for (name, want) in [
        ("example", "0p9mhaveqvm6t7vbl5lop2u3t2rp3tom"),
        ("a.example", "35mthgpgcu1qg68fab165klnsnk3dpvl"),
        ("ai.example", "gjeqe526plbf1g8mklp59enfd789njgi"),
        ("NS1.example", "2t7b4g4vsa5smi47k61mv5bv1a22bojr"),
        ("*.w.example", "r53bq7cc2uvmubfu5ocmm6pers9tk9en"),
        ("x.w.example", "b4um86eghhds6nea196smvmlo4ors995"),
    ] {
        let asked: NameBuf = name.parse().unwrap();
        let hash = param.hash(asked.as_name(), |octets| Sha1::digest(octets));
        let nsec3 = record(&format!("{want}.example. 60 IN NSEC3 1 1 12 aabbccdd {want} A"));
        let data: dnswire::rdata::Nsec3<'_> = nsec3.data().unwrap().unwrap();
        assert!(data.matches(nsec3.owner(), &hash), "{name}");
        assert_eq!(data.next_hashed_owner_name, hash.as_slice(), "{name}");
    }
}
