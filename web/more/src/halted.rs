//! Why a run goes no further, how far it came, and who waits for whom: each row leads to when that began.

use loopscope_markup::{hue, mark};
use loopscope_strings::Lang;
use loopscope_view::{Scope, halted};

use crate::dom::markup;

/// As HTML; empty when the run was not halted.
pub(crate) fn html(lang: Lang, scope: &Scope) -> String {
    let Some(halted) = halted(lang, scope) else { return String::new() };
    let mut html = markup(
        r#"<p role="status"><b>{reason}</b> {progress} {hint}</p><ul>"#,
        &[("reason", &halted.reason), ("progress", &halted.progress), ("hint", halted.hint)],
    );
    for row in halted.rows.iter().take(MOST) {
        html += &markup(
            r#"<li class="{hue}"><button type="button" class="quiet" data-since="{since}">"#,
            &[("hue", &hue(row.task)), ("since", &row.since.to_string())],
        );
        html += &mark(row.task, true);
        html += &markup(" <b>{name}</b> {words}</button></li>", &[("name", &row.name), ("words", &row.words)]);
    }
    html + "</ul>"
}

/// Rows that are shown: whoever waits after so many waits for one of them.
const MOST: usize = 40;
