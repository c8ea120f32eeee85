//! A forwarder: takes queries over UDP and TCP and asks another server, all on loopback.
//!
//! `cargo run -- forward --listen 127.0.0.1:5355 --upstream 127.0.0.1:5301`
//!
//! | file | what |
//! | --- | --- |
//! | `serve.rs`, `stream.rs` | sockets of clients; framing over TCP |
//! | `forwarder.rs` | from a query to its response: checked, asked for, or refused |
//! | `asked.rs`, `upstream.rs` | a query of its own, with random ID and case, and the answer that belongs to it |
//! | `response.rs` | the answer as the client is to have it: TTLs, case, size |
//! | `cache.rs` | answers, until their TTLs run out |

mod asked;
mod cache;
mod forwarder;
mod random;
mod response;
mod serve;
mod stream;
mod upstream;

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::Context;
use clap::Parser;

use crate::forward::forwarder::Forwarder;
use crate::forward::upstream::Upstream;

/// Forward DNS queries to another server, on loopback only.
#[derive(Debug, Parser)]
pub(crate) struct Cli {
    /// Take queries at this address, over UDP and TCP; port 0 takes a free one, which is printed
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:5355", value_parser = loopback)]
    listen: SocketAddr,

    /// Whom to ask
    #[arg(long, value_name = "ADDRESS:PORT", value_parser = loopback)]
    upstream: SocketAddr,

    /// Wait N milliseconds for an answer of the upstream; then clients get SERVFAIL
    #[arg(long, value_name = "N", default_value_t = 2000)]
    timeout: u64,
}

fn loopback(text: &str) -> anyhow::Result<SocketAddr> {
    let address: SocketAddr = text.parse()?;
    anyhow::ensure!(address.ip().is_loopback(), "not an address of the loopback interface");
    Ok(address)
}

/// Serves clients until it is ended; fails only when it cannot have the address.
#[tokio::main(flavor = "current_thread")]
pub(crate) async fn run(cli: &Cli) -> anyhow::Result<()> {
    let upstream = Upstream::new(cli.upstream, Duration::from_millis(cli.timeout));
    serve::serve(cli.listen, Forwarder::new(upstream))
        .await
        .with_context(|| format!("cannot listen on {}", cli.listen))
}
