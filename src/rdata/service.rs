//! Services: their hosts, and the routes to them.

use crate::layout::{
    Endpoint, FieldType, Fields, Layout, TextForm, Value, Values, display, field_list, fields,
    read_values,
};
use crate::name::{Name, Pointers};
use crate::registry::{AfsdbSubtype, RelayType};
use crate::wire::{Parsed, Wire};

fields! {
    /// SRV: the host and port of a service ([RFC 2782]).
    ///
    /// ```text
    /// example. 300 IN SRV 0 5 5060 sip.example.
    /// ```
    ///
    /// [RFC 2782]: https://www.rfc-editor.org/rfc/rfc2782
    pub struct Srv<'a> {
        /// Clients try the target with the lowest priority first.
        pub priority: u16,
        /// The relative share of the load among targets of equal priority.
        pub weight: u16,
        /// The port of the service on the target host.
        pub port: u16,
        /// The host; the root means that the service does not exist.
        pub target: Name<'a>,
    }
}

impl<'a> Srv<'a> {
    /// A server with its priority, lower first, and its weight among those of the same priority.
    ///
    /// ```
    /// use dnswire::{NameBuf, rdata::Srv};
    ///
    /// let target: NameBuf = "sip.example.".parse()?;
    /// assert_eq!(Srv::new(0, 5, 5060, &target).to_string(), "0 5 5060 sip.example.");
    /// # Ok::<(), dnswire::NameError>(())
    /// ```
    #[must_use]
    pub fn new(priority: u16, weight: u16, port: u16, target: impl Into<Name<'a>>) -> Self {
        Srv { priority, weight, port, target: target.into() }
    }
}

fields! {
    /// NAPTR: a rule that rewrites a string into a name or URI ([RFC 3403 section 4.1]).
    ///
    /// ```text
    /// example. 300 IN NAPTR 100 10 "S" "SIP+D2U" "" _sip._udp.example.
    /// ```
    ///
    /// [RFC 3403 section 4.1]: https://www.rfc-editor.org/rfc/rfc3403#section-4.1
    pub struct Naptr<'a> {
        /// Rules are applied from the lowest order on.
        pub order: u16,
        /// Among rules of equal order, lower values are preferred.
        pub preference: u16,
        /// Letters and digits that steer the rewriting.
        #[kind(Counted8(Quoted))]
        #[check(Alphanumeric(0, NaptrFlags))]
        pub flags: &'a [u8],
        /// The services of the rewritten key.
        #[kind(Counted8(Quoted))]
        pub services: &'a [u8],
        /// A substitution expression; empty when there is a replacement.
        #[kind(Counted8(Quoted))]
        pub regexp: &'a [u8],
        /// The next name to ask for; the root when there is a substitution expression.
        pub replacement: Name<'a>,
    }
}

fields! {
    /// KX: a host that exchanges keys for the owner ([RFC 2230 section 3]).
    ///
    /// ```text
    /// example. 300 IN KX 10 kx.example.
    /// ```
    ///
    /// [RFC 2230 section 3]: https://www.rfc-editor.org/rfc/rfc2230#section-3
    pub struct Kx<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// The host.
        pub exchanger: Name<'a>,
    }
}

fields! {
    /// AFSDB: a server of an AFS cell or a DCE cell ([RFC 1183 section 1]).
    ///
    /// ```text
    /// example. 300 IN AFSDB 1 cell.example.
    /// ```
    ///
    /// [RFC 1183 section 1]: https://www.rfc-editor.org/rfc/rfc1183#section-1
    pub struct Afsdb<'a> {
        /// The kind of server.
        pub subtype: AfsdbSubtype,
        /// The host.
        pub hostname: Name<'a>,
    }
}

