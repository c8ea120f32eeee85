//! A cache of records that counts their TTLs down.

use std::collections::HashMap;
use std::error::Error;
use std::time::{Duration, Instant};

use dnswire::{Message, Name, NameKey, RecordBuf, Type};

/// Records by owner, type and the time when they arrived.
#[derive(Default)]
struct Cache(HashMap<NameKey, Vec<(Instant, RecordBuf)>>);

impl Cache {
    fn insert(&mut self, message: &Message<'_>, now: Instant) {
        for record in message.answers().filter(|record| record.ttl() > 0) {
            let kept = self.0.entry(NameKey::from(record.owner())).or_default();
            kept.retain(|(_, old)| !old.is_same_but_ttl(&record.to_buf()));
            kept.push((now, record.to_buf()));
        }
    }

    /// The records that have not expired, each with the TTL that is left.
    fn get(&self, name: Name<'_>, rtype: Type, now: Instant) -> Vec<RecordBuf> {
        let key = name.to_lowercase(); // on the stack
        let kept = self.0.get(key.as_octets()).map(Vec::as_slice).unwrap_or_default();
        let of_type = kept.iter().filter(|(_, record)| record.rtype() == rtype);
        let aged = of_type.filter_map(|(since, record)| {
            let age = now.duration_since(*since).as_secs();
            let left = u64::from(record.ttl()).checked_sub(age).filter(|left| *left > 0)?;
            let mut record = record.clone();
            record.set_ttl(u32::try_from(left).ok()?);
            Some(record)
        });
        aged.collect()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut cache, now) = (Cache::default(), Instant::now());
    let answer = Message::parse(include_bytes!("mx.bin"))?;
    cache.insert(&answer, now);
    let qname = answer.question()?.qname();
    for seconds in [0, 100, 300] {
        println!("after {seconds} seconds:");
        for record in cache.get(qname, Type::MX, now + Duration::from_secs(seconds)) {
            println!("{record}");
        }
    }
    Ok(())
}
