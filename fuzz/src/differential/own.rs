//! dnswire itself.

use dnswire::{Form, Message, Record};

use super::{Row, Rows, is_compared};

pub fn rows(octets: &[u8]) -> Rows {
    let message = Message::parse(octets).map_err(|error| error.to_string())?;
    message.records().map(|record| row(&record)).collect()
}

fn row(record: &Record<'_>) -> Result<Row, String> {
    let (rtype, class) = (record.rtype().0, record.class().0);
    let compared = is_compared(rtype, class);
    if let Some(error) = record.malformed()
        && compared
    {
        return Err(error.to_string());
    }
    let data = compared.then(|| record.rdata().to_octets(Form::Canonical));
    let owner = record.owner().to_buf().to_lowercase().as_octets().to_vec();
    Ok(Row { owner, rtype, class, ttl: record.ttl_field(), data })
}
