//! Lists of options and of parameters that own their octets.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::net::{Ipv4Addr, Ipv6Addr};

use alloc::vec::Vec;

use super::list::ListBuf;
use crate::error::RecordPlace;
use crate::layout::{Code, Coded, CodedData, DoesNotFit, Raw, Uncompressed, check, write};
use crate::name::Pointers;
use crate::rdata::svcb::{Alpn, Ipv4hint, Ipv6hint, Mandatory, Port};
use crate::rdata::{OwnTypes, show_entry};
use crate::registry::{Class, OptionCode, SvcParamKey, Type};
use crate::text;
use crate::wire::{MAX_MESSAGE, Wire};

/// A list of options or parameters that owns its octets; it lends the [`Coded`] list that the
/// structs have. See [`SvcParamsBuf`] and [`OptionsBuf`].
///
/// ```
/// use dnswire::registry::SvcParamKey;
/// use dnswire::{CodedBuf, SvcParamsBuf};
///
/// let params: CodedBuf<SvcParamKey> = SvcParamsBuf::new().with_port(53)?;
/// assert_eq!(params.as_coded().to_string(), "port=53");
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone)]
pub struct CodedBuf<C> {
    /// The entries, after room for entries with smaller codes.
    octets: Vec<u8>,
    /// The offset of the first entry.
    start: usize,
    /// The greatest code; a greater one goes to the end.
    last: Option<C>,
}

/// One option or parameter that owns its octets. See [`OptionBuf`] and [`SvcParamBuf`].
///
/// It is checked when made, and lends the [`Raw`] that lists have.
///
/// ```
/// use dnswire::CodeBuf;
/// use dnswire::registry::OptionCode;
///
/// let option: CodeBuf<OptionCode> = CodeBuf::from_octets(OptionCode::NSID, b"a1")?;
/// assert_eq!((option.code(), option.as_octets()), (OptionCode::NSID, &b"a1"[..]));
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct CodeBuf<C> {
    code: C,
    octets: Vec<u8>,
}

/// An EDNS option that owns its octets.
///
/// ```
/// use dnswire::edns::Cookie;
/// use dnswire::registry::OptionCode;
/// use dnswire::{OptionBuf, OptionsBuf};
///
/// let cookie = OptionBuf::new(&Cookie { client_cookie: &[1; 8], server_cookie: None })?;
/// assert_eq!(cookie.to_string(), "COOKIE: 0101010101010101");
/// let nsid = OptionBuf::from_octets(OptionCode::NSID, b"a1")?;
/// let options = OptionsBuf::of([cookie, nsid])?;
/// assert_eq!(options.as_coded().find(OptionCode::NSID).unwrap().octets, b"a1");
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub type OptionBuf = CodeBuf<OptionCode>;

/// A parameter of a service binding that owns its octets.
///
/// ```
/// use dnswire::rdata::svcb::Port;
/// use dnswire::{SvcParamBuf, SvcParamsBuf};
///
/// let params = [SvcParamBuf::from_octets(65280.into(), b"x")?, SvcParamBuf::new(&Port { port: 53 })?];
/// assert_eq!(SvcParamsBuf::of(params)?.as_coded().to_string(), r#"port=53 key65280="x""#);
/// # Ok::<(), dnswire::DoesNotFit>(())
/// ```
pub type SvcParamBuf = CodeBuf<SvcParamKey>;

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

impl<C: Code> CodeBuf<C> {
    /// Makes an option or parameter of its struct.
    ///
    /// Fails when its octets do not have the form of its code.
    pub fn new<'a, T: CodedData<'a, C>>(data: &T) -> Result<Self, DoesNotFit> {
        let mut octets = Vec::new();
        let mut sink = |more: &[u8]| {
            octets.extend_from_slice(more);
            Ok(())
        };
        let mut out = Uncompressed::new(false, &mut sink);
        write(T::LAYOUT, data.values().as_slice(), &mut out)?;
        fits(T::CODE, &octets)?;
        Ok(CodeBuf { code: T::CODE, octets })
    }

    /// Makes an option or parameter of its octets; see [`CodeBuf::new`].
    pub fn from_octets(code: C, octets: &[u8]) -> Result<Self, DoesNotFit> {
        fits(code, octets)?;
        Ok(CodeBuf { code, octets: octets.to_vec() })
    }

