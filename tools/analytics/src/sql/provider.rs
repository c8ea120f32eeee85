//! Captures as tables of SQL.

use std::sync::Arc;

use async_trait::async_trait;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::{Session, TableFunctionArgs, TableFunctionImpl, TableProvider};
use datafusion::common::{DFSchema, Result, ScalarValue, plan_err};
use datafusion::error::DataFusionError;
use datafusion::logical_expr::utils::conjunction;
use datafusion::logical_expr::{Expr, TableProviderFilterPushDown, TableType};
use datafusion::physical_plan::ExecutionPlan;
use dnswire_capture::Options;

use super::scan::{CaptureScan, Captures, Filter, Plan};
use crate::input::Input;
use crate::table::Table;

/// The table function `dns(pattern, table)`.
#[derive(Debug)]
pub struct DnsFunction {
    options: Options,
}

impl DnsFunction {
    /// Captures are read with these options.
    #[must_use]
    pub fn new(options: Options) -> Self {
        Self { options }
    }
}

impl TableFunctionImpl for DnsFunction {
    fn call_with_args(&self, args: TableFunctionArgs<'_, '_>) -> Result<Arc<dyn TableProvider>> {
        let words = args.exprs().iter().map(word).collect::<Result<Vec<_>>>()?;
        let (pattern, name) = match words.as_slice() {
            [] => (None, "messages"),
            [pattern] => (Some(pattern), "messages"),
            [pattern, table] => (Some(pattern), table.as_str()),
            _ => return plan_err!("dns() takes a pattern and the name of a table"),
        };
        let Some(table) = Table::with_name(name) else {
            return plan_err!("{name}: not a table; there are messages, records and transactions");
        };
        let inputs = pattern.map(|pattern| Input::matching(pattern)).transpose();
        let inputs = inputs.map_err(|error| DataFusionError::Plan(format!("{error:#}")))?;
        let inputs = inputs.unwrap_or_else(|| vec![Input::Builtin]);
        Ok(Arc::new(CaptureTable::new(table, inputs, self.options.clone())))
    }
}

fn word(expr: &Expr) -> Result<String> {
    match expr {
        Expr::Literal(
            ScalarValue::Utf8(Some(text))
            | ScalarValue::Utf8View(Some(text))
            | ScalarValue::LargeUtf8(Some(text)),
            _,
        ) => Ok(text.clone()),
        other => plan_err!("dns() takes texts, not {other}"),
    }
}

/// A table of some captures, which are read anew by each query.
#[derive(Debug)]
pub struct CaptureTable {
    pub(crate) table: &'static Table,
    pub(crate) captures: Captures,
}

impl CaptureTable {
    /// The rows of `table` that these inputs make.
    #[must_use]
    pub fn new(table: &'static Table, inputs: Vec<Input>, options: Options) -> Self {
        Self { table, captures: Captures { inputs: inputs.into(), options } }
    }
}

#[async_trait]
impl TableProvider for CaptureTable {
    fn schema(&self) -> SchemaRef {
        self.table.schema()
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    /// All but those that need another table, or that differ from call to call.
    fn supports_filters_pushdown(
        &self,
        filters: &[&Expr],
    ) -> Result<Vec<TableProviderFilterPushDown>> {
        let support = |filter: &&Expr| {
            if filter.is_volatile() || has_subquery(filter) {
                TableProviderFilterPushDown::Unsupported
            } else {
                TableProviderFilterPushDown::Exact
            }
        };
        Ok(filters.iter().map(support).collect())
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        filters: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let schema = DFSchema::try_from(self.schema())?;
        let filter = conjunction(filters.to_vec());
        let filter =
            filter.map(|filter| state.create_physical_expr(filter, &schema)).transpose()?;
        let filter = filter.map(|filter| Filter::new(self.table, filter)).transpose()?;
        let all = || (0..self.table.columns.len()).collect();
        let projection = projection.cloned().unwrap_or_else(all);
        let plan = Plan { table: self.table, projection, filter, limit };
        let count = state.config().target_partitions();
        Ok(Arc::new(CaptureScan::new(self.captures.clone(), plan, count)?))
    }
}

fn has_subquery(filter: &Expr) -> bool {
    use datafusion::common::tree_node::TreeNode;
    let is_one = |expr: &Expr| {
        matches!(expr, Expr::ScalarSubquery(_) | Expr::Exists(_) | Expr::InSubquery(_))
    };
    filter.exists(|expr| Ok(is_one(expr))).unwrap_or(true)
}
