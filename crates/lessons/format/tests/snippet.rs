//! Programs with their marks, and what wrong marks are answered with.
#![cfg(feature = "read")]

use loopscope_lesson_format::{Language, Region, Snippet};

fn answer(language: Language, source: &str) -> String {
    let problems = Snippet::parse("snippet", source, language).expect_err("it is wrong");
    problems.iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("\n")
}

fn python(source: &str) -> String {
    answer(Language::Python, source)
}

#[test]
fn marks_are_cut_and_lines_counted_as_they_are_shown() {
    let source = "import asyncio\n\ndelay = 0.5  # @param\n\n#: body {\nasync def main():\n    print(1)  #: hello\n    #: tail {\n";
    assert!(Snippet::parse("snippet", source, Language::Python).is_err());
    let source =
        "delay = 0.5  # @param\n\n#: body {\nasync def main():\n    print(1)  #: hello\n#: }\n\nrun()  #: run\n\n";
    let snippet = Snippet::parse("snippet", source, Language::Python).expect("it is right");
    let lines: Vec<_> = snippet.lines.iter().map(|line| (line.text.as_str(), line.file_line)).collect();
    assert_eq!(
        lines,
        [("delay = 0.5", 1), ("", 2), ("async def main():", 4), ("    print(1)", 5), ("", 7), ("run()", 8)]
    );
    assert_eq!(snippet.regions["body"], Region { first: 3, last: 4, file_line: 3 });
    assert_eq!(snippet.regions["hello"], Region { first: 4, last: 4, file_line: 5 });
    assert_eq!(snippet.lines[5].region.as_deref(), Some("run"));
    let (line, span) = snippet.param("delay").expect("it is there");
    assert_eq!(&line.text[span.start..span.end], "0.5");
}

#[test]
fn rust_marks() {
    let source = "//: body {\nfn f() {\n    g(); //: call\n}\n//: }\n// a comment: kept\n";
    let snippet = Snippet::parse("snippet", source, Language::Rust).expect("it is right");
    assert_eq!(snippet.lines.len(), 4);
    assert_eq!(snippet.lines[1].text, "    g();");
    assert_eq!(snippet.lines[3].text, "// a comment: kept");
    assert_eq!(snippet.regions["body"], Region { first: 1, last: 3, file_line: 1 });
}

#[test]
fn texts_that_look_like_marks_are_kept() {
    let snippet =
        Snippet::parse("snippet", "print(\"a#:b\")\nurl = \"http://x\"\n", Language::Python).expect("it is right");
    assert_eq!(snippet.lines[0].text, "print(\"a#:b\")");
}

#[test]
fn marks_of_the_wrong_form() {
    assert_eq!(
        python("print()  #: My Line\n"),
        "snippet:1: \"#: My Line\" is no region mark; write `#: name`, `#: name {` or `#: }`, the name with a-z, 0-9 and -"
    );
    assert_eq!(
        answer(Language::Rust, "print(); //:\n"),
        "snippet:1: \"//: \" is no region mark; write `//: name`, `//: name {` or `//: }`, the name with a-z, 0-9 and -"
    );
    assert_eq!(
        python("#: alone\nprint()\n"),
        "snippet:1: a region mark on a line of its own needs a brace; put it behind the line that it marks"
    );
    assert_eq!(
        python("print()  #: a {\nprint()\n#: }\n").lines().next(),
        Some("snippet:1: a mark with a brace stands on a line of its own")
    );
    assert_eq!(python("print()  #: }\n"), "snippet:1: a mark with a brace stands on a line of its own");
}

#[test]
fn ranges_that_do_not_nest() {
    assert_eq!(python("#: a {\nprint()\n"), "snippet:1: region \"a\" begins here and never ends; close it with `#: }`");
    assert_eq!(python("print()\n#: }\n"), "snippet:2: a region ends here, but none began; drop the mark");
    assert_eq!(python("#: a {\n#: }\n"), "snippet:2: region \"a\" has no lines; put the lines between its marks");
    assert_eq!(
        python("#: a {\nx()\n#: b {\ny()\n#: }\n"),
        "snippet:3: region \"b\" begins inside of region \"a\" of line 1; close that first"
    );
}

#[test]
fn names_that_stand_twice() {
    assert_eq!(python("x()  #: a\ny()  #: a\n"), "snippet:2: region \"a\" is marked in line 1 already; rename one");
    assert_eq!(python("#: a {\nx()  #: a\n#: }\n"), "snippet:1: region \"a\" is marked in line 2 already; rename one");
    assert_eq!(
        python("n = 1  # @param\nn = 2  # @param\n"),
        "snippet:2: parameter \"n\" is set in line 1 already; rename one"
    );
}

#[test]
fn parameters_of_the_wrong_form() {
    let told = "a parameter is `name = literal  # @param` at the top level of snippet.py";
    assert_eq!(python("print()  # @param\n"), format!("snippet:1: {told}"));
    assert_eq!(python("def f():\n    n = 1  # @param\n"), format!("snippet:2: {told}"));
    assert_eq!(answer(Language::Rust, "n = 1  # @param\n"), format!("snippet:1: {told}"));
}
