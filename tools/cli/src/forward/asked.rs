//! Questions: of a client, and to the upstream.

use dnswire::{
    Builder, Class, Compression, Edns, Flags, Message, MessageBuf, NameBuf, OptRecord, Question,
    Type, edit,
};

use crate::forward::random::random;

/// The most octets that go over UDP in one message, which makes no fragments.
pub(crate) const UDP_SIZE: u16 = 1232;

/// A question with all that the answer depends on; the case of letters does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Asked {
    qname: NameBuf,
    qtype: Type,
    qclass: Class,
    /// RD, AD and CD.
    flags: Flags,
    dnssec_ok: bool,
}

impl Asked {
    pub(crate) fn of(query: &Message<'_>, question: Question<'_>) -> Self {
        let flags = query.header().flags();
        Asked {
            qname: question.qname().to_buf(),
            qtype: question.qtype(),
            qclass: question.qclass(),
            flags: Flags(0)
                .with_recursion_desired(flags.recursion_desired())
                .with_authentic_data(flags.authentic_data())
                .with_checking_disabled(flags.checking_disabled()),
            dnssec_ok: query.edns().is_some_and(Edns::dnssec_ok),
        }
    }

    /// A query that asks for it, with an ID and a case of letters that nobody can guess.
    pub(crate) fn to_query(self) -> Option<MessageBuf> {
        let (mut octets, mut compression) = (Vec::new(), Compression::new());
        let id = u16::from_ne_bytes(random());
        let Asked { qname, qtype, qclass, .. } = self;
        let mut builder =
            Builder::query(&mut octets, &mut compression, id, &qname, qtype, qclass).ok()?;
        builder.set_flags(self.flags);
        builder.set_edns(OptRecord::new(UDP_SIZE).with_dnssec_ok(self.dnssec_ok));
        builder.finish();
        // 32 octets are enough for the letters of any name.
        edit::set_qname_case(&mut octets, &random::<32>()).ok()?;
        MessageBuf::try_from(octets).ok()
    }
}
