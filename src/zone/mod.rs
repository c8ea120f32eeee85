//! Zone files: records in presentation format, entry by entry ([RFC 1035 section 5]).
//!
//! [`Zone`] iterates over the entries of a text or a reader. It keeps one entry at a time, so its
//! memory does not depend on the size of the file. A bad entry is one error with its place, and the
//! next entry follows.
//!
//! ```
//! use dnswire::zone::Zone;
//!
//! let text = "\
//! $ORIGIN example.
//! $TTL 1h
//! @        IN  SOA ns admin ( 2026112701 ; serial
//!                  2h 15m 2w 5m )
//!              NS  ns
//! ns   300     A   192.0.2.one
//!              AAAA 2001:db8::1
//! ";
//! let (records, errors): (Vec<_>, Vec<_>) = Zone::new(text).records().partition(Result::is_ok);
//! let records: Vec<_> = records.into_iter().flatten().map(|record| record.to_string()).collect();
//! assert_eq!(records, [
//!     "example. 3600 IN SOA ns.example. admin.example. 2026112701 7200 900 1209600 300",
//!     "example. 3600 IN NS ns.example.",
//!     "ns.example. 3600 IN AAAA 2001:db8::1",
//! ]);
//! assert_eq!(
//!     errors[0].as_ref().unwrap_err().to_string(),
//!     "line 6, column 18 (A), address: expected an IPv4 address, found '192.0.2.one'",
//! );
//! ```
//!
//! [RFC 1035 section 5]: https://www.rfc-editor.org/rfc/rfc1035#section-5

mod directive;
mod generate;
mod source;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;

use generate::Generate;
#[cfg(feature = "std")]
pub use source::Input;
pub use source::{Source, Text};

use crate::name::{Name, NameBuf};
use crate::owned::RecordBuf;
use crate::rdata::OwnTypes;
use crate::registry::{Class, Type};
use crate::scan::{Before, Failure, Head, TextError, TextErrorKind, Tokens, record};

/// The entries of a zone file; an iterator.
///
/// - An owner that is left out is that of the record before.
/// - A TTL that is left out is that of `$TTL`, else that of the record before, else the MINIMUM of
///   the SOA record ([RFC 2308 section 4]).
/// - A class that is left out is that of the record before, else IN.
/// - `$ORIGIN`, `$TTL` and `$GENERATE` are obeyed; `$INCLUDE` is an [`Entry`].
///
/// ```
/// use dnswire::NameBuf;
/// use dnswire::zone::{Entry, Zone};
///
/// let origin: NameBuf = "example.".parse()?;
/// let text = "$GENERATE 1-2 host$ 60 A 192.0.2.$\n$INCLUDE more.zone sub";
/// let mut entries = Zone::new(text).with_origin(&origin);
/// let mut hosts = entries.by_ref().take(2).map(|entry| match entry {
///     Ok(Entry::Record(record)) => record.to_string(),
///     other => format!("{other:?}"),
/// });
/// assert_eq!(hosts.next().unwrap(), "host1.example. 60 IN A 192.0.2.1");
/// assert_eq!(hosts.next().unwrap(), "host2.example. 60 IN A 192.0.2.2");
/// let Some(Ok(Entry::Include(include))) = entries.next() else { panic!() };
/// assert_eq!((include.file.as_str(), include.line), ("more.zone", 2));
/// assert_eq!(include.origin.unwrap().to_string(), "sub.example.");
/// # Ok::<(), dnswire::NameError>(())
/// ```
///
/// [RFC 2308 section 4]: https://www.rfc-editor.org/rfc/rfc2308#section-4
#[derive(Debug)]
pub struct Zone<S> {
    source: S,
    state: State,
    generate: Option<Generate>,
    /// Buffers that are used again for each record.
    owner: Vec<u8>,
    rdata: Vec<u8>,
}

/// The values that entries take over from those before.
#[derive(Debug)]
struct State {
    origin: Option<NameBuf>,
    owner: Vec<u8>,
    /// The TTL of `$TTL`, and that of the last record.
    default_ttl: Option<u32>,
    last_ttl: Option<u32>,
    class: Option<Class>,
    own: OwnTypes,
}