    /// The code.
    #[must_use]
    pub fn code(&self) -> C {
        self.code
    }

    /// The octets after the length.
    #[must_use]
    pub fn as_octets(&self) -> &[u8] {
        &self.octets
    }

    /// Borrows it, as a list lends it.
    #[must_use]
    pub fn as_raw(&self) -> Raw<'_, C> {
        Raw::new(self.code, &self.octets)
    }
}

impl<C: Code> From<Raw<'_, C>> for CodeBuf<C> {
    fn from(raw: Raw<'_, C>) -> Self {
        CodeBuf { code: raw.code, octets: raw.octets.to_vec() }
    }
}

impl OptionBuf {
    /// Displays the option, which may be one of the user's own; see
    /// [`OwnOption`](crate::rdata::OwnOption).
    #[must_use]
    pub fn with_types(&self, own: OwnTypes) -> impl fmt::Display {
        ShownWith(self.as_raw(), own)
    }
}

/// An option, which may be one of the user's own.
struct ShownWith<'a>(Raw<'a, OptionCode>, OwnTypes);

impl fmt::Display for ShownWith<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(f, |text| show_entry(self.0, self.1.options(), text))
    }
}

/// As the option or parameter in a list.
impl<C: Code> fmt::Display for CodeBuf<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_raw(), f)
    }
}

impl<C: Code> fmt::Debug for CodeBuf<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CodeBuf({self})")
    }
}

/// Checks that octets have the form of their code.
fn fits<C: Code>(code: C, octets: &[u8]) -> Result<(), DoesNotFit> {
    if let Some(layout) = code.layout() {
        check(layout, Wire::new(octets), &mut Pointers::refuse()).map_err(|_| DoesNotFit)?;
    }
    u16::try_from(octets.len()).map(drop).map_err(|_| DoesNotFit)
}

impl<C: Code> CodedBuf<C> {
    /// A list without entries.
    #[must_use]
    pub fn new() -> Self {
        CodedBuf { octets: Vec::new(), start: 0, last: None }
    }

    /// Collects options or parameters; parameters are sorted by their keys.
    ///
    /// Fails when the list would have more than 65535 octets, and for a parameter that is there
    /// twice. The time is that of sorting, for any number of parameters.
    pub fn of(entries: impl IntoIterator<Item = CodeBuf<C>>) -> Result<Self, DoesNotFit> {
        let mut list: Vec<_> = entries.into_iter().collect();
        if C::ASCENDING {
            list.sort_by_key(|entry| entry.code);
        }
        let mut all = CodedBuf::new();
        list.iter().try_for_each(|entry| all.insert(entry.code, &entry.octets))?;
        Ok(all)
    }

    /// Adds an option or parameter.
    ///
    /// Fails when its octets do not have the form of its code, when the list would have more than
    /// 65535 octets, and for a parameter that is there already.
    ///
    /// Keys that ascend or descend cost no more than their octets. A key between others moves some
    /// of them: a list holds at most 16383 parameters and 65535 octets, so that no order of keys
    /// looks at more than 16383 parameters and moves more than 65535 octets for one push.
    /// [`CodedBuf::of`] sorts once, in any order.
    pub fn push<'a, T: CodedData<'a, C>>(&mut self, data: &T) -> Result<(), DoesNotFit> {
        let entry = CodeBuf::new(data)?;
        self.insert(entry.code, &entry.octets)
    }

    /// Adds an option or parameter with these octets; see [`CodedBuf::push`].
    pub fn push_octets(&mut self, code: C, octets: &[u8]) -> Result<(), DoesNotFit> {
        fits(code, octets)?;
        self.insert(code, octets)
    }

