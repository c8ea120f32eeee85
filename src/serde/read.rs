//! Octets of RDATA, options and parameters from the parts of JSON, by the layout.

use core::net::{IpAddr, Ipv6Addr};
use core::str::FromStr;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::node::{Members, Node, missing, wrong};
use super::show::{is_hidden, prefix};
use crate::layout::{self, Code, Field, Kind, Layout, Other, Text, number_len};
use crate::name::{Name, Pointers};
use crate::owned::RdataBuf;
use crate::rdata::{OwnCode, OwnTypes};
use crate::registry::{Class, SvcParamKey, Type};
use crate::scan::{self, Digits, Form, Out, Scan, Token, Tokens};
use crate::wire::Wire;

/// RDATA from a map of its fields, or from text in presentation format.
pub(super) fn rdata(
    rtype: Type,
    class: Class,
    node: Node,
    own: OwnTypes,
) -> Result<RdataBuf, String> {
    let text = match node {
        Node::Text(text) => text,
        node => {
            let layout = own.layout_of(rtype, class).ok_or_else(|| wrong("data"))?;
            let octets = data(layout, (rtype, own), Members::of(node)?)?;
            let read = RdataBuf::from_octets(rtype, class, &octets).map_err(|e| e.to_string())?;
            // The layout of a type of the user's own is not known to `RdataBuf`.
            fits(layout, &octets, "data")?;
            return Ok(read);
        }
    };
    let read = RdataBuf::from_text_with(rtype, class, &text, Name::ROOT, own);
    read.map_err(|error| error.to_string())
}

/// Checks that octets have the form of a layout.
fn fits(layout: &Layout, octets: &[u8], name: &str) -> Result<(), String> {
    let checked = layout::check(layout, Wire::new(octets), &mut Pointers::refuse());
    checked.map_err(|_| wrong(name))
}

/// The octets of all fields.
fn data(
    layout: &Layout,
    (rtype, own): (Type, OwnTypes),
    mut members: Members,
) -> Result<Vec<u8>, String> {
    let mut octets = Vec::new();
    let mut fields = Fields { rtype, own, out: &mut octets };
    let mut left = layout.fields.iter();
    if let (Other::FirstNotZero(other, _), Some(first)) = (layout.other, layout.fields.first()) {
        fields.member(first, &mut members)?;
        let is_other = fields.out.first().is_some_and(|first| *first != 0);
        left = if is_other { other.iter() } else { left };
        left.next();
    }
    left.try_for_each(|field| fields.member(field, &mut members))?;
    members.end()?;
    Ok(octets)
}

/// Appends the octets of fields.
struct Fields<'o> {
    rtype: Type,
    own: OwnTypes,
    out: &'o mut Vec<u8>,
}

