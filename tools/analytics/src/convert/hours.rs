//! The files that one thread writes: for each table and hour one, or more if hours come back.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::datatypes::Schema;
use jiff::tz::Offset;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use super::Settings;
use super::notes::PART;
use crate::batch::Batch;
use crate::pairing::Unit;
use crate::row::Work;
use crate::table::{TABLE_KEY, Table, VERSION, VERSION_KEY};

/// Rows that are decoded before they are handed to the file.
const BATCH: usize = 1024;

/// Rows of a row group.
const GROUP: usize = 1 << 17;

/// Octets of a row group, before it is written.
const GROUP_OCTETS: usize = 8 << 20;

/// Files of a table that a thread has open.
const OPEN: usize = 2;

/// The files of one thread.
#[derive(Debug)]
pub(super) struct Parts {
    folder: PathBuf,
    stem: String,
    tables: Vec<TableParts>,
    work: Work,
    /// Files that are complete, from the folder on.
    files: Vec<String>,
}

/// The open files of a table.
#[derive(Debug)]
struct TableParts {
    table: &'static Table,
    columns: Vec<usize>,
    open: BTreeMap<String, Open>,
    /// The number of rows so far; also tells which file was written to last.
    rows: u64,
    /// Files that were begun.
    begun: usize,
}

#[derive(Debug)]
struct Open {
    name: String,
    batch: Batch,
    writer: ArrowWriter<File>,
    /// The number of the table's rows when a row was added last.
    last: u64,
}

impl Parts {
    /// No file yet; names begin with `stem` and have the number of the job.
    pub(super) fn new(stem: &str, job: usize, settings: &Settings) -> Self {
        let tables = settings.tables.iter().map(|table| TableParts {
            table,
            columns: columns(table, settings.has_octets),
            open: BTreeMap::new(),
            rows: 0,
            begun: 0,
        });
        Self {
            folder: settings.folder.clone(),
            stem: format!("{stem}-{job}"),
            tables: tables.collect(),
            work: Work::default(),
            files: Vec::new(),
        }
    }

    /// Adds the rows of a message or of a transaction.
    pub(super) fn add(&mut self, unit: &Unit) -> anyhow::Result<()> {
        let is_transaction = matches!(unit, Unit::Transaction(_));
        let Self { folder, stem, tables, work, files } = self;
        for table in tables {
            if table.table.is_of_transactions() == is_transaction {
                table.add(unit, work, (folder, stem), files)?;
            }
        }
        Ok(())
    }

    /// Completes all files; returns their names and the number of rows of each table.
    pub(super) fn finish(mut self) -> anyhow::Result<(Vec<String>, Rows)> {
        let mut rows = Vec::new();
        for table in &mut self.tables {
            rows.push((table.table.name, table.rows));
            for (_, open) in std::mem::take(&mut table.open) {
                self.files.push(open.finish()?);
            }
        }
        Ok((self.files, rows))
    }
}

/// The number of rows of each table.
pub(super) type Rows = Vec<(&'static str, u64)>;

/// The columns that are written.
fn columns(table: &Table, has_octets: bool) -> Vec<usize> {
    let columns = table.columns.iter().enumerate();
    let is_wanted = |name: &str| has_octets || name != "octets";
    columns.filter(|(_, column)| is_wanted(column.name)).map(|(index, _)| index).collect()
}

impl TableParts {
    fn add(
        &mut self,
        unit: &Unit,
        work: &Work,
        (folder, stem): (&Path, &str),
        files: &mut Vec<String>,
    ) -> anyhow::Result<()> {
        let hour = hour(unit);
        if !self.open.contains_key(&hour) {
            if self.open.len() >= OPEN {
                self.close_oldest(files)?;
            }
            let table = self.table;
            let name = format!("{}/hour={hour}/{stem}-{}.parquet", table.name, self.begun);
            self.begun += 1;
            self.open.insert(hour.clone(), Open::begin(folder, name, table, &self.columns)?);
        }
        let Some(open) = self.open.get_mut(&hour) else { return Ok(()) };
        let before = open.batch.rows();
        self.table.for_each_row(unit, work, &mut |row| open.batch.push(row));
        self.rows += u64::try_from(open.batch.rows() - before)?;
        open.last = self.rows;
        if open.batch.rows() >= BATCH { open.flush() } else { Ok(()) }
    }

    fn close_oldest(&mut self, files: &mut Vec<String>) -> anyhow::Result<()> {
        let oldest = self.open.iter().min_by_key(|(_, open)| open.last);
        let oldest = oldest.map(|(hour, _)| hour.clone());
        if let Some(open) = oldest.and_then(|hour| self.open.remove(&hour)) {
            files.push(open.finish()?);
        }
        Ok(())
    }
}

/// The hour of a message, `2026-11-27T08`, or of the query of a transaction; `unknown` without a time.
fn hour(unit: &Unit) -> String {
    let item = match unit {
        Unit::Message(item) => Some(item),
        Unit::Transaction(pair) => pair.query.as_ref().or(pair.response.as_ref()),
    };
    let Some(time) = item.and_then(|item| item.time) else { return "unknown".to_owned() };
    let time = Offset::UTC.to_datetime(time);
    format!("{:04}-{:02}-{:02}T{:02}", time.year(), time.month(), time.day(), time.hour())
}

impl Open {
    fn begin(
        folder: &Path,
        name: String,
        table: &Table,
        columns: &[usize],
    ) -> anyhow::Result<Self> {
        let batch = Batch::project(table, columns)?;
        let path = folder.join(format!("{name}{PART}"));
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let properties = properties(table, &batch.schema());
        let writer = ArrowWriter::try_new(File::create(path)?, batch.schema(), Some(properties))?;
        Ok(Self { name, batch, writer, last: 0 })
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        Ok(self.writer.write(&self.batch.finish()?)?)
    }

    /// Completes the file and returns its name.
    fn finish(mut self) -> anyhow::Result<String> {
        self.flush()?;
        self.writer.finish()?;
        self.writer.inner().sync_all()?;
        Ok(self.name)
    }
}

/// Zstd, bloom filters for columns that are searched for single values, no dictionary for octets.
fn properties(table: &Table, schema: &Arc<Schema>) -> WriterProperties {
    let metadata = [(VERSION_KEY, VERSION), (TABLE_KEY, table.name)];
    let metadata = metadata.map(|(key, value)| KeyValue::new(key.to_owned(), value.to_owned()));
    let mut properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_max_row_group_row_count(Some(GROUP))
        .set_max_row_group_bytes(Some(GROUP_OCTETS))
        .set_key_value_metadata(Some(metadata.into()))
        .set_column_dictionary_enabled(ColumnPath::from("octets"), false);
    for column in table.searched.iter().filter(|name| schema.index_of(name).is_ok()) {
        properties = properties.set_column_bloom_filter_enabled(ColumnPath::from(*column), true);
    }
    properties.build()
}
