//! The table of costs.

use std::fmt::Write;

use super::Cost;
use super::operations::ALL;

/// The instructions that any message may take besides: for example for a table of 48 KiB, which
/// hostile messages need.
const ANY: f64 = 20_000.0;

/// The id of the ordinary message.
pub const ORDINARY: &str = "ordinary";
/// What the ids of the same messages in a small size begin with.
pub const SMALL: &str = "small/";

/// The rows of one operation.
struct Rows<'c> {
    ordinary: f64,
    worst: &'c Cost,
    /// The largest growth of the instructions an octet from a small message to a large one.
    growth: f64,
}

/// The costs beyond what any message may take, for each octet.
fn rate(cost: &Cost) -> f64 {
    (cost.instructions as f64 - ANY).max(0.0) / cost.all_octets()
}

/// The instructions an octet of the ordinary message; at least those of the first operation, because
/// some do nothing on it.
pub fn ordinary(costs: &[Cost], operation: usize) -> Option<f64> {
    let of = |operation| {
        let mut own = costs.iter().filter(move |cost| cost.operation == operation);
        own.find(|cost| cost.message == ORDINARY).map(Cost::rate)
    };
    Some(of(operation)?.max(of(0).unwrap_or(1.0)))
}

fn rows(costs: &[Cost], operation: usize) -> Option<Rows<'_>> {
    let own = || costs.iter().filter(move |cost| cost.operation == operation);
    let ordinary = ordinary(costs, operation)?;
    let large =
        || own().filter(|cost| cost.message != ORDINARY && !cost.message.starts_with(SMALL));
    let worst = large().max_by(|one, other| rate(one).total_cmp(&rate(other)))?;
    let grown = |small: &Cost| {
        let id = small.message.strip_prefix(SMALL)?;
        let large = large().find(|large| large.message == id)?;
        // Only what is dear can show that the work is not linear.
        (large.rate() > ordinary).then(|| large.rate() / small.rate())
    };
    let growth = own().filter_map(grown).fold(0.0, f64::max);
    Some(Rows { ordinary, worst, growth })
}

/// The table for SECURITY.md, and the number of operations beyond their bar.
#[must_use]
pub fn table(costs: &[Cost]) -> (String, usize) {
    let mut text = String::from(
        "| operation | ordinary | worst | ratio | bar | growth | worst message |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | --- |\n",
    );
    let mut beyond = 0;
    for (place, operation) in ALL.iter().enumerate() {
        let Some(Rows { ordinary, worst, growth }) = rows(costs, place) else { continue };
        let ratio = rate(worst) / ordinary;
        let mark = if ratio > operation.bar { "**" } else { "" };
        beyond += usize::from(ratio > operation.bar);
        let growth = if growth > 0.0 { format!("{growth:.2}") } else { "-".to_owned() };
        let _ = writeln!(
            text,
            "| {} | {ordinary:.1} | {:.1} | {mark}{ratio:.1}{mark} | {} | {growth} | {} |",
            operation.name,
            rate(worst),
            operation.bar,
            worst.message
        );
    }
    (text, beyond)
}

/// The worst messages of each operation, with their instructions an octet.
pub fn worst(costs: &[Cost], count: usize) {
    for (place, operation) in ALL.iter().enumerate() {
        let large = |cost: &&Cost| cost.operation == place && !cost.message.starts_with(SMALL);
        let mut own: Vec<&Cost> = costs.iter().filter(large).collect();
        own.sort_by(|one, other| rate(other).total_cmp(&rate(one)));
        let shown =
            own.iter().take(count).map(|cost| format!("{} {:.0}", cost.message, rate(cost)));
        println!("{}: {}", operation.name, shown.collect::<Vec<_>>().join(", "));
    }
}
