//! `dnswire mx`.

use std::io::Write;
use std::net::UdpSocket;
use std::process::{Command, Stdio};

use crate::PROGRAM;

/// A name server for which no name exists; its address.
fn server() -> String {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap().to_string();
    std::thread::spawn(move || {
        let mut buffer = [0; 512];
        while let Ok((length, client)) = socket.recv_from(&mut buffer) {
            buffer[2..4].copy_from_slice(&[0x81, 0x83]); // a response with NXDOMAIN
            let _ = socket.send_to(&buffer[..length], client);
        }
    });
    address
}

#[test]
fn domains_of_the_standard_input_are_looked_up_line_by_line() {
    let mut command = Command::new(PROGRAM);
    command.args(["mx", "--server", &server(), "first", "-", "Bücher.example"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"a\r\n\nb..c\n d.\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let domains: Vec<_> = out.lines().filter(|line| !line.starts_with(' ')).collect();
    assert_eq!(domains, ["first.", "a.", "d.", "xn--bcher-kva.example."]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.starts_with("dnswire: line 3 of the standard input: "), "{err}");
    assert_eq!((err.lines().count(), output.status.code()), (1, Some(1)));
}
