//! Where messages come from.

use std::fmt;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use dnswire_capture::{Event, Lost, Options, Sink, read_from};
use url::Url;

use crate::pairing::{Pairing, Unit};
use crate::store;

/// The capture that the program `dnswire` shows when it is given no file.
const CAPTURE: &[u8] = include_bytes!("../../cli/src/decode/capture.pcap");

/// The ports of the name servers in it.
const CAPTURE_PORTS: [u16; 5] = [5301, 5302, 5303, 5304, 5305];

/// A capture, or another file with messages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Input {
    /// The built-in capture of 24 messages.
    Builtin,
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// An object in a store: `s3://bucket/day.pcap.gz`.
    Object(Url),
}

impl Input {
    /// The inputs of a command line: paths and addresses of objects, `-` for standard input; the built-in
    /// capture if there are none. Fails where [`Input::matching`] does for an address.
    pub fn all(paths: &[PathBuf]) -> anyhow::Result<Vec<Self>> {
        if paths.is_empty() {
            return Ok(vec![Self::Builtin]);
        }
        let mut inputs = Vec::new();
        for path in paths {
            match path.to_str() {
                Some("-") => inputs.push(Self::Stdin),
                Some(text) if store::address(text).is_some() => {
                    inputs.extend(Self::matching(text)?);
                }
                _ => inputs.push(Self::File(path.clone())),
            }
        }
        Ok(inputs)
    }

    /// The files or objects that match `pattern`: `day/*.pcap.gz`, `s3://bucket/day/*.pcap.gz`. Fails if
    /// there are none.
    pub fn matching(pattern: &str) -> anyhow::Result<Vec<Self>> {
        if let Some(url) = store::address(pattern) {
            return Ok(store::matching(&url)?.into_iter().map(Self::Object).collect());
        }
        if Path::new(pattern).is_file() {
            return Ok(vec![Self::File(pattern.into())]);
        }
        let paths = glob::glob(pattern).with_context(|| format!("{pattern}: no pattern"))?;
        let paths: Vec<_> = paths.collect::<Result<_, _>>()?;
        let inputs: Vec<_> = paths.into_iter().filter(|path| path.is_file()).collect();
        if inputs.is_empty() {
            bail!("{pattern}: there is no such file");
        }
        Ok(inputs.into_iter().map(Self::File).collect())
    }

    /// The number of octets that will be read; 0 if that is not known.
    #[must_use]
    pub fn length(&self) -> u64 {
        match self {
            Self::File(path) => path.metadata().map_or(0, |metadata| metadata.len()),
            Self::Object(url) => store::head(url).map_or(0, |object| object.size),
            Self::Builtin | Self::Stdin => 0,
        }
    }

    /// Hands on all messages; `progress` gets the number of octets read since its last call.
    ///
    /// Fails where [`dnswire_capture::read`] does; all messages before that place have been handed on by
    /// then.
    pub fn read(
        &self,
        options: &Options,
        progress: &mut dyn FnMut(u64),
        sink: &mut Sink<'_>,
    ) -> anyhow::Result<()> {
        let name = self.to_string();
        match self {
            Self::Builtin => {
                let mut options = options.clone();
                options.ports.extend(CAPTURE_PORTS);
                read_from(name, CAPTURE, &options, &mut |_| (), sink)
            }
            Self::Stdin => {
                let input = Counted { input: io::stdin().lock(), progress };
                read_from(name, input, options, &mut |_| (), sink)
            }
            Self::File(path) => {
                let file = File::open(path).with_context(|| format!("{name}: cannot be opened"))?;
                let input = Counted { input: BufReader::new(file), progress };
                read_from(name, input, options, &mut |_| (), sink)
            }
            Self::Object(url) => {
                let input = Counted { input: store::Object::fetch(url), progress };
                read_from(name, input, options, &mut |_| (), sink)
            }
        }
    }

    /// Hands on what makes the rows of a table: messages, or queries with their responses.
    pub(crate) fn units(
        &self,
        options: &Options,
        are_transactions: bool,
        take: &mut dyn FnMut(Unit) -> ControlFlow<()>,
        lose: &mut dyn FnMut(Lost),
    ) -> anyhow::Result<()> {
        let mut pairing = Pairing::default();
        let mut flow = ControlFlow::Continue(());
        let done = self.read(options, &mut |_| (), &mut |event| {
            match event {
                Event::Message(item) if are_transactions => pairing.add(item, &mut |pair| {
                    if flow.is_continue() {
                        flow = take(Unit::Transaction(Box::new(pair)));
                    }
                }),
                Event::Message(item) => flow = take(Unit::Message(item)),
                Event::Lost(lost) => lose(lost),
            }
            flow
        });
        pairing.finish(&mut |pair| {
            if flow.is_continue() {
                flow = take(Unit::Transaction(Box::new(pair)));
            }
        });
        done
    }
}

/// The name in tables and messages.
impl fmt::Display for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin => f.write_str("capture.pcap"),
            Self::Stdin => f.write_str("-"),
            Self::File(path) => path.display().fmt(f),
            Self::Object(url) => url.fmt(f),
        }
    }
}

/// Counts the octets that are read.
struct Counted<'p, R> {
    input: R,
    progress: &'p mut dyn FnMut(u64),
}

impl<R: Read> Read for Counted<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        (self.progress)(u64::try_from(count).unwrap_or(u64::MAX));
        Ok(count)
    }
}
