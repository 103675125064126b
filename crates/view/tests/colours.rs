//! `web/styles/colours.css` says what the palette and the looks say: it is written here, and every run of the tests compares it.

use std::path::Path;
use std::{env, fs};

use loopscope_view::LaneState;
use loopscope_view::timeline::{DARK, FUTURE_PERCENT, Ink, LIGHT, Look, Palette, Rows, hue};

const RENEW: &str = "UPDATE_GOLDEN=1 cargo test -p loopscope-view --test colours";

/// Where the page's styles are.
fn styles() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/styles")
}

/// A rule, its declarations one a line.
fn rule(selector: &str, declarations: &str) -> String {
    let lines: String = declarations.split(';').map(|line| format!("  {};\n", line.replacen(':', ": ", 1))).collect();
    format!("{selector} {{\n{lines}}}\n")
}

fn palette(Palette { paper, ink, soft, hair, accent, alarm, tasks }: Palette) -> String {
    let named = format!("--paper:{paper};--ink:{ink};--soft:{soft};--hair:{hair};--accent:{accent};--alarm:{alarm}");
    let tasks = tasks.iter().enumerate().map(|(nth, colour)| format!(";--task-{nth}:{colour}"));
    named + &tasks.collect::<String>()
}

const fn variable(ink: Ink) -> &'static str {
    match ink {
        Ink::None => "none",
        Ink::Task => "var(--task)",
        Ink::Paper => "var(--paper)",
        Ink::Alarm => "var(--alarm)",
    }
}

fn style_sheet() -> String {
    let dark = rule(":root:not([data-theme=\"light\"])", &palette(DARK));
    let dark: String = dark.lines().map(|line| format!("  {line}\n")).collect();
    let mut rules = vec![
        format!(
            "/* The colours of tasks and their states. Written from crates/view/src/timeline, look.rs and colours.rs; after a change there:\n   \
             {RENEW} */\n"
        ),
        rule(":root", &palette(LIGHT)),
        rule(":root[data-theme=\"dark\"]", &palette(DARK)),
        format!(
            "/* The same again for readers who leave the choice to their system. */\n@media (prefers-color-scheme: dark) {{\n{dark}}}\n"
        ),
        format!("/* The colour of the task at hand. */\n{}", rule(":root", "--task:var(--task-0)")),
    ];
    for task in 1..LIGHT.tasks.len() as u32 {
        let class = hue(task);
        let nth = class.strip_prefix("hue-").expect("so they are called");
        rules.push(rule(&format!(".{class}"), &format!("--task:var(--task-{nth})")));
    }
    for look in LaneState::ALL.map(Look::of) {
        rules.push(rule(&format!(".lane .{}", look.class), &look.css(variable)));
    }
    rules.push(rule(".lane .hatch", "fill:url(\"#hatch\")"));
    rules.push(rule("#hatch path", "stroke:var(--paper);stroke-width:5px"));
    rules.join("\n")
}

#[test]
fn the_page_has_the_palette_s_colours() {
    let (path, wanted) = (styles().join("colours.css"), style_sheet());
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, &wanted).expect("the style sheet can be written");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "web/styles/colours.css is not what the palette says; renew it: {RENEW}");
}

#[test]
fn the_page_s_rows_are_as_high_as_they_are_drawn() {
    let scope = fs::read_to_string(styles().join("scope.css")).expect("a style sheet");
    let Rows { top, height } = Rows::PAGE;
    assert!(scope.contains(&format!("--lane: {height}px;")) && scope.contains(&format!("--axis: {top}px;")));
}

#[test]
fn no_other_style_sheet_has_a_colour_of_the_palette_s() {
    for file in fs::read_dir(styles()).expect("style sheets").map(|entry| entry.expect("a file").path()) {
        let text = fs::read_to_string(&file).expect("a style sheet");
        if file.file_name().is_some_and(|name| name != "colours.css") {
            for rule in ["--paper: #1", "--task-1:", ".hue-1 {", ".lane .running", ".lane .cancelled", "#hatch path"] {
                assert!(!text.contains(rule), "{} says {rule:?} again", file.display());
            }
        }
    }
}

#[test]
fn what_comes_is_as_pale_on_the_page_as_in_a_picture() {
    let rule = format!("\n.drawing .future path {{\n  opacity: 0.{FUTURE_PERCENT:02};\n}}");
    let sheets = fs::read_dir(styles()).expect("the styles").map(|entry| entry.expect("a file").path());
    let found = sheets.filter(|path| fs::read_to_string(path).is_ok_and(|sheet| sheet.contains(&rule))).count();
    assert_eq!(found, 1, "no style sheet has this rule, of timeline/colours.rs:{rule}");
}

#[test]
fn the_page_s_own_dark_colours_are_the_same_by_choice_and_by_the_system_s() {
    let sheet = fs::read_to_string(styles().join("base.css")).expect("a style sheet");
    let declarations = |selector: &str| -> Vec<String> {
        let (_, rule) = sheet.split_once(&format!("{selector} {{")).unwrap_or_else(|| panic!("no rule for {selector}"));
        let (inside, _) = rule.split_once('}').expect("it ends");
        inside.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let chosen = declarations(":root[data-theme=\"dark\"]");
    assert!(chosen.len() > 5, "{chosen:?}");
    assert_eq!(chosen, declarations(":root:not([data-theme=\"light\"])"));
}
