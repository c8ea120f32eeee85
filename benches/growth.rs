//! Nanoseconds a record of messages of 1 to 5000 records, and how far each is from a straight line.

use std::time::Duration;

use dnswire_benches::measure::{count, median, nanoseconds};
use dnswire_benches::tasks::{self, Task};

/// The numbers of records of the messages.
const RECORDS: [u16; 12] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000];
const ROUNDS: usize = 101;
const TURN: Duration = Duration::from_micros(200);

/// A response of so many records: NULL, TXT, NS and MX, of 13 octets on average, so that 5000 fit.
fn response(records: u16) -> Vec<u8> {
    let mut octets = [&[0, 0, 0x80, 0, 0, 1][..], &records.to_be_bytes(), &[0; 4]].concat();
    octets.extend_from_slice(b"\x07example\0\0\x01\0\x01");
    for record in 0..records {
        let (rtype, rdata) = match record % 10 {
            9 => (15, &[0, 10, 0xC0, 12][..]),
            4 => (2, &[0xC0, 12][..]),
            0 | 2 | 5 | 7 => (10, &[][..]),
            _ => (16, &[0][..]),
        };
        octets.extend_from_slice(&[0xC0, 12, 0, rtype, 0, 1, 0, 0, 1, 44, 0, rdata.len() as u8]);
        octets.extend_from_slice(rdata);
    }
    octets
}

fn main() {
    let messages = RECORDS.map(response);
    println!("Nanoseconds a record, and in brackets the time by that on the line fitted:\n");
    println!("| records | octets | {} |", tasks::READING.map(|(name, _)| name).join(" | "));
    println!("| ---: | ---: | ---: | ---: | ---: |");
    let columns = tasks::READING.map(|(_, task)| column(task, &messages));
    for (place, records) in RECORDS.iter().enumerate() {
        let cells = columns.each_ref().map(|(times, line)| {
            let fitted = line.0 + line.1 * f64::from(*records);
            format!("{:.2} ({:.2})", times[place] / f64::from(*records), times[place] / fitted)
        });
        println!("| {records} | {} | {} |", messages[place].len(), cells.join(" | "));
    }
    for ((name, _), (_, (first, each))) in tasks::READING.iter().zip(&columns) {
        println!("\n{name}: {first:.0} ns and {each:.2} ns for each record");
    }
}

/// The times of a task on each message, and the line through them.
fn column(task: Task, messages: &[Vec<u8>]) -> (Vec<f64>, (f64, f64)) {
    let counts: Vec<usize> = messages.iter().map(|octets| count(task, octets, TURN)).collect();
    let mut times = vec![Vec::new(); messages.len()];
    for _ in 0..ROUNDS {
        for ((octets, count), times) in messages.iter().zip(&counts).zip(&mut times) {
            times.push(nanoseconds(task, octets, *count));
        }
    }
    let times: Vec<f64> = times.into_iter().map(median).collect();
    let line = line(&times);
    (times, line)
}

/// The line with the least squares of relative distances: each message counts the same.
fn line(times: &[f64]) -> (f64, f64) {
    let (mut ww, mut wx, mut xx, mut wy, mut xy) = (0.0, 0.0, 0.0, 0.0, 0.0);
    for (time, records) in times.iter().zip(RECORDS.map(f64::from)) {
        let (w, x) = (1.0 / time, records / time);
        (ww, wx, xx, wy, xy) = (ww + w * w, wx + w * x, xx + x * x, wy + w, xy + x);
    }
    let determinant = ww * xx - wx * wx;
    ((wy * xx - xy * wx) / determinant, (ww * xy - wx * wy) / determinant)
}
