//! SQL on several machines: a scheduler, executors, and sessions whose queries they answer.
//!
//! All of them are [Ballista](https://datafusion.apache.org/ballista/) with the tables and functions of
//! [`sql`](crate::sql). The client finds the files; scheduler and executors open them under the same paths.
//! There are no passwords and no encryption: whoever reaches a port can read every file that the process
//! can.

mod codec;
mod wire;

use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::Context;
use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::extension::{SessionConfigExt, SessionStateExt};
use ballista_core::registry::BallistaFunctionRegistry;
use ballista_core::utils::{default_config_producer, default_session_builder};
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::start_server;
use datafusion::execution::runtime_env::RuntimeEnvBuilder;
use datafusion::execution::{FunctionRegistry, SessionState, SessionStateBuilder};
use datafusion::prelude::{SessionConfig, SessionContext};
use dnswire_capture::Options;

use self::codec::{LogicalCodec, PhysicalCodec};
use crate::sql;

/// An executor that has said nothing for so many seconds is gone, and others do its work.
const PATIENCE: u64 = 20;

/// Executors delete what a query has left after so many seconds.
const LEFTOVERS: u64 = 3600;

/// A session whose queries the scheduler at `address` (`HOST:PORT`) has answered by its executors.
pub fn context(address: &str, options: &Options) -> anyhow::Result<SessionContext> {
    let config = SessionConfig::new_with_ballista()
        // With the adaptive planner a query never ends when an executor dies whose results it needs.
        .with_ballista_adaptive_query_planner(false)
        .with_ballista_logical_extension_codec(Arc::new(LogicalCodec::default()))
        .with_ballista_physical_extension_codec(Arc::new(PhysicalCodec::default()));
    let state = SessionStateBuilder::new()
        .with_default_features()
        .with_config(config)
        .with_runtime_env(sql::runtime())
        .build();
    let state = state.upgrade_for_ballista(format!("http://{address}"))?;
    let context = SessionContext::new_with_state(state);
    sql::register(&context, options);
    Ok(context)
}

/// Plans queries and gives their parts to executors, until it is ended.
pub async fn scheduler(listen: SocketAddr) -> anyhow::Result<()> {
    let config = SchedulerConfig {
        bind_host: listen.ip().to_string(),
        external_host: listen.ip().to_string(),
        bind_port: listen.port(),
        scheduling_policy: TaskSchedulingPolicy::PullStaged,
        executor_timeout_seconds: PATIENCE,
        expire_dead_executor_interval_seconds: PATIENCE / 4,
        no_executors_grace_period_seconds: PATIENCE,
        override_session_builder: Some(Arc::new(session)),
        override_logical_codec: Some(Arc::new(LogicalCodec::default())),
        override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
        ..SchedulerConfig::default()
    };
    let cluster = BallistaCluster::new_from_config(&config).await?;
    let served = start_server(cluster, listen, Arc::new(config)).await;
    served.with_context(|| format!("{listen}: the scheduler cannot run"))
}

/// An executor.
#[derive(Debug, Clone)]
pub struct Executor {
    /// The scheduler's `HOST` and `PORT`.
    pub scheduler: (String, u16),
    /// Others fetch its results here.
    pub listen: SocketAddr,
    /// The host by which others reach it; `None` if that is the address it listens at.
    pub host: Option<String>,
    /// The number of parts of queries that it works on at a time.
    pub jobs: usize,
}

impl Executor {
    /// Works for the scheduler until it is ended.
    pub async fn run(self) -> anyhow::Result<()> {
        let folder = tempfile::Builder::new().prefix("dnswire-analytics-").tempdir()?;
        let folder = folder.path().to_str().context("the folder for temporary files: not UTF-8")?;
        let spill = folder.to_owned();
        let state = session(default_config_producer())?;
        let config = ExecutorProcessConfig {
            bind_host: self.listen.ip().to_string(),
            external_host: Some(self.host.unwrap_or_else(|| self.listen.ip().to_string())),
            port: self.listen.port(),
            scheduler_host: self.scheduler.0,
            scheduler_port: self.scheduler.1,
            scheduler_connect_timeout_seconds: 20,
            vcores: self.jobs,
            task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
            work_dir: Some(folder.to_owned()),
            job_data_ttl_seconds: LEFTOVERS,
            job_data_clean_up_interval_seconds: LEFTOVERS / 4,
            override_runtime_producer: Some(Arc::new(move |_: &SessionConfig| {
                let runtime = RuntimeEnvBuilder::from_runtime_env(&sql::runtime());
                runtime.with_temp_file_path(&spill).build_arc()
            })),
            override_function_registry: Some(Arc::new(BallistaFunctionRegistry::from(&state))),
            override_logical_codec: Some(Arc::new(LogicalCodec::default())),
            override_physical_codec: Some(Arc::new(PhysicalCodec::default())),
            ..ExecutorProcessConfig::default()
        };
        start_executor_process(Arc::new(config)).await.context("the executor cannot run")
    }
}

/// The session of a query in scheduler and executors, with our functions and object stores.
fn session(config: SessionConfig) -> datafusion::common::Result<SessionState> {
    let state = default_session_builder(config)?;
    let builder = SessionStateBuilder::new_from_existing(state);
    let mut state = builder.with_runtime_env(sql::runtime()).build();
    for function in sql::functions() {
        state.register_udf(Arc::new(function))?;
    }
    Ok(state)
}
