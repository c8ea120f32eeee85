//! Messages for the examples in the documentation.

/// A response with two MX records: `example. 300 IN MX 20 backup.example.` and `10 mail.example.`
pub const MX: &[u8] = b"\x12\x34\x85\x80\0\x01\0\x02\0\0\0\0\
    \x07example\0\0\x0f\0\x01\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x0b\0\x14\x06backup\xc0\x0c\
    \xc0\x0c\0\x0f\0\x01\0\0\x01\x2c\0\x09\0\x0a\x04mail\xc0\x0c";
