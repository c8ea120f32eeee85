//! Reading one partition of a scan: messages in, batches of rows out.

use std::ops::ControlFlow;
use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::common::Result;
use datafusion::common::cast::as_boolean_array;
use datafusion::error::DataFusionError;
use datafusion::physical_plan::metrics::Count;
use dnswire_capture::Options;

use super::scan::{Filter, Plan};
use crate::batch::Batch;
use crate::input::Input;
use crate::pairing::Unit;
use crate::row::Work;

/// Messages that are decoded together.
const UNITS: usize = 2048;

/// Octets of messages that are decoded together.
const OCTETS: usize = 4 << 20;

/// One partition while it is read.
pub(super) struct Reading {
    plan: Arc<Plan>,
    units: Vec<Unit>,
    octets: usize,
    /// So many messages are decoded together next: few at first, because few rows may be enough.
    step: usize,
    /// Rows that are still wanted.
    left: usize,
    work: Work,
    read: Count,
    rdata: Count,
    lost: Count,
}

impl Reading {
    /// Nothing read yet; `counter` makes the counters that EXPLAIN ANALYZE shows.
    pub(super) fn new(plan: Arc<Plan>, counter: impl Fn(&'static str) -> Count) -> Self {
        let left = plan.limit.unwrap_or(usize::MAX);
        Self {
            units: Vec::new(),
            octets: 0,
            step: left.min(UNITS),
            left,
            work: Work::default(),
            read: counter("messages_read"),
            rdata: counter("rdata_decoded"),
            lost: counter("lost"),
            plan,
        }
    }

    /// Sends the rows of `input`; breaks when no more are wanted.
    pub(super) fn input(
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
            if self.units.len() < self.step && self.octets < OCTETS {
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
        // With its causes: an answer from another machine has the text alone.
        done.map_err(|error| DataFusionError::External(format!("{error:#}").into()))?;
        flow
    }

    /// Sends the rows of the messages that wait.
    fn decode(
        &mut self,
        send: &mut impl FnMut(RecordBatch) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>> {
        let units = std::mem::take(&mut self.units);
        self.octets = 0;
        self.step = (2 * self.step).min(UNITS);
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
