//! Which name may have been meant: what CPython suggests after an error (`Python/suggestions.c`), and which keyword a name is that nearly
//! is one (`_find_keyword_typos` in `Lib/traceback.py`, since 3.14).

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseErrorType, ParseOptions, parse, parse_unchecked};
use ruff_text_size::Ranged;

/// What it costs to put, drop or replace a character, and to change its case.
const MOVE: usize = 2;
const CASE: usize = 1;
/// Among more names the search is not worth its time.
const MOST: usize = 750;
/// Longer names are alike by chance only.
const LONGEST: usize = 40;

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// The name that is spelled most like the wrong one; of equal ones the first.
pub(crate) fn nearest<'n>(wrong: &str, names: impl ExactSizeIterator<Item = &'n str>) -> Option<&'n str> {
    if names.len() >= MOST {
        return None;
    }
    let wrong: Vec<char> = wrong.chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let other: Vec<char> = name.chars().collect();
        if other == wrong {
            continue;
        }
        let limit = (wrong.len() + other.len() + 3) * MOVE / 6;
        let limit = best.map_or(limit, |(least, _)| limit.min(least.saturating_sub(1)));
        let distance = distance(&wrong, &other, limit);
        if distance <= limit && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// Levenshtein's, or more than the limit if it is more.
fn distance(mut one: &[char], mut other: &[char], limit: usize) -> usize {
    while let ([first, one_rest @ ..], [same, other_rest @ ..]) = (one, other)
        && first == same
    {
        (one, other) = (one_rest, other_rest);
    }
    while let ([one_rest @ .., last], [other_rest @ .., same]) = (one, other)
        && last == same
    {
        (one, other) = (one_rest, other_rest);
    }
    if one.is_empty() || other.is_empty() {
        return MOVE * (one.len() + other.len());
    }
    if one.len().max(other.len()) > LONGEST || one.len().abs_diff(other.len()) * MOVE > limit {
        return limit + 1;
    }
    let mut row: Vec<usize> = (0..=one.len()).map(|at| MOVE * at).collect();
    for (down, char) in other.iter().enumerate() {
        let mut last = std::mem::replace(&mut row[0], MOVE * (down + 1));
        for (at, mine) in one.iter().enumerate() {
            let cost = match mine == char {
                true => 0,
                false if mine.to_lowercase().eq(char.to_lowercase()) => CASE,
                false => MOVE,
            };
            let least = (last + cost).min(row[at + 1] + MOVE).min(row[at] + MOVE);
            last = std::mem::replace(&mut row[at + 1], least);
        }
    }
    row[one.len()]
}

/// A name that makes a text right when a keyword stands in its place.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Typo {
    pub(crate) keyword: &'static str,
    /// The line it stands in, with its newline, and the columns in it, from 1.
    pub(crate) line: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The keyword that is meant by a name in this line, 1 for the first, where the parser stopped.
