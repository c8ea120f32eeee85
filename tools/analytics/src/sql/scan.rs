//! The scan of captures: its child deals the captures, and each partition reads its own on a thread.

use std::fmt;
use std::ops::ControlFlow;
use std::sync::Arc;

use datafusion::arrow::array::{RecordBatch, UInt64Array};
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::common::cast::as_uint64_array;
use datafusion::common::runtime::SpawnedTask;
use datafusion::common::tree_node::TreeNodeRecursion;
use datafusion::common::{Result, internal_err};
use datafusion::datasource::memory::MemorySourceConfig;
use datafusion::error::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::physical_expr::utils::{collect_columns, reassign_expr_columns};
use datafusion::physical_expr::{EquivalenceProperties, PhysicalExpr};
use datafusion::physical_plan::common::collect;
use datafusion::physical_plan::execution_plan::{Boundedness, EmissionType};
use datafusion::physical_plan::metrics::{ExecutionPlanMetricsSet, MetricBuilder, MetricsSet};
use datafusion::physical_plan::stream::RecordBatchReceiverStreamBuilder;
use datafusion::physical_plan::{
    DisplayAs, DisplayFormatType, ExecutionPlan, ExecutionPlanProperties, Partitioning,
    PlanProperties,
};
use dnswire_capture::Options;

use super::reading::Reading;
use crate::input::Input;
use crate::table::Table;

/// Batches that wait for whoever takes them.
const WAITING: usize = 2;

/// Captures, and how they are read.
#[derive(Debug, Clone)]
pub(crate) struct Captures {
    pub(crate) inputs: Arc<[Input]>,
    pub(crate) options: Options,
}

impl Captures {
    /// A plan that deals the captures over at most `count` partitions: its rows are their numbers.
    fn deal(&self, count: usize) -> Result<Arc<dyn ExecutionPlan>> {
        let count = count.clamp(1, self.inputs.len().max(1));
        let mut parts = vec![Vec::new(); count];
        for (number, part) in (0u64..).zip(0..self.inputs.len()) {
            if let Some(part) = parts.get_mut(part % count) {
                part.push(number);
            }
        }
        let schema = Arc::new(Schema::new(vec![Field::new("input", DataType::UInt64, false)]));
        let batch = |numbers: Vec<u64>| {
            let numbers = Arc::new(UInt64Array::from(numbers));
            Ok(vec![RecordBatch::try_new(Arc::clone(&schema), vec![numbers])?])
        };
        let batches = parts.into_iter().map(batch).collect::<Result<Vec<_>>>()?;
        Ok(MemorySourceConfig::try_new_exec(&batches, schema, None)?)
    }

    /// Those with the numbers in the rows of `batches`.
    fn numbered(&self, batches: &[RecordBatch]) -> Result<Vec<Input>> {
        let mut inputs = Vec::new();
        for batch in batches {
            for number in as_uint64_array(batch.column(0))?.values() {
                match usize::try_from(*number).ok().and_then(|number| self.inputs.get(number)) {
                    Some(input) => inputs.push(input.clone()),
                    None => return internal_err!("there is no input {number}"),
                }
            }
        }
        Ok(inputs)
    }
}

/// What is asked of each message.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) table: &'static Table,
    pub(crate) projection: Vec<usize>,
    pub(crate) filter: Option<Filter>,
    pub(crate) limit: Option<usize>,
}

/// A condition, and the columns of the table that it needs.
#[derive(Debug)]
pub(crate) struct Filter {
    /// Its columns are those of `columns`, counted from 0.
    pub(crate) condition: Arc<dyn PhysicalExpr>,
    pub(crate) columns: Vec<usize>,
}

impl Filter {
    /// The condition, whose columns are those of the table.
    pub(crate) fn new(table: &Table, condition: Arc<dyn PhysicalExpr>) -> Result<Self> {
        let mut columns: Vec<_> = collect_columns(&condition)
            .iter()
            .map(datafusion::physical_expr::expressions::Column::index)
            .collect();
        columns.sort_unstable();
        let schema = table.schema().project(&columns)?;
        Ok(Self { condition: reassign_expr_columns(condition, &schema)?, columns })
    }
}

