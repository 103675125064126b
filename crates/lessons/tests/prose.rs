//! What texts become, and what wrong ones are answered with.
#![cfg(feature = "author")]

use std::fs;

use loopscope_lessons::author::{Course, Section};
use loopscope_strings::Lang;

const MANIFEST: &str = r#"slug = "hello"
order = 1
title = { zh = "你好", en = "Hello" }
summary = { zh = "打招呼。", en = "Says hello." }
open = ["code"]

[[moment]]
name = "asleep"
on = "timer-set"
"#;
const ZH: &str = "## 一\n\n甲\n\n## 二\n\n乙\n\n## 三\n\n丙\n";
const EN: &str = "## One\n\na\n\n## Two\n\nb\n\n## Three\n\nc\n";

/// A course of one lesson with these texts.
fn course(zh: &str, en: &str) -> Result<Course, String> {
    let root = tempfile::tempdir().expect("a temporary folder");
    let folder = root.path().join("01-hello");
    fs::create_dir(&folder).expect("a folder");
    let files = [
        ("lesson.toml", MANIFEST),
        ("snippet.py", "await sleep(1)  #: sleep\n"),
        ("snippet.rs", "sleep(1.0).await?; //: sleep\n"),
        ("zh.md", zh),
        ("en.md", en),
    ];
    for (file, text) in files {
        fs::write(folder.join(file), text).expect("a file");
    }
    // What the list has beside these says what the English text says.
    for lang in Lang::ALL.into_iter().filter(|lang| !matches!(lang, Lang::Zh | Lang::En)) {
        let manifest = fs::read_to_string(folder.join("lesson.toml")).expect("the file");
        let manifest = manifest.replace("{ zh = ", &format!("{{ {} = \"…\", zh = ", lang.code()));
        fs::write(folder.join("lesson.toml"), manifest).expect("a file");
        fs::write(folder.join(format!("{}.md", lang.code())), en).expect("a file");
    }
    Course::read(root.path()).map_err(|problems| {
        let told: Vec<_> = problems.iter().map(|problem| problem.to_string()).collect();
        told.join("\n").replace(&format!("{}/01-hello", root.path().display()), "hello")
    })
}

/// What is wrong with an English text that begins like this.
fn answer(beginning: &str) -> String {
    course(ZH, &EN.replace("## One\n\na\n", beginning)).err().expect("it is wrong")
}

/// The sections of the English text that begins like this.
fn sections(beginning: &str) -> Vec<Section> {
    let course = course(ZH, &EN.replace("## One\n\na\n", beginning)).expect("it is right");
    course.lessons[0].sections[Lang::En].clone()
}

#[test]
fn sections_have_headings_and_ids() {
    let sections = sections("## A *nice* `one`\n\nText with `code`.\n\n- item\n");
    assert_eq!(sections.len(), 3);
    assert_eq!((sections[0].id.as_str(), sections[2].id.as_str()), ("section-1", "section-3"));
    assert_eq!(sections[0].heading, "A <em>nice</em> <code>one</code>");
    assert_eq!(sections[0].html, "<p>Text with <code>code</code>.</p>\n<ul>\n<li>item</li>\n</ul>\n");
}

#[test]
fn links_lead_into_the_lesson() {
    let text =
        "## One\n\n[a](code:sleep) [b](moment:asleep) [c](pane:log) [d](lesson:hello) [e](https://example.org/?a&b)\n";
    assert_eq!(
        sections(text)[0].html,
        "<p><a class=\"to-code\" href=\"#code:sleep\" data-code=\"sleep\">a</a> \
         <a class=\"to-moment\" href=\"#moment:asleep\" data-moment=\"asleep\">b</a> \
         <a class=\"to-pane\" href=\"#pane:log\" data-pane=\"log\">c</a> \
         <a class=\"to-lesson\" href=\"../hello/\">d</a> \
         <a href=\"https://example.org/?a&amp;b\" rel=\"noopener noreferrer\">e</a></p>\n"
    );
}

#[test]
fn code_blocks_are_highlighted_and_tables_allowed() {
    assert_eq!(
        sections("## One\n\n```python\nif a < 1:\n    pass\n```\n")[0].html,
        "<pre><code class=\"python\"><span class=k>if</span> a &lt; <span class=n>1</span>:\n    <span class=k>pass</span>\n</code></pre>\n"
    );
    assert_eq!(
        sections("## One\n\n```text\na & b\n```\n")[0].html,
        "<pre><code class=\"text\">a &amp; b\n</code></pre>\n"
    );
    assert!(sections("## One\n\n| a | b |\n|---|---|\n| 1 | 2 |\n")[0].html.starts_with("<table>"));
}

