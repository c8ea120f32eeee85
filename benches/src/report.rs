//! The tables.

use crate::measure::Time;

/// The bars for parsing and for parsing with findings, by the ordinary message, an octet.
const BARS: [f64; 2] = [3.0, 8.0];
/// The time that any message may take besides, in nanoseconds: for example for a name of 255 octets.
const ANY: f64 = 1000.0;

/// The measurements of a message.
pub struct Row {
    pub id: String,
    pub octets: usize,
    pub findings: usize,
    pub times: [Time; 3],
    pub allocations: u64,
    /// KiB.
    pub stack: usize,
}

impl Row {
    /// The share of `time` that counts against a bar, by the ordinary message.
    fn is_within(&self, place: usize) -> bool {
        let time = self.times[place];
        time.ratio * (time.ns - ANY).max(0.0) / time.ns <= BARS[place]
    }

    fn verdict(&self) -> &'static str {
        match [self.is_within(0), self.is_within(1)] {
            [true, true] => "within",
            [false, true] => "**parse beyond**",
            [true, false] => "**findings beyond**",
            [false, false] => "**both beyond**",
        }
    }
}

/// A ratio, or the time where there are too few octets for one.
fn shown(row: &Row, time: Time) -> String {
    if row.octets < 512 { format!("{:.0} ns", time.ns) } else { format!("{:.2}", time.ratio) }
}

/// SECURITY.md with the new text between its marks.
pub fn replaced(old: &str, text: &str) -> Option<String> {
    let (head, rest) = old.split_once("<!-- hostile -->\n")?;
    let (_, tail) = rest.split_once("<!-- /hostile -->")?;
    Some(format!("{head}<!-- hostile -->\n{text}<!-- /hostile -->{tail}"))
}

pub fn all(rows: &[Row], ordinary: &Row) -> String {
    let mut text = head(ordinary);
    text += "| message | octets | findings | parse | + findings | + decode | verdict |\n";
    text += "| --- | ---: | ---: | ---: | ---: | ---: | --- |\n";
    rows.iter().for_each(|row| text += &line(row));
    text + &foot(rows, ordinary)
}

fn head(ordinary: &Row) -> String {
    let [parse, findings, decode] = ordinary.times.map(|time| time.ns / 1000.0);
    format!(
        "Time an octet, by that of an ordinary zone transfer of {} octets, which takes {parse:.1} µs to\n\
         parse, {findings:.1} µs with all findings, {decode:.1} µs with everything decoded too. Bars: 3 to\n\
         parse, 8 with findings, and 1 µs for any message. Decoding has none: what two octets point to,\n\
         up to 255 octets of 127 labels, is read each time.\n\n",
        ordinary.octets
    )
}

fn line(row: &Row) -> String {
    let [parse, findings, decode] = row.times.map(|time| shown(row, time));
    let Row { id, octets, findings: found, .. } = row;
    let verdict = row.verdict();
    format!("| {id} | {octets} | {found} | {parse} | {findings} | {decode} | {verdict} |\n")
}

fn foot(rows: &[Row], ordinary: &Row) -> String {
    let allocations: u64 = rows.iter().map(|row| row.allocations).sum();
    let stack = rows.iter().map(|row| row.stack).max().unwrap_or(0);
    let beyond = rows.iter().filter(|row| row.verdict() != "within").count();
    format!(
        "\n{beyond} of {} are beyond a bar. Allocations of all together: {allocations}. The least stack of\n\
         a thread on which all this runs is {stack} KiB, {} KiB for the ordinary message.\n",
        rows.len(),
        ordinary.stack
    )
}

/// The slowest messages of a task.
pub fn slowest(task: &str, mut times: Vec<(String, Time)>) {
    times.sort_by(|one, other| other.1.ratio.total_cmp(&one.1.ratio));
    println!("\n{task}:");
    for (id, time) in times.iter().take(6) {
        println!("    {:8.2} x {:10.1} µs  {id}", time.ratio, time.ns / 1000.0);
    }
}