pub(crate) fn typo(text: &str, line: usize) -> Option<Typo> {
    /// As much is looked at, as many names are tried, and so many keywords for each.
    const LARGEST: usize = 1024;
    const NAMES: usize = 10;
    const TRIED: usize = 3;
    let lines: Vec<&str> = text.lines().collect();
    let shown = lines.get(line.checked_sub(1)?)?;
    let indent = |line: &str| line.len() - line.trim_start().len();
    // From the last statement on that the parser has understood: simple ones, as what holds others ends later.
    let before = &lines[..line - 1];
    let simple = |line: &&str| {
        let code = line.split('#').next().unwrap_or_default().trim();
        !code.is_empty() && !code.ends_with(':') && !code.starts_with('@')
    };
    let from = before.iter().rposition(simple).unwrap_or(0);
    let code = &lines[from..line];
    let margin = code.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(line)).min()?;
    let code: Vec<&str> = code.iter().map(|line| line.get(margin..).unwrap_or("")).collect();
    let (last, above) = code.split_last()?;
    let above = above.join("\n");
    if above.len() + last.len() > LARGEST || works(&[&above, *last].join("\n")) {
        return None;
    }
    let tokens = parse_unchecked(last, ParseOptions::from(Mode::Module));
    let names =
        tokens.tokens().iter().filter(|token| token.kind() == TokenKind::Name || token.kind().is_soft_keyword());
    for token in names.take(NAMES) {
        let wrong = &last[token.range()];
        let near = nearest(wrong, KEYWORDS.into_iter());
        let alike = near.into_iter().chain(alike(wrong, TRIED)).take(TRIED);
        for keyword in alike {
            let right = format!("{}{keyword}{}", &last[..token.start().to_usize()], &last[token.end().to_usize()..]);
            if works(&[&*above, &*right].join("\n")) {
                let start = last[..token.start().to_usize()].chars().count() + 1;
                let keyword = KEYWORDS.into_iter().find(|known| *known == keyword)?;
                let text = format!("{}\n", shown.get(margin..).unwrap_or(""));
                return Some(Typo { keyword, line: text, start, end: start + wrong.chars().count() });
            }
        }
    }
    None
}

/// Whether it is Python, or the beginning of it: a block is all that lacks.
fn works(code: &str) -> bool {
    match parse(&format!("{code}\n"), ParseOptions::from(Mode::Module)) {
        Ok(_) => true,
        Err(error) => {
            matches!(&error.error, ParseErrorType::OtherError(said) if said.starts_with("Expected an indented block")
                || said.starts_with("Expected `except` or `finally`"))
                && error.location.start().to_usize() >= code.trim_end().len()
        }
    }
}

/// The keywords of which at least half is alike, the most alike first, as `difflib.get_close_matches` finds them.
fn alike(wrong: &str, most: usize) -> Vec<&'static str> {
    let wrong: Vec<char> = wrong.chars().collect();
    let score = |keyword: &'static str| {
        let other: Vec<char> = keyword.chars().collect();
        let length = wrong.len() + other.len();
        // Of two equally alike ones the later in the alphabet comes first.
        (2 * equal(&other, &wrong) * 1_000_000 / length, keyword)
    };
    let mut found: Vec<_> = KEYWORDS.into_iter().map(score).filter(|(score, _)| *score >= 500_000).collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found.into_iter().take(most).map(|(_, keyword)| keyword).collect()
}

/// How many characters are the same: those of the longest part that both have, and of what is left and right of it.
fn equal(one: &[char], other: &[char]) -> usize {
    let mut longest = (0, 0, 0);
    for start in 0..one.len() {
        for begin in 0..other.len() {
            let same = one[start..].iter().zip(&other[begin..]).take_while(|(one, other)| one == other).count();
            if same > longest.0 {
                longest = (same, start, begin);
            }
        }
    }
    let (same, start, begin) = longest;
    if same == 0 {
        return 0;
    }
    same + equal(&one[..start], &other[..begin]) + equal(&one[start + same..], &other[begin + same..])
}

#[cfg(test)]
mod tests {
    use super::{nearest, typo};

    #[test]
    fn the_nearest_name_is_the_one_with_the_fewest_changes() {
        let of = |wrong: &str, names: &[&'static str]| nearest(wrong, names.iter().copied());
        assert_eq!(of("sleeep", &["sleep", "sleeps"]), Some("sleep"));
        assert_eq!(of("asynico", &["asyncio", "ast"]), Some("asyncio"));
        assert_eq!(of("requests", &["reprlib", "queue"]), None);
    }

    #[test]
    fn a_keyword_is_known_by_what_it_makes_right() {
        let of = |text: &str, line| typo(text, line).map(|found| (found.keyword, found.start, found.end));
        assert_eq!(of("whlie True:\n    pass\n", 1), Some(("while", 1, 6)));
        assert_eq!(of("x = 1\nfro a in b:\n    pass\n", 2), Some(("for", 1, 4)));
        assert_eq!(of("zzz yyy\n", 1), None);
    }
}
