//! Highlights code, line by line, with a handful of classes.

use std::ops::Range;
use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

/// The languages of code blocks in a text, by the name behind the fence; `text` is shown plain.
pub(crate) const FENCES: [&str; 3] = ["python", "rust", "text"];

/// Part of a line with its class; parts without one are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) range: Range<usize>,
    pub(crate) class: &'static str,
}

/// The grammars, unpacked when they are first needed: checks get along without them. Their expressions are compiled when they are first
/// matched, and kept for whoever makes pages again and again.
static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// Colours code.
pub(crate) struct Highlighter {
    /// Scopes by their beginnings, the more special before the more general.
    classes: Vec<(Scope, Option<&'static str>)>,
}

impl Highlighter {
    pub(crate) fn new() -> Self {
        let classes = [
            ("comment", Some("c")),
            ("meta.interpolation", None),
            ("meta.format-spec", Some("s")),
            ("constant.other.placeholder", Some("s")),
            ("storage.type.string", Some("s")),
            ("string", Some("s")),
            ("constant.numeric", Some("n")),
            ("constant.language", Some("b")),
            ("entity.name.function", Some("f")),
            // The grammar takes every call in Rust for a built-in one.
            ("support.function.rust", None),
            ("support.function", Some("b")),
            ("support.macro", Some("b")),
            ("keyword.operator.logical", Some("k")),
            ("keyword.operator", None),
            ("keyword", Some("k")),
            ("storage", Some("k")),
        ];
        Highlighter {
            classes: classes.map(|(scope, class)| (Scope::new(scope).expect("a scope of few words"), class)).into(),
        }
    }

    /// The coloured pieces of each line. `fence` is one of [`FENCES`].
    pub(crate) fn lines<'l>(&self, fence: &str, lines: impl IntoIterator<Item = &'l str>) -> Vec<Vec<Piece>> {
        let plain = fence == "text";
        let Some(syntax) = (!plain).then(|| SYNTAXES.find_syntax_by_token(fence)).flatten() else {
            return lines.into_iter().map(|_| Vec::new()).collect();
        };
        let mut state = State { highlighter: self, syntax, parse: ParseState::new(syntax), stack: ScopeStack::new() };
        lines.into_iter().map(|line| state.line(line)).collect()
    }

    fn class(&self, stack: &ScopeStack) -> Option<&'static str> {
        stack.as_slice().iter().rev().find_map(|scope| {
            self.classes.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
        })?
    }
}

struct State<'h> {
    highlighter: &'h Highlighter,
    syntax: &'h SyntaxReference,
    parse: ParseState,
    stack: ScopeStack,
}

impl State<'_> {
    fn line(&mut self, line: &str) -> Vec<Piece> {
        let with_end = format!("{line}\n");
        let mut pieces: Vec<Piece> = Vec::new();
        // A grammar that fails leaves the line plain.
        let Ok(operations) = self.parse.parse_line(&with_end, &SYNTAXES) else { return pieces };
        let mut at = 0;
        for (to, operation) in operations {
            self.piece(line, at..to, &mut pieces);
            at = to;
            if self.stack.apply(&operation).is_err() {
                return pieces;
            }
        }
        self.piece(line, at..line.len(), &mut pieces);
        pieces
    }

    fn piece(&self, line: &str, range: Range<usize>, pieces: &mut Vec<Piece>) {
        let range = range.start.min(line.len())..range.end.min(line.len());
        let text = &line[range.clone()];
        if text.trim().is_empty() {
            return;
        }
        if let Some(class) = self.highlighter.class(&self.stack) {
            // Blanks at the ends carry no colour.
            let start = range.start + text.len() - text.trim_start().len();
            let end = range.start + text.trim_end().len();
            match pieces.last_mut() {
                Some(last) if last.class == class && line[last.range.end..start].trim().is_empty() && class != "k" => {
                    last.range.end = end;
                }
                _ => pieces.push(Piece { range: start..end, class }),
            }
        } else if self.syntax.name == "Rust" {
            // The grammar is older than these two words.
            for word in ["async", "await"] {
                for (start, _) in text.match_indices(word) {
                    let start = range.start + start;
                    let end = start + word.len();
                    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
                    if !line[..start].ends_with(part_of_word) && !line[end..].starts_with(part_of_word) {
                        pieces.push(Piece { range: start..end, class: "k" });
                    }
                }
            }
        }
    }
}

/// The line as HTML; `param` is the literal of a parameter, with its name.
pub(crate) fn html(line: &str, pieces: &[Piece], param: Option<(&str, Range<usize>)>) -> String {
    let mut out = String::new();
    let mut at = 0;
    let (param_start, param_end) =
        param.as_ref().map_or((usize::MAX, usize::MAX), |(_, range)| (range.start, range.end));
    let colored = pieces.iter().filter(|piece| piece.range.end <= param_start || piece.range.start >= param_end);
    let mut spans: Vec<(Range<usize>, String)> =
        colored.map(|piece| (piece.range.clone(), format!("class={}", piece.class))).collect();
    if let Some((name, range)) = param {
        spans.push((range, format!("class=param data-param={name}")));
    }
    spans.sort_by_key(|(range, _)| range.start);
    for (range, attributes) in spans {
        escape(&mut out, &line[at..range.start]);
        out.push_str(&format!("<span {attributes}>"));
        escape(&mut out, &line[range.clone()]);
        out.push_str("</span>");
        at = range.end;
    }
    escape(&mut out, &line[at..]);
    out
}

/// Text for HTML, inside of elements and of attributes in double quotes.
pub(crate) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(fence: &str, line: &str) -> String {
        html(line, &Highlighter::new().lines(fence, [line])[0], None)
    }

    #[test]
    fn python() {
        assert_eq!(
            shown("python", "async def main():"),
            "<span class=k>async</span> <span class=k>def</span> <span class=f>main</span>():"
        );
        assert_eq!(
            shown("python", "    await asyncio.sleep(0.5)"),
            "    <span class=k>await</span> asyncio.sleep(<span class=n>0.5</span>)"
        );
        assert_eq!(
            shown("python", "print(f\"{n}: <b>\")  # end"),
            "<span class=b>print</span>(<span class=s>f&quot;</span>{n}<span class=s>: &lt;b&gt;&quot;</span>)  <span class=c># end</span>"
        );
        assert_eq!(shown("python", "if not done:"), "<span class=k>if</span> <span class=k>not</span> done:");
        assert_eq!(shown("python", "a = None"), "a = <span class=b>None</span>");
    }

    #[test]
    fn rust() {
        assert_eq!(
            shown("rust", "async fn main() {"),
            "<span class=k>async</span> <span class=k>fn</span> <span class=f>main</span>() {"
        );
        assert_eq!(shown("rust", "    task.await?;"), "    task.<span class=k>await</span>?;");
        assert_eq!(shown("rust", "awaiting"), "awaiting");
    }

    #[test]
    fn plain() {
        assert_eq!(shown("text", "if a < b & c"), "if a &lt; b &amp; c");
    }

    #[test]
    fn strings_that_go_on_over_lines() {
        let lines = ["a = \"\"\"one", "two\"\"\""];
        let pieces = Highlighter::new().lines("python", lines);
        assert_eq!(html(lines[1], &pieces[1], None), "<span class=s>two&quot;&quot;&quot;</span>");
    }

    #[test]
    fn a_parameter_takes_the_place_of_its_colour() {
        let line = "delay = 2";
        let pieces = Highlighter::new().lines("python", [line]);
        assert_eq!(
            html(line, &pieces[0], Some(("delay", 8..9))),
            "delay = <span class=param data-param=delay>2</span>"
        );
    }
}
