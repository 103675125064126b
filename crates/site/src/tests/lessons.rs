//! A lesson's page: what it shows without scripts, what it says when something hinders the application, and a lesson without a twin.

use loopscope_strings::Lang;

use super::html::{Element, data, elements};
use super::{page, twinless};

#[test]
fn the_page_says_what_hinders_the_application() {
    for lang in Lang::ALL {
        let words = loopscope_strings::site(lang);
        let html = page(&format!("{}/waiting/index.html", lang.code()));
        for sentence in [
            words.failed,
            words.offline,
            words.no_wasm,
            words.old_browser,
            words.data_broken,
            words.no_script,
            words.loading,
        ] {
            assert!(html.contains(sentence), "{sentence}");
        }
    }
}

#[test]
fn a_lesson_s_page_shows_its_run() {
    for lang in Lang::ALL {
        let html = page(&format!("{}/event-loop/index.html", lang.code()));
        for words in ["class=\"drawing still\"", "class=\"printed\"", "2.000"] {
            assert!(html.contains(words), "{words}");
        }
        let texts = loopscope_strings::page(lang);
        for name in [texts.code, texts.params, texts.timeline, texts.output, texts.log] {
            assert!(html.contains(&format!("aria-label=\"{name}\"")), "{name}");
        }
        // A log that is folded at first is written all the same: without a script it is seen (web/styles/lab.css).
        let elements = elements(page(&format!("{}/waiting/index.html", lang.code())));
        let is_body = |element: &Element| element.attributes.get("id").is_some_and(|id| id == "pane-log");
        let body = elements.iter().position(is_body).expect("the page has a log");
        assert!(elements[body].attributes.contains_key("hidden"));
        let in_log = elements[body..].iter().take_while(|element| element.name != "section");
        assert!(in_log.filter(|element| element.attributes.contains_key("data-seq")).count() > 1);
    }
}

#[test]
fn a_lesson_without_a_twin_has_all_that_a_lesson_has_and_says_nothing_of_rust() {
    assert!(twinless().count() >= 2);
    for (slug, lang) in twinless().flat_map(|(_, slug)| Lang::ALL.map(|lang| (slug, lang))) {
        let texts = loopscope_strings::page(lang);
        for path in [format!("{}/{slug}/index.html", lang.code()), format!("{}/{slug}/embed/index.html", lang.code())] {
            let html = page(&path);
            for name in [texts.code, texts.params, texts.predict, texts.timeline, texts.inside, texts.output, texts.log]
            {
                assert!(html.contains(&format!("aria-label=\"{name}\"")), "{path}: {name}");
            }
            assert!(!html.contains(texts.python_shown) && !html.contains(texts.rust_runs), "{path}");
            assert!(!html.contains(">Rust</button>"), "{path} has a tab for what is not there");
            // What is drawn is the recorded run; who could act in its loop's place is told that nobody can.
            assert!(html.contains("class=\"drawing still\"") && !html.contains("data-act="), "{path}");
            assert!(html.contains(loopscope_strings::pane_texts(lang).no_acts), "{path}");
        }
        // Its numbers can be dragged, as a lesson's.
        let hint = loopscope_strings::fill(
            texts.drag,
            &[("name", &data(page(&format!("{}/{slug}/index.html", lang.code()))).params[0].name)],
        );
        let html = page(&format!("{}/{slug}/index.html", lang.code()));
        assert!(html.contains(&hint), "{slug}: {hint}");
        // A lesson with a twin says which of the two runs.
        assert!(page(&format!("{}/waiting/index.html", lang.code())).contains(texts.python_shown));
    }
}
