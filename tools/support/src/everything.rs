//! Reads all that a message has: every RDATA, option and parameter, every item of a list, every label.

use core::hint::black_box;

use dnswire::edns::RawOption;
use dnswire::rdata::Rdata;
use dnswire::rdata::svcb::RawParam;
use dnswire::{Message, Name, Record, Value};

/// Returns the number of labels, items and fields.
pub fn everything(message: &Message<'_>) -> usize {
    let questions: usize = message.questions().map(|question| labels(question.qname())).sum();
    questions + message.records().map(|record| of_record(&record)).sum::<usize>()
}

fn labels(name: Name<'_>) -> usize {
    name.labels().map(black_box).count()
}

fn of_record(record: &Record<'_>) -> usize {
    let mut count = labels(record.owner());
    if let Rdata::Wks(services) = black_box(record.rdata()) {
        count += services.bitmap.iter().count();
    }
    record.for_each_field(|field| count += of_value(field.value));
    count
}

fn of_value(value: Value<'_>) -> usize {
    match value {
        Value::Name(name) => labels(name),
        Value::Names(names) => names.iter().map(labels).sum(),
        Value::Types(types) => types.iter().map(black_box).count(),
        Value::Strings(strings) => strings.iter().map(black_box).count(),
        Value::Numbers(numbers) => numbers.iter().map(black_box).count(),
        Value::Prefixes(prefixes) => prefixes.iter().map(black_box).count(),
        Value::Octets8(numbers) => numbers.iter().map(black_box).count(),
        Value::Options(options) => options.iter().map(of_option).sum(),
        Value::Params(params) => params.iter().map(of_param).sum(),
        _ => 1,
    }
}

fn of_option(option: RawOption<'_>) -> usize {
    let mut count = 1;
    black_box(option.data());
    option.for_each_field(|field| count += of_value(field.value));
    count
}

fn of_param(param: RawParam<'_>) -> usize {
    let mut count = 1;
    black_box(param.data());
    param.for_each_field(|field| count += of_value(field.value));
    count
}
