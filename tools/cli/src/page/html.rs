//! The HTML of a page.

use std::fmt::{Display, Write};

use dnswire::{Message, Severity};

use crate::explain::{Node, Note, tree};
use dnswire_capture::Item;

/// Octets in a line.
const WIDTH: usize = 16;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// The page of these messages; `beyond` more are not on it.
pub(super) fn page(title: &str, items: &[Item], beyond: usize) -> String {
    let title = escape(title);
    let count = items.len() + beyond;
    let plural = if count == 1 { "" } else { "s" };
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}: DNS messages</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <h1>{title}: {count} message{plural}</h1>\n<nav>\n\
         <label>Filter <input id=\"filter\" type=\"search\"></label>\n<ol>\n"
    );
    let trees: Vec<_> =
        items.iter().map(|item| tree(&item.octets, item.length, item.flow.as_ref())).collect();
    for ((item, tree), number) in items.iter().zip(&trees).zip(1..) {
        let notes = notes(tree);
        let count = match notes.len() {
            0 => String::new(),
            1 => ", 1 finding".to_owned(),
            count => format!(", {count} findings"),
        };
        add(&mut out, format_args!("<li data-message=\"m{number}\"><a href=\"#m{number}\">"));
        add(&mut out, format_args!("{}{count}</a></li>\n", escape(&summary(item))));
    }
    out.push_str("</ol>\n");
    if beyond > 0 {
        add(&mut out, format_args!("<p>{beyond} more messages are not on this page.</p>\n"));
    }
    out.push_str("</nav>\n<main>\n");
    for ((item, tree), number) in items.iter().zip(&trees).zip(1..) {
        section(item, tree, number, &mut out);
    }
    add(&mut out, format_args!("</main>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"));
    out
}

/// Adds text; writing to a string does not fail.
fn add(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn section(item: &Item, tree: &Node, number: usize, out: &mut String) {
    add(out, format_args!("<section id=\"m{number}\">\n<h2>{}</h2>\n", escape(&summary(item))));
    let there = tree.range.end;
    if there < item.length {
        let missing = item.length - there;
        add(
            out,
            format_args!(
                "<p class=\"warning\">The octets end at {there:#06x}: {missing} more were promised.</p>\n"
            ),
        );
    }
    for note in notes(tree) {
        note_line(note, out);
    }
    out.push_str("<div class=\"both\">\n");
    hex(&item.octets, tree, number, out);
    out.push_str("<div class=\"tree\"><ul>\n");
    let mut leaf = 0;
    for child in &tree.children {
        node(child, number, &mut leaf, out);
    }
    out.push_str("</ul></div>\n</div>\n</section>\n");
}

/// A message in a line: place, addresses, length, question.
fn summary(item: &Item) -> String {
    let mut text = item.id.to_string();
    if let Some(flow) = item.flow {
        add(&mut text, format_args!(", {flow}"));
    }
    match item.octets.len() {
        there if there < item.length => {
            add(&mut text, format_args!(", {there} of {} octets", item.length));
        }
        there => add(&mut text, format_args!(", {there} octets")),
    }
    let Ok(partial) = Message::parse_partial(&item.octets, item.length) else { return text };
    let message = partial.message();
    if message.header().flags().is_response() {
        add(&mut text, format_args!(", response, {}", message.rcode()));
    } else {
        text.push_str(", query");
    }
    if let Some(question) = message.questions().next() {
        add(&mut text, format_args!(", {} {}", question.qname(), question.qtype()));
    }
    text
}

/// All notes of a tree, in order.
fn notes(node: &Node) -> Vec<&Note> {
    node.notes.iter().chain(node.children.iter().flat_map(notes)).collect()
}

/// The octets, those of a field in one link to it for each line.
fn hex(octets: &[u8], tree: &Node, number: usize, out: &mut String) {
    out.push_str("<pre class=\"hex\">");
    for (leaf, index) in tree.leaves().into_iter().zip(0..) {
        let mut at = leaf.range.start;
        while at < leaf.range.end {
            let end = leaf.range.end.min((at / WIDTH + 1) * WIDTH);
            if at % WIDTH == 0 {
                add(out, format_args!("<i>{at:04x}</i>  "));
            }
            let id = if at == leaf.range.start {
                format!(" id=\"m{number}h{index}\"")
            } else {
                String::new()
            };
            let piece = octets.get(at..end).unwrap_or_default();
            let piece: Vec<_> = piece.iter().map(|octet| format!("{octet:02x}")).collect();
            add(
                out,
                format_args!(
                    "<a{id} data-part=\"m{number}p{index}\" href=\"#m{number}n{index}\">{}</a>",
                    piece.join(" ")
                ),
            );
            out.push(if end % WIDTH == 0 { '\n' } else { ' ' });
            at = end;
        }
    }
    out.push_str("</pre>\n");
}

/// A part of the tree; leaves are numbered as in [`hex`].
fn node(node: &Node, number: usize, leaf: &mut usize, out: &mut String) {
    let value =
        if node.value.is_empty() { String::new() } else { format!(": {}", escape(&node.value)) };
    let name = escape(&node.name);
    if node.children.is_empty() {
        let index = *leaf;
        *leaf += 1;
        add(
            out,
            format_args!(
                "<li id=\"m{number}n{index}\"><a data-part=\"m{number}p{index}\" \
                 href=\"#m{number}h{index}\"><b>{name}</b>{value}</a>"
            ),
        );
        node.notes.iter().for_each(|note| note_line(note, out));
        out.push_str("</li>\n");
        return;
    }
    add(out, format_args!("<li><details open><summary><b>{name}</b>{value}</summary>\n<ul>\n"));
    node.notes.iter().for_each(|note| note_line(note, out));
    for child in &node.children {
        self::node(child, number, leaf, out);
    }
    out.push_str("</ul></details></li>\n");
}

fn note_line(note: &Note, out: &mut String) {
    let class = match note.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    add(out, format_args!("<p class=\"note {class}\">{}</p>\n", with_link(&note.text)));
}

/// The text, with a link at the section of an RFC in its last parentheses.
fn with_link(text: &str) -> String {
    let linked = text.rsplit_once("(RFC ").and_then(|(before, rest)| {
        let (rfc, after) = rest.split_once(')')?;
        let (number, section) = rfc.split_once(" section ").unwrap_or((rfc, ""));
        let is_plain = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '.');
        let anchor = if section.is_empty() { String::new() } else { format!("#section-{section}") };
        (is_plain(number) && is_plain(section)).then(|| {
            let (before, after) = (escape(before), escape(after));
            format!(
                "{before}(<a href=\"https://www.rfc-editor.org/rfc/rfc{number}{anchor}\">RFC {rfc}</a>){after}"
            )
        })
    });
    linked.unwrap_or_else(|| escape(text))
}

