//! DNS messages of captures as tables: Arrow batches, Parquet files, SQL.
//!
//! [`table::Table`] has the tables with their columns, [`convert`] writes them to Parquet, and [`sql`]
//! asks questions of captures and of those files. The README has all columns and functions.
//!
//! ```
//! # tokio::runtime::Builder::new_current_thread().build()?.block_on(async {
//! let context = dnswire_analytics::sql::context();
//! let rows = context.sql("SELECT dns_qname FROM dns() WHERE dns_tc").await?.collect().await?;
//! assert_eq!(rows.iter().map(|batch| batch.num_rows()).sum::<usize>(), 1);
//! # Ok::<(), anyhow::Error>(())
//! # })?;
//! # Ok::<(), anyhow::Error>(())
//! ```

pub mod batch;
#[cfg(feature = "cluster")]
pub mod cluster;
pub mod column;
pub mod convert;
pub mod functions;
pub mod input;
pub mod pairing;
pub mod row;
pub mod sql;
mod store;
pub mod table;
