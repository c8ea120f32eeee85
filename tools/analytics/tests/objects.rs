//! Captures and tables in object stores.

use std::fs;
use std::path::{Path, PathBuf};

use dnswire_analytics::convert::run;
use dnswire_analytics::input::Input;
use dnswire_analytics::sql;
use indicatif::ProgressBar;

use crate::common::{block_on, folder, lines};
use crate::convert::settings;
use crate::questions::{ANSWERS, question_of, scene};

/// The address of a file, as of an object.
fn address(path: &Path) -> PathBuf {
    format!("file://{}", path.display()).into()
}

/// `day/a.pcap`, `day/b.pcap` and `day/c/d.pcap`, each with the scene.
fn day(folder: &Path) {
    fs::create_dir_all(folder.join("day/c")).unwrap();
    for name in ["a.pcap", "b.pcap", "c/d.pcap"] {
        fs::write(folder.join("day").join(name), scene()).unwrap();
    }
}

#[test]
fn a_star_finds_the_objects_of_one_folder() {
    let folder = folder("objects");
    day(&folder);
    let pattern = address(&folder.join("day/*.pcap"));
    let found = Input::matching(pattern.to_str().unwrap()).unwrap();
    let names: Vec<_> = found.iter().map(ToString::to_string).collect();
    let expected = ["a.pcap", "b.pcap"].map(|name| address(&folder.join("day").join(name)));
    assert_eq!(names, expected.map(|path| path.display().to_string()));

    block_on(async {
        let question = |from: &Path| {
            let from = from.display();
            format!("SELECT frame, dns_qname, length FROM dns('{from}') ORDER BY 1, 2, 3")
        };
        let context = sql::context();
        let rows = lines(&context, &question(&pattern)).await;
        assert_eq!(rows, lines(&context, &question(&folder.join("day/*.pcap"))).await);
        assert_eq!(rows.len(), 2 * 17);
    });
}

#[test]
fn objects_are_converted_and_the_tables_answer_questions() {
    let folder = folder("objects_convert");
    day(&folder);
    let path = address(&folder.join("day/a.pcap"));
    let inputs = Input::all(std::slice::from_ref(&path)).unwrap();
    let settings = settings(&folder, 1);
    let converted = || run(&inputs, &settings, &ProgressBar::hidden()).unwrap();
    assert_eq!((converted().messages, converted().skipped), (17, 1));
    let tables = address(&settings.folder.join(""));
    assert!(sql::is_folder(&tables) && !sql::is_folder(&path));
    block_on(async {
        let context = sql::context();
        sql::register_folder(&context, &tables).await.unwrap();
        for (name, answer) in ANSWERS {
            assert_eq!(lines(&context, &question_of(name)).await, answer, "{name}");
        }
    });
    // A change is seen.
    fs::write(folder.join("day/a.pcap"), &scene()[..24]).unwrap();
    assert_eq!((converted().messages, converted().skipped), (0, 1));
}

#[test]
fn an_object_that_is_not_there_is_named() {
    let folder = folder("objects_missing");
    let error = |path: &str| {
        let address = address(&folder.join(path)).display().to_string();
        let question = format!("SELECT count(*) FROM dns('{address}')");
        let error = block_on(async {
            match sql::context().sql(&question).await {
                Ok(answer) => answer.collect().await.unwrap_err(),
                Err(error) => error,
            }
        });
        (error.to_string(), address)
    };
    let (text, address) = error("*.pcap");
    assert!(text.contains(&format!("{address}: there is no such object")), "{text}");
    let (text, address) = error("a.pcap");
    assert!(text.contains(&address) && text.contains("not found"), "{text}");
}

/// A server of one file.
#[cfg(feature = "objects")]
#[test]
fn a_capture_on_a_web_server_is_read() {
    use std::io::{BufRead, BufReader, Write};

    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request: Vec<_> =
                lines.map_while(Result::ok).take_while(|l| !l.is_empty()).collect();
            let has_it = request.first().is_some_and(|line| line.starts_with("GET /day/a.pcap "));
            let body = if has_it { scene() } else { vec![] };
            let status = if has_it { "200 OK" } else { "404 Not Found" };
            let length = body.len();
            write!(
                stream,
                "HTTP/1.1 {status}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            )
            .unwrap();
            stream.write_all(&body).unwrap();
        }
    });
    block_on(async {
        let context = sql::context();
        let count = |name| format!("SELECT count(*) FROM dns('http://{address}/day/{name}')");
        assert_eq!(lines(&context, &count("a.pcap")).await, ["17"]);
        let answer = context.sql(&count("b.pcap")).await.unwrap();
        let error = answer.collect().await.unwrap_err().to_string();
        assert!(error.contains("/day/b.pcap") && error.contains("404"), "{error}");
    });
}
