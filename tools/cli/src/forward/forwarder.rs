//! From a query to its response.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use dnswire::compose::{header_response, udp_limit};
use dnswire::{Header, MAX_MESSAGE, Message, Opcode, Rcode, Type};

use crate::forward::asked::{Asked, UDP_SIZE};
use crate::forward::cache::{Answer, Cache};
use crate::forward::response::{error, response};
use crate::forward::upstream::Upstream;

/// The transport of a query, which limits the size of its response.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Transport {
    Udp,
    Tcp,
}

impl Transport {
    fn limit(self, query: &Message<'_>) -> usize {
        match self {
            Transport::Udp => udp_limit(query, UDP_SIZE),
            Transport::Tcp => MAX_MESSAGE,
        }
    }
}

/// Answers queries from an upstream, and what it said before.
#[derive(Debug)]
pub(crate) struct Forwarder {
    upstream: Upstream,
    cache: Mutex<Cache>,
}

impl Forwarder {
    pub(crate) fn new(upstream: Upstream) -> Self {
        Forwarder { upstream, cache: Mutex::new(Cache::new()) }
    }

    /// The response to what a client sent; `None` when it gets none.
    ///
    /// Responses are never answered, or two servers could keep each other busy forever.
    pub(crate) async fn respond(&self, octets: &[u8], transport: Transport) -> Option<Vec<u8>> {
        if Header::of(octets)?.flags().is_response() {
            return None;
        }
        let query = match admit(octets) {
            Ok(query) => query,
            Err(rcode) => return header_response(octets, rcode).map(Vec::from),
        };
        let limit = transport.limit(&query);
        match self.answer(&query).await {
            Ok(answer) => response(&query, &answer, limit),
            Err(rcode) => error(&query, rcode, limit),
        }
    }

    /// The answer to a query, or why there is none.
    async fn answer(&self, query: &Message<'_>) -> Result<Answer, Rcode> {
        let asked = what(query)?;
        if let Some(answer) = self.cache().find(&asked, Instant::now()) {
            return Ok(answer);
        }
        let message = self.upstream.ask(&asked).await.ok_or(Rcode::SERVFAIL)?;
        self.cache().keep(&asked, message.clone(), Instant::now());
        Ok(Answer { message, age: 0 })
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.cache.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A query that is well formed; nothing of any other is repeated in the response.
fn admit(octets: &[u8]) -> Result<Message<'_>, Rcode> {
    let query = Message::parse(octets).map_err(|_| Rcode::FORMERR)?;
    if query.header().flags().opcode() != Opcode::QUERY {
        return Err(Rcode::NOTIMP);
    }
    match query.check() {
        Ok(()) => Ok(query),
        Err(_) => Err(Rcode::FORMERR),
    }
}

/// The question of a query, if it can be forwarded.
fn what(query: &Message<'_>) -> Result<Asked, Rcode> {
    if query.edns().is_some_and(|edns| edns.version() > 0) {
        return Err(Rcode::BADVERS);
    }
    let question = query.question().map_err(|_| Rcode::FORMERR)?;
    // Transfers are many messages, and a signature is made for somebody else.
    if matches!(question.qtype(), Type::AXFR | Type::IXFR) || query.tsig().is_some() {
        return Err(Rcode::REFUSED);
    }
    Ok(Asked::of(query, question))
}
