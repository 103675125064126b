//! snippet.py and snippet.rs: the program as it is shown, with its regions and parameters.
//!
//! ```text
//! delay = 2  # @param                   a parameter: a literal at the top level (Python)
//! await asyncio.sleep(delay)  #: sleep  the region `sleep` is this line
//! #: body {                             the region `body` is the lines between
//! #: }
//! ```
//! Rust has `//:` for `#:`. The marks are cut from what is shown.

use std::collections::BTreeMap;

use crate::manifest::is_name;
use crate::param::is_identifier;
use crate::problem::Problem;

/// A programming language of the snippets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Python.
    Python,
    /// Rust.
    Rust,
}

impl Language {
    const fn comment(self) -> &'static str {
        match self {
            Language::Python => "#",
            Language::Rust => "//",
        }
    }
}

/// A program as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// Its language.
    pub language: Language,
    /// The lines shown.
    pub lines: Vec<Line>,
    /// Its regions by name.
    pub regions: BTreeMap<String, Region>,
}

/// A line shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its text, without marks and without a line end.
    pub text: String,
    /// Its line in the file, from 1.
    pub file_line: usize,
    /// The region that is just this line.
    pub region: Option<String>,
    /// The parameter that it sets.
    pub param: Option<ParamSpan>,
}

/// Where a parameter's literal stands in a line's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamSpan {
    /// The parameter.
    pub name: String,
    /// First byte of the literal.
    pub start: usize,
    /// The byte behind it.
    pub end: usize,
}

/// A marked part of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First line shown, from 1.
    pub first: usize,
    /// Last line shown.
    pub last: usize,
    /// The mark's line in the file, from 1.
    pub file_line: usize,
}

enum Mark<'a> {
    Line(&'a str),
    Open(&'a str),
    Close,
}

impl Snippet {
    /// Reads a program; `file` is its name in messages.
    ///
    /// # Errors
    /// Every mistake in its marks.
    pub fn parse(file: &str, source: &str, language: Language) -> Result<Snippet, Vec<Problem>> {
        let mut parser = Parser {
            file,
            language,
            snippet: Snippet { language, lines: Vec::new(), regions: BTreeMap::new() },
            open: None,
            problems: Vec::new(),
        };
        for (index, line) in source.lines().enumerate() {
            parser.line(index + 1, line.trim_end());
        }
        parser.finish()
    }

    /// The program's text as a reader edits it: without region marks, so that its lines are those shown, but with the marks of
    /// its parameters.
    #[must_use]
    pub fn editable(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            text.push_str(&line.text);
            if line.param.is_some() {
                text.push_str("  # @param");
            }
            text.push('\n');
        }
        text
    }

    /// The line that sets the parameter.
    #[must_use]
    pub fn param(&self, name: &str) -> Option<(&Line, &ParamSpan)> {
        self.lines.iter().find_map(|line| line.param.as_ref().filter(|span| span.name == name).map(|span| (line, span)))
    }

    /// The parameters that its lines set, in order.
    pub fn params(&self) -> impl Iterator<Item = (&Line, &ParamSpan)> {
        self.lines.iter().filter_map(|line| line.param.as_ref().map(|span| (line, span)))
    }
}

struct Parser<'a> {
    file: &'a str,
    language: Language,
    snippet: Snippet,
    /// Name, first line shown, and line in the file of the range that is open.
    open: Option<(String, usize, usize)>,
    problems: Vec<Problem>,
}

