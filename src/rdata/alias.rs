//! Names for names: CNAME, DNAME, PTR.

use crate::layout::fields;
use crate::name::Name;

fields! {
    /// CNAME: the owner is an alias ([RFC 1035 section 3.3.1]).
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
    /// [RFC 6672 section 2.1]: https://www.rfc-editor.org/rfc/rfc6672#section-2.1
    pub struct Dname<'a> {
        /// The name that replaces the owner in them.
        pub target: Name<'a>,
    }
}

fields! {
    /// PTR: a pointer to another name ([RFC 1035 section 3.3.12]).
    ///
    /// [RFC 1035 section 3.3.12]: https://www.rfc-editor.org/rfc/rfc1035#section-3.3.12
    pub struct Ptr<'a> {
        /// The name.
        pub ptrdname: Name<'a>,
    }
}
