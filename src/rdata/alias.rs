//! Names for names: CNAME, DNAME, PTR.

use super::Ns;
use crate::layout::fields;
use crate::name::Name;

fields! {
    /// CNAME: the owner is an alias ([RFC 1035 section 3.3.1]).
    ///
    /// ```text
    /// example. 300 IN CNAME host.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.1]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.1
    pub struct Cname<'a> {
        /// The canonical name of the owner.
        pub cname: Name<'a>,
    }
}

fields! {
    /// DNAME: the names below the owner are aliases ([RFC 6672 section 2.1]).
    ///
    /// ```text
    /// example. 300 IN DNAME other.example.
    /// ```
    ///
    /// [RFC 6672 section 2.1]: https://www.rfc-editor.org/rfc/rfc6672#section-2.1
    pub struct Dname<'a> {
        /// The name that replaces the owner in them.
        pub target: Name<'a>,
    }
}

fields! {
    /// PTR: a pointer to another name ([RFC 1035 section 3.3.12]).
    ///
    /// ```text
    /// example. 300 IN PTR host.example.
    /// ```
    ///
    /// [RFC 1035 section 3.3.12]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.12
    pub struct Ptr<'a> {
        /// The name.
        pub ptrdname: Name<'a>,
    }
}

/// The types whose RDATA is one name.
macro_rules! of_one_name {
    ($($name:ident $field:ident;)+) => {$(
        impl<'a> $name<'a> {
            #[doc = concat!(
                "RDATA of this name.\n\n```\nuse dnswire::{NameBuf, rdata::", stringify!($name), "};\n\n",
                "let host: NameBuf = \"host.example.\".parse()?;\n",
                "assert_eq!(", stringify!($name), "::new(&host).to_string(), \"host.example.\");\n",
                "# Ok::<(), dnswire::NameError>(())\n```"
            )]
            #[must_use]
            pub fn new(name: impl Into<Name<'a>>) -> Self {
                $name { $field: name.into() }
            }
        }
    )+};
}

of_one_name! {
    Cname cname;
    Ptr ptrdname;
    Ns nsdname;
}