impl Fields<'_> {
    fn member(&mut self, field: &Field, members: &mut Members) -> Result<(), String> {
        match field.kind {
            kind if is_hidden(kind) => {
                match kind {
                    Kind::Magic(octets) => self.out.extend_from_slice(octets),
                    kind => self.out.resize(self.out.len() + number_len(kind), 0),
                }
                Ok(())
            }
            kind => {
                let node = members.take(field.name);
                let node = match (node, kind) {
                    (None, Kind::Optional(_) | Kind::Gateway | Kind::Relay | Kind::A6Name) => {
                        Node::Null
                    }
                    (node, _) => node.ok_or_else(|| missing(field.name))?,
                };
                self.field(field, kind, &node)
            }
        }
    }

    fn field(&mut self, field: &Field, kind: Kind, node: &Node) -> Result<(), String> {
        let misfit = || wrong(field.name);
        match (kind, node) {
            (Kind::Optional(_) | Kind::A6Name | Kind::FamilyAddress, Node::Null) => Ok(()),
            (Kind::Optional(kind), node) => self.field(field, *kind, node),
            (Kind::TopBit, node) => {
                self.out.push(u8::from(matches!(node, Node::Bool(true) | Node::Number(1))) << 7);
                Ok(())
            }
            (Kind::LowBits, Node::Number(number @ 0..=0x7F)) => {
                let last = self.out.last_mut().ok_or_else(misfit)?;
                *last |= u8::try_from(*number).unwrap_or(0);
                Ok(())
            }
            (Kind::Gateway | Kind::Relay, node) => self.gateway(field, node),
            (Kind::Params, Node::Map(params)) => self.coded(self.own.params(), params.iter()),
            (Kind::Options, Node::List(options)) => {
                let maps = options.iter().map(|option| match option {
                    Node::Map(entries) => entries.first().filter(|_| entries.len() == 1),
                    _ => None,
                });
                let entries: Option<Vec<_>> = maps.collect();
                self.coded(self.own.options(), entries.ok_or_else(misfit)?)
            }
            (kind, Node::List(items)) => self.list(field, kind, items),
            (kind, Node::Number(number)) if has_number(kind) => {
                let octets = number.to_be_bytes();
                let high = octets.len().saturating_sub(number_len(kind));
                let (high, low) = octets.split_at_checked(high).ok_or_else(misfit)?;
                self.out.extend_from_slice(low);
                if high.iter().all(|octet| *octet == 0) { Ok(()) } else { Err(misfit()) }
            }
            (kind, Node::Text(text)) => self.text(field, kind, text),
            _ => Err(misfit()),
        }
    }

    /// Appends the octets of a string.
    fn text(&mut self, field: &Field, kind: Kind, text: &str) -> Result<(), String> {
        let misfit = || wrong(field.name);
        let first = self.out.first().copied().unwrap_or(0);
        match kind {
            Kind::Rest(form) => self.octets(field, form, text),
            Kind::Counted8(form) => {
                self.counted(field, 1, |fields| fields.octets(field, form, text))
            }
            Kind::Counted16(form) => {
                self.counted(field, 2, |fields| fields.octets(field, form, text))
            }
            Kind::CountedAt8(at, form) => self.counted_at(field, at, 1, form, text),
            Kind::CountedAt16(at, form) => self.counted_at(field, at, 2, form, text),
            Kind::ServerCookie | Kind::ZoneVersion | Kind::UmbrellaFields => {
                self.octets(field, Text::Hex, text)
            }
            Kind::Ech => self.octets(field, Text::Base64, text),
            Kind::Utf8 => {
                self.out.extend_from_slice(text.as_bytes());
                Ok(())
            }
            Kind::Name | Kind::A6Name => {
                let token = Token { raw: text.as_bytes(), is_quoted: false, at: 0 };
                let read = scan::name(&token, Some(&[0]), &mut Out::vec(self.out));
                read.map_err(|failure| format!("{}: {}", field.name, failure.kind))
            }
            Kind::A6Suffix => {
                let address = text.parse::<Ipv6Addr>().map_err(|_| misfit())?.octets();
                self.out
                    .extend_from_slice(address.get(usize::from(first / 8)..).unwrap_or_default());
                Ok(())
            }
            Kind::FamilyAddress => {
                let len = self.out.get(2).map_or(0, |prefix| usize::from(prefix.div_ceil(8)));
                let octets = match text.parse().map_err(|_| misfit())? {
                    IpAddr::V4(address) => address.octets().get(..len).map(<[u8]>::to_vec),
                    IpAddr::V6(address) => address.octets().get(..len).map(<[u8]>::to_vec),
                };
                self.out.extend(octets.ok_or_else(misfit)?);
                Ok(())
            }
            kind if is_word(kind) => self.words(field, kind, text),
            _ => Err(misfit()),
        }
    }

    /// Reads words in presentation format.
    fn words(&mut self, field: &Field, kind: Kind, words: &str) -> Result<(), String> {
        let field = Field { name: field.name, kind, checks: &[] };
        let tokens = Tokens::new(words.as_bytes());
        let mut out = Out::vec(self.out);
        let (rtype, own) = (self.rtype, self.own);
        let mut scan = Scan { tokens, out: &mut out, origin: Some(&[0]), rtype, own };
        match scan.field(&field).and_then(|()| scan.tokens.is_at_end()) {
            Ok(true) => Ok(()),
            Ok(false) => Err(wrong(field.name)),
            Err(failure) => Err(format!("{}: {}", field.name, failure.kind)),
        }
    }

    fn octets(&mut self, field: &Field, form: Text, text: &str) -> Result<(), String> {
        let mut out = Out::vec(self.out);
        let digits = match form {
            Text::Quoted | Text::QuotedOrNothing | Text::Bare => None,
            Text::Base64 | Text::Base64OrDash | Text::SizedBase64 => Some(Form::Base64),
            Text::Base32hex => Some(Form::Base32hex),
            _ => Some(Form::Hex),
        };
        let read = match digits.map(Digits::new) {
            None => scan::octets(scan::Octets::new(text.as_bytes(), 0), &mut out),
            Some(mut digits) => {
                let read = digits.read_raw(text.as_bytes(), 0, &mut out);
                read.and_then(|()| digits.finish(0))
            }
        };
        read.map_err(|failure| format!("{}: {}", field.name, failure.kind))
    }

    /// Appends a length of `len` octets, then the octets that `write` appends.
    fn counted(
        &mut self,
        field: &Field,
        len: usize,
        write: impl FnOnce(&mut Self) -> Result<(), String>,
    ) -> Result<(), String> {
        let start = self.out.len();
        self.out.resize(start + len, 0);
        write(self)?;
        self.set_length(field, start, len, self.out.len() - start - len)
    }

    fn counted_at(
        &mut self,
        field: &Field,
        at: u8,
        len: usize,
        form: Text,
        text: &str,
    ) -> Result<(), String> {
        let start = self.out.len();
        self.octets(field, form, text)?;
        self.set_length(field, at.into(), len, self.out.len() - start)
    }

    /// Sets the `len` octets at `at` to a number of octets.
    fn set_length(
        &mut self,
        field: &Field,
        at: usize,
        len: usize,
        count: usize,
    ) -> Result<(), String> {
        let octets = count.to_be_bytes();
        let (high, low) =
            octets.split_at_checked(octets.len().saturating_sub(len)).unwrap_or_default();
        if high.iter().any(|octet| *octet != 0) {
            return Err(wrong(field.name));
        }
        let places = self.out.iter_mut().skip(at);
        places.zip(low).for_each(|(place, octet)| *place = *octet);
        Ok(())
    }

    /// Appends the address, name or octets that the octet before asks for.
    fn gateway(&mut self, field: &Field, node: &Node) -> Result<(), String> {
        let kind = match self.out.get(1).map_or(0, |kind| kind & 0x7F) {
            0 => return if matches!(node, Node::Null) { Ok(()) } else { Err(wrong(field.name)) },
            1 => Kind::Ipv4,
            2 => Kind::Ipv6,
            3 => Kind::Name,
            _ => Kind::Rest(Text::Hex),
        };
        self.field(field, kind, node)
    }

    fn list(&mut self, field: &Field, kind: Kind, items: &[Node]) -> Result<(), String> {
        let misfit = || wrong(field.name);
        let text = |node: &Node| match node {
            Node::Text(text) => Ok(text.clone()),
            Node::Number(number) => Ok(number.to_string()),
            _ => Err(misfit()),
        };
        let item_kind = match kind {
            Kind::Strings | Kind::AlpnIds | Kind::PathSegments => Kind::Counted8(Text::Quoted),
            Kind::Names => Kind::Name,
            Kind::Numbers | Kind::Groups => Kind::U16,
            Kind::Octets => Kind::U8,
            Kind::Ipv4s => Kind::Ipv4,
            Kind::Ipv6s => Kind::Ipv6,
            Kind::Types | Kind::NxtTypes | Kind::Ports | Kind::Prefixes => {
                let words: Vec<String> = items.iter().map(text).collect::<Result<_, _>>()?;
                return self.words(field, kind, &words.join(" "));
            }
            Kind::Keys => {
                let key = |node| SvcParamKey::from_str(&text(node)?).map_err(|_| misfit());
                let mut keys: Vec<_> = items.iter().map(key).collect::<Result<_, _>>()?;
                keys.sort_unstable();
                self.out.extend(keys.iter().flat_map(|key| key.0.to_be_bytes()));
                return Ok(());
            }
            Kind::Transports => {
                return items.iter().try_for_each(|item| {
                    let item = text(item)?;
                    let (name, weight) = item.split_once(':').ok_or_else(misfit)?;
                    self.counted(field, 1, |fields| fields.octets(field, Text::Quoted, name))?;
                    self.out.push(weight.parse().map_err(|_| misfit())?);
                    Ok(())
                });
            }
            _ => return Err(misfit()),
        };
        items.iter().try_for_each(|item| self.field(field, item_kind, item))
    }

    /// Appends options, or parameters sorted by their keys.
    fn coded<'n, C: Code + FromStr>(
        &mut self,
        own: &'static [OwnCode<C>],
        entries: impl IntoIterator<Item = &'n (String, Node)>,
    ) -> Result<(), String> {
        let entry = |(name, node): &(String, Node)| {
            if let Some((code, layout)) = OwnCode::named(own, name) {
                let octets = coded_octets::<C>(Some(layout), node, self.rtype)?;
                fits(layout, &octets, name)?;
                return Ok((code, octets));
            }
            let code = name.parse::<C>().map_err(|_| wrong(name))?;
            let layout = code.layout().filter(|_| !is_generic(name, prefix::<C>()));
            Ok((code, coded_octets::<C>(layout, node, self.rtype)?))
        };
        let mut coded: Vec<_> = entries.into_iter().map(entry).collect::<Result<_, String>>()?;
        if C::ASCENDING {
            coded.sort_by_key(|(code, _)| *code);
        }
        for (code, octets) in coded {
            let number: u16 = code.into();
            let len = u16::try_from(octets.len()).map_err(|_| wrong(&code.to_string()))?;
            self.out.extend(number.to_be_bytes().into_iter().chain(len.to_be_bytes()));
            self.out.extend(octets);
        }
        Ok(())
    }
}