/// Text as HTML.
fn escape(text: &(impl Display + ?Sized)) -> String {
    let text = text.to_string();
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::ops::ControlFlow;

    use dnswire_capture::{Event, Options, read_from};

    use super::*;

    /// The page of messages in hex.
    fn page_of(text: &str) -> String {
        let mut items = Vec::new();
        read_from(
            "f".to_owned(),
            text.as_bytes(),
            &Options::default(),
            &mut |_| (),
            &mut |event| {
                if let Event::Message(item) = event {
                    items.push(item);
                }
                ControlFlow::Continue(())
            },
        )
        .unwrap();
        page("f", &items, 0)
    }

    /// The texts between each `start` and the next `end`.
    fn all<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
        text.split(start).skip(1).map(|rest| rest.split_once(end).unwrap().0).collect()
    }

    #[test]
    fn octets_and_fields_lead_to_each_other() {
        let message = hex::encode(dnswire_support::MX);
        let page = page_of(&format!("{message}\n{message}"));
        let ids: Vec<_> = all(&page, " id=\"", "\"");
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
        for target in all(&page, "href=\"#", "\"") {
            assert!(ids.contains(&target), "{target}");
        }
        let dump = all(&page, "<pre class=\"hex\">", "</pre>")[0];
        let octets: String = all(dump, "\">", "</a>").concat().replace(' ', "");
        assert_eq!(octets, message);
        // Every field has its octets, and a place in the tree.
        assert_eq!(
            ids.iter().filter(|id| id.starts_with("m1h")).count(),
            ids.iter().filter(|id| id.starts_with("m1n")).count()
        );
    }

    #[test]
    fn the_page_needs_nothing_else() {
        let page = page_of(&hex::encode(dnswire_support::MX));
        for outside in ["src=", "<link", "@import", "url(", "fetch("] {
            assert!(!page.contains(outside), "{outside}");
        }
        assert!(page.contains("prefers-color-scheme: dark") && page.contains("name=\"viewport\""));
    }

    #[test]
    fn names_in_a_message_are_no_html() {
        let page = page_of("000701000001000000000000 083c7363726970743e 00 0001 0001");
        assert_eq!(page.matches("<script>").count(), 1);
        assert!(page.contains("&lt;script&gt;"));
    }

    #[test]
    fn findings_have_links_to_their_rfcs() {
        let page = page_of("000180400000000000000000 00");
        let link = "<a href=\"https://www.rfc-editor.org/rfc/rfc1035#section-4.1\">RFC 1035 section 4.1</a>";
        assert!(page.contains(link), "{page}");
        assert_eq!(with_link("a < b (RFC x y)"), "a &lt; b (RFC x y)");
    }
}
