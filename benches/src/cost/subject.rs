//! A message, with what the operations need besides it.

use dnswire::Message;

/// No more text than this is made of one message.
const MOST_TEXT: usize = 1 << 18;

pub struct Subject<'a> {
    pub octets: &'a [u8],
    pub message: Message<'a>,
    /// The query that the message answers.
    pub query: Vec<u8>,
    /// The query for a transfer of the zone that the first record is in.
    pub transfer: Vec<u8>,
    /// The octets of all owners without compression.
    pub owners: usize,
    /// The records in presentation format, a line for each; not all of them when they are long.
    /// Empty without [`Subject::with_text`].
    pub text: String,
}

impl<'a> Subject<'a> {
    /// `None` for octets that are no whole message.
    pub fn of(octets: &'a [u8]) -> Option<Self> {
        let message = Message::parse(octets).ok()?;
        let transfer = transfer(&message).unwrap_or_default();
        let owners = message.records().map(|record| record.owner().len()).sum();
        let query = query(&message);
        Some(Subject { octets, message, query, transfer, owners, text: String::new() })
    }

    /// The records in presentation format too.
    #[must_use]
    pub fn with_text(self) -> Self {
        Subject { text: text(&self.message), ..self }
    }
}

/// The questions of a message, without QR.
fn query(message: &Message<'_>) -> Vec<u8> {
    let end = message.answers().next().map_or(message.end(), |record| record.offset());
    let mut query = message.as_octets()[..end].to_vec();
    query[2] &= 0x7F;
    query[6..12].fill(0);
    if query[4..6] == [0, 0] { query[..12].to_vec() } else { query }
}

fn transfer(message: &Message<'_>) -> Option<Vec<u8>> {
    let owner = message.answers().next()?.owner().to_buf();
    let head = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    let mut query = [&head[..], owner.as_octets(), &[0, 252, 0, 1]].concat();
    query[..2].copy_from_slice(&message.id().to_be_bytes());
    Some(query)
}

fn text(message: &Message<'_>) -> String {
    let mut text = String::new();
    for record in message.records().filter(|record| record.malformed().is_none()) {
        // A record of many names can have megabytes of text.
        if record.rdlength() > 600 {
            continue;
        }
        text += &format!("{record}\n");
        if text.len() > MOST_TEXT {
            break;
        }
    }
    text
}
