//! Zone transfers, and the signatures of their messages.

use core::hint::black_box;

use dnswire::Message;
use dnswire::transfer::{Change, Transfer, TransferError, TsigSequence, prior_mac};

use crate::record;
use crate::show::{debug, display, show};

pub fn prove(octets: &[u8]) {
    let Ok(message) = Message::parse(octets) else { return };
    if let Some(transfer) = Transfer::of(&message) {
        messages(transfer, &message);
    }
    signatures(TsigSequence::new(), &message);
    prior_mac(octets, |octets| _ = black_box(octets));
}

fn messages(mut transfer: Transfer, message: &Message<'_>) {
    for _ in 0..black_box(3) {
        match transfer.message(message) {
            Ok(changes) => {
                debug(&changes);
                changes.for_each(one_change);
            }
            Err(error) => transfer_error(&error),
        }
        black_box((transfer.is_complete(), transfer.messages()));
        debug(&transfer.style());
    }
    debug(&transfer);
}

fn one_change(change: Change<'_>) {
    debug(&change);
    let (Change::Add(record) | Change::Delete(record)) = change;
    record::prove(&record);
}

fn transfer_error(error: &TransferError) {
    black_box((error.message(), error.record(), error == error));
    show(error);
    display(&error.fault());
    debug(&error.fault());
}

fn signatures(mut sequence: TsigSequence, message: &Message<'_>) {
    for _ in 0..black_box(3) {
        match sequence.message(message, |octets| _ = black_box(octets)) {
            Ok(signature) => debug(&signature),
            Err(error) => show(&error),
        }
    }
    debug(&sequence);
    if let Err(error) = sequence.finish() {
        show(&error);
    }
}
