//! A scheduler and two executors on loopback, one of which is killed while it works.

use std::fs::{self, File};
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::{self, sleep};
use std::time::{Duration, Instant};

use datafusion::prelude::SessionContext;
use dnswire_analytics::convert::run;
use dnswire_analytics::input::Input;
use dnswire_analytics::{cluster, sql};
use dnswire_capture::Options;
use indicatif::ProgressBar;

use crate::common::{block_on, folder, inputs, is_readable, lines};
use crate::convert::settings;
use crate::questions::{ANSWERS, question_of, scene};

/// A process that is killed at the end of the test.
struct Process(Child);

impl Process {
    /// Starts the program and waits until it listens at `address`.
    fn start(arguments: &[&str], address: &str, temporary: &Path) -> Self {
        fs::create_dir_all(temporary).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_dnswire-analytics"))
            .args(arguments)
            .args(["--listen", address])
            .env("TMPDIR", temporary)
            .stdin(Stdio::null())
            .spawn()
            .unwrap();
        while TcpStream::connect(address).is_err() {
            assert!(child.try_wait().unwrap().is_none(), "{arguments:?} has ended");
            sleep(Duration::from_millis(20));
        }
        Self(child)
    }

    /// Kills it at once, without a chance to tell others.
    fn kill(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// True if it has this file open.
    fn has_open(&self, path: &Path) -> bool {
        let folder = format!("/proc/{}/fd", self.0.id());
        let mut links = fs::read_dir(folder).unwrap();
        links.any(|link| fs::read_link(link.unwrap().path()).is_ok_and(|open| open == path))
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An address on loopback where nobody listens.
fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// A scheduler with two executors.
struct Cluster {
    address: String,
    folder: PathBuf,
    _scheduler: Process,
    executors: Vec<Executor>,
    started: usize,
}

struct Executor {
    process: Process,
    /// Its results and what it spills.
    temporary: PathBuf,
}

impl Cluster {
    fn start(folder: &Path) -> Self {
        let address = free_address();
        let scheduler = Process::start(&["scheduler"], &address, folder);
        let folder = folder.to_owned();
        let mut cluster =
            Self { address, folder, _scheduler: scheduler, executors: vec![], started: 0 };
        cluster.add_executor();
        cluster.add_executor();
        cluster
    }

    /// Each works on one part at a time, so that both get some.
    fn add_executor(&mut self) {
        let arguments = ["executor", "--jobs", "1", "--scheduler", &self.address];
        let temporary = self.folder.join(format!("executor-{}", self.started));
        self.started += 1;
        let process = Process::start(&arguments, &free_address(), &temporary);
        self.executors.push(Executor { process, temporary });
    }

    /// Kills the executor that has `path` open, or another one; its results go with it.
    fn kill_one(&mut self, path: &Path, has_open: bool) {
        let is_victim = |executor: &Executor| executor.process.has_open(path) == has_open;
        let victim = self.executors.iter().position(is_victim).unwrap();
        let mut victim = self.executors.remove(victim);
        victim.process.kill();
        fs::remove_dir_all(&victim.temporary).unwrap();
    }

    fn session(&self, inputs: &[Input]) -> SessionContext {
        let options = Options::default();
        let context = cluster::context(&self.address, &options).unwrap();
        sql::register_captures(&context, inputs, &options).unwrap();
        context
    }
}

fn in_process(inputs: &[Input]) -> SessionContext {
    let context = sql::context();
    sql::register_captures(&context, inputs, &Options::default()).unwrap();
    context
}

/// The answers to all questions.
async fn answers(context: &SessionContext) -> Vec<Vec<String>> {
    let mut answers = Vec::new();
    for (name, _) in ANSWERS {
        answers.push(lines(context, &question_of(name)).await);
    }
    answers
}

#[test]
#[ignore = "starts processes; run with --features cluster"]
fn two_executors_give_the_answers_of_one_process() {
    let folder = folder("cluster");
    let scene_at = folder.join("scene.pcap");
    fs::write(&scene_at, scene()).unwrap();
    let mut inputs = inputs(&folder);
    inputs.retain(is_readable);
    let parts = settings(&folder, 1);
    run(&inputs, &parts, &ProgressBar::hidden()).unwrap();
    let cluster = Cluster::start(&folder);
    block_on(async {
        let from_scene = answers(&cluster.session(&[Input::File(scene_at.clone())])).await;
        assert_eq!(from_scene, ANSWERS.map(|(_, answer)| answer));

        inputs.push(Input::File(scene_at.clone()));
        let expected = answers(&in_process(&inputs)).await;
        assert_eq!(answers(&cluster.session(&inputs)).await, expected);

        // The files of `convert`, which do not have the scene.
        inputs.pop();
        let context = cluster::context(&cluster.address, &Options::default()).unwrap();
        sql::register_folder(&context, &parts.folder).await.unwrap();
        assert_eq!(answers(&context).await, answers(&in_process(&inputs)).await);

        // The table function, functions of octets and names, and a condition on them.
        let pattern = folder.join("*.pcap");
        let question = format!(
            "SELECT dns_type_name(dns_qtype), dns_qname(octets), count(*), \
                    count(DISTINCT dns_check(octets)) \
             FROM dns('{}') WHERE dns_id(octets) % 2 = 1 AND verdict <> 'cut' \
             GROUP BY 1, 2 ORDER BY 1, 2",
            pattern.display()
        );
        let answer = lines(&context, &question).await;
        assert_eq!(answer, lines(&sql::context(), &question).await);
        assert!(answer.len() > 20, "{answer:?}");
    });
}

/// Captures are pipes: opening one a second time would wait for ever.
#[test]
#[ignore = "starts processes; run with --features cluster"]
fn captures_are_divided_and_each_is_opened_once() {
    let folder = folder("cluster_divided");
    let pipes: Vec<_> = (0..4).map(|number| pipe(&folder, &format!("{number}.pcap"))).collect();
    let cluster = Cluster::start(&folder);
    let inputs: Vec<_> = pipes.iter().cloned().map(Input::File).collect();
    let session = cluster.session(&inputs);
    let question = "SELECT count(*), count(DISTINCT file) FROM messages";
    let asked = thread::spawn(move || block_on(async { lines(&session, question).await }));
    let mut left = pipes;
    while !left.is_empty() {
        // Two at a time, one by each executor.
        let mut open = Vec::new();
        while open.len() < 2 {
            assert!(!asked.is_finished(), "{left:?} are not read");
            let ready = |(at, path): (_, &PathBuf)| Some((at, open_at_once(path)?));
            match left.iter().enumerate().find_map(ready) {
                Some((at, writer)) => open.push((left.remove(at), writer)),
                None => sleep(Duration::from_millis(20)),
            }
        }
        for executor in &cluster.executors {
            let has_open = |(path, _): &&(PathBuf, File)| executor.process.has_open(path);
            wait_for(|| open.iter().filter(has_open).count() == 1);
        }
        for (_, mut writer) in open {
            writer.write_all(&scene()).unwrap();
        }
    }
    wait_for(|| asked.is_finished());
    assert_eq!(asked.join().unwrap(), [format!("{} 4", 4 * MESSAGES)]);
}

#[track_caller]
fn wait_for(mut condition: impl FnMut() -> bool) {
    let start = Instant::now();
    while !condition() {
        assert!(start.elapsed() < Duration::from_mins(1), "a minute is over");
        sleep(Duration::from_millis(20));
    }
}

/// The messages of the scene.
const MESSAGES: usize = 17;

fn pipe(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    path
}

#[test]
#[ignore = "starts processes; run with --features cluster"]
fn what_an_executor_cannot_read_is_an_error_that_names_it() {
    let folder = folder("cluster_error");
    let cluster = Cluster::start(&folder);
    let session = cluster.session(&[Input::File(folder.join("nothing.pcap"))]);
    let error = block_on(async {
        let answer = session.sql("SELECT count(*) FROM messages").await.unwrap();
        answer.collect().await.unwrap_err().to_string()
    });
    assert!(error.contains("nothing.pcap: cannot be opened"), "{error}");
}

/// One capture takes long to read, so that the test knows which executor reads it, and when.
#[test]
#[ignore = "starts processes; run with --features cluster"]
fn an_executor_that_is_killed_costs_no_rows() {
    let folder = folder("cluster_killed");
    let long = folder.join("long.pcap");
    fs::write(&long, repeated(15_000)).unwrap();
    let mut inputs = vec![Input::File(long.clone())];
    for number in 0..5 {
        let other = folder.join(format!("other-{number}.pcap"));
        fs::write(&other, scene()).unwrap();
        inputs.push(Input::File(other));
    }
    let mut cluster = Cluster::start(&folder);
    // First the executor dies that is reading, then the one that has finished the other parts.
    for is_reader in [true, false] {
        for (name, _) in ANSWERS.iter().take(2) {
            let (session, question) = (cluster.session(&inputs), question_of(name));
            let asked = thread::spawn(move || block_on(async { lines(&session, &question).await }));
            wait_for(|| cluster.executors.iter().any(|one| one.process.has_open(&long)));
            if !is_reader {
                sleep(Duration::from_secs(2));
            }
            cluster.kill_one(&long, is_reader);
            assert!(!asked.is_finished(), "the capture was too short");
            let expected =
                block_on(async { lines(&in_process(&inputs), &question_of(name)).await });
            assert_eq!(asked.join().unwrap(), expected, "{name}");
            cluster.add_executor();
        }
    }
}

/// The scene many times.
fn repeated(times: usize) -> Vec<u8> {
    let scene = scene();
    let (head, packets) = scene.split_at(24);
    [head, &packets.repeat(times)].concat()
}

fn open_at_once(pipe: &Path) -> Option<File> {
    use std::os::unix::fs::OpenOptionsExt;
    const O_NONBLOCK: i32 = 0o4000;
    File::options().write(true).custom_flags(O_NONBLOCK).open(pipe).ok()
}
