//! How plans with our tables go from the client to the scheduler, and from there to executors.
//!
//! Functions go by their names. All else is Ballista's.

use std::sync::Arc;

use ballista_core::serde::{BallistaLogicalExtensionCodec, BallistaPhysicalExtensionCodec};
use datafusion::arrow::datatypes::SchemaRef;
use datafusion::catalog::TableProvider;
use datafusion::common::{Result, TableReference, internal_err};
use datafusion::datasource::file_format::FileFormatFactory;
use datafusion::execution::TaskContext;
use datafusion::logical_expr::{Extension, LogicalPlan};
use datafusion::physical_plan::ExecutionPlan;
use datafusion_proto::logical_plan::LogicalExtensionCodec;
use datafusion_proto::physical_plan::{
    PhysicalExtensionCodec, PhysicalPlanDecodeContext, PhysicalProtoConverterExtension,
};

use super::wire::{ScanMessage, TableMessage, get, number, put};
use crate::sql::CaptureTable;
use crate::sql::scan::{CaptureScan, Filter, Plan};

/// Tables of captures in the query of a client.
#[derive(Debug, Default)]
pub(super) struct LogicalCodec(BallistaLogicalExtensionCodec);

impl LogicalExtensionCodec for LogicalCodec {
    fn try_decode(
        &self,
        octets: &[u8],
        inputs: &[LogicalPlan],
        context: &TaskContext,
    ) -> Result<Extension> {
        self.0.try_decode(octets, inputs, context)
    }

    fn try_encode(&self, node: &Extension, octets: &mut Vec<u8>) -> Result<()> {
        self.0.try_encode(node, octets)
    }

    fn try_decode_table_provider(
        &self,
        octets: &[u8],
        name: &TableReference,
        schema: SchemaRef,
        context: &TaskContext,
    ) -> Result<Arc<dyn TableProvider>> {
        let Some(message) = get::<TableMessage>(octets) else {
            return self.0.try_decode_table_provider(octets, name, schema, context);
        };
        let (table, captures) = message?.table()?;
        Ok(Arc::new(CaptureTable { table, captures }))
    }

    fn try_encode_table_provider(
        &self,
        name: &TableReference,
        provider: Arc<dyn TableProvider>,
        octets: &mut Vec<u8>,
    ) -> Result<()> {
        match provider.downcast_ref::<CaptureTable>() {
            Some(ours) => put(&TableMessage::of(ours.table, &ours.captures)?, octets),
            None => self.0.try_encode_table_provider(name, provider, octets)?,
        }
        Ok(())
    }

    fn try_decode_file_format(
        &self,
        octets: &[u8],
        context: &TaskContext,
    ) -> Result<Arc<dyn FileFormatFactory>> {
        self.0.try_decode_file_format(octets, context)
    }

    fn try_encode_file_format(
        &self,
        octets: &mut Vec<u8>,
        format: Arc<dyn FileFormatFactory>,
    ) -> Result<()> {
        self.0.try_encode_file_format(octets, format)
    }
}

/// Scans of captures in the parts of a query.
#[derive(Debug, Default)]
pub(super) struct PhysicalCodec(BallistaPhysicalExtensionCodec);

impl PhysicalExtensionCodec for PhysicalCodec {
    fn try_decode(
        &self,
        octets: &[u8],
        inputs: &[Arc<dyn ExecutionPlan>],
        context: &TaskContext,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let Some(message) = get::<ScanMessage>(octets) else {
            return self.0.try_decode(octets, inputs, context, converter);
        };
        let (ScanMessage { table: Some(table), projection, condition, columns, limit }, [child]) =
            (message?, inputs)
        else {
            return internal_err!("a scan has a table and one child");
        };
        let (table, captures) = table.table()?;
        let columns: Vec<usize> = numbers(columns)?;
        let schema = table.schema().project(&columns)?;
        let context = PhysicalPlanDecodeContext::new(context, self);
        let expression = |node| converter.proto_to_physical_expr(&node, &schema, &context);
        let condition = condition.map(expression).transpose()?;
        let plan = Plan {
            table,
            projection: numbers(projection)?,
            filter: condition.map(|condition| Filter { condition, columns }),
            limit: limit.map(number).transpose()?,
        };
        Ok(Arc::new(CaptureScan::over(Arc::clone(child), captures, Arc::new(plan))?))
    }

    fn try_encode(
        &self,
        node: Arc<dyn ExecutionPlan>,
        octets: &mut Vec<u8>,
        converter: &dyn PhysicalProtoConverterExtension,
    ) -> Result<()> {
        let Some(CaptureScan { captures, plan, .. }) = node.downcast_ref() else {
            return self.0.try_encode(node, octets, converter);
        };
        let filter = plan.filter.as_ref();
        let expression =
            |filter: &Filter| converter.physical_expr_to_proto(&filter.condition, self);
        let message = ScanMessage {
            table: Some(TableMessage::of(plan.table, captures)?),
            projection: numbers(plan.projection.clone())?,
            condition: filter.map(expression).transpose()?,
            columns: numbers(filter.map_or(vec![], |filter| filter.columns.clone()))?,
            limit: plan.limit.map(number).transpose()?,
        };
        put(&message, octets);
        Ok(())
    }
}

fn numbers<N: Copy + std::fmt::Display, M: TryFrom<N>>(values: Vec<N>) -> Result<Vec<M>> {
    values.into_iter().map(number).collect()
}
