//! Lists of options and of parameters that own their octets.

use core::fmt;
use core::marker::PhantomData;
use core::net::{Ipv4Addr, Ipv6Addr};

use alloc::vec::Vec;

use super::list::ListBuf;
use crate::error::RecordPlace;
use crate::layout::{Code, Coded, CodedData, DoesNotFit, Uncompressed, check, write};
use crate::name::Pointers;
use crate::rdata::svcb::{Alpn, Ipv4hint, Ipv6hint, Mandatory, Port};
use crate::registry::{Class, OptionCode, SvcParamKey, Type};
use crate::wire::{MAX_MESSAGE, Wire};

/// A list of options or parameters that owns its octets; it lends the [`Coded`] list that the
/// structs have. See [`SvcParamsBuf`] and [`OptionsBuf`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CodedBuf<C> {
    octets: Vec<u8>,
    code: PhantomData<C>,
}

/// Parameters of a service binding, pushed in any order and sorted by their keys.
///
/// ```
/// use dnswire::rdata::Https;
/// use dnswire::rdata::svcb::Port;
/// use dnswire::{Name, SvcParamsBuf};
///
/// let mut params = SvcParamsBuf::new().with_port(8443)?.with_alpn(["h2", "h3"])?;
/// params.push_octets(65280.into(), b"x")?;
/// assert!(params.push(&Port { port: 1 }).is_err(), "each key occurs once");
/// let https = Https { svc_priority: 1, target_name: Name::ROOT, svc_params: params.as_coded() };
/// assert_eq!(https.to_string(), r#"1 . alpn="h2,h3" port=8443 key65280="x""#);
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub type SvcParamsBuf = CodedBuf<SvcParamKey>;

/// EDNS options, in the order in which they are pushed.
///
/// ```
/// use dnswire::OptionsBuf;
/// use dnswire::edns::{Cookie, Padding};
/// use dnswire::rdata::Opt;
///
/// let mut options = OptionsBuf::new();
/// options.push(&Cookie { client_cookie: &[1; 8], server_cookie: None })?;
/// options.push(&Padding { padding: &[0; 4] })?;
/// let opt = Opt { options: options.as_coded() };
/// assert_eq!(opt.to_string(), "COOKIE: 0101010101010101; PADDING: (4 zero octets)");
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub type OptionsBuf = CodedBuf<OptionCode>;

impl<C: Code> CodedBuf<C> {
    /// A list without entries.
    #[must_use]
    pub fn new() -> Self {
        CodedBuf { octets: Vec::new(), code: PhantomData }
    }

    /// Adds an option or parameter.
    ///
    /// Fails when its octets do not have the form of its code, when the list would have more than
    /// 65535 octets, and for a parameter that is there already.
    pub fn push<'a, T: CodedData<'a, C>>(&mut self, data: &T) -> Result<(), DoesNotFit> {
        let mut octets = Vec::new();
        let mut out = Uncompressed::new(false, |more: &[u8]| {
            octets.extend_from_slice(more);
            Ok(())
        });
        write(T::LAYOUT, data.values().as_slice(), &mut out)?;
        self.push_octets(T::CODE, &octets)
    }

    /// Adds an option or parameter with these octets; see [`CodedBuf::push`].
    pub fn push_octets(&mut self, code: C, octets: &[u8]) -> Result<(), DoesNotFit> {
        if let Some(layout) = code.layout() {
            check(layout, Wire::new(octets), &mut Pointers::refuse()).map_err(|_| DoesNotFit)?;
        }
        let len = u16::try_from(octets.len()).map_err(|_| DoesNotFit)?;
        if self.octets.len() + 4 + octets.len() > MAX_MESSAGE {
            return Err(DoesNotFit);
        }
        let at = self.place(code)?;
        let number: u16 = code.into();
        let [high, low] = number.to_be_bytes();
        let [len_high, len_low] = len.to_be_bytes();
        let entry = [high, low, len_high, len_low].into_iter().chain(octets.iter().copied());
        self.octets.splice(at..at, entry);
        Ok(())
    }

    /// The offset for a new entry.
    fn place(&self, code: C) -> Result<usize, DoesNotFit> {
        if !C::ASCENDING {
            return Ok(self.octets.len());
        }
        let mut at = 0;
        for entry in self.as_coded() {
            match entry.code.cmp(&code) {
                core::cmp::Ordering::Less => at += 4 + entry.octets.len(),
                core::cmp::Ordering::Equal => return Err(DoesNotFit),
                core::cmp::Ordering::Greater => break,
            }
        }
        Ok(at)
    }

    /// The list that the structs have.
    #[must_use]
    pub fn as_coded(&self) -> Coded<'_, C> {
        let rtype = if C::ASCENDING { Type::SVCB } else { Type::OPT };
        Coded::new(Wire::new(&self.octets), RecordPlace::nowhere(rtype, Class::IN))
    }
}

impl SvcParamsBuf {
    /// Adds `mandatory`: the keys in any order.
    pub fn with_mandatory(
        self,
        keys: impl IntoIterator<Item = SvcParamKey>,
    ) -> Result<Self, DoesNotFit> {
        let keys = ListBuf::<SvcParamKey>::new(keys)?;
        self.with(&Mandatory { keys: keys.as_list() })
    }

    /// Adds `alpn`: the protocols, in their order.
    pub fn with_alpn<S: AsRef<[u8]>>(
        self,
        protocols: impl IntoIterator<Item = S>,
    ) -> Result<Self, DoesNotFit> {
        let protocols = ListBuf::<[u8]>::new(protocols)?;
        self.with(&Alpn { alpn_ids: protocols.as_list() })
    }

    /// Adds `port`.
    pub fn with_port(self, port: u16) -> Result<Self, DoesNotFit> {
        self.with(&Port { port })
    }

    /// Adds `ipv4hint`.
    pub fn with_ipv4hint(
        self,
        addresses: impl IntoIterator<Item = Ipv4Addr>,
    ) -> Result<Self, DoesNotFit> {
        let addresses = ListBuf::<Ipv4Addr>::new(addresses)?;
        self.with(&Ipv4hint { addresses: addresses.as_list() })
    }

    /// Adds `ipv6hint`.
    pub fn with_ipv6hint(
        self,
        addresses: impl IntoIterator<Item = Ipv6Addr>,
    ) -> Result<Self, DoesNotFit> {
        let addresses = ListBuf::<Ipv6Addr>::new(addresses)?;
        self.with(&Ipv6hint { addresses: addresses.as_list() })
    }

    /// Adds a parameter.
    pub fn with<'a, T: CodedData<'a, SvcParamKey>>(
        mut self,
        param: &T,
    ) -> Result<Self, DoesNotFit> {
        self.push(param)?;
        Ok(self)
    }
}

impl<C: Code> Default for CodedBuf<C> {
    fn default() -> Self {
        CodedBuf::new()
    }
}

impl<C: Code> fmt::Debug for CodedBuf<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_coded().fmt(f)
    }
}
