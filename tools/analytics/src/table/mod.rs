//! The tables: `messages`, `records` and `transactions`.

mod cells;
mod messages;
mod records;
mod transactions;

use std::sync::{Arc, LazyLock};

use arrow::datatypes::{Schema, SchemaRef};

pub(crate) use self::cells::{put, put_folded};
use crate::column::Column;
use crate::pairing::{Transaction, Unit};
use crate::row::{Decoded, Row, Work};

/// The version of the tables, in the metadata of every schema and file under [`VERSION_KEY`].
///
/// It grows when a column changes its meaning, its type or its name, or goes; a new column does not
/// change it.
pub const VERSION: &str = "1";

/// The key of [`VERSION`].
pub const VERSION_KEY: &str = "dnswire.schema_version";

/// The key of the table's name in the metadata.
pub const TABLE_KEY: &str = "dnswire.table";

/// A table: its columns, and what makes its rows.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What a row is.
    pub doc: &'static str,
    /// The columns in their order.
    pub columns: Vec<Column>,
    /// Columns that are searched for single values, worth a bloom filter.
    pub(crate) searched: &'static [&'static str],
    rows: Rows,
    schema: SchemaRef,
}

/// What makes the rows of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    Messages,
    Records,
    Transactions,
}

static MESSAGES: LazyLock<Table> = LazyLock::new(|| {
    let doc = "One row for each message.";
    Table::new("messages", doc, Rows::Messages, messages::columns(), &["qname_key", "ip_src"])
});

static RECORDS: LazyLock<Table> = LazyLock::new(|| {
    let doc = "One row for each record that can be read, of all sections but the question section.";
    Table::new("records", doc, Rows::Records, records::columns(), &["response_key", "ip4_address"])
});

static TRANSACTIONS: LazyLock<Table> = LazyLock::new(|| {
    let doc = "One row for each query with its response, for each query without one, and for each \
               response without a query.";
    let searched = &["qname_key", "ip_src"];
    Table::new("transactions", doc, Rows::Transactions, transactions::columns(), searched)
});

impl Table {
    /// The table `messages`.
    #[must_use]
    pub fn messages() -> &'static Self {
        &MESSAGES
    }

    /// The table `records`.
    #[must_use]
    pub fn records() -> &'static Self {
        &RECORDS
    }

    /// The table `transactions`.
    #[must_use]
    pub fn transactions() -> &'static Self {
        &TRANSACTIONS
    }

    /// All tables.
    #[must_use]
    pub fn all() -> [&'static Self; 3] {
        [Self::messages(), Self::records(), Self::transactions()]
    }

    /// The table of this name.
    #[must_use]
    pub fn with_name(name: &str) -> Option<&'static Self> {
        Self::all().into_iter().find(|table| table.name == name)
    }

    fn new(
        name: &'static str,
        doc: &'static str,
        rows: Rows,
        columns: Vec<Column>,
        searched: &'static [&'static str],
    ) -> Self {
        let metadata = [(VERSION_KEY, VERSION), (TABLE_KEY, name)];
        let metadata = metadata.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let fields: Vec<_> = columns.iter().map(Column::field).collect();
        let schema = Arc::new(Schema::new_with_metadata(fields, metadata.into()));
        Self { name, doc, columns, searched, rows, schema }
    }

    /// The Arrow schema, with the version of the tables in its metadata.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }

    /// True if its rows are made from queries with their responses.
    #[must_use]
    pub fn is_of_transactions(&self) -> bool {
        self.rows == Rows::Transactions
    }

    /// Hands on the rows of this table that a message or transaction makes.
    pub(crate) fn for_each_row(&self, unit: &Unit, work: &Work, take: &mut dyn FnMut(&Row<'_>)) {
        match unit {
            Unit::Message(item) => self.rows_of_message(&Decoded::of(item, work), take),
            Unit::Transaction(transaction) => rows_of_transaction(transaction, work, take),
        }
    }

    fn rows_of_message(&self, message: &Decoded<'_>, take: &mut dyn FnMut(&Row<'_>)) {
        let row = Row { message, response: None, record: None };
        if self.rows != Rows::Records {
            return take(&row);
        }
        for record in message.message().into_iter().flat_map(|message| message.records()) {
            take(&Row { record: Some(record), ..row });
        }
    }
}

fn rows_of_transaction(transaction: &Transaction, work: &Work, take: &mut dyn FnMut(&Row<'_>)) {
    let decoded = |item| Decoded::of(item, work);
    let query = transaction.query.as_ref().map(decoded);
    let response = transaction.response.as_ref().map(decoded);
    match (&query, &response) {
        (Some(query), response) => {
            take(&Row { message: query, response: response.as_ref(), record: None });
        }
        (None, Some(response)) => {
            take(&Row { message: response, response: Some(response), record: None });
        }
        (None, None) => {}
    }
}
