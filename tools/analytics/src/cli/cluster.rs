//! The commands of a cluster.

use std::net::SocketAddr;
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use dnswire_analytics::cluster;

/// Plan the questions of `sql --cluster` and give their parts to executors
///
/// There are no passwords and no encryption: run it only where everybody who reaches the port may read all
/// files that scheduler and executors can.
#[derive(Debug, Args)]
pub(super) struct Scheduler {
    /// The address for executors and for `sql --cluster`
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:50050")]
    listen: SocketAddr,
}

/// Work for a scheduler
#[derive(Debug, Args)]
pub(super) struct Executor {
    /// The scheduler
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:50050")]
    scheduler: String,

    /// The address where other executors and `sql --cluster` fetch results
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:50051")]
    listen: SocketAddr,

    /// The host by which they reach it, if it is not the address of --listen
    #[arg(long, value_name = "HOST")]
    host: Option<String>,

    /// Work on N parts of questions at a time; 0 is the number of processors
    #[arg(long, value_name = "N", default_value_t = 0)]
    jobs: usize,
}

impl Scheduler {
    /// Runs until it is ended.
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        log_to_stderr();
        cluster::scheduler(self.listen).await?;
        Ok(ExitCode::SUCCESS)
    }
}

impl Executor {
    /// Runs until it is ended.
    pub(super) async fn run(self) -> anyhow::Result<ExitCode> {
        log_to_stderr();
        let (host, port) = self.scheduler.rsplit_once(':').context("--scheduler: no port")?;
        let port = port.parse().context("--scheduler: the port is not a number")?;
        let Self { listen, host: own, jobs, .. } = self;
        let scheduler = (host.to_owned(), port);
        cluster::Executor { scheduler, listen, host: own, jobs }.run().await?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Warnings of the engine, or what the variable `RUST_LOG` asks for.
fn log_to_stderr() {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn")).init();
}
