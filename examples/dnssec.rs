//! Signs an RRset, verifies it with the key that a DS record names, and prints the DS record.

use std::error::Error;

use dnswire::rdata::{Dnskey, Ds, Rrsig};
use dnswire::registry::{Algorithm, DigestType};
use dnswire::{Builder, Class, Compression, Message, NameBuf, RecordBuf, Section, Type};
use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use sha2::{Digest, Sha256};

fn main() -> Result<(), Box<dyn Error>> {
    let secret = SigningKey::from_bytes(&[7; 32]);
    let public = secret.verifying_key().to_bytes();
    let zone: NameBuf = "example.".parse()?;
    let dnskey =
        Dnskey { flags: 257, protocol: 3, algorithm: Algorithm::ED25519, public_key: &public };

    // An answer with an RRset and its signature.
    let mut rrsig = Rrsig {
        type_covered: Type::A,
        algorithm: Algorithm::ED25519,
        labels: 2,
        original_ttl: 300,
        signature_expiration: "20270101000000".parse()?,
        signature_inception: "20261201000000".parse()?,
        key_tag: dnskey.key_tag(),
        signers_name: zone.as_name(),
        signature: &[],
    };
    let record: RecordBuf = "www.example. 300 A 192.0.2.1".parse()?;
    let (mut octets, mut compression) = (Vec::new(), Compression::new());
    let mut builder = Builder::new(&mut octets, &mut compression)?.answer();
    builder.push_record(&record);
    let rrset = dnswire::dnssec::Rrset::new(record.as_record()).ok_or("no RRset")?;
    let covered = rrset.signed_octets(&rrsig).ok_or("the signature is not for this RRset")?;
    let signature = secret.sign(&covered).to_bytes();
    rrsig.signature = &signature;
    builder.push(record.owner(), 300, Class::IN, &rrsig);

    // The other side.
    let message = Message::parse(builder.finish())?;
    for rrset in message.rrsets(Section::Answer) {
        for record in rrset.signatures() {
            let rrsig = record.data::<Rrsig>().ok_or("no RRSIG")??;
            let covered =
                rrset.signed_octets(&rrsig).ok_or("the signature is for another RRset")?;
            let key = VerifyingKey::from_bytes(dnskey.public_key.try_into()?)?;
            key.verify(&covered, &Signature::from_slice(rrsig.signature)?)?;
            println!("{} {} is signed by key {}", rrset.owner(), rrset.rtype(), rrsig.key_tag);
        }
    }
    let (digest_type, digest) = (DigestType(2), Sha256::digest(dnskey.ds_input(zone.as_name())));
    let (key_tag, algorithm) = (dnskey.key_tag(), dnskey.algorithm);
    println!("{zone} DS {}", Ds { key_tag, algorithm, digest_type, digest: &digest });
    Ok(())
}
