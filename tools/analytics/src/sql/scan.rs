//! The scan of captures: a part of the inputs is one partition, read on a thread of its own.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::common::cast::as_boolean_array;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, internal_err};
use datafusion::error::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::metrics::{
    Count, ExecutionPlanMetricsSet, MetricBuilder, MetricsSet,
};
use datafusion::physical_plan::stream::RecordBatchReceiverStreamBuilder;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, Partitioning, PlanProperties,
};
use dnswire_capture::Options;

use crate::batch::Batch;
use crate::input::Input;
use crate::pairing::Unit;
use crate::row::Work;
use crate::table::Table;

/// Messages that are decoded together.
const UNITS: usize = 2048;

/// Octets of messages that are decoded together.
const OCTETS: usize = 4 << 20;

/// Batches that wait for whoever takes them.
const WAITING: usize = 2;

/// Reads captures, and decodes of each message what the query needs.
///
/// The columns of the filter are filled first, and the others only for messages that have a row which
/// passes.
#[derive(Debug)]
pub(super) struct CaptureScan {
    parts: Vec<Vec<Input>>,
    options: Options,
    plan: Arc<Plan>,
    properties: Arc<PlanProperties>,
    metrics: ExecutionPlanMetricsSet,
}

/// What is asked of each message.
#[derive(Debug)]
struct Plan {
    table: &'static Table,
    projection: Vec<usize>,
    schema: SchemaRef,
    filter: Option<Filter>,
    limit: Option<usize>,
}

/// A condition, and the columns of the table that it needs.
#[derive(Debug)]
struct Filter {
    condition: Arc<dyn PhysicalExpr>,
    columns: Vec<usize>,
}

impl CaptureScan {
    /// The columns of `projection`, for rows that pass `filter`, at most `limit` of each part.
    pub(super) fn new(
        table: &'static Table,
        parts: Vec<Vec<Input>>,
        options: Options,
        projection: Vec<usize>,
        filter: Option<Arc<dyn PhysicalExpr>>,
        limit: Option<usize>,
    ) -> Result<Self> {
        let schema = Arc::new(table.schema().project(&projection)?);
        let filter = filter.map(|filter| Filter::new(table, filter)).transpose()?;
        let properties = Arc::new(PlanProperties::new(
            EquivalenceProperties::new(Arc::clone(&schema)),
            Partitioning::UnknownPartitioning(parts.len()),
            EmissionType::Incremental,
            Boundedness::Bounded,
        ));
        let plan = Arc::new(Plan { table, projection, schema, filter, limit });
        let metrics = ExecutionPlanMetricsSet::new();
        Ok(Self { parts, options, plan, properties, metrics })
    }
}

impl Filter {
    fn new(table: &Table, condition: Arc<dyn PhysicalExpr>) -> Result<Self> {
        let mut columns: Vec<_> = collect_columns(&condition)
            .iter()
            .map(datafusion::physical_expr::expressions::Column::index)
            .collect();
        columns.sort_unstable();
        let schema = table.schema().project(&columns)?;
        Ok(Self { condition: reassign_expr_columns(condition, &schema)?, columns })
    }
}

impl DisplayAs for CaptureScan {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.plan.schema.fields().iter().map(|field| field.name()).collect();
        write!(f, "CaptureScan: table={}, columns={names:?}", self.plan.table.name)?;
        if let Some(filter) = &self.plan.filter {
            write!(f, ", filter={}", filter.condition)?;
        }
        if let Some(limit) = self.plan.limit {
            write!(f, ", limit={limit}")?;
        }
        let inputs: usize = self.parts.iter().map(Vec::len).sum();
        write!(f, ", inputs={inputs}, parts={}", self.parts.len())
    }
}

impl ExecutionPlan for CaptureScan {
    fn name(&self) -> &'static str {
        "CaptureScan"
    }

    fn properties(&self) -> &Arc<PlanProperties> {
        &self.properties
    }

    fn children(&self) -> Vec<&Arc<dyn ExecutionPlan>> {
        vec![]
    }

    fn apply_expressions(
        &self,
        visit: &mut dyn FnMut(&Arc<dyn PhysicalExpr>) -> Result<TreeNodeRecursion>,
    ) -> Result<TreeNodeRecursion> {
        match &self.plan.filter {
            Some(filter) => visit(&filter.condition),
            None => Ok(TreeNodeRecursion::Continue),
        }
    }

    fn with_new_children(
        self: Arc<Self>,
        children: Vec<Arc<dyn ExecutionPlan>>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        if children.is_empty() { Ok(self) } else { internal_err!("a scan has no children") }
    }

    fn execute(&self, partition: usize, _: Arc<TaskContext>) -> Result<SendableRecordBatchStream> {
        let Some(inputs) = self.parts.get(partition).cloned() else {
            return internal_err!("there is no part {partition}");
        };
        let mut stream =
            RecordBatchReceiverStreamBuilder::new(Arc::clone(&self.plan.schema), WAITING);
        let tx = stream.tx();
        let counter = |name| MetricBuilder::new(&self.metrics).counter(name, partition);
        let mut reading = Reading {
            plan: Arc::clone(&self.plan),
            units: Vec::new(),
            octets: 0,
            left: self.plan.limit.unwrap_or(usize::MAX),
            work: Work::default(),
            read: counter("messages_read"),
            rdata: counter("rdata_decoded"),
            lost: counter("lost"),
        };
        let options = self.options.clone();
        stream.spawn_blocking(move || {
            for input in inputs {
                let send = |batch| match tx.blocking_send(Ok(batch)) {
                    Ok(()) => ControlFlow::Continue(()),
                    Err(_) => ControlFlow::Break(()),
                };
                if reading.input(&input, &options, send)?.is_break() {
                    break;
                }
            }
            Ok(())
        });
        Ok(stream.build())
    }

    fn metrics(&self) -> Option<MetricsSet> {
        Some(self.metrics.clone_inner())
    }
}