#[test]
fn a_line_end_between_chinese_characters_is_no_blank() {
    let zh = ZH.replace("甲", "他说：\n“你好”，\n再见 OK\n好");
    let course = course(&zh, EN).expect("it is right");
    assert_eq!(course.lessons[0].sections[Lang::Zh][0].html, "<p>他说：“你好”，再见 OK\n好</p>\n");
}

#[test]
fn unknown_names_in_links() {
    let line = |link: &str| answer(&format!("## One\n\nfirst\nsecond [x]({link})\n"));
    assert_eq!(
        line("code:slep"),
        "hello/en.md:4: unknown region \"slep\" in code: link; did you mean \"sleep\"? Regions are sleep"
    );
    assert_eq!(
        line("moment:aslep"),
        "hello/en.md:4: unknown moment \"aslep\" in moment: link; did you mean \"asleep\"? Moments are asleep"
    );
    assert_eq!(
        line("pane:lgo"),
        "hello/en.md:4: unknown pane \"lgo\" in pane: link; did you mean \"log\"? Panes are code, predict, timeline, inside, log, output, share"
    );
    assert_eq!(
        line("lesson:helo"),
        "hello/en.md:4: unknown lesson \"helo\" in lesson: link; did you mean \"hello\"? Lessons are hello"
    );
    for target in ["cod:sleep", "#here", "page.html", "http://example.org"] {
        assert_eq!(
            line(target),
            format!(
                "hello/en.md:4: a link goes to code:, moment:, pane:, variant:, lesson: or https:, not to \"{target}\""
            )
        );
    }
}

#[test]
fn what_does_not_belong_into_a_text() {
    assert_eq!(
        answer("# Title\n\n## One\n\na\n"),
        "hello/en.md:1: the title comes from lesson.toml; write `## …` for a section"
    );
    assert_eq!(
        answer("Before.\n\n## One\n\na\n"),
        "hello/en.md:1: the text must begin with the heading of a section, `## …`"
    );
    let html = "HTML is not allowed in a text; write it in Markdown";
    assert_eq!(answer("## One\n\n<div>\n"), format!("hello/en.md:3: {html}"));
    assert_eq!(answer("## One\n\na <br> b\n"), format!("hello/en.md:3: {html}"));
    assert_eq!(
        answer("## One\n\n![a](b.png)\n"),
        "hello/en.md:3: pictures are not part of a text; what the page draws comes from the run"
    );
    assert_eq!(
        answer("## One\n\n```pyton\nx\n```\n"),
        "hello/en.md:3: unknown language \"pyton\" of a code block; did you mean \"python\"? Languages are python, rust, text"
    );
    assert_eq!(
        answer("## One\n\n    x\n"),
        "hello/en.md:3: a code block begins with ```python, ```rust or ```text, not with blanks"
    );
}

#[test]
fn the_number_of_sections() {
    assert_eq!(
        course(ZH, &format!("{EN}\n## Four\n\nd\n")).err().as_deref(),
        Some("hello: zh.md has 3 sections and en.md has 4; every language needs the same")
    );
    let short = "## One\n\na\n";
    assert_eq!(course(ZH, short).err().as_deref(), Some("hello/en.md: the text has 1 sections; write 3 to 6"));
}

#[test]
fn in_the_pseudo_language_a_text_is_the_english_one_and_its_code_and_links_stay() {
    let english = "## A *nice* `one`\n\nIt [sleeps](code:sleep),\nsee `sleep(1)`.\n\n```python\nawait sleep(1)\n```\n";
    let course = course(ZH, &EN.replace("## One\n\na\n", english)).expect("it is right");
    let section = &course.lessons[0].sections[Lang::Pseudo][0];
    assert_eq!(section.heading, "⟦Á⟧ <em>⟦ñíćéé⟧</em> <code>one</code>");
    assert_eq!(
        section.html,
        "<p>⟦Ít~⟧ <a class=\"to-code\" href=\"#code:sleep\" data-code=\"sleep\">⟦šľééépš~⟧</a>,\n⟦šééé⟧ <code>sleep(1)</code>.</p>\n\
         <pre><code class=\"python\"><span class=k>await</span> sleep(<span class=n>1</span>)\n</code></pre>\n"
    );
    assert_eq!(course.data(0, Lang::Pseudo, "").expect("it is there").title, "⟦Héľľóó~⟧");
}

#[test]
fn all_texts_are_judged_at_once() {
    let told = course(&ZH.replace("甲", "<b>"), &EN.replace("\na\n", "\n<b>\n")).err().expect("both are wrong");
    assert_eq!(told.lines().count(), 2);
}

#[test]
fn a_folder_without_lessons() {
    let root = tempfile::tempdir().expect("a temporary folder");
    let problems = Course::read(root.path()).err().expect("there are none");
    assert!(problems[0].message.starts_with("there are no lessons in this folder"), "{}", problems[0]);
}
