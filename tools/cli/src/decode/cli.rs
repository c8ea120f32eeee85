//! The command line.

use std::path::PathBuf;

use clap::Parser;

use crate::decode::filter::Filter;
use crate::paint::Color;
use dnswire_capture::Options;

/// Decode DNS messages and show what is in them, also of those that are cut or malformed.
///
/// Without FILE, a built-in capture of 24 messages is shown: a line for each, and the cut answer
/// in full.
#[derive(Debug, Parser)]
#[command(after_long_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Cli {
    /// Files with messages; `-` is standard input
    ///
    /// The first octets decide what a file is: a capture (pcap or pcapng), with
    /// messages over UDP and TCP; dnstap; HTTP/1.1 with DNS over HTTPS; text, each line
    /// a message in hex or Base64, or a JSON object with `wire` (hex) and maybe `id` and
    /// `via` (`mdns`: multicast DNS); dumps with offsets (`xxd`, `xxd -e`,
    /// `hexdump -C`, `tcpdump -X`, Wireshark); or else one raw message. Any of them may
    /// be packed by gzip, zstd, xz or bzip2.
    #[arg(value_name = "FILE", verbatim_doc_comment)]
    pub(crate) files: Vec<PathBuf>,

    /// In captures, look for messages on this port too; may be repeated
    ///
    /// Always looked for are 53, 5353 (multicast DNS) and 5355 (LLMNR).
    #[arg(long = "port", value_name = "PORT")]
    pub(crate) ports: Vec<u16>,

    /// Take every file for one message
    #[arg(long)]
    pub(crate) raw: bool,

    /// In captures, unfinished TCP streams and IP fragments take at most N MiB
    #[arg(long, value_name = "N", default_value_t = 64)]
    pub(crate) memory: usize,

    /// Play a receive call that reported N octets for every message, whatever its length
    ///
    /// Shows the error that such a length is, and what can be read all the same.
    #[arg(long, value_name = "N")]
    pub(crate) received: Option<usize>,

    /// Write a JSON object per message: id, shape, error, message, findings
    #[arg(long)]
    pub(crate) json: bool,

    /// Leave out the findings: the rules of RFCs that a message breaks
    #[arg(long)]
    pub(crate) no_findings: bool,

    /// Refuse a message with a finding of severity error: it counts, and the exit status is 1
    #[arg(long)]
    pub(crate) strict: bool,

    /// Show the counts only
    #[arg(long, short, conflicts_with = "json")]
    pub(crate) quiet: bool,

    /// Show counts with bars: types, RCODEs, sizes, names, findings, response times
    #[arg(long, conflicts_with_all = ["json", "quiet"])]
    pub(crate) summary: bool,

    /// Colour the output
    #[arg(long, value_enum, default_value_t, value_name = "WHEN")]
    pub(crate) color: Color,

    #[command(flatten)]
    pub(crate) filter: Filter,

    /// Decode with N threads; the output is the same
    ///
    /// One more reads the file, and one more writes. What comes in slowly is then shown
    /// in batches, not at once.
    #[arg(long, value_name = "N", default_value_t = 1, verbatim_doc_comment)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=MAX_JOBS))]
    pub(crate) jobs: u16,
}

/// More threads than that are a mistake.
const MAX_JOBS: i64 = 1024;

const AFTER_HELP: &str = "\
The last line counts the messages; with --json it goes to standard error.
  whole      every count, name and length leads somewhere, and all RDATA fits its type
  cut        the octets end before the last record does
  malformed  something else cannot be followed, or some RDATA does not fit its type; an EDNS
             option or SvcParam that alone is malformed is shown as such (in JSON as an error
             of its RDATA), but does not count
  trailing   whole, but octets are left after the last record
  lost       what may hold a message and cannot be read; a line for each reason follows
  refused    with --strict: a finding of it is an error
  left out   by a filter

Exit status:
  0  all messages that were found are whole, or the output was closed early; without FILE, also
     with the cut message of the built-in capture
  1  some message is cut or malformed, or with --strict refused, or something was lost
  2  wrong use, or a file that cannot be read to its end; the rest is shown";

impl Cli {
    /// The options for reading files; `more` ports count too.
    pub(crate) fn input_options(&self, more: &[u16]) -> Options {
        let mut options = Options { raw: self.raw, ..Options::default() };
        options.ports.extend(self.ports.iter().chain(more));
        options.memory = self.memory.saturating_mul(1 << 20);
        options
    }
}
