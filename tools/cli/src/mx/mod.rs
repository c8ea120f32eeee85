//! `dnswire mx`: where the mail of domains goes.

mod ask;
mod mail;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::fs;
use std::io::{self, BufRead, Write};
use std::net::{IpAddr, SocketAddr};
use std::process::ExitCode;
use std::time::Duration;

use dnswire::NameBuf;

use self::ask::Asker;
use self::mail::{Host, Mail, Report};

/// The status when a domain has no answer.
const NOT_GOOD: u8 = 1;

/// Look up where the mail of domains goes: MX, or the domain itself, with addresses
///
/// Each question goes over UDP first. An answer that is cut, by the buffer or by TC, is asked for
/// again over TCP; if that fails, the records that arrived are used.
#[derive(Debug, clap::Args)]
pub(crate) struct Cli {
    /// The domains, in any script; - reads them from the standard input, one in each line
    #[arg(required = true, value_name = "DOMAIN", value_parser = domain)]
    domains: Vec<NameBuf>,

    /// The name server, with its port if that is not 53; by default the first of /etc/resolv.conf
    #[arg(long, value_name = "ADDRESS")]
    server: Option<String>,

    /// Receive at most N octets over UDP
    #[arg(long, value_name = "N", default_value_t = 1500)]
    #[arg(value_parser = clap::value_parser!(u16).range(12..))]
    buffer: u16,

    /// Wait so many milliseconds for an answer, over UDP and again over TCP
    #[arg(long, value_name = "N", default_value_t = 3000)]
    timeout: u64,
}

/// Looks up all domains, whatever single answers do; returns the exit status.
pub(crate) fn run(cli: &Cli) -> ExitCode {
    let server = match server(cli.server.as_deref()) {
        Ok(server) => server,
        Err(error) => {
            eprintln!("dnswire: {error}");
            return ExitCode::from(2);
        }
    };
    let asker =
        Asker { server, buffer: cli.buffer.into(), timeout: Duration::from_millis(cli.timeout) };
    let mut status = 0;
    for domain in &cli.domains {
        let done = if *domain == "-" { look_up_lines(&asker) } else { look_up(&asker, domain) };
        match done {
            Ok(found) => status = found.max(status),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => break,
            Err(error) => {
                eprintln!("dnswire: {error}");
                return ExitCode::from(2);
            }
        }
    }
    ExitCode::from(status)
}

/// A domain as people write it; labels that are not ASCII become A-labels (RFC 5890).
fn domain(text: &str) -> Result<NameBuf, String> {
    let ascii = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(idna::domain_to_ascii(text).map_err(|error| error.to_string())?)
    };
    ascii.parse::<NameBuf>().map_err(|error| error.to_string())
}

/// Looks up a domain and prints what was found; returns the exit status.
fn look_up(asker: &Asker, domain: &NameBuf) -> io::Result<u8> {
    let report = mail::look_up(asker, domain);
    io::stdout().write_all(text(domain, &report).as_bytes())?;
    Ok(if report.mail.is_err() { NOT_GOOD } else { 0 })
}

/// Looks up the domains of the standard input; a line that is no domain is told and left out.
fn look_up_lines(asker: &Asker) -> io::Result<u8> {
    let (mut status, mut number) = (0, 0_u64);
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        number = number.saturating_add(1);
        let line = String::from_utf8_lossy(&line);
        let found = match line.trim() {
            "" => 0,
            word => match domain(word) {
                Ok(domain) => look_up(asker, &domain)?,
                Err(error) => {
                    eprintln!("dnswire: line {number} of the standard input: {error}");
                    NOT_GOOD
                }
            },
        };
        status = found.max(status);
    }
    Ok(status)
}

/// An address with or without a port, or that of the system.
fn server(text: Option<&str>) -> Result<SocketAddr, String> {
    let configured = fs::read_to_string("/etc/resolv.conf").unwrap_or_default();
    let mut servers = configured.lines().filter_map(|line| line.strip_prefix("nameserver"));
    let text = text.or_else(|| servers.next().map(str::trim)).unwrap_or("127.0.0.1");
    let with_port = text.parse::<SocketAddr>().ok();
    let address = || text.parse::<IpAddr>().ok().map(|address| SocketAddr::new(address, 53));
    with_port.or_else(address).ok_or_else(|| format!("{text:?} is no address of a name server"))
}

/// The domain, its hosts in the order of their preference, and what happened on the way.
fn text(domain: &NameBuf, report: &Report) -> String {
    let mut out = format!("{domain}\n");
    // Writing to a string does not fail.
    for note in &report.notes {
        let _ = writeln!(out, "  ; {note}");
    }
    match &report.mail {
        Ok(Mail::Refused) => out.push_str("  takes no mail: null MX (RFC 7505)\n"),
        Ok(Mail::Hosts(hosts)) => hosts.iter().for_each(|host| line(host, &mut out)),
        Ok(Mail::Itself(host)) => {
            out.push_str("  no MX: the domain itself (RFC 5321 section 5.1)\n");
            line(host, &mut out);
        }
        Err(error) => {
            let _ = writeln!(out, "  failed: {error}");
        }
    }
    out
}

fn line(host: &Host, out: &mut String) {
    let addresses: Vec<_> = host.addresses.iter().map(IpAddr::to_string).collect();
    let addresses =
        if addresses.is_empty() { "no address".to_owned() } else { addresses.join(" ") };
    let _ = match host.preference {
        Some(preference) => writeln!(out, "  {preference:>5} {} {addresses}", host.name),
        None => writeln!(out, "        {} {addresses}", host.name),
    };
}

#[cfg(test)]
mod tests;
