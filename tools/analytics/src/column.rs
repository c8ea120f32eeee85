//! Columns: a name, a text about it, and how a row fills it.

use std::sync::Arc;

use arrow::array::builder::{
    BinaryBuilder, BooleanBuilder, ListBuilder, StringBuilder, TimestampMicrosecondBuilder,
    UInt8Builder, UInt16Builder, UInt32Builder, UInt64Builder,
};
use arrow::array::{Array, ArrayRef, ListArray, StructArray};
use arrow::buffer::{NullBuffer, OffsetBuffer};
use arrow::datatypes::{DataType, Field, Fields, TimeUnit};
use arrow::error::ArrowError;

use crate::row::{Found, Row};

/// A column of a table, or a function of a message.
#[derive(Debug)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// Whose name it is: `ENTRADA2`, `OpenINTEL`, or empty for one of ours.
    pub source: &'static str,
    /// What it holds: its meaning, unit, and when it is null.
    pub doc: &'static str,
    /// How a row fills it.
    pub cell: Cell,
}

/// How a row fills a column; `None` (in texts: `false`) is null.
#[derive(Debug, Clone, Copy)]
#[expect(missing_docs, reason = "these are types of values")]
pub enum Cell {
    Flag(fn(&Row<'_>) -> Option<bool>),
    U8(fn(&Row<'_>) -> Option<u8>),
    U16(fn(&Row<'_>) -> Option<u16>),
    U32(fn(&Row<'_>) -> Option<u32>),
    U64(fn(&Row<'_>) -> Option<u64>),
    /// In microseconds since 1970, UTC.
    Time(fn(&Row<'_>) -> Option<i64>),
    Text(fn(&Row<'_>, &mut String) -> bool),
    Octets(for<'a> fn(&Row<'a>) -> Option<&'a [u8]>),
    Numbers(fn(&Row<'_>) -> Option<Vec<u16>>),
    Texts(fn(&Row<'_>) -> Option<Vec<String>>),
    Findings(fn(&Row<'_>) -> Vec<Found>),
    Answers(fn(&Row<'_>) -> Option<Vec<Answer>>),
}

/// A record of the answer section, as `dns_answers` has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names of the struct's fields")]
pub struct Answer {
    pub name: String,
    pub rtype: u16,
    pub ttl: u32,
    pub rdata: String,
}

impl Column {
    /// The Arrow field, with the text as metadata.
    #[must_use]
    pub fn field(&self) -> Field {
        let metadata = [("description".to_owned(), self.doc.to_owned())];
        Field::new(self.name, self.cell.data_type(), true).with_metadata(metadata.into())
    }
}

impl Cell {
    /// The Arrow type.
    #[must_use]
    pub fn data_type(self) -> DataType {
        match self {
            Self::Flag(_) => DataType::Boolean,
            Self::U8(_) => DataType::UInt8,
            Self::U16(_) => DataType::UInt16,
            Self::U32(_) => DataType::UInt32,
            Self::U64(_) => DataType::UInt64,
            Self::Time(_) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Self::Text(_) => DataType::Utf8,
            Self::Octets(_) => DataType::Binary,
            Self::Numbers(_) => list_of(DataType::UInt16),
            Self::Texts(_) => list_of(DataType::Utf8),
            Self::Findings(_) => list_of(DataType::Struct(finding_fields())),
            Self::Answers(_) => list_of(DataType::Struct(answer_fields())),
        }
    }

    /// The type in words, for the documents.
    #[must_use]
    pub fn type_name(self) -> &'static str {
        match self {
            Self::Flag(_) => "boolean",
            Self::U8(_) => "uint8",
            Self::U16(_) => "uint16",
            Self::U32(_) => "uint32",
            Self::U64(_) => "uint64",
            Self::Time(_) => "timestamp in microseconds, UTC",
            Self::Text(_) => "text",
            Self::Octets(_) => "binary",
            Self::Numbers(_) => "list of uint16",
            Self::Texts(_) => "list of text",
            Self::Findings(_) => "list of (code, severity, offset)",
            Self::Answers(_) => "list of (name, type, ttl, rdata)",
        }
    }

    /// A builder for its values.
    pub(crate) fn filler(self) -> Filler {
        match self {
            Self::Flag(fill) => Filler::Flag(fill, BooleanBuilder::new()),
            Self::U8(fill) => Filler::U8(fill, UInt8Builder::new()),
            Self::U16(fill) => Filler::U16(fill, UInt16Builder::new()),
            Self::U32(fill) => Filler::U32(fill, UInt32Builder::new()),
            Self::U64(fill) => Filler::U64(fill, UInt64Builder::new()),
            Self::Time(fill) => {
                Filler::Time(fill, TimestampMicrosecondBuilder::new().with_timezone("UTC"))
            }
            Self::Text(fill) => Filler::Text(fill, String::new(), StringBuilder::new()),
            Self::Octets(fill) => Filler::Octets(fill, BinaryBuilder::new()),
            Self::Numbers(fill) => Filler::Numbers(fill, ListBuilder::new(UInt16Builder::new())),
            Self::Texts(fill) => Filler::Texts(fill, ListBuilder::new(StringBuilder::new())),
            Self::Findings(fill) => Filler::Findings(fill, Findings::default()),
            Self::Answers(fill) => Filler::Answers(fill, Answers::default()),
        }
    }
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new_list_field(item, true)))
}

fn finding_fields() -> Fields {
    Fields::from(vec![
        Field::new("code", DataType::Utf8, false),
        Field::new("severity", DataType::Utf8, false),
        Field::new("offset", DataType::UInt32, false),
    ])
}

fn answer_fields() -> Fields {
    Fields::from(vec![
        Field::new("name", DataType::Utf8, false),
        Field::new("type", DataType::UInt16, false),
        Field::new("ttl", DataType::UInt32, false),
        Field::new("rdata", DataType::Utf8, false),
    ])
}

/// A column while it is filled.
#[derive(Debug)]
pub(crate) enum Filler {
    Flag(fn(&Row<'_>) -> Option<bool>, BooleanBuilder),
    U8(fn(&Row<'_>) -> Option<u8>, UInt8Builder),
    U16(fn(&Row<'_>) -> Option<u16>, UInt16Builder),
    U32(fn(&Row<'_>) -> Option<u32>, UInt32Builder),
    U64(fn(&Row<'_>) -> Option<u64>, UInt64Builder),
    Time(fn(&Row<'_>) -> Option<i64>, TimestampMicrosecondBuilder),
    Text(fn(&Row<'_>, &mut String) -> bool, String, StringBuilder),
    Octets(for<'a> fn(&Row<'a>) -> Option<&'a [u8]>, BinaryBuilder),
    Numbers(fn(&Row<'_>) -> Option<Vec<u16>>, ListBuilder<UInt16Builder>),
    Texts(fn(&Row<'_>) -> Option<Vec<String>>, ListBuilder<StringBuilder>),
    Findings(fn(&Row<'_>) -> Vec<Found>, Findings),
    Answers(fn(&Row<'_>) -> Option<Vec<Answer>>, Answers),
}

impl Filler {
    /// Appends the value of `row`.
    pub(crate) fn push(&mut self, row: &Row<'_>) {
        match self {
            Self::Flag(fill, values) => values.append_option(fill(row)),
            Self::U8(fill, values) => values.append_option(fill(row)),
            Self::U16(fill, values) => values.append_option(fill(row)),
            Self::U32(fill, values) => values.append_option(fill(row)),
            Self::U64(fill, values) => values.append_option(fill(row)),
            Self::Time(fill, values) => values.append_option(fill(row)),
            Self::Text(fill, text, values) => {
                text.clear();
                let has_value = fill(row, text);
                values.append_option(has_value.then_some(&text));
            }
            Self::Octets(fill, values) => values.append_option(fill(row)),
            Self::Numbers(fill, values) => {
                values.append_option(fill(row).map(|list| list.into_iter().map(Some)));
            }
            Self::Texts(fill, values) => {
                values.append_option(fill(row).map(|list| list.into_iter().map(Some)));
            }
            Self::Findings(fill, values) => values.push(&fill(row)),
            Self::Answers(fill, values) => values.push(fill(row)),
        }
    }

    /// The values so far; begins again.
    pub(crate) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Flag(_, values) => Arc::new(values.finish()),
            Self::U8(_, values) => Arc::new(values.finish()),
            Self::U16(_, values) => Arc::new(values.finish()),
            Self::U32(_, values) => Arc::new(values.finish()),
            Self::U64(_, values) => Arc::new(values.finish()),
            Self::Time(_, values) => Arc::new(values.finish()),
            Self::Text(_, _, values) => Arc::new(values.finish()),
            Self::Octets(_, values) => Arc::new(values.finish()),
            Self::Numbers(_, values) => Arc::new(values.finish()),
            Self::Texts(_, values) => Arc::new(values.finish()),
            Self::Findings(_, values) => Arc::new(values.finish()?),
            Self::Answers(_, values) => Arc::new(values.finish()?),
        })
    }
}

/// Lists of findings.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    lengths: Vec<usize>,
    code: StringBuilder,
    severity: StringBuilder,
    offset: UInt32Builder,
}

impl Findings {
    fn push(&mut self, findings: &[Found]) {
        self.lengths.push(findings.len());
        for finding in findings {
            self.code.append_value(finding.rule.code());
            self.severity.append_value(finding.severity().to_string());
            self.offset.append_value(u32::try_from(finding.offset).unwrap_or(u32::MAX));
        }
    }

    fn finish(&mut self) -> Result<ListArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.code.finish()),
            Arc::new(self.severity.finish()),
            Arc::new(self.offset.finish()),
        ];
        lists(&mut self.lengths, None, finding_fields(), columns)
    }
}

/// Lists of records.
#[derive(Debug, Default)]
pub(crate) struct Answers {
    lengths: Vec<usize>,
    valid: Vec<bool>,
    name: StringBuilder,
    rtype: UInt16Builder,
    ttl: UInt32Builder,
    rdata: StringBuilder,
}

impl Answers {
    fn push(&mut self, answers: Option<Vec<Answer>>) {
        self.valid.push(answers.is_some());
        let answers = answers.unwrap_or_default();
        self.lengths.push(answers.len());
        for answer in answers {
            self.name.append_value(answer.name);
            self.rtype.append_value(answer.rtype);
            self.ttl.append_value(answer.ttl);
            self.rdata.append_value(answer.rdata);
        }
    }

    fn finish(&mut self) -> Result<ListArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.name.finish()),
            Arc::new(self.rtype.finish()),
            Arc::new(self.ttl.finish()),
            Arc::new(self.rdata.finish()),
        ];
        let valid = NullBuffer::from(std::mem::take(&mut self.valid));
        lists(&mut self.lengths, Some(valid), answer_fields(), columns)
    }
}

/// Lists of these lengths over the rows of `columns`.
fn lists(
    lengths: &mut Vec<usize>,
    valid: Option<NullBuffer>,
    fields: Fields,
    columns: Vec<ArrayRef>,
) -> Result<ListArray, ArrowError> {
    let offsets = OffsetBuffer::from_lengths(std::mem::take(lengths));
    let items = StructArray::try_new(fields, columns, None)?;
    let field = Arc::new(Field::new_list_field(items.data_type().clone(), true));
    ListArray::try_new(field, offsets, Arc::new(items), valid)
}
