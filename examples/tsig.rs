//! Signs a request and its response with TSIG, and verifies both.

use std::error::Error;

use dnswire::compose::InTransaction;
use dnswire::rdata::Tsig;
use dnswire::transfer::prior_mac;
use dnswire::{Builder, Class, Compression, Message, NameBuf, OptRecord, Rcode, Type};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

type Done = Result<(), Box<dyn Error>>;

/// The ID of the request and the response.
const ID: u16 = 7;
const SECRET: &[u8] = b"a secret of both sides";

/// Signs a message; the MAC of a response covers that of its request.
fn sign(mut message: Builder<'_, InTransaction>, request: Option<&[u8]>) -> Done {
    let (key, algorithm): (NameBuf, NameBuf) = ("key.".parse()?, Tsig::HMAC_SHA256.parse()?);
    let tsig = Tsig {
        algorithm_name: algorithm.as_name(),
        time_signed: 1_798_675_200, // now
        fudge: 300,
        mac: &[],
        original_id: ID,
        error: Rcode::NOERROR,
        other_data: &[],
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET)?;
    if let Some(request) = request {
        prior_mac(request, |octets| mac.update(octets));
    }
    tsig.digest_message(&key, message.as_octets(), |octets| mac.update(octets))?;
    message.push(&key, 0, Class::ANY, &Tsig { mac: &mac.finalize().into_bytes(), ..tsig });
    message.finish();
    Ok(())
}

/// Verifies a message, and returns its MAC.
fn verify<'a>(message: &Message<'a>, request: Option<&[u8]>) -> Result<&'a [u8], Box<dyn Error>> {
    let signature = message.tsig().ok_or("the message has no signature")??;
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET)?;
    if let Some(request) = request {
        prior_mac(request, |octets| mac.update(octets));
    }
    let signed = signature.signed_octets();
    mac.update(&signed.header);
    mac.update(signed.body);
    mac.update(signature.write_variables_to(&mut [0; 600])?);
    mac.verify_slice(signature.data().mac)?;
    Ok(signature.data().mac)
}

fn main() -> Done {
    let (mut request, mut response) = (Vec::new(), Vec::new());
    let (mut compression, name) = (Compression::new(), "example.".parse::<NameBuf>()?);
    let query = Builder::query(&mut request, &mut compression, ID, &name, Type::SOA, Class::IN)?;
    sign(query.transaction(), None)?;

    let request = Message::parse(&request)?;
    let mac = verify(&request, None)?;
    let mut compression = Compression::new();
    let opt = OptRecord::new(1232);
    let answer = Builder::response(&request, &mut response, &mut compression, 65535, opt)?;
    sign(answer.transaction(), Some(mac))?;
    verify(&Message::parse(&response)?, Some(mac))?;
    println!("both signatures are valid");
    Ok(())
}
