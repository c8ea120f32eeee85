//! What the table of parameters stands for.

use super::{ParamData, RawParam};
use crate::error::Error;

/// Something to be done with a parameter whose key is known only at run time.
pub(crate) trait ForKey<'a> {
    /// What comes of it.
    type Out;

    /// The parameter has the layout of `T`.
    fn known<T: ParamData<'a>>(self) -> Self::Out;

    /// The parameter has no known layout.
    fn unknown(self) -> Self::Out;
}

/// Something to be done with the value of any parameter.
pub(crate) trait ForParam<'a> {
    /// What comes of it.
    type Out;

    /// Does it with `data`.
    fn with<T: ParamData<'a>>(self, data: &T) -> Self::Out;

    /// The parameter has no known layout, or does not fit it.
    fn raw(self, param: RawParam<'a>, error: Option<Error>) -> Self::Out;
}

// Each line gives a variant of `SvcParam`, an `impl ParamData` and its place in all dispatch.
macro_rules! svc_params {
    ($($value:literal $key:ident $module:ident::$name:ident $(<$life:lifetime>)?;)+) => {
        $(pub use $module::$name;)+

        /// A parameter, decoded by its key.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum SvcParam<'a> {
            $(#[doc = concat!("Key ", $value, ": see [`", stringify!($name), "`].")]
              $name($name $(<$life>)?),)+
            /// A parameter without a known layout.
            Unknown(RawParam<'a>),
            /// Octets that do not fit their key.
            Malformed {
                /// The parameter as it stands.
                param: RawParam<'a>,
                /// Where it breaks, and why.
                error: Error,
            },
        }

        $(const _: () = assert!(SvcParamKey::$key.0 == $value, "the value is that of the key");

        impl<'a> ParamData<'a> for $name $(<$life>)? {
            const KEY: SvcParamKey = SvcParamKey::$key;
        }
        impl<'a> From<$name $(<$life>)?> for SvcParam<'a> {
            fn from(data: $name $(<$life>)?) -> Self {
                SvcParam::$name(data)
            }
        })+

        /// Does `work` for the layout that parameters with `key` have.
        #[inline]
        pub(crate) fn for_key<'a, W: table::ForKey<'a>>(key: SvcParamKey, work: W) -> W::Out {
            match key {
                $(SvcParamKey::$key => work.known::<$name $(<$life>)?>(),)+
                _ => work.unknown(),
            }
        }

        impl<'a> SvcParam<'a> {
            /// Does `work` with the value, whatever its key.
            #[inline]
            pub(crate) fn for_param<W: table::ForParam<'a>>(&self, work: W) -> W::Out {
                match self {
                    $(SvcParam::$name(data) => work.with(data),)+
                    SvcParam::Unknown(param) => work.raw(*param, None),
                    SvcParam::Malformed { param, error } => work.raw(*param, Some(*error)),
                }
            }
        }
    };
}
