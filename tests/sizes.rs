//! Sizes of types that users keep many of.

use dnswire::rdata::{Https, Mx, Naptr, Rdata, Rrsig, Soa};
use dnswire::{Edns, Error, Header, Message, Name, NameBuf, Partial, Question, Reader, Record};

#[track_caller]
fn check<T>(want: usize) {
    let name = std::any::type_name::<T>();
    assert_eq!(size_of::<T>(), want, "octets of {name}; the largest RR type decides for Rdata");
}

#[test]
#[cfg(target_pointer_width = "64")]
fn views_of_a_message_are_small() {
    check::<Message<'_>>(40);
    check::<Record<'_>>(32);
    check::<Option<Record<'_>>>(32);
    check::<Question<'_>>(32);
    check::<Name<'_>>(24);
    check::<Option<Name<'_>>>(24);
    check::<Edns<'_>>(32);
    check::<Reader<'_>>(120); // it keeps the lengths of 16 names
    check::<Header>(12);
}

#[test]
fn an_error_fits_half_a_cache_line() {
    check::<Error>(32);
    check::<Option<Error>>(32);
}

#[test]
fn an_owned_name_is_its_octets_and_their_number() {
    check::<NameBuf>(256);
}

#[test]
#[cfg(target_pointer_width = "64")]
fn rdata_is_as_large_as_its_largest_type() {
    check::<Mx<'_>>(32);
    check::<Soa<'_>>(72);
    check::<Naptr<'_>>(80);
    check::<Rrsig<'_>>(64);
    check::<Https<'_>>(72);
    check::<Rdata<'_>>(88);
    check::<Result<Mx<'_>, Error>>(40);
    check::<Partial<'_>>(80);
}
