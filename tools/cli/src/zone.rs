//! Reads zone files, and prints their records.

use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use dnswire::zone::{Entry, Zone};
use dnswire::{NameBuf, RecordBuf};

/// The status when some entry is wrong.
const NOT_GOOD: u8 = 1;
/// The status when a file cannot be read, or the output not be written.
const UNUSABLE: u8 = 2;
/// The most files that include one another.
const MAX_DEPTH: usize = 16;

/// Read zone files and print their records; a wrong entry is reported and skipped
#[derive(Debug, clap::Args)]
pub(crate) struct Cli {
    /// The zone files; - is the standard input
    #[arg(required = true)]
    files: Vec<PathBuf>,

    /// Print a JSON object for each record: owner, ttl, class, type, rdata in hex, text
    #[arg(long)]
    json: bool,

    /// The name that completes relative names, before $ORIGIN
    #[arg(long, value_name = "NAME")]
    origin: Option<NameBuf>,
}

/// The output, and what was wrong so far.
struct Session<W> {
    out: W,
    json: bool,
    status: u8,
}

/// Prints the records of the files; returns the exit status.
pub(crate) fn run(cli: &Cli) -> ExitCode {
    let out = BufWriter::new(io::stdout().lock());
    let mut session = Session { out, json: cli.json, status: 0 };
    let done = cli.files.iter().try_for_each(|file| session.file(file, cli.origin.as_ref(), 0));
    match done.and_then(|()| session.out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("dnswire: the output cannot be written: {error}");
            ExitCode::from(UNUSABLE)
        }
        _ => ExitCode::from(session.status),
    }
}

impl<W: Write> Session<W> {
    fn file(&mut self, file: &Path, origin: Option<&NameBuf>, depth: usize) -> io::Result<()> {
        if file == Path::new("-") {
            return self.zone(io::stdin().lock(), file, origin, depth);
        }
        match File::open(file) {
            Ok(open) => self.zone(BufReader::new(open), file, origin, depth),
            Err(error) => {
                self.complain(UNUSABLE, format_args!("{}: {error}", file.display()));
                Ok(())
            }
        }
    }

    fn zone(
        &mut self,
        reader: impl BufRead,
        file: &Path,
        origin: Option<&NameBuf>,
        depth: usize,
    ) -> io::Result<()> {
        let mut zone = Zone::read(reader);
        if let Some(origin) = origin {
            zone = zone.with_origin(origin);
        }
        for entry in zone {
            match entry {
                Ok(Entry::Record(record)) => self.record(&record)?,
                Ok(Entry::Include(include)) if depth < MAX_DEPTH => {
                    let folder = file.parent().unwrap_or(Path::new(""));
                    let (file, origin) = (folder.join(include.file), include.origin);
                    self.file(&file, origin.as_ref(), depth + 1)?;
                }
                Ok(Entry::Include(include)) => {
                    let place = format!("{}: line {}", file.display(), include.line);
                    self.complain(NOT_GOOD, format_args!("{place}: too many files include others"));
                }
                Err(error) => {
                    self.complain(NOT_GOOD, format_args!("{}: {error}", file.display()));
                }
            }
        }
        Ok(())
    }

    fn record(&mut self, record: &RecordBuf) -> io::Result<()> {
        if !self.json {
            return writeln!(self.out, "{record}");
        }
        let mut rdata = String::new();
        for octet in record.rdata_octets() {
            let _ = write!(rdata, "{octet:02x}");
        }
        let line = serde_json::json!({
            "owner": record.owner().to_string(),
            "ttl": record.ttl_field(),
            "class": record.class().to_string(),
            "type": record.rtype().to_string(),
            "rdata": rdata,
            "text": record.rdata().to_string(),
        });
        writeln!(self.out, "{line}")
    }

    fn complain(&mut self, status: u8, what: std::fmt::Arguments<'_>) {
        self.status = self.status.max(status);
        eprintln!("dnswire: {what}");
    }
}