/// The octets of an option or parameter.
fn coded_octets<C: Code>(
    layout: Option<&'static Layout>,
    node: &Node,
    rtype: Type,
) -> Result<Vec<u8>, String> {
    let mut octets = Vec::new();
    let generic = Field {
        name: "value",
        kind: Kind::Rest(if C::ASCENDING { Text::Quoted } else { Text::Hex }),
        checks: &[],
    };
    let own = OwnTypes::NONE;
    let mut fields = Fields { rtype, own, out: &mut octets };
    match (layout.map(|layout| (layout, layout.fields)), node) {
        (None, node) => fields.field(&generic, generic.kind, node)?,
        (Some((_, []) | (Layout { other: Other::Empty(_), .. }, _)), Node::Null) => {}
        (Some((_, [field])), node) => fields.field(field, field.kind, node)?,
        (Some((layout, _)), node) => return data(layout, (rtype, own), Members::of(node.clone())?),
    }
    Ok(octets)
}

/// Returns `true` for a prefix with a number, whose value is octets for every code.
fn is_generic(name: &str, prefix: &str) -> bool {
    let (head, digits) = name.split_at_checked(prefix.len()).unwrap_or_default();
    head.eq_ignore_ascii_case(prefix) && digits.starts_with(|c: char| c.is_ascii_digit())
}

/// Returns `true` if a value can be a number.
fn has_number(kind: Kind) -> bool {
    kind.is_number() && !matches!(kind, Kind::Length8 | Kind::Length16)
}

/// Returns `true` if the text of a value is one word.
fn is_word(kind: Kind) -> bool {
    has_number(kind) || matches!(kind, Kind::Ipv4 | Kind::Ipv6 | Kind::Eui(_) | Kind::Fixed(_))
}