/// One entry of a zone file.
///
/// ```
/// use dnswire::zone::{Entry, Zone};
///
/// let mut records = 0;
/// for entry in Zone::new("x. 1 A 192.0.2.1\n$INCLUDE other.zone\n") {
///     match entry? {
///         Entry::Record(_) => records += 1,
///         Entry::Include(include) => assert_eq!(include.file, "other.zone"),
///     }
/// }
/// assert_eq!(records, 1);
/// # Ok::<(), dnswire::TextError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A record.
    Record(RecordBuf),
    /// `$INCLUDE`: the caller reads the file, or does not.
    Include(Box<Include>),
}

/// An `$INCLUDE` entry ([RFC 1035 section 5.1]).
///
/// ```
/// use dnswire::zone::{Entry, Zone};
///
/// let entry = Zone::new("$INCLUDE hosts.zone example.\n").next().unwrap()?;
/// let Entry::Include(include) = entry else { panic!() };
/// assert_eq!((include.file.as_str(), include.line), ("hosts.zone", 1));
/// assert_eq!(include.origin.unwrap(), "example.");
/// # Ok::<(), dnswire::TextError>(())
/// ```
///
/// [RFC 1035 section 5.1]: https://www.rfc-editor.org/rfc/rfc1035#section-5.1
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The name of the file, as written.
    pub file: String,
    /// The origin of the file: the one in the entry, else that of the zone at this place.
    pub origin: Option<NameBuf>,
    /// The line of the entry, counted from 1.
    pub line: u32,
}

impl<'t> Zone<Text<'t>> {
    /// The entries of a text.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        Zone::of(Text::new(text))
    }
}

#[cfg(feature = "std")]
impl<R: std::io::BufRead> Zone<Input<R>> {
    /// The entries of a reader.
    ///
    /// An entry has at most 1048576 octets. Iterating ends after an error of reading.
    ///
    /// ```
    /// use dnswire::zone::Zone;
    ///
    /// let file = std::io::Cursor::new("example. 300 IN A 192.0.2.1\n");
    /// let records: Vec<_> = Zone::read(file).records().collect::<Result<_, _>>()?;
    /// assert_eq!(records[0].to_string(), "example. 300 IN A 192.0.2.1");
    /// # Ok::<(), dnswire::TextError>(())
    /// ```
    pub fn read(reader: R) -> Self {
        Zone::of(Input::new(reader))
    }
}

impl<S> Zone<S> {
    fn of(source: S) -> Self {
        let state = State {
            origin: None,
            owner: Vec::new(),
            default_ttl: None,
            last_ttl: None,
            class: None,
            own: OwnTypes::NONE,
        };
        Zone { source, state, generate: None, owner: Vec::new(), rdata: Vec::new() }
    }

    /// Sets the name that completes relative names. Without it, and before `$ORIGIN`, they are
    /// errors.
    #[must_use]
    pub fn with_origin<'n>(mut self, origin: impl Into<Name<'n>>) -> Self {
        self.state.origin = Some(origin.into().to_buf());
        self
    }

    /// Sets the TTL in seconds of records without one, as `$TTL` does.
    #[must_use]
    pub fn with_ttl(mut self, ttl: u32) -> Self {
        self.state.default_ttl = Some(ttl);
        self
    }

    /// Sets the class of records before the first class.
    #[must_use]
    pub fn with_class(mut self, class: Class) -> Self {
        self.state.class = Some(class);
        self
    }

    /// Sets RR types of the user's own, which records can have besides those of this crate.
    ///
    /// Entries of `$GENERATE` have them too.
    #[must_use]
    pub fn with_types(mut self, own: OwnTypes) -> Self {
        self.state.own = own;
        self
    }

    /// The origin at this place.
    #[must_use]
    pub fn origin(&self) -> Option<Name<'_>> {
        self.state.origin.as_ref().map(NameBuf::as_name)
    }
}

impl<S: Source> Zone<S> {
    /// The records; an `$INCLUDE` entry is an error.
    pub fn records(self) -> impl Iterator<Item = Result<RecordBuf, TextError>> {
        self.map(|entry| match entry? {
            Entry::Record(record) => Ok(record),
            Entry::Include(include) => {
                let failure = Failure::new(0, TextErrorKind::Include);
                Err(failure.into_error(b"", include.line, None))
            }
        })
    }