/// Reads captures, and decodes of each message what the query needs.
///
/// The columns of the filter are filled first, and the others only for messages that have a row which
/// passes. Which captures a partition reads comes from the child, so that engines which give a part of the
/// partitions to each machine need to divide nothing but its rows.
#[derive(Debug)]
pub(crate) struct CaptureScan {
    pub(crate) captures: Captures,
    pub(crate) plan: Arc<Plan>,
    child: Arc<dyn ExecutionPlan>,
    schema: SchemaRef,
    properties: Arc<PlanProperties>,
    metrics: ExecutionPlanMetricsSet,
}

impl CaptureScan {
    /// The rows of `captures` that `plan` asks for, in at most `count` partitions.
    pub(super) fn new(captures: Captures, plan: Plan, count: usize) -> Result<Self> {
        let child = captures.deal(count)?;
        Self::over(child, captures, Arc::new(plan))
    }

    /// The rows of the captures whose numbers `child` has.
    pub(crate) fn over(
        child: Arc<dyn ExecutionPlan>,
        captures: Captures,
        plan: Arc<Plan>,
    ) -> Result<Self> {
        let schema = Arc::new(plan.table.schema().project(&plan.projection)?);
        let properties = Arc::new(PlanProperties::new(
            EquivalenceProperties::new(Arc::clone(&schema)),
            Partitioning::UnknownPartitioning(child.output_partitioning().partition_count()),
            EmissionType::Incremental,
            Boundedness::Bounded,
        ));
        let metrics = ExecutionPlanMetricsSet::new();
        Ok(Self { captures, plan, child, schema, properties, metrics })
    }
}

impl DisplayAs for CaptureScan {
    fn fmt_as(&self, _: DisplayFormatType, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.schema.fields().iter().map(|field| field.name()).collect();
        write!(f, "CaptureScan: table={}, columns={names:?}", self.plan.table.name)?;
        if let Some(filter) = &self.plan.filter {
            write!(f, ", filter={}", filter.condition)?;
        }
        if let Some(limit) = self.plan.limit {
            write!(f, ", limit={limit}")?;
        }
        write!(f, ", inputs={}", self.captures.inputs.len())
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
        vec![&self.child]
    }

    /// The captures have been dealt.
    fn benefits_from_input_partitioning(&self) -> Vec<bool> {
        vec![false]
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
        let Ok([child]) = <[_; 1]>::try_from(children) else {
            return internal_err!("a scan has one child");
        };
        Ok(Arc::new(Self::over(child, self.captures.clone(), Arc::clone(&self.plan))?))
    }

    fn execute(
        &self,
        partition: usize,
        context: Arc<TaskContext>,
    ) -> Result<SendableRecordBatchStream> {
        let numbers = self.child.execute(partition, context)?;
        let mut stream = RecordBatchReceiverStreamBuilder::new(Arc::clone(&self.schema), WAITING);
        let tx = stream.tx();
        let counter = |name| MetricBuilder::new(&self.metrics).counter(name, partition);
        let mut reading = Reading::new(Arc::clone(&self.plan), counter);
        let captures = self.captures.clone();
        stream.spawn(async move {
            let inputs = captures.numbered(&collect(numbers).await?)?;
            let read = move || {
                for input in inputs {
                    let send = |batch| match tx.blocking_send(Ok(batch)) {
                        Ok(()) => ControlFlow::Continue(()),
                        Err(_) => ControlFlow::Break(()),
                    };
                    if reading.input(&input, &captures.options, send)?.is_break() {
                        break;
                    }
                }
                Ok(())
            };
            let done = SpawnedTask::spawn_blocking(read).join_unwind().await;
            done.map_err(|error| DataFusionError::External(error.into()))?
        });
        Ok(stream.build())
    }

    fn metrics(&self) -> Option<MetricsSet> {
        Some(self.metrics.clone_inner())
    }
}
