//! The methods that only RDATA of some types has.

use core::hint::black_box;

use dnswire::layout::Time;
use dnswire::rdata::{self, Rdata};

use crate::show::{debug, padded, show};
use crate::svcb;

pub fn prove(data: &Rdata<'_>) {
    match data {
        Rdata::Svcb(binding) => {
            svcb_params(binding);
            svcb::prove(binding.svc_params);
        }
        Rdata::Https(binding) => svcb::prove(binding.svc_params),
        Rdata::Wks(wks) => wks_ports(wks),
        Rdata::Txt(txt) => {
            txt.attributes().for_each(|attribute| _ = black_box(attribute));
            black_box(txt.attribute(black_box("path")));
        }
        Rdata::Rrsig(rrsig) => {
            let time = rrsig.signature_inception;
            black_box((rrsig.is_valid_at(time), time.is_before(black_box(Time(7)))));
            black_box((u32::from(time), Time::from(time.0)));
            show(&time);
        }
        Rdata::Ptr(ptr) => {
            let name = ptr.ptrdname;
            let made = (rdata::Ptr::new(name), rdata::Cname::new(name), rdata::Ns::new(name));
            black_box((made, rdata::Srv::new(1, 2, black_box(3), name)));
            padded(&name);
        }
        Rdata::Dnskey(key) => {
            let flags = (key.is_zone_key(), key.is_revoked(), key.is_secure_entry_point());
            black_box((key.key_tag(), flags));
        }
        Rdata::Cdnskey(key) => {
            let flags = (key.is_zone_key(), key.is_revoked(), key.is_secure_entry_point());
            black_box((key.key_tag(), flags));
        }
        Rdata::Key(key) => _ = black_box(key.is_no_key()),
        Rdata::Caa(caa) => _ = black_box(caa.is_critical()),
        Rdata::Csync(csync) => _ = black_box((csync.is_immediate(), csync.has_soa_minimum())),
        Rdata::Nsec3(nsec3) => _ = black_box(nsec3.is_opt_out()),
        Rdata::Ipseckey(key) => ipseckey_gateway(key),
        Rdata::Amtrelay(relay) => amtrelay_relay(relay),
        _ => {}
    }
}

fn svcb_params(binding: &rdata::Svcb<'_>) {
    black_box((binding.is_alias(), binding.param::<rdata::svcb::Port>()));
}

/// Addresses made from values.
pub fn addresses(v4: [u8; 4], v6: [u8; 16]) {
    let (a, aaaa) = (rdata::A::new(v4.into()), rdata::Aaaa::new(v6.into()));
    black_box((Rdata::from(a), Rdata::from(aaaa)));
    black_box((
        rdata::A::from(core::net::Ipv4Addr::from(v4)),
        rdata::Aaaa::from(core::net::Ipv6Addr::from(v6)),
    ));
}

fn wks_ports(wks: &rdata::Wks<'_>) {
    wks.bitmap.iter().for_each(|port| _ = black_box(port));
    wks.bitmap.into_iter().for_each(|port| _ = black_box(port));
    black_box((wks.bitmap.as_octets(), dnswire::layout::Ports::new(wks.bitmap.as_octets())));
    debug(&wks.bitmap);
    debug(&wks.bitmap.iter());
}

fn ipseckey_gateway(key: &rdata::Ipseckey<'_>) {
    black_box(key.gateway_type());
}

fn amtrelay_relay(relay: &rdata::Amtrelay<'_>) {
    black_box(relay.relay_type());
}
