//! domain: checks the framing as it goes, RDATA when asked for.

use domain::base::iana::Rtype;
use domain::base::name::{Name, ToName};
use domain::base::rdata::ComposeRecordData;
use domain::base::{Message, ParsedName, ParsedRecord};
use domain::rdata::AllRecordData;

use super::{Row, Rows, is_compared};

type Data<'a> = AllRecordData<&'a [u8], ParsedName<&'a [u8]>>;

pub fn rows(octets: &[u8]) -> Rows {
    let message = Message::from_octets(octets).map_err(|error| error.to_string())?;
    let mut questions = message.question();
    questions.try_for_each(|question| question.map(|_| ())).map_err(|error| error.to_string())?;
    let mut rows = Vec::new();
    let mut section = Some(message.answer().map_err(|error| error.to_string())?);
    while let Some(mut records) = section {
        for record in &mut records {
            rows.push(row(&record.map_err(|error| error.to_string())?)?);
        }
        section = records.next_section().map_err(|error| error.to_string())?;
    }
    Ok(rows)
}

fn row<'a>(record: &ParsedRecord<'a, &'a [u8]>) -> Result<Row, String> {
    let (rtype, class) = (record.rtype().to_int(), record.class().to_int());
    let data = if is_compared(rtype, class) { Some(data(record)?) } else { None };
    let owner: Name<Vec<u8>> = record.owner().to_canonical_name();
    Ok(Row { owner: owner.into_octets(), rtype, class, ttl: record.ttl().as_secs(), data })
}

fn data<'a>(record: &ParsedRecord<'a, &'a [u8]>) -> Result<Vec<u8>, String> {
    let record = record.to_any_record::<Data<'a>>().map_err(|error| error.to_string())?;
    let mut octets = Vec::new();
    let _: Rtype = record.rtype();
    record.data().compose_canonical_rdata(&mut octets).expect("a vector has room");
    Ok(octets)
}
