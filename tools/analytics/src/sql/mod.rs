//! SQL over captures and over the files that [`convert`](crate::convert) writes.

mod names;
mod provider;
mod reading;
mod scalar;
pub(crate) mod scan;

use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use datafusion::arrow::datatypes::DataType;
use datafusion::execution::runtime_env::RuntimeEnv;
use datafusion::logical_expr::ScalarUDF;
use datafusion::prelude::{ParquetReadOptions, SessionConfig, SessionContext};
use dnswire_capture::Options;
use url::Url;

use self::names::NameFunction;
pub use self::provider::{CaptureTable, DnsFunction};
use self::scalar::MessageFunction;
use crate::input::Input;
use crate::store::{self, Stores};
use crate::table::Table;

/// A session with the functions of messages and the table function `dns`.
///
/// `dns()` is the built-in capture, `dns('day/*.pcap.gz')` the messages of all files that match, and
/// `dns('day/*.pcap.gz', 'records')` another table of them.
#[must_use]
pub fn context() -> SessionContext {
    context_with(&Options::default())
}

/// A [`context`] with options for reading captures.
#[must_use]
pub fn context_with(options: &Options) -> SessionContext {
    let config = SessionConfig::new().with_information_schema(true);
    let context = SessionContext::new_with_config_rt(config, runtime());
    register(&context, options);
    context
}

/// What sessions share: here the object stores.
pub(crate) fn runtime() -> Arc<RuntimeEnv> {
    let stores = Arc::new(Stores::default());
    Arc::new(RuntimeEnv { object_store_registry: stores, ..RuntimeEnv::default() })
}

/// Adds the functions to a session.
pub fn register(context: &SessionContext, options: &Options) {
    context.register_udtf("dns", Arc::new(DnsFunction::new(options.clone())));
    for function in functions() {
        context.register_udf(function);
    }
}

/// The functions of octets and of numbers.
#[must_use]
pub fn functions() -> Vec<ScalarUDF> {
    let messages = MessageFunction::all().into_iter().map(ScalarUDF::from);
    messages.chain(NameFunction::all().into_iter().map(ScalarUDF::from)).collect()
}

/// Makes `messages`, `records` and `transactions` the tables of these inputs.
pub fn register_captures(
    context: &SessionContext,
    inputs: &[Input],
    options: &Options,
) -> anyhow::Result<()> {
    for table in Table::all() {
        let provider = CaptureTable::new(table, inputs.to_vec(), options.clone());
        context.register_table(table.name, Arc::new(provider))?;
    }
    Ok(())
}

/// True if `path` is a folder: a directory, or an address in an object store that ends in a slash.
#[must_use]
pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || address(path).is_some_and(|url| url.path().ends_with('/'))
}

/// Makes `messages`, `records` and `transactions` the tables in a folder that
/// [`convert`](crate::convert) has written; those that it has not written are left out.
pub async fn register_folder(context: &SessionContext, folder: &Path) -> anyhow::Result<()> {
    for table in Table::all() {
        let Some(path) = table_in(folder, table).await? else { continue };
        let hour = vec![("hour".to_owned(), DataType::Utf8)];
        let options = ParquetReadOptions::default().table_partition_cols(hour);
        context.register_parquet(table.name, path, options).await?;
    }
    Ok(())
}

/// Where `table` is in `folder`, if it is there.
async fn table_in(folder: &Path, table: &Table) -> anyhow::Result<Option<String>> {
    if let Some(url) = address(folder) {
        let url = url.join(&format!("{}/", table.name))?;
        return Ok(store::has_objects(&url).await?.then(|| url.into()));
    }
    let path = folder.join(table.name);
    let text = path.to_str().with_context(|| format!("{}: not UTF-8", path.display()))?;
    Ok(path.is_dir().then(|| text.to_owned()))
}

fn address(path: &Path) -> Option<Url> {
    store::address(path.to_str()?)
}
