//! Objects in stores (S3, Azure, Google Cloud, HTTP), by the crate `object_store`.
//!
//! Credentials and regions come from the environment: `AWS_ACCESS_KEY_ID`, `AZURE_STORAGE_ACCOUNT_KEY`,
//! `GOOGLE_SERVICE_ACCOUNT` and so on. The feature `objects` brings the stores that need a network; without
//! it there is only `file://`.

use std::ffi::OsString;
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use anyhow::{Context, bail};
use bytes::Bytes;
use datafusion::execution::object_store::{DefaultObjectStoreRegistry, ObjectStoreRegistry};
use futures::{StreamExt, TryStreamExt};
use glob::{MatchOptions, Pattern};
use object_store::path::Path;
use object_store::{ObjectMeta, ObjectStore, ObjectStoreExt, parse_url_opts};
use url::Url;

/// Pieces of an object that wait for the reader.
const WAITING: usize = 8;

/// A star matches no slash, as in a shell.
const MATCHING: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

/// `text` as the address of an object: `s3://bucket/day.pcap.gz`; `None` if it is none.
pub(crate) fn address(text: &str) -> Option<Url> {
    text.contains("://").then(|| Url::parse(text).ok()).flatten()
}

/// The objects that match `pattern`, whose path may have stars; sorted. Fails if there are none.
pub(crate) fn matching(pattern: &Url) -> anyhow::Result<Vec<Url>> {
    let pattern = pattern.clone();
    run(async move {
        let (store, path) = open(&pattern)?;
        let Some((before, _)) = path.as_ref().split_once(['*', '[']) else {
            return Ok(vec![pattern]);
        };
        let folder = before.rsplit_once('/').map(|(folder, _)| Path::parse(folder)).transpose()?;
        let names =
            Pattern::new(path.as_ref()).with_context(|| format!("{pattern}: no pattern"))?;
        let objects: Vec<_> = store.list(folder.as_ref()).try_collect().await?;
        let is_named =
            |object: &&ObjectMeta| names.matches_with(object.location.as_ref(), MATCHING);
        let mut found: Vec<_> = objects
            .iter()
            .filter(is_named)
            .map(|object| object_at(&pattern, &path, object))
            .collect::<Result<_, _>>()?;
        if found.is_empty() {
            bail!("{pattern}: there is no such object");
        }
        found.sort();
        Ok(found)
    })
}

/// The address of `object`, which was found by `pattern`, whose path in the store is `path`.
fn object_at(pattern: &Url, path: &Path, object: &ObjectMeta) -> anyhow::Result<Url> {
    let Some(base) = pattern.path().strip_suffix(path.as_ref()) else {
        bail!("{pattern}: stars and escaped characters do not go together");
    };
    let mut url = pattern.clone();
    url.set_path(&format!("{base}{}", object.location.as_ref().replace('%', "%25")));
    Ok(url)
}

/// What the store says about an object.
pub(crate) fn head(url: &Url) -> anyhow::Result<ObjectMeta> {
    let url = url.clone();
    run(async move {
        let (store, path) = open(&url)?;
        store.head(&path).await.with_context(|| format!("{url}: cannot be opened"))
    })
}

/// True if there are objects below `folder`.
pub(crate) async fn has_objects(folder: &Url) -> anyhow::Result<bool> {
    let (store, path) = open(folder)?;
    Ok(store.list(Some(&path)).next().await.transpose()?.is_some())
}

/// The store of `url`, and the path in it.
fn open(url: &Url) -> object_store::Result<(Arc<dyn ObjectStore>, Path)> {
    let text = |(key, value): (OsString, OsString)| {
        Some((key.into_string().ok()?, value.into_string().ok()?))
    };
    // Who writes `http://` means it.
    let plain = (url.scheme() == "http").then(|| ("allow_http".to_owned(), "true".to_owned()));
    let options = std::env::vars_os().filter_map(text).chain(plain);
    let (store, path) = parse_url_opts(url, options)?;
    Ok((store.into(), path))
}

/// Runs `work` on a thread of its own, since the caller's may be one that must not wait.
fn run<T: Send + 'static>(
    work: impl Future<Output = anyhow::Result<T>> + Send + 'static,
) -> anyhow::Result<T> {
    match thread::spawn(move || block_on(work)?).join() {
        Ok(result) => result,
        Err(_) => bail!("the thread that asked the store has ended"),
    }
}

fn block_on<T>(work: impl Future<Output = T>) -> io::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work))
}

/// The octets of an object, which a thread fetches ahead of the reader.
#[derive(Debug)]
pub(crate) struct Object {
    /// An empty piece is the end.
    pieces: Receiver<io::Result<Bytes>>,
    piece: Cursor<Bytes>,
    is_at_end: bool,
}

impl Object {
    /// Begins to fetch the object; what goes wrong is told when it is read.
    pub(crate) fn fetch(url: &Url) -> Self {
        let (send, pieces) = sync_channel(WAITING);
        let url = url.clone();
        thread::spawn(move || {
            let done = match block_on(fetch(&url, &send)) {
                Ok(Ok(())) => Ok(Bytes::new()),
                Ok(Err(error)) => Err(io::Error::other(format!("{error:#}"))),
                Err(error) => Err(error),
            };
            // The reader may have gone.
            let _ = send.send(done);
        });
        Self { pieces, piece: Cursor::default(), is_at_end: false }
    }
}

async fn fetch(url: &Url, send: &SyncSender<io::Result<Bytes>>) -> anyhow::Result<()> {
    let (store, path) = open(url)?;
    let mut pieces = store.get(&path).await?.into_stream();
    while let Some(piece) = pieces.try_next().await? {
        if !piece.is_empty() && send.send(Ok(piece)).is_err() {
            break;
        }
    }
    Ok(())
}

impl Read for Object {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.piece.read(buffer)?;
            if count > 0 || buffer.is_empty() || self.is_at_end {
                return Ok(count);
            }
            let Ok(piece) = self.pieces.recv() else {
                return Err(io::Error::other("the store's answer breaks off"));
            };
            let piece = piece?;
            self.is_at_end = piece.is_empty();
            self.piece = Cursor::new(piece);
        }
    }
}

/// The stores of a session: each is opened when a table in it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Stores(DefaultObjectStoreRegistry);

impl ObjectStoreRegistry for Stores {
    fn register_store(
        &self,
        url: &Url,
        store: Arc<dyn ObjectStore>,
    ) -> Option<Arc<dyn ObjectStore>> {
        self.0.register_store(url, store)
    }

    fn get_store(&self, url: &Url) -> datafusion::common::Result<Arc<dyn ObjectStore>> {
        if let Ok(store) = self.0.get_store(url) {
            return Ok(store);
        }
        let (store, _) = open(url)?;
        self.0.register_store(url, Arc::clone(&store));
        Ok(store)
    }
}
