//! Rows into Arrow batches.

use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow::datatypes::{Schema, SchemaRef};
use arrow::error::ArrowError;

use crate::column::{Column, Filler};
use crate::row::Row;
use crate::table::Table;

/// Some columns of a table while they are filled.
#[derive(Debug)]
pub struct Batch {
    schema: SchemaRef,
    fillers: Vec<Filler>,
    rows: usize,
}

impl Batch {
    /// All columns of `table`.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        Self::new(table.columns.iter(), table.schema())
    }

    /// The columns of `table` with these indexes, in this order.
    pub fn project(table: &Table, columns: &[usize]) -> Result<Self, ArrowError> {
        let schema = Arc::new(table.schema().project(columns)?);
        Ok(Self::new(columns.iter().filter_map(|index| table.columns.get(*index)), schema))
    }

    /// One column, which may be of no table.
    #[must_use]
    pub fn of_column(column: &Column) -> Self {
        Self::new([column], Arc::new(Schema::new(vec![column.field()])))
    }

    fn new<'c>(columns: impl IntoIterator<Item = &'c Column>, schema: SchemaRef) -> Self {
        let fillers = columns.into_iter().map(|column| column.cell.filler()).collect();
        Self { schema, fillers, rows: 0 }
    }

    /// Appends a row.
    pub fn push(&mut self, row: &Row<'_>) {
        self.rows += 1;
        for filler in &mut self.fillers {
            filler.push(row);
        }
    }

    /// The number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The schema of its columns.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// The rows so far; begins again.
    pub fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let columns: Vec<ArrayRef> =
            self.fillers.iter_mut().map(Filler::finish).collect::<Result<_, _>>()?;
        let options = RecordBatchOptions::new().with_row_count(Some(self.rows));
        self.rows = 0;
        RecordBatch::try_new_with_options(self.schema(), columns, &options)
    }
}
