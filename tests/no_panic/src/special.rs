//! The methods that only RDATA of some types has.

use std::hint::black_box;

use dnswire::rdata::{self, Rdata};
use no_panic::no_panic;

use crate::svcb;

pub fn prove(data: &Rdata<'_>) {
    match data {
        Rdata::Svcb(binding) => {
            svcb_params(binding);
            svcb::prove(binding.svc_params);
        }
        Rdata::Https(binding) => svcb::prove(binding.svc_params),
        Rdata::Wks(wks) => wks_ports(wks),
        Rdata::Dnskey(key) => key_tag(key),
        Rdata::Ipseckey(key) => ipseckey_gateway(key),
        Rdata::Amtrelay(relay) => amtrelay_relay(relay),
        _ => {}
    }
}

#[no_panic]
fn svcb_params(binding: &rdata::Svcb<'_>) {
    black_box((binding.is_alias(), binding.param::<rdata::svcb::Port>()));
}

#[no_panic]
fn wks_ports(wks: &rdata::Wks<'_>) {
    wks.bitmap.iter().for_each(|port| _ = black_box(port));
}

#[no_panic]
fn key_tag(key: &rdata::Dnskey<'_>) {
    black_box(key.key_tag());
}

#[no_panic]
fn ipseckey_gateway(key: &rdata::Ipseckey<'_>) {
    black_box(key.gateway_type());
}

#[no_panic]
fn amtrelay_relay(relay: &rdata::Amtrelay<'_>) {
    black_box(relay.relay_type());
}