    /// Adds an entry that was checked.
    fn insert(&mut self, code: C, octets: &[u8]) -> Result<(), DoesNotFit> {
        let len = u16::try_from(octets.len()).map_err(|_| DoesNotFit)?;
        let more = octets.len() + 4;
        if self.entries().len() + more > MAX_MESSAGE {
            return Err(DoesNotFit);
        }
        let at = self.place(code)?;
        let number: u16 = code.into();
        let [high, low] = number.to_be_bytes();
        let [len_high, len_low] = len.to_be_bytes();
        let entry = [high, low, len_high, len_low].into_iter().chain(octets.iter().copied());
        if at == self.start && at < self.octets.len() {
            self.make_room(more);
            self.start = self.start.saturating_sub(more);
            let room = self.octets.iter_mut().skip(self.start);
            room.zip(entry).for_each(|(place, octet)| *place = octet);
        } else {
            self.octets.splice(at..at, entry);
        }
        self.last = self.last.max(Some(code));
        Ok(())
    }

    /// Makes room for `more` octets before the entries; twice as much as is there, so that each
    /// octet moves twice on average, however often entries are put before the others.
    fn make_room(&mut self, more: usize) {
        if self.start < more {
            let room = more.max(self.entries().len());
            let all = core::iter::repeat_n(0, room).chain(self.entries().iter().copied());
            self.octets = all.collect();
            self.start = room;
        }
    }

    /// The octets of all entries.
    fn entries(&self) -> &[u8] {
        self.octets.get(self.start..).unwrap_or_default()
    }

    /// The offset for a new entry.
    fn place(&self, code: C) -> Result<usize, DoesNotFit> {
        if !C::ASCENDING || self.last.is_none_or(|last| last < code) {
            return Ok(self.octets.len());
        }
        let mut at = self.start;
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
        Coded::new(Wire::new(self.entries()), RecordPlace::nowhere(rtype, Class::IN))
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

impl<C: Code> PartialEq for CodedBuf<C> {
    fn eq(&self, other: &Self) -> bool {
        self.entries() == other.entries()
    }
}

impl<C: Code> Eq for CodedBuf<C> {}

impl<C: Code> Hash for CodedBuf<C> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.entries().hash(state);
    }
}

impl<C: Code> fmt::Debug for CodedBuf<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_coded().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many parameters as fit: 4 octets each.
    const MOST: u16 = 16383;

    fn pushed(keys: impl Iterator<Item = u16>) -> SvcParamsBuf {
        let mut params = SvcParamsBuf::new();
        keys.for_each(|key| params.push_octets(SvcParamKey(key), b"").unwrap());
        params
    }

    #[test]
    fn any_order_of_keys_is_sorted() {
        let key = |n: u16| 256 + n;
        let ascending = pushed((0..MOST).map(key));
        let descending = pushed((0..MOST).rev().map(key));
        assert_eq!(ascending, descending);
        assert_eq!(descending.as_coded().iter().count(), usize::from(MOST));
        let mixed = pushed((0..MOST).map(|n| key(n * 11 % MOST)).take(2000));
        let mut keys: Vec<_> = (0..2000).map(|n: u16| key(n * 11 % MOST)).collect();
        keys.sort_unstable();
        assert!(mixed.as_coded().iter().map(|raw| raw.code.0).eq(keys));
    }

    #[test]
    fn descending_keys_move_each_octet_twice_at_most() {
        let (mut params, mut moved) = (SvcParamsBuf::new(), 0);
        for key in (256..256 + MOST).rev() {
            let (room, len) = (params.start, params.entries().len());
            params.push_octets(SvcParamKey(key), b"").unwrap();
            moved += if room < 4 { len } else { 0 };
        }
        assert!(moved <= 2 * params.entries().len(), "{moved}");
    }

    #[test]
    fn a_full_list_takes_no_more_and_no_key_twice() {
        let mut params = pushed(256..256 + MOST);
        assert_eq!(params.push_octets(SvcParamKey(65000), b""), Err(DoesNotFit));
        let mut params_of_two = pushed([300, 299].into_iter());
        assert_eq!(params_of_two.push_octets(SvcParamKey(299), b""), Err(DoesNotFit));
        assert_eq!(params_of_two.push_octets(SvcParamKey(300), b""), Err(DoesNotFit));
        params_of_two.push_octets(SvcParamKey(298), b"x").unwrap();
        assert_eq!(params_of_two.as_coded().to_string(), "key298=\"x\" key299 key300");
        params = SvcParamsBuf::new();
        assert!(params.as_coded().is_empty());
    }
}
