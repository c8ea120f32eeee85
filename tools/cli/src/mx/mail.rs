//! The hosts that take the mail of a domain ([RFC 5321 section 5.1]).
//!
//! [RFC 5321 section 5.1]: https://www.rfc-editor.org/rfc/rfc5321#section-5.1

use std::net::IpAddr;

use dnswire::rdata::{A, Aaaa, Mx};
use dnswire::{Message, Name, NameBuf, Rcode, Record, Type};

use super::ask::{Answer, Asker};

/// Aliases of aliases that are followed from answer to answer.
const MAX_ALIASES: usize = 8;

/// Hosts whose addresses are asked for.
const MAX_HOSTS: usize = 32;

/// The mail servers of a domain, and what happened on the way to them.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) mail: Result<Mail, String>,
    pub(super) notes: Vec<String>,
}

/// The hosts that take the mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mail {
    /// Nowhere: null MX ([RFC 7505 section 3](https://www.rfc-editor.org/rfc/rfc7505#section-3)).
    Refused,
    /// To these hosts; the most preferred comes first.
    Hosts(Vec<Host>),
    /// To the domain itself, which has no MX record.
    Itself(Box<Host>),
}

/// A host that takes mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Host {
    /// None for the domain itself.
    pub(super) preference: Option<u16>,
    pub(super) name: NameBuf,
    pub(super) addresses: Vec<IpAddr>,
}

/// Looks up a domain.
pub(super) fn look_up(asker: &Asker, domain: &NameBuf) -> Report {
    let mut notes = Vec::new();
    let mail = mail_of(asker, domain, &mut notes);
    Report { mail, notes }
}

fn mail_of(asker: &Asker, domain: &NameBuf, notes: &mut Vec<String>) -> Result<Mail, String> {
    let (answer, name) = follow(asker, domain, Type::MX, notes)?;
    let Some(partial) = answer.partial() else { return Err("no answer can be read".to_owned()) };
    let message = partial.message();
    let mut hosts: Vec<Host> = records(&message, &name, Type::MX)
        .filter_map(|record| record.data::<Mx<'_>>()?.ok())
        .map(|mx| Host {
            preference: Some(mx.preference),
            name: mx.exchange.to_buf(),
            addresses: glue(&message, mx.exchange),
        })
        .collect();
    if let [only] = hosts.as_slice()
        && only.name.as_name().is_root()
        && partial.is_whole()
    {
        return Ok(Mail::Refused);
    }
    let count = hosts.len();
    hosts.retain(|host| !host.name.as_name().is_root());
    if hosts.len() < count {
        notes.push("a null MX beside others is passed over (RFC 7505 section 3)".to_owned());
    }
    if !hosts.is_empty() {
        hosts.sort_by_key(|host| host.preference);
        for host in hosts.iter_mut().take(MAX_HOSTS).filter(|host| host.addresses.is_empty()) {
            host.addresses = addresses(asker, &host.name, notes);
        }
        return Ok(Mail::Hosts(hosts));
    }
    if !partial.is_whole() || count > 0 {
        return Err("no whole MX record arrived".to_owned());
    }
    let addresses = addresses(asker, &name, notes);
    if addresses.is_empty() {
        return Err("no MX record and no address".to_owned());
    }
    Ok(Mail::Itself(Box::new(Host { preference: None, name, addresses })))
}

/// Asks, and asks again for the name that CNAME records lead to, until records of the type come.
fn follow(
    asker: &Asker,
    name: &NameBuf,
    rtype: Type,
    notes: &mut Vec<String>,
) -> Result<(Answer, NameBuf), String> {
    let mut name = name.to_lowercase();
    for _ in 0..MAX_ALIASES {
        let mut answer = asker.ask(&name, rtype).map_err(|error| error.to_string())?;
        notes.extend(answer.note.take());
        let Some(partial) = answer.partial() else { return Ok((answer, name)) };
        let message = partial.message();
        let target = match message.questions().next() {
            Some(_) => message.canonical_name().ok_or("CNAME records form a circle")?.to_buf(),
            None => name,
        };
        match message.rcode() {
            Rcode::NOERROR => {}
            rcode => return Err(rcode.to_string()),
        }
        let is_done = target.as_name() == name.as_name()
            || records(&message, &target, rtype).next().is_some();
        if is_done {
            return Ok((answer, target));
        }
        name = target.to_lowercase();
    }
    Err("too many CNAME records".to_owned())
}

/// The records of a name and type in the answer section.
fn records<'a>(
    message: &Message<'a>,
    name: &NameBuf,
    rtype: Type,
) -> impl Iterator<Item = Record<'a>> {
    message
        .answers()
        .filter(move |record| record.rtype() == rtype && record.owner() == name.as_name())
}

/// The addresses of a host that are in the additional section.
fn glue(message: &Message<'_>, host: Name<'_>) -> Vec<IpAddr> {
    let own = message.additional().filter(|record| record.owner() == host);
    own.filter_map(|record| address(&record)).collect()
}

fn address(record: &Record<'_>) -> Option<IpAddr> {
    let four = record.data::<A>().and_then(Result::ok).map(|a| a.address.into());
    four.or_else(|| record.data::<Aaaa>().and_then(Result::ok).map(|aaaa| aaaa.address.into()))
}

/// The addresses of a host, of both kinds; failures are noted.
fn addresses(asker: &Asker, host: &NameBuf, notes: &mut Vec<String>) -> Vec<IpAddr> {
    let mut all = Vec::new();
    for rtype in [Type::A, Type::AAAA] {
        match follow(asker, host, rtype, notes) {
            Ok((answer, name)) => {
                if let Some(partial) = answer.partial() {
                    let message = partial.message();
                    all.extend(
                        records(&message, &name, rtype).filter_map(|record| address(&record)),
                    );
                }
            }
            Err(error) => notes.push(format!("{rtype} {host}: {error}")),
        }
    }
    all
}