fields! {
    /// RT: a host that routes to the owner ([RFC 1183 section 3.3]).
    ///
    /// ```text
    /// example. 300 IN RT 10 relay.example.
    /// ```
    ///
    /// [RFC 1183 section 3.3]: https://www.rfc-editor.org/rfc/rfc1183#section-3.3
    pub struct Rt<'a> {
        /// Lower values are preferred.
        pub preference: u16,
        /// The host.
        pub intermediate_host: Name<'a>,
    }
}

fields! {
    /// URI: the URI of a service ([RFC 7553 section 4.5]).
    ///
    /// ```text
    /// example. 300 IN URI 10 1 "ftp://ftp1.example.com/public"
    /// ```
    ///
    /// [RFC 7553 section 4.5]: https://www.rfc-editor.org/rfc/rfc7553#section-4.5
    pub struct Uri<'a> {
        /// Clients try the target with the lowest priority first.
        pub priority: u16,
        /// The relative share of the load among targets of equal priority.
        pub weight: u16,
        /// The URI; at least one octet, and more than 255 are allowed.
        #[kind(Rest(Quoted))]
        #[check(NotEmpty(EmptyTarget))]
        pub target: &'a [u8],
    }
}

fields! {
    /// DOA: a digital object, or a reference to it ([draft-durand-doa-over-dns section 3]).
    ///
    /// ```text
    /// example. 300 IN DOA 0 1 2 "" aHR0cHM6Ly9leGFtcGxlLw==
    /// ```
    ///
    /// [draft-durand-doa-over-dns section 3]: https://datatracker.ietf.org/doc/html/draft-durand-doa-over-dns-02#section-3
    pub struct Doa<'a> {
        /// The enterprise number that the type belongs to; 0 for the registered types.
        pub doa_enterprise: u32,
        /// The type of the object.
        pub doa_type: u32,
        /// The form of the data: 1 for the object, 2 for its URI, 3 for its handle.
        pub doa_location: u8,
        /// The media type of the object; empty when it has none.
        #[kind(Counted8(Quoted))]
        pub doa_media_type: &'a [u8],
        /// The object, its URI or its handle.
        #[kind(Rest(Base64OrDash))]
        pub doa_data: &'a [u8],
    }
}

/// AMTRELAY: a relay of Automatic Multicast Tunneling ([RFC 8777 section 4.2]).
///
/// ```text
/// example. 300 IN AMTRELAY 10 0 1 203.0.113.15
/// ```
///
/// [RFC 8777 section 4.2]: https://www.rfc-editor.org/rfc/rfc8777#section-4.2
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Amtrelay<'a> {
    /// Lower values are preferred.
    pub precedence: u8,
    /// The D bit: discovery is optional, clients may use the relay at once.
    pub d: bool,
    /// The relay; it decides the type of 7 bits.
    pub relay: Endpoint<'a>,
}

impl Amtrelay<'_> {
    /// The type of the relay; at most 127.
    #[must_use]
    pub fn relay_type(&self) -> RelayType {
        RelayType(self.relay.number())
    }
}

impl<'a> Fields<'a> for Amtrelay<'a> {
    const LAYOUT: &'static Layout = &Layout::new(field_list![
        precedence: U8;
        d: TopBit;
        r#type: LowBits;
        relay: Relay;
    ])
    .with_text(TextForm::Relay);

    fn parse(data: Wire<'a>, pointers: &mut Pointers<'_>) -> Parsed<'a, Self> {
        let (left, values) = read_values(Self::LAYOUT.fields, data, pointers)?;
        let [precedence, d, kind, relay] = values.array();
        let relay = Endpoint::of(kind, relay);
        Ok((left, Amtrelay { precedence: u8::of(precedence), d: bool::of(d), relay }))
    }

    fn values(&self) -> Values<'a> {
        Values::of([
            Value::Number(self.precedence.into()),
            Value::Number(self.d.into()),
            Value::Number(self.relay.number().into()),
            self.relay.value(),
        ])
    }
}

display! { Amtrelay 'a <'a> }
