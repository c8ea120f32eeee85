//! Reads records in presentation format: any type, any spelling.

fn main() -> Result<(), dnswire::TextError> {
    for text in
        ["a. 1h IN HTTPS 1 . alpn=h2,h3", "b. 60 TYPE65280 \\# 2 ABCD", "c. 5 TXT a \"b c\""]
    {
        println!("{}", text.parse::<dnswire::RecordBuf>()?);
    }
    Ok(())
}
