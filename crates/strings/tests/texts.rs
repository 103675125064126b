//! The texts as a page loads them, and in the pseudo-language.

use loopscope_strings::{Lang, load, loadable, pseudo, site, tables, view};

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

#[test]
fn each_language_has_its_own_texts() {
    assert_ne!(site(Lang::Zh).all_lessons, site(Lang::En).all_lessons);
    assert_ne!(view(Lang::Pseudo).program_begin, view(Lang::En).program_begin);
}

#[test]
fn what_a_page_loads_begins_alike_in_every_language_and_is_as_long() {
    let [first, others @ ..] = Lang::ALL.map(loadable);
    assert_eq!(first[0].len(), 16, "a digest: {}", first[0]);
    for other in others {
        assert_eq!((first[0], first.len()), (other[0], other.len()));
    }
    assert!(load(first.into_iter()));
}

#[test]
fn tables_that_a_page_loads_come_first() {
    let loaded: Vec<_> = tables(Lang::DEFAULT).iter().map(|table| table.loaded).collect();
    assert!(loaded.is_sorted_by(|before, after| before >= after), "{loaded:?}");
}

#[test]
fn in_the_pseudo_language_texts_are_marked_and_longer_by_a_third() {
    let [open, close] = pseudo::MARKS;
    for (table, made) in tables(Lang::DEFAULT).iter().zip(tables(Lang::Pseudo)) {
        for ((key, text), (_, made)) in table.texts.iter().zip(made.texts) {
            let placeholders = |text: &str| -> Vec<_> {
                text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
            };
            assert_eq!(placeholders(text), placeholders(made), "{}: {key}: {made}", table.name);
            let bare = placeholders(text)
                .iter()
                .fold((*text).to_owned(), |text, name| text.replace(&format!("{{{name}}}"), ""));
            if letters(&bare) == 0 {
                assert_eq!(*text, made, "{}: {key}", table.name);
                continue;
            }
            let (open, close) = (made.matches(open).count(), made.matches(close).count());
            assert!(open > 0 && open == close, "{}: {key}: {made}", table.name);
            let longer = made.chars().count() - text.chars().count();
            assert!(longer * 3 >= bare.trim().chars().count(), "{}: {key}: {made} is too short", table.name);
        }
    }
}

#[test]
fn code_stays_as_it_is_in_the_pseudo_language() {
    assert_eq!(pseudo::text("Make it `await x` and `{y}`"), "⟦Mákéé íít⟧ `await x` ⟦áñd~⟧ `{y}`");
    assert_eq!(pseudo::text("next|Run {name} next"), "⟦ñéxt~⟧|⟦Ŕúñ {name} ñééxt~~⟧");
    assert_eq!(pseudo::text(" on line {line}"), " ⟦óñ ľííñéé {line}~⟧");
    assert_eq!(pseudo::text("{speed}×; "), "{speed}×; ");
    assert_eq!(pseudo::text(""), "");
}
