//! HIP: two values whose lengths stand before both of them.

use crate::compose::{Full, Output};
use crate::field::declare::{display, show_after, visit as visit_field};
use crate::field::{Base64, Field, FieldView, Fields, Hex, List, field_at};
use crate::findings::Rule;
use crate::name::{Follow, Name};
use crate::rdata::rules::{Broken, unless};
use crate::text::Text;
use crate::wire::{Parsed, Wire, array, take};

/// HIP: the identity of a host in the Host Identity Protocol ([RFC 8005 section 5]).
///
/// [RFC 8005 section 5]: https://www.rfc-editor.org/rfc/rfc8005#section-5
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hip<'a> {
    /// The format of the key, numbered as in IPSECKEY records.
    pub pk_algorithm: u8,
    /// The Host Identity Tag; 1 to 255 octets.
    pub hit: Hex<'a>,
    /// The Host Identity, which is a public key; 1 to 65535 octets.
    pub public_key: Base64<'a>,
    /// Servers that know where the host is, in order of preference; never compressed.
    pub rendezvous_servers: List<'a, Name<'a>>,
}

impl<'a> Fields<'a> for Hip<'a> {
    const NAMES: &'static [&'static str] =
        &["hit_length", "pk_algorithm", "pk_length", "hit", "public_key", "rendezvous_servers"];
    const HAS_RULES: bool = true;

    fn parse<F: Follow>(i: Wire<'a>, follow: &mut F) -> Parsed<'a, Self> {
        let (i, hit_length) = field_at::<u8, F>(i, follow, &mut (0..))?;
        let (i, pk_algorithm) = field_at::<u8, F>(i, follow, &mut (1..))?;
        let (i, pk_length) = field_at::<u16, F>(i, follow, &mut (2..))?;
        let hit = take(hit_length.into())(i);
        let (i, hit) = hit.map_err(|error| error.map(|fault| fault.in_field(3)))?;
        let key = take(pk_length.into())(i);
        let (i, key) = key.map_err(|error| error.map(|fault| fault.in_field(4)))?;
        let (i, rendezvous_servers) = field_at::<List<'a, Name<'a>>, F>(i, follow, &mut (5..))?;
        let (hit, public_key) = (Hex(hit), Base64(key));
        Ok((i, Hip { pk_algorithm, hit, public_key, rendezvous_servers }))
    }

    fn broken_rule(&self) -> Broken {
        unless(!self.hit.is_empty(), Rule::EmptyHostIdentity, 0)
            .or_else(|| unless(!self.public_key.is_empty(), Rule::EmptyHostIdentity, 2))
    }

    fn compose<O: Output>(&self, out: &mut O) -> Result<(), Full> {
        let hit_length = u8::try_from(self.hit.len()).map_err(|_| Full)?;
        let pk_length = u16::try_from(self.public_key.len()).map_err(|_| Full)?;
        out.octets(&[hit_length, self.pk_algorithm])?;
        pk_length.compose(out)?;
        self.hit.compose(out)?;
        self.public_key.compose(out)?;
        self.rendezvous_servers.compose(out)
    }

    fn show(&self, text: &mut Text<'_>) {
        text.number(self.pk_algorithm);
        show_after(&self.hit, text, &mut false);
        show_after(&self.public_key, text, &mut false);
        show_after(&self.rendezvous_servers, text, &mut false);
    }

    fn walk(i: Wire<'a>, visit: &mut impl FnMut(FieldView<'a>)) -> Parsed<'a, ()> {
        let (_, [hit_length, _, high, low]) = array(i)?;
        let pk_length = u16::from_be_bytes([high, low]);
        let (i, ()) = visit_field::<u8>("hit_length", i, visit)?;
        let (i, ()) = visit_field::<u8>("pk_algorithm", i, visit)?;
        let (i, ()) = visit_field::<u16>("pk_length", i, visit)?;
        let (j, hit) = take(hit_length.into())(i)?;
        visit(FieldView::new("hit", i, j, Hex(hit).value()));
        let (i, key) = take(pk_length.into())(j)?;
        visit(FieldView::new("public_key", j, i, Hex(key).value()));
        visit_field::<List<'a, Name<'a>>>("rendezvous_servers", i, visit)
    }
}

display! { Hip 'a <'a> }
