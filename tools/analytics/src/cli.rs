//! The command line.

#[cfg(feature = "cluster")]
mod cluster;

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use arrow::util::pretty::pretty_format_batches_with_schema;
use clap::{Args, Parser, Subcommand};
use datafusion::prelude::SessionContext;
use dnswire_analytics::convert::{self, Settings, Summary};
use dnswire_analytics::input::Input;
use dnswire_analytics::sql;
use dnswire_analytics::table::Table;
use dnswire_capture::Options;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Tables of DNS messages: captures to Parquet, and SQL over both.
#[derive(Debug, Parser)]
#[command(name = "dnswire-analytics", version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Convert(Convert),
    Sql(Sql),
    #[cfg(feature = "cluster")]
    Scheduler(cluster::Scheduler),
    #[cfg(feature = "cluster")]
    Executor(cluster::Executor),
}

/// Write the tables of captures to Parquet
///
/// A run that was killed leaves no file that looks complete. The next run goes on with the input that was
/// not finished; finished ones are skipped as long as they do not change.
#[derive(Debug, Args)]
struct Convert {
    /// Captures and other files that `dnswire decode` reads; `-` is standard input
    ///
    /// Without any, a built-in capture of 24 messages. They may be in an object store:
    /// `s3://bucket/day/*.pcap.gz`.
    #[arg(value_name = "CAPTURE")]
    captures: Vec<PathBuf>,

    /// The folder for the files: `TABLE/hour=YYYY-MM-DDTHH/NAME.parquet`
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,

    /// The tables to write
    #[arg(long, value_name = "TABLE", value_delimiter = ',')]
    #[arg(default_value = "messages,records,transactions")]
    tables: Vec<String>,

    /// Write the octets of each message too
    #[arg(long)]
    octets: bool,

    /// Decode and write with N threads; with more than one, another reads
    #[arg(long, value_name = "N", default_value_t = 1)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: u16,

    #[command(flatten)]
    reading: Reading,
}

/// Ask a question in SQL
///
/// The tables `messages`, `records` and `transactions` are those of --from. The table function
/// dns('day/*.pcap.gz') reads other captures, `dns()` the built-in one.
#[derive(Debug, Args)]
struct Sql {
    /// The question
    #[arg(value_name = "SELECT", required_unless_present = "file")]
    question: Option<String>,

    /// A file with the question
    #[arg(long, short, value_name = "FILE", conflicts_with = "question")]
    file: Option<PathBuf>,

    /// A capture, or the folder that `convert` has written; captures may be several, each with --from
    ///
    /// Without it, a built-in capture of 24 messages. Both may be in an object store:
    /// `s3://bucket/day/*.pcap.gz`, and with a slash at its end a folder, `s3://bucket/tables/`.
    #[arg(long, value_name = "PATH")]
    from: Vec<PathBuf>,

    /// Let the executors of the scheduler at HOST:PORT answer; all of them must find the files
    #[cfg(feature = "cluster")]
    #[arg(long, value_name = "HOST:PORT")]
    cluster: Option<String>,

    #[command(flatten)]
    reading: Reading,
}

/// How captures are read.
#[derive(Debug, Args)]
struct Reading {
    /// In captures, look for messages on this port too; may be repeated
    #[arg(long = "port", value_name = "PORT")]
    ports: Vec<u16>,

    /// In captures, unfinished TCP streams and IP fragments take at most N MiB
    #[arg(long, value_name = "N", default_value_t = 64)]
    memory: usize,
}

impl Reading {
    fn options(&self) -> Options {
        let mut options = Options::default();
        options.ports.extend(&self.ports);
        options.memory = self.memory.saturating_mul(1 << 20);
        options
    }
}

/// Does what the command line asks for; returns the exit status.
pub(crate) fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    match cli.command {
        Command::Convert(cli) => convert(&cli),
        Command::Sql(cli) => block_on(ask(&cli))?,
        #[cfg(feature = "cluster")]
        Command::Scheduler(cli) => block_on(cli.run())?,
        #[cfg(feature = "cluster")]
        Command::Executor(cli) => block_on(cli.run())?,
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> anyhow::Result<T> {
    Ok(tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(work))
}

fn convert(cli: &Convert) -> anyhow::Result<ExitCode> {
    let settings = Settings {
        folder: cli.output.clone(),
        tables: cli.tables.iter().map(|name| table(name)).collect::<Result<_, _>>()?,
        has_octets: cli.octets,
        jobs: cli.jobs.into(),
        options: cli.reading.options(),
    };
    let inputs = Input::all(&cli.captures)?;
    let bar = bar(inputs.iter().map(Input::length).sum());
    let summary = convert::run(&inputs, &settings, &bar)?;
    bar.finish_and_clear();
    report(&summary);
    Ok(if summary.unreadable.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

fn table(name: &str) -> anyhow::Result<&'static Table> {
    match Table::with_name(name) {
        Some(table) => Ok(table),
        None => bail!("{name}: not a table; there are messages, records and transactions"),
    }
}

/// A bar on standard error, if that is a terminal.
fn bar(length: u64) -> ProgressBar {
    let template = "{wide_bar} {bytes} of {total_bytes}, {eta} left";
    let style =
        ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    let bar = ProgressBar::new(length).with_style(style);
    bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(4));
    bar
}

fn report(summary: &Summary) {
    for error in &summary.unreadable {
        eprintln!("dnswire-analytics: {error}");
    }
    for (reason, count) in &summary.lost {
        let what = if reason.is_loss() { "lost" } else { "note" };
        eprintln!("{what}: {count}: {reason}");
    }
    let rows: Vec<_> =
        summary.rows.iter().map(|(table, rows)| format!("{rows} in {table}")).collect();
    let rows = if rows.is_empty() { "none".to_owned() } else { rows.join(", ") };
    println!("{} messages; rows: {rows}; {} files", summary.messages, summary.files);
    if summary.skipped > 0 {
        println!("{} inputs were finished before", summary.skipped);
    }
}

async fn ask(cli: &Sql) -> anyhow::Result<ExitCode> {
    let question = match (&cli.question, &cli.file) {
        (Some(question), _) => question.clone(),
        (None, Some(path)) => std::fs::read_to_string(path)
            .with_context(|| format!("{}: cannot be read", path.display()))?,
        (None, None) => bail!("there is no question"),
    };
    let options = cli.reading.options();
    let context = session(cli, &options)?;
    match cli.from.as_slice() {
        [folder] if sql::is_folder(folder) => sql::register_folder(&context, folder).await?,
        paths => sql::register_captures(&context, &Input::all(paths)?, &options)?,
    }
    let answer = context.sql(&question).await?;
    let schema = Arc::clone(answer.schema().inner());
    let batches = answer.collect().await?;
    println!("{}", pretty_format_batches_with_schema(schema, &batches)?);
    Ok(ExitCode::SUCCESS)
}

#[cfg(not(feature = "cluster"))]
#[expect(clippy::unnecessary_wraps, reason = "the one with a cluster can fail")]
fn session(_: &Sql, options: &Options) -> anyhow::Result<SessionContext> {
    Ok(sql::context_with(options))
}

#[cfg(feature = "cluster")]
fn session(cli: &Sql, options: &Options) -> anyhow::Result<SessionContext> {
    match &cli.cluster {
        Some(address) => dnswire_analytics::cluster::context(address, options),
        None => Ok(sql::context_with(options)),
    }
}
