//! Tables and scans as octets, in Protocol Buffers like the rest of a plan.

use datafusion::common::{Result, plan_datafusion_err, plan_err};
use datafusion_proto::protobuf::PhysicalExprNode;
use dnswire_capture::Options;
use prost::Message;
use url::Url;

use crate::input::Input;
use crate::sql::scan::Captures;
use crate::table::{Table, VERSION};

/// The octets before a message of ours. No message of Protocol Buffers begins so: `d` is the tag of a
/// group's end.
const MAGIC: &[u8] = b"dnswire-analytics ";

/// A table of captures.
#[derive(Clone, PartialEq, Message)]
pub(super) struct TableMessage {
    /// The version of the columns: a machine with other columns must not take part.
    #[prost(string, tag = "1")]
    version: String,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(message, repeated, tag = "3")]
    inputs: Vec<InputMessage>,
    #[prost(uint32, repeated, tag = "4")]
    ports: Vec<u32>,
    #[prost(bool, tag = "5")]
    guess: bool,
    #[prost(bool, tag = "6")]
    raw: bool,
    #[prost(uint64, tag = "7")]
    memory: u64,
}

/// A capture: a path, or the address of an object; without both the built-in one.
#[derive(Clone, PartialEq, Message)]
struct InputMessage {
    #[prost(string, optional, tag = "1")]
    path: Option<String>,
    #[prost(string, optional, tag = "2")]
    address: Option<String>,
}

/// A scan of a table.
#[derive(Clone, PartialEq, Message)]
pub(super) struct ScanMessage {
    #[prost(message, optional, tag = "1")]
    pub(super) table: Option<TableMessage>,
    #[prost(uint64, repeated, tag = "2")]
    pub(super) projection: Vec<u64>,
    #[prost(message, optional, tag = "3")]
    pub(super) condition: Option<PhysicalExprNode>,
    /// The columns of the condition.
    #[prost(uint64, repeated, tag = "4")]
    pub(super) columns: Vec<u64>,
    #[prost(uint64, optional, tag = "5")]
    pub(super) limit: Option<u64>,
}

impl TableMessage {
    /// What another process needs to make the table.
    pub(super) fn of(table: &Table, captures: &Captures) -> Result<Self> {
        let Options { ports, guess, raw, memory } = &captures.options;
        Ok(Self {
            version: VERSION.to_owned(),
            name: table.name.to_owned(),
            inputs: captures.inputs.iter().map(InputMessage::of).collect::<Result<_>>()?,
            ports: ports.iter().map(|port| u32::from(*port)).collect(),
            guess: *guess,
            raw: *raw,
            memory: number(*memory)?,
        })
    }

    /// The table and its captures.
    pub(super) fn table(self) -> Result<(&'static Table, Captures)> {
        if self.version != VERSION {
            return plan_err!("columns of version {}: this program has {VERSION}", self.version);
        }
        let Some(table) = Table::with_name(&self.name) else {
            return plan_err!("{}: not a table", self.name);
        };
        let ports = self.ports.into_iter().map(number).collect::<Result<_>>()?;
        let (guess, raw, memory) = (self.guess, self.raw, number(self.memory)?);
        let inputs = self.inputs.into_iter().map(InputMessage::input).collect::<Result<_>>()?;
        Ok((table, Captures { inputs, options: Options { ports, guess, raw, memory } }))
    }
}

impl InputMessage {
    /// Paths become absolute, since others may run in another folder.
    fn of(input: &Input) -> Result<Self> {
        let (path, address) = match input {
            Input::Builtin => (None, None),
            Input::Stdin => return plan_err!("a cluster does not read standard input"),
            Input::File(path) => {
                let path = std::path::absolute(path)?.into_os_string().into_string();
                let path = path.map_err(|path| plan_datafusion_err!("{path:?}: not UTF-8"))?;
                (Some(path), None)
            }
            Input::Object(url) => (None, Some(url.to_string())),
        };
        Ok(Self { path, address })
    }

    fn input(self) -> Result<Input> {
        match (self.path, self.address) {
            (Some(path), _) => Ok(Input::File(path.into())),
            (None, Some(address)) => match Url::parse(&address) {
                Ok(url) => Ok(Input::Object(url)),
                Err(error) => plan_err!("{address}: {error}"),
            },
            (None, None) => Ok(Input::Builtin),
        }
    }
}

/// A number of another type.
pub(super) fn number<N: Copy + std::fmt::Display, M: TryFrom<N>>(value: N) -> Result<M> {
    value.try_into().map_err(|_| plan_datafusion_err!("{value}: too large"))
}

/// Appends a message of ours.
pub(super) fn put(message: &impl Message, octets: &mut Vec<u8>) {
    octets.extend(MAGIC);
    octets.extend(message.encode_to_vec());
}

/// The message in `octets`; `None` if it is not ours.
pub(super) fn get<M: Message + Default>(octets: &[u8]) -> Option<Result<M>> {
    let octets = octets.strip_prefix(MAGIC)?;
    Some(M::decode(octets).map_err(|error| plan_datafusion_err!("{error}")))
}
