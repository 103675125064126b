//! Two choices that exclude each other.

use crate::dom::{El, markup};

/// Two choices that exclude each other, as buttons; the chosen one is pressed. As HTML, for [`wire_choice`].
pub fn choice(label: &str, words: [&str; 2]) -> String {
    let [first, second] = words;
    markup(
        r#"<div class="choice" role="group" aria-label="{label}"><button type="button">{first}</button><button type="button">{second}</button></div>"#,
        &[("label", label), ("first", first), ("second", second)],
    )
}

/// Wires the choice in an element. `second`: whether the second one is chosen; `choose`: chooses it, or the first one.
pub fn wire_choice(around: &El, second: impl Fn() -> bool + Copy + 'static, choose: impl Fn(bool) + Copy + 'static) {
    for (selector, is_second) in [(".choice :first-child", false), (".choice :last-child", true)] {
        around
            .find(selector)
            .live_aria("aria-pressed", move || second() == is_second)
            .on_click(move || choose(is_second));
    }
}
