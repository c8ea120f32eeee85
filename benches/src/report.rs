//! The tables.

use crate::measure::Time;

/// The bars for parsing, checking and findings, in the time of an octet of the ordinary message that
/// is parsed and checked.
const BARS: [f64; 3] = [3.0, 8.0, 8.0];
/// The time that any message may take besides, in nanoseconds: for example for a name of 255 octets.
const ANY: f64 = 1000.0;

/// The measurements of a message.
pub struct Row {
    pub id: String,
    pub octets: usize,
    pub findings: usize,
    pub times: [Time; 4],
    pub allocations: u64,
    /// KiB.
    pub stack: usize,
}

impl Row {
    /// The ratio of a time to that of as many ordinary octets.
    fn ratio(&self, place: usize, octet: f64) -> f64 {
        self.times[place].ns / (self.octets as f64 * octet)
    }

    /// The tasks that take more than their bar.
    fn beyond(&self, octet: f64) -> Vec<&'static str> {
        let names = ["parse", "check", "findings", "decode"];
        let beyond = |place: &usize| {
            (self.times[*place].ns - ANY) / (self.octets as f64 * octet) > BARS[*place]
        };
        (0..BARS.len()).filter(beyond).map(|place| names[place]).collect()
    }

    fn verdict(&self, octet: f64) -> String {
        match &self.beyond(octet)[..] {
            [] => "within".to_owned(),
            names => format!("**{} beyond**", names.join(", ")),
        }
    }

    /// A ratio, or the time where there are too few octets for one.
    fn shown(&self, place: usize, octet: f64) -> String {
        match self.octets {
            0..512 => format!("{:.0} ns", self.times[place].ns),
            _ => format!("{:.2}", self.ratio(place, octet)),
        }
    }
}

/// Puts a text between its marks in SECURITY.md.
///
/// Fails when the marks are not there or the file cannot be written.
pub fn write(mark: &str, text: &str) -> Option<()> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../SECURITY.md");
    let old = std::fs::read_to_string(path).ok()?;
    let (start, end) = (format!("<!-- {mark} -->\n"), format!("<!-- /{mark} -->"));
    let (head, rest) = old.split_once(&start)?;
    let (_, tail) = rest.split_once(&end)?;
    std::fs::write(path, format!("{head}{start}{text}{end}{tail}")).ok()
}

pub fn all(rows: &[Row], ordinary: &Row) -> String {
    let octet = ordinary.times[1].ns / ordinary.octets as f64;
    let mut text = head(ordinary);
    text += "| message | octets | findings | parse | check | findings | decode | verdict |\n";
    text += "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |\n";
    rows.iter().for_each(|row| text += &line(row, octet));
    text + &foot(rows, ordinary, octet)
}

fn head(ordinary: &Row) -> String {
    let [parse, check, findings, decode] = ordinary.times.map(|time| time.ns / 1000.0);
    let [parse_bar, check_bar, findings_bar] = BARS;
    format!(
        "The ordinary message is a zone transfer of {} octets. It takes {parse:.1} µs to parse,\n\
         {check:.1} µs to parse and check, {findings:.1} µs to parse and list its findings, {decode:.1} µs with\n\
         everything decoded too. The unit of the table is the time that one of its octets takes to\n\
         parse and check. Bars, an octet: {parse_bar} to parse, {check_bar} to parse and check, {findings_bar} for\n\
         findings; besides 1 µs for any message. Decoding has no bar: what two octets point to, up to\n\
         255 octets of 127 labels, is read each time.\n\n",
        ordinary.octets
    )
}

fn line(row: &Row, octet: f64) -> String {
    let [parse, check, findings, decode] = [0, 1, 2, 3].map(|place| row.shown(place, octet));
    let Row { id, octets, findings: found, .. } = row;
    let verdict = row.verdict(octet);
    format!(
        "| {id} | {octets} | {found} | {parse} | {check} | {findings} | {decode} | {verdict} |\n"
    )
}

fn foot(rows: &[Row], ordinary: &Row, octet: f64) -> String {
    let allocations: u64 = rows.iter().map(|row| row.allocations).sum();
    let stack = rows.iter().map(|row| row.stack).max().unwrap_or(0);
    let beyond = rows.iter().filter(|row| !row.beyond(octet).is_empty()).count();
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
