//! What the table of options stands for.

use super::{OptionData, RawOption};
use crate::error::Error;

/// Something to be done with an option whose code is known only at run time.
pub(crate) trait ForCode<'a> {
    /// What comes of it.
    type Out;

    /// The option has the layout of `T`.
    fn known<T: OptionData<'a>>(self) -> Self::Out;

    /// The option has no known layout.
    fn unknown(self) -> Self::Out;
}

/// Something to be done with the value of any option.
pub(crate) trait ForOption<'a> {
    /// What comes of it.
    type Out;

    /// Does it with `data`.
    fn with<T: OptionData<'a>>(self, data: &T) -> Self::Out;

    /// The option has no known layout, or does not fit it.
    fn raw(self, option: RawOption<'a>, error: Option<Error>) -> Self::Out;
}

// Each line gives a variant of `EdnsOption`, an `impl OptionData` and its place in all dispatch.
macro_rules! edns_options {
    ($($value:literal $code:ident $module:ident::$name:ident $(<$life:lifetime>)?;)+) => {
        $(pub use $module::$name;)+

        /// An EDNS option, decoded by its code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum EdnsOption<'a> {
            $(#[doc = concat!("Option ", $value, ": see [`", stringify!($name), "`].")]
              $name($name $(<$life>)?),)+
            /// An option without a known layout.
            Unknown(RawOption<'a>),
            /// Octets that do not fit their option.
            Malformed {
                /// The option as it stands.
                option: RawOption<'a>,
                /// Where it breaks, and why.
                error: Error,
            },
        }

        $(const _: () = assert!(OptionCode::$code.0 == $value, "the value is that of the code");

        impl<'a> OptionData<'a> for $name $(<$life>)? {
            const CODE: OptionCode = OptionCode::$code;
        }
        impl<'a> From<$name $(<$life>)?> for EdnsOption<'a> {
            fn from(data: $name $(<$life>)?) -> Self {
                EdnsOption::$name(data)
            }
        })+

        /// Does `work` for the layout that options with `code` have.
        #[inline]
        pub(crate) fn for_code<'a, W: table::ForCode<'a>>(code: OptionCode, work: W) -> W::Out {
            match code {
                $(OptionCode::$code => work.known::<$name $(<$life>)?>(),)+
                _ => work.unknown(),
            }
        }

        impl<'a> EdnsOption<'a> {
            /// Does `work` with the value, whatever its code.
            #[inline]
            pub(crate) fn for_option<W: table::ForOption<'a>>(&self, work: W) -> W::Out {
                match self {
                    $(EdnsOption::$name(data) => work.with(data),)+
                    EdnsOption::Unknown(option) => work.raw(*option, None),
                    EdnsOption::Malformed { option, error } => work.raw(*option, Some(*error)),
                }
            }
        }
    };
}
