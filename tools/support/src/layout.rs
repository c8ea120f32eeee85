//! A slow reader of RDATA that is led by the `layout` column of the registry and by nothing else.

use std::collections::HashMap;

use super::naive;

/// True if the octets `start..end` of a message split into the fields of a layout.
pub fn splits(layout: &str, message: &[u8], start: usize, end: usize) -> bool {
    let mut reader = Reader { message, at: start, end, values: HashMap::new() };
    reader.fields(layout).is_some() && reader.at == end
}

/// The last field of a layout, with its form.
pub fn last_field(layout: &str) -> &str {
    parts(layout, ' ').last().expect("there is a field")
}

struct Reader<'a> {
    message: &'a [u8],
    at: usize,
    end: usize,
    /// The numbers that were read, by the name of their field.
    values: HashMap<String, u64>,
}

/// The parts of a text between separators that are in no parentheses or braces.
fn parts(text: &str, separator: char) -> Vec<&str> {
    let (mut depth, mut start, mut parts) = (0, 0, Vec::new());
    for (at, character) in text.char_indices() {
        match character {
            '(' | '{' => depth += 1,
            ')' | '}' => depth -= 1,
            _ if character == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The text in the parentheses behind a word.
fn inside<'t>(wire: &'t str, word: &str) -> Option<&'t str> {
    wire.strip_prefix(word)?.strip_prefix('(')?.strip_suffix(')')
}

impl Reader<'_> {
    fn fields(&mut self, layout: &str) -> Option<()> {
        parts(layout, ' ').into_iter().try_for_each(|field| self.field(field))
    }

    fn field(&mut self, field: &str) -> Option<()> {
        let colon = field.find(':').expect("a field has a colon");
        if let Some(brace) = field.find('{').filter(|brace| *brace < colon) {
            let number = self.number(&field[..brace])?;
            self.bits(number, field[1..brace].parse().ok()?, &field[brace + 1..field.len() - 1]);
            return Some(());
        }
        let wire = parts(&field[colon + 1..], '/')[0];
        self.wire(&field[..colon], wire)
    }

    fn bits(&mut self, number: u64, width: u32, names: &str) {
        let mut left = width;
        for part in names.split(' ') {
            let (name, width) = part.split_once(':').expect("bits have a width");
            let width: u32 = width.parse().expect("a width is a number");
            left -= width;
            self.values.insert(name.to_owned(), number >> left & ((1 << width) - 1));
        }
    }

    fn wire(&mut self, name: &str, wire: &str) -> Option<()> {
        match wire {
            "u8" | "u16" | "u32" | "u48" | "u64" => {
                let number = self.number(wire)?;
                self.values.insert(name.to_owned(), number);
                Some(())
            }
            "ipv4" => self.take(4).map(|_| ()),
            "ipv6" => self.take(16).map(|_| ()),
            "eui48" => self.take(6).map(|_| ()),
            "eui64" => self.take(8).map(|_| ()),
            "none" => Some(()),
            "name" | "name(c)" | "name(d)" => self.name(),
            "str8" | "bytes(len8)" => self.counted("u8"),
            "bytes(len16)" => self.counted("u16"),
            "bytes(rest)" => self.take(self.end - self.at).map(|_| ()),
            "type-bitmap" => self.type_bitmap(),
            "nxt-bitmap" => {
                let bitmap = self.take(self.end - self.at)?;
                (bitmap.len() <= 16 && bitmap.last() != Some(&0)).then_some(())
            }
            "svc-params" => self.svc_params(),
            _ => self.nested(name, wire),
        }
    }

    fn nested(&mut self, name: &str, wire: &str) -> Option<()> {
        if let Some(fields) = wire.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
            return self.fields(fields);
        }
        if let Some(item) = inside(wire, "list+") {
            self.wire(name, item)?;
            return self.list(name, item);
        }
        if let Some(item) = inside(wire, "list") {
            return self.list(name, item);
        }
        if let Some(wire) = inside(wire, "opt") {
            return if self.at == self.end { Some(()) } else { self.wire(name, wire) };
        }
        if let Some(field) = inside(wire, "bytes") {
            return self.take(usize::try_from(self.values[field]).ok()?).map(|_| ());
        }
        if let Some(field) = inside(wire, "a6-suffix") {
            return self.a6_suffix(self.values[field]);
        }
        if let Some(condition) = inside(wire, "if") {
            let (field, wire) = condition.split_once("!=0,").expect("a condition is field!=0");
            return if self.values[field] == 0 { Some(()) } else { self.wire(name, wire) };
        }
        let switch = wire.strip_prefix("switch(").expect("the wire type is known");
        let (field, cases) = switch.split_once("){").expect("a switch has cases");
        let value = self.values[field].to_string();
        let mut cases = cases.strip_suffix('}')?.split(';').filter_map(|case| case.split_once('='));
        let (_, wire) = cases.find(|(case, _)| *case == value || *case == "*")?;
        self.wire(name, wire)
    }

    fn list(&mut self, name: &str, item: &str) -> Option<()> {
        while self.at < self.end {
            self.wire(name, item)?;
        }
        Some(())
    }

    fn take(&mut self, len: usize) -> Option<&[u8]> {
        let end = self.at.checked_add(len).filter(|end| *end <= self.end)?;
        let octets = &self.message[self.at..end];
        self.at = end;
        Some(octets)
    }

    fn number(&mut self, wire: &str) -> Option<u64> {
        let bits: usize = wire[1..].parse().expect("a number has a width");
        let octets = self.take(bits / 8)?;
        Some(octets.iter().fold(0, |number, octet| number << 8 | u64::from(*octet)))
    }

    fn counted(&mut self, length: &str) -> Option<()> {
        let len = self.number(length)?;
        self.take(usize::try_from(len).ok()?).map(|_| ())
    }

    fn name(&mut self) -> Option<()> {
        let (_, end) = naive::name(self.message, self.at)?;
        self.at = Some(end).filter(|end| *end <= self.end)?;
        Some(())
    }

    fn type_bitmap(&mut self) -> Option<()> {
        let mut least = 0;
        while self.at < self.end {
            let (window, len) = (self.number("u8")?, self.number("u8")?);
            let bitmap = self.take(usize::try_from(len).ok()?)?;
            if window < least || !(1..=32).contains(&len) || bitmap.last() == Some(&0) {
                return None;
            }
            least = window + 1;
        }
        Some(())
    }

    fn svc_params(&mut self) -> Option<()> {
        let mut least = 0;
        while self.at < self.end {
            let key = self.number("u16")?;
            self.counted("u16")?;
            if key < least {
                return None;
            }
            least = key + 1;
        }
        Some(())
    }

    fn a6_suffix(&mut self, prefix_len: u64) -> Option<()> {
        let bits = 128_u64.checked_sub(prefix_len)?;
        let pad = (8 - bits % 8) % 8;
        let octets = self.take(usize::try_from(bits.div_ceil(8)).ok()?)?;
        let is_padded = octets.first().is_none_or(|first| u64::from(*first) >> (8 - pad) == 0);
        is_padded.then_some(())
    }
}
