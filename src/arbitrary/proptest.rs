//! Strategies for the crate proptest.

use ::proptest::arbitrary::Arbitrary;
use ::proptest::collection::vec;
use ::proptest::prelude::any;
use ::proptest::strategy::{BoxedStrategy, Strategy};

use alloc::vec::Vec;

use super::NearlyValid;
use crate::name::NameBuf;
use crate::owned::{MessageBuf, RdataBuf, RecordBuf};
use crate::registry::{Class, Type};

/// A strategy that makes values of random octets, at most `most`; it shrinks the octets.
fn of_octets<T: core::fmt::Debug>(
    most: usize,
    make: impl Fn(&mut ::arbitrary::Unstructured<'_>) -> ::arbitrary::Result<T> + 'static,
) -> impl Strategy<Value = T> {
    let octets = vec(any::<u8>(), most / 2..=most);
    octets.prop_filter_map("too few octets", move |octets: Vec<u8>| {
        make(&mut ::arbitrary::Unstructured::new(&octets)).ok()
    })
}

macro_rules! strategies {
    ($($name:ident $most:literal;)+) => {$(
        impl Arbitrary for $name {
            type Parameters = ();
            type Strategy = BoxedStrategy<Self>;

            fn arbitrary_with((): ()) -> BoxedStrategy<Self> {
                of_octets($most, |u| u.arbitrary()).boxed()
            }
        }
    )+};
}

strategies! {
    NameBuf 300;
    Type 12;
    RdataBuf 1000;
    RecordBuf 1500;
    MessageBuf 12000;
    NearlyValid 12000;
}

/// RDATA of one type, in class IN; octets of any number for a type without a layout.
///
/// ```
/// use dnswire::{Type, arbitrary::rdata_of};
/// use proptest::{strategy::{Strategy, ValueTree}, test_runner::TestRunner};
///
/// let mut runner = TestRunner::deterministic();
/// let rdata = rdata_of(Type::NAPTR).new_tree(&mut runner)?.current();
/// assert_eq!(rdata.rtype(), Type::NAPTR);
/// # Ok::<(), proptest::test_runner::Reason>(())
/// ```
pub fn rdata_of(rtype: Type) -> impl Strategy<Value = RdataBuf> {
    of_octets(1000, move |u| super::rdata(rtype, Class::IN, u))
}