impl Parser<'_> {
    fn problem(&mut self, line: usize, message: impl Into<String>) {
        self.problems.push(Problem::new(self.file, line, message));
    }

    fn line(&mut self, number: usize, line: &str) {
        let (text, mark) = match self.mark(number, line) {
            Ok(parts) => parts,
            Err(()) => return,
        };
        let shown = self.snippet.lines.len() + 1;
        let alone = text.trim().is_empty();
        match mark {
            Some(Mark::Open(name)) if alone => {
                if let Some((outer, _, line)) = &self.open {
                    let message = format!(
                        "region \"{name}\" begins inside of region \"{outer}\" of line {line}; close that first"
                    );
                    self.problem(number, message);
                } else {
                    self.open = Some((name.to_owned(), shown, number));
                }
                return;
            }
            Some(Mark::Close) if alone => {
                match self.open.take() {
                    Some((name, first, _)) if first == shown => {
                        self.problem(
                            number,
                            format!("region \"{name}\" has no lines; put the lines between its marks"),
                        );
                    }
                    Some((name, first, line)) => self.region(name, Region { first, last: shown - 1, file_line: line }),
                    None => self.problem(number, "a region ends here, but none began; drop the mark"),
                }
                return;
            }
            Some(Mark::Line(_)) if alone => {
                self.problem(
                    number,
                    "a region mark on a line of its own needs a brace; put it behind the line that it marks",
                );
                return;
            }
            Some(Mark::Open(_) | Mark::Close) => {
                self.problem(number, "a mark with a brace stands on a line of its own");
                return;
            }
            Some(Mark::Line(_)) | None => {}
        }
        let region = match mark {
            Some(Mark::Line(name)) => {
                self.region(name.to_owned(), Region { first: shown, last: shown, file_line: number });
                Some(name.to_owned())
            }
            _ => None,
        };
        let (text, param) = self.param(number, text);
        self.snippet.lines.push(Line { text: text.to_owned(), file_line: number, region, param });
    }

    /// Cuts the region mark from a line.
    fn mark<'l>(&mut self, number: usize, line: &'l str) -> Result<(&'l str, Option<Mark<'l>>), ()> {
        let comment = self.language.comment();
        let opener = format!("{comment}:");
        let Some(at) = line.rfind(&opener).filter(|at| line[..*at].is_empty() || line[..*at].ends_with(' ')) else {
            return Ok((line, None));
        };
        let (text, mark) = (line[..at].trim_end(), line[at + opener.len()..].trim());
        let (name, brace) = match mark.strip_suffix('{') {
            Some(name) => (name.trim_end(), true),
            None => (mark, false),
        };
        if name == "}" && !brace {
            return Ok((text, Some(Mark::Close)));
        }
        if !is_name(name) {
            self.problem(number, format!("\"{opener} {mark}\" is no region mark; write `{opener} name`, `{opener} name {{` or `{opener} }}`, the name with a-z, 0-9 and -"));
            return Err(());
        }
        Ok((text, Some(if brace { Mark::Open(name) } else { Mark::Line(name) })))
    }

    fn region(&mut self, name: String, region: Region) {
        if let Some(other) = self.snippet.regions.get(&name) {
            let message = format!("region \"{name}\" is marked in line {} already; rename one", other.file_line);
            self.problem(region.file_line, message);
        } else {
            self.snippet.regions.insert(name, region);
        }
    }

    /// Cuts the parameter mark from a line.
    fn param<'l>(&mut self, number: usize, text: &'l str) -> (&'l str, Option<ParamSpan>) {
        let Some(assignment) = text.strip_suffix("# @param").map(str::trim_end) else { return (text, None) };
        let parts =
            assignment.split_once(" = ").filter(|(name, literal)| is_identifier(name) && !literal.trim().is_empty());
        let (Language::Python, Some((name, literal))) = (self.language, parts) else {
            self.problem(number, "a parameter is `name = literal  # @param` at the top level of snippet.py");
            return (text, None);
        };
        if let Some((line, _)) = self.snippet.param(name) {
            let message = format!("parameter \"{name}\" is set in line {} already; rename one", line.file_line);
            self.problem(number, message);
        }
        let start = assignment.len() - literal.len();
        (assignment, Some(ParamSpan { name: name.to_owned(), start, end: assignment.len() }))
    }

    fn finish(mut self) -> Result<Snippet, Vec<Problem>> {
        if let Some((name, _, line)) = self.open.take() {
            let comment = self.language.comment();
            self.problem(line, format!("region \"{name}\" begins here and never ends; close it with `{comment}: }}`"));
        }
        while self.snippet.lines.last().is_some_and(|line| line.text.is_empty()) {
            self.snippet.lines.pop();
        }
        if self.problems.is_empty() { Ok(self.snippet) } else { Err(self.problems) }
    }
}
