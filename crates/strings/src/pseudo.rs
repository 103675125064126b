//! The pseudo-language: English words that can be read, but are told from English at sight, and are longer by a third, as those
//! of other languages are. On a page in it, whatever is not marked does not come from these tables or from a lesson, and what has no room
//! for more will have none for German. Specs go through its pages (e2e/specs/pseudo.spec.ts).

/// The beginning and the end of a text that was made here.
pub const MARKS: [char; 2] = ['⟦', '⟧'];

/// A text in the pseudo-language. `{placeholders}` and what stands between backquotes stay as they are; of texts that a `|` divides,
/// each is one of its own.
///
/// ```
/// use loopscope_strings::pseudo;
///
/// assert_eq!(pseudo::text("Run {name} again"), "⟦Ŕúñ {name} áágááííñ⟧");
/// assert_eq!(pseudo::text("see `await`."), "⟦šééé⟧ `await`.");
/// ```
#[must_use]
pub fn text(text: &str) -> String {
    let parts: Vec<String> = text.split('|').map(|part| part.split('`').enumerate().map(piece).collect()).collect();
    parts.join("|")
}

/// What stands before, between or behind backquotes; every second piece is code.
fn piece((nth, text): (usize, &str)) -> String {
    if nth % 2 == 1 {
        return ["`", text, "`"].concat();
    }
    let words = text.trim();
    let Some(longer) = longer(words) else { return text.to_owned() };
    let start = text.len() - text.trim_start().len();
    [&text[..start], &MARKS[0].to_string(), &longer, &MARKS[1].to_string(), &text[start + words.len()..]].concat()
}

/// The words with accents, and longer; `None` if there are no letters in them.
fn longer(words: &str) -> Option<String> {
    let (mut out, mut letters) = (String::new(), false);
    // Thirds of a character by which it is to become longer yet.
    let mut thirds = 0;
    let mut placeholder = false;
    for c in words.chars() {
        placeholder = (placeholder || c == '{') && c != '}';
        if placeholder || c == '}' {
            out.push(c);
            continue;
        }
        letters |= c.is_alphabetic();
        thirds += 1;
        let c = accented(c);
        out.push(c);
        if "áéíóúÁÉÍÓÚ".contains(c) && thirds >= 3 {
            out.push(c.to_lowercase().next().unwrap_or(c));
            thirds -= 3;
        }
    }
    out.extend((0..(thirds + 1) / 3).map(|_| '~'));
    letters.then_some(out)
}

fn accented(c: char) -> char {
    let plain = "aeiouncrslzyAEIOUNCRSLZY";
    let marked = "áéíóúñćŕšľžýÁÉÍÓÚÑĆŔŠĽŽÝ";
    plain.chars().zip(marked.chars()).find(|(known, _)| *known == c).map_or(c, |(_, marked)| marked)
}
