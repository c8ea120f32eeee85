//! Names, records, RDATA, messages, errors and findings as values of [serde], with the feature
//! `serde`.
//!
//! In formats for people, such as JSON, RDATA is a map of its fields under the names of its RFC;
//! octets are hexadecimal or base64 as in presentation format, and registries are mnemonics:
//!
//! ```
//! # #[cfg(feature = "serde")] {
//! use dnswire::RecordBuf;
//!
//! let record: RecordBuf = "x. 60 IN HTTPS 1 . alpn=h2,h3 port=8443".parse()?;
//! let json = r#"{"owner":"x.","ttl":60,"class":"IN","type":"HTTPS","data":{"svc_priority":1,"#
//!     .to_owned()
//!     + r#""target_name":".","svc_params":{"alpn":["h2","h3"],"port":8443}}}"#;
//! assert_eq!(serde_json::to_string(&record)?, json);
//! assert_eq!(serde_json::from_str::<RecordBuf>(&json)?, record);
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | value | form for people | binary form |
//! | --- | --- | --- |
//! | name | presentation format | octets without compression |
//! | record | map of `owner`, `ttl`, `class` (IN if left out), `type`, `data` | tuple of owner, TTL, class, type, octets of the RDATA |
//! | RDATA alone | map of `class`, `type`, `data` | tuple of class, type, octets |
//! | message | map of `id`, `flags`, `opcode`, `rcode` and a list for each section | all octets |
//! | question | map of `qname`, `qtype`, `qclass` | tuple of them |
//! | error, finding | map of its kind or rule, the place, and `message` | the same |
//! | parameters | map by their keys; the value is that of the only field, a map of several, or null | octets |
//! | options | list of maps with one entry, as for parameters | octets |
//! | strings of RDATA | UTF-8 with `\\` for a backslash, and `\DDD` for other octets | |
//!
//! `data` can also be a text: RDATA in presentation format. RDATA without a known layout, malformed
//! RDATA, and values that presentation format cannot hold are written in the generic form of RFC
//! 3597. Malformed RDATA, parameters or options are octets, and keep their meaning only where no
//! compression pointer is in them: malformed RDATA of a known type is not read back.
//!
//! RR types, options and parameters of the user's own have their names in
//! [`WithTypes`](crate::WithTypes) and [`MessageWithTypes`]; [`OwnTypes`](crate::rdata::OwnTypes) and
//! `MessageSeed` read them.
//!
//! Serialising borrows and does not allocate. The deserialised values own their octets.
//!
//! [serde]: https://serde.rs

mod impls;
mod message;
mod node;
mod own;
mod read;
mod report;
pub mod rfc8427;
mod show;

#[cfg(feature = "bytes")]
pub use own::MessageSeed;
pub use own::MessageWithTypes;