    /// Reads the current entry; `None` when it has no record.
    fn entry(&mut self) -> Result<Option<Entry>, TextError> {
        let (text, line) = (self.source.text(), self.source.line());
        let mut tokens = Tokens::new(text);
        let is_left_out = matches!(text.first(), Some(b' ' | b'\t'));
        let at = |failure: Failure| failure.into_error(text, line, None);
        // Most entries begin with a name: they are neither empty nor directives.
        let is_name = text.first().is_some_and(u8::is_ascii_alphanumeric);
        if !is_name {
            let Some(token) = tokens.next().map_err(at)? else { return Ok(None) };
            if is_left_out || !token.raw.starts_with(b"$") || token.is_quoted {
                return self.read_record().map(Some);
            }
            let found = directive::directive(&token, tokens, &mut self.state, line);
            return match found.map_err(at)? {
                directive::Directive::Done => Ok(None),
                directive::Directive::Include(include) => Ok(Some(Entry::Include(include))),
                directive::Directive::Generate(generate) => {
                    self.generate = Some(*generate);
                    Ok(None)
                }
            };
        }
        self.read_record().map(Some)
    }

    /// Reads the current entry as a record.
    fn read_record(&mut self) -> Result<Entry, TextError> {
        let (text, line) = (self.source.text(), self.source.line());
        let read = self.state.record(text, &mut self.owner, &mut self.rdata);
        let read = read.map_err(|(failure, rtype)| failure.into_error(text, line, rtype));
        read.map(Entry::Record)
    }

    /// The next record of `$GENERATE`.
    fn generated(&mut self) -> Option<Result<RecordBuf, TextError>> {
        let generate = self.generate.as_mut()?;
        let line = generate.line();
        let Some(text) = generate.next_text() else {
            self.generate = None;
            return None;
        };
        match self.state.record(text, &mut self.owner, &mut self.rdata) {
            Ok(record) => Some(Ok(record)),
            Err((failure, rtype)) => {
                // All errors of an entry have its place, and one of them is enough.
                self.generate = None;
                let failure = Failure { at: 0, ..failure };
                Some(Err(failure.into_error(b"$GENERATE", line, rtype)))
            }
        }
    }
}

impl<S: Source> Iterator for Zone<S> {
    type Item = Result<Entry, TextError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(record) = self.generated() {
                return Some(record.map(Entry::Record));
            }
            match self.source.advance() {
                Ok(true) => {}
                Ok(false) => return None,
                Err(error) => return Some(Err(error)),
            }
            if let Some(entry) = self.entry().transpose() {
                return Some(entry);
            }
        }
    }
}

impl State {
    /// Reads a record; the buffers are for its owner and RDATA.
    fn record(
        &mut self,
        text: &[u8],
        owner: &mut Vec<u8>,
        rdata: &mut Vec<u8>,
    ) -> Result<RecordBuf, (Failure, Option<Type>)> {
        owner.clear();
        rdata.clear();
        let before = Before {
            origin: self.origin.as_ref().map(NameBuf::as_octets),
            owner: (!self.owner.is_empty()).then_some(self.owner.as_slice()),
            class: self.class,
            own: self.own,
        };
        let read = record(Tokens::new(text), &before, owner, rdata);
        // Entries after a bad one must not get the owner of the record before it.
        let is_broken_owner = matches!(&read, Err((failure, _)) if failure.field == Some("owner"));
        self.owner.clear();
        if !is_broken_owner {
            self.owner.extend_from_slice(owner);
        }
        let head = read?;
        let wrong = |kind| {
            let mut tokens = Tokens::new(text);
            let _ = tokens.next();
            (Failure::new(tokens.place(), kind), Some(head.rtype))
        };
        let ttl = self.ttl(&head, rdata).ok_or_else(|| {
            let (failure, rtype) = wrong(TextErrorKind::NoTtl);
            (failure.in_field("ttl"), rtype)
        })?;
        let class = head.class.unwrap_or(Class::IN);
        (self.last_ttl, self.class) = (Some(ttl), Some(class));
        RecordBuf::of_checked(owner, ttl, class, head.rtype, rdata)
            .ok_or_else(|| wrong(TextErrorKind::RdataTooLong))
    }

    /// The TTL of a record.
    fn ttl(&self, head: &Head, rdata: &[u8]) -> Option<u32> {
        let minimum = || match rdata.last_chunk() {
            Some(minimum) if head.rtype == Type::SOA => Some(u32::from_be_bytes(*minimum)),
            _ => None,
        };
        head.ttl.or(self.default_ttl).or(self.last_ttl).or_else(minimum)
    }
}