/// One partition while it is read.
struct Reading {
    plan: Arc<Plan>,
    units: Vec<Unit>,
    octets: usize,
    /// Rows that are still wanted.
    left: usize,
    work: Work,
    read: Count,
    rdata: Count,
    lost: Count,
}

impl Reading {
    /// Sends the rows of `input`; breaks when no more are wanted.
    fn input(
        &mut self,
        input: &Input,
        options: &Options,
        mut send: impl FnMut(RecordBatch) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>> {
        let lost = self.lost.clone();
        let mut flow = Ok(ControlFlow::Continue(()));
        let mut lose = |loss: dnswire_capture::Lost| {
            if loss.reason.is_loss() {
                lost.add(usize::try_from(loss.count).unwrap_or(usize::MAX));
            }
        };
        let are_transactions = self.plan.table.is_of_transactions();
        let mut take = |unit: Unit| {
            self.octets += unit.octets();
            self.units.push(unit);
            if self.units.len() < UNITS.min(self.left) && self.octets < OCTETS {
                return ControlFlow::Continue(());
            }
            flow = self.decode(&mut send);
            if matches!(flow, Ok(ControlFlow::Continue(()))) {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let done = input.units(options, are_transactions, &mut take, &mut lose);
        if let Ok(ControlFlow::Continue(())) = flow {
            flow = self.decode(&mut send);
        }
        done.map_err(|error| DataFusionError::External(error.into()))?;
        flow
    }

    /// Sends the rows of the messages that wait.
    fn decode(
        &mut self,
        send: &mut impl FnMut(RecordBatch) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>> {
        let units = std::mem::take(&mut self.units);
        self.octets = 0;
        self.read.add(units.len());
        let batch = self.plan.rows(&units, &self.work)?;
        self.rdata.add(usize::try_from(self.work.rdata.take()).unwrap_or(usize::MAX));
        let rows = batch.num_rows().min(self.left);
        self.left -= rows;
        let flow = if rows > 0 { send(batch.slice(0, rows)) } else { ControlFlow::Continue(()) };
        Ok(if self.left == 0 { ControlFlow::Break(()) } else { flow })
    }
}

impl Plan {
    /// The rows that pass, with the columns that are wanted.
    fn rows(&self, units: &[Unit], work: &Work) -> Result<RecordBatch> {
        let mut batch = Batch::project(self.table, &self.projection)?;
        let Some(filter) = &self.filter else {
            for unit in units {
                self.table.for_each_row(unit, work, &mut |row| batch.push(row));
            }
            return Ok(batch.finish()?);
        };
        let passes = self.passes(filter, units, work)?;
        for (unit, passes) in units.iter().zip(passes) {
            let mut passes = passes.into_iter();
            if passes.as_slice().contains(&true) {
                self.table.for_each_row(unit, work, &mut |row| {
                    if passes.next() == Some(true) {
                        batch.push(row);
                    }
                });
            }
        }
        Ok(batch.finish()?)
    }

    /// For each row of each unit, whether it passes.
    fn passes(&self, filter: &Filter, units: &[Unit], work: &Work) -> Result<Vec<Vec<bool>>> {
        let mut batch = Batch::project(self.table, &filter.columns)?;
        let mut counts = Vec::with_capacity(units.len());
        for unit in units {
            let before = batch.rows();
            self.table.for_each_row(unit, work, &mut |row| batch.push(row));
            counts.push(batch.rows() - before);
        }
        let rows = batch.rows();
        let value = filter.condition.evaluate(&batch.finish()?)?.into_array(rows)?;
        let mut passes = as_boolean_array(&value)?.iter().map(|passes| passes == Some(true));
        Ok(counts.into_iter().map(|count| passes.by_ref().take(count).collect()).collect())
    }
}
