//! Reads JSON.

use crate::Json;

/// Lists and objects in each other, at most.
const DEEPEST: u32 = 64;

impl Json {
    /// Reads a text that is one value; `None` where it is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Json> {
        let mut reader = Reader { rest: text, deep: 0 };
        let json = reader.value()?;
        reader.space();
        reader.rest.is_empty().then_some(json)
    }
}

struct Reader<'a> {
    rest: &'a str,
    deep: u32,
}

impl Reader<'_> {
    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// Whether what comes next, after space, is this; it is then behind.
    fn takes(&mut self, what: &str) -> bool {
        self.space();
        match self.rest.strip_prefix(what) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn value(&mut self) -> Option<Json> {
        if self.takes("\"") {
            return self.text().map(Json::Text);
        }
        if self.takes("[") {
            let mut list = Vec::new();
            self.parts("]", |reader| {
                list.push(reader.value()?);
                Some(())
            })?;
            return Some(Json::List(list));
        }
        if self.takes("{") {
            let mut fields = Vec::new();
            self.parts("}", |reader| {
                let name = if reader.takes("\"") { reader.text()? } else { return None };
                fields.push((name, if reader.takes(":") { reader.value()? } else { return None }));
                Some(())
            })?;
            return Some(Json::Object(fields));
        }
        for (word, json) in [("null", Json::Null), ("true", Json::Bool(true)), ("false", Json::Bool(false))] {
            if self.takes(word) {
                return Some(json);
            }
        }
        self.number().map(Json::Number)
    }

    /// The parts of a list or an object, with commas between them, and its end.
    fn parts(&mut self, end: &str, mut part: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.deep += 1;
        if self.deep > DEEPEST {
            return None;
        }
        if !self.takes(end) {
            loop {
                part(self)?;
                if self.takes(end) {
                    break;
                }
                if !self.takes(",") {
                    return None;
                }
            }
        }
        self.deep -= 1;
        Some(())
    }

    /// A text whose first quotation mark is behind.
    fn text(&mut self) -> Option<String> {
        let mut text = String::new();
        loop {
            let end = self.rest.find(|c| c == '"' || c == '\\' || c < ' ')?;
            text.push_str(&self.rest[..end]);
            let escaped = match self.rest.as_bytes()[end] {
                b'"' => None,
                b'\\' => Some(self.rest[end + 1..].chars().next()?),
                _ => return None,
            };
            // What ends a piece of the text, and what is escaped, is one byte long where it is something.
            self.rest = self.rest.get(end + 1 + usize::from(escaped.is_some())..)?;
            match escaped {
                None => return Some(text),
                Some(c @ ('"' | '\\' | '/')) => text.push(c),
                Some('b') => text.push('\u{8}'),
                Some('f') => text.push('\u{c}'),
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                Some('t') => text.push('\t'),
                Some('u') => {
                    let mut code = self.code()?;
                    if code >> 10 == 0xd800 >> 10 {
                        let low = if self.rest.starts_with("\\u") { &self.rest[2..] } else { return None };
                        self.rest = low;
                        let low = self.code()?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
                        code = 0x10000 + ((code - 0xd800) << 10) + low;
                    }
                    text.push(char::from_u32(code)?);
                }
                Some(_) => return None,
            }
        }
    }

    /// The four digits of a character's code.
    fn code(&mut self) -> Option<u32> {
        let (digits, rest) = self.rest.split_at_checked(4)?;
        self.rest = rest;
        let digits = Some(digits).filter(|digits| !digits.starts_with('+'))?;
        u32::from_str_radix(digits, 16).ok()
    }

    /// A number, as RFC 8259 has it.
    fn number(&mut self) -> Option<String> {
        let all = self.rest;
        let digits = |rest: &mut &str| {
            let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            let any = after.len() < rest.len();
            *rest = after;
            any.then_some(())
        };
        let mut rest = all.strip_prefix('-').unwrap_or(all);
        match rest.strip_prefix('0') {
            Some(after) => rest = after,
            None => digits(&mut rest)?,
        }
        if let Some(after) = rest.strip_prefix('.') {
            rest = after;
            digits(&mut rest)?;
        }
        if let Some(after) = rest.strip_prefix(['e', 'E']) {
            rest = after.strip_prefix(['+', '-']).unwrap_or(after);
            digits(&mut rest)?;
        }
        self.rest = rest;
        Some(all[..all.len() - rest.len()].to_owned())
    }
}
