//! The pane with the loop's inside: who runs, the ready queue, the timers, the await tree, futures and their callbacks, as
//! they are at the cursor. What goes from one list to another is seen going. What stands in the lists is made by the part
//! of the application that is loaded when the pane is opened.

use crate::dom::{El, markup, target, watch};
use crate::flip::Flip;
use crate::model::Action;
use crate::pane::pane;
use crate::state::{Pane, Phase, Session};

const LISTS: &str = r#"<p class="hint" role="status"></p><div class="queues"><section><h3>{running}</h3><ol class="running-now"></ol></section><section><h3>{ready_queue}</h3><ol class="ready-queue"></ol></section><section><h3>{timers}</h3><ol class="timers"></ol></section></div><section><h3>{await_tree}</h3><ol class="await-tree"></ol></section><section><h3>{futures}</h3><ol class="futures"></ol></section>"#;

/// The pane.
pub(crate) fn inside(session: Session) -> El {
    let texts = session.texts;
    let lists = markup(
        LISTS,
        &[
            ("running", texts.running_now),
            ("ready_queue", texts.ready_queue),
            ("timers", texts.timers),
            ("await_tree", texts.await_tree),
            ("futures", texts.futures),
        ],
    );
    let section = pane(session, Pane::Inside, texts.inside, "", &lists);
    let places =
        [".running-now", ".ready-queue", ".timers", ".await-tree", ".futures"].map(|place| section.find(place));
    let body = section.find(".pane-body");
    let mut flip = Flip::new(body.raw().clone());
    let mut there: Vec<String> = vec![String::new(); places.len()];
    let is_open = move || session.open.get().contains(Pane::Inside);
    session.more.tells(&section.find(".hint"), session, is_open);
    watch(move || {
        // What is folded away is not worth the work.
        if !is_open() {
            return;
        }
        let (cursor, now) = (session.cursor.get(), session.now.get());
        session.shown.get();
        let Some(lists) = session.more.with(session, |more| more.inside(cursor, now)) else { return };
        if lists == there {
            return;
        }
        flip.before();
        for ((place, html), before) in places.iter().zip(&lists).zip(&there) {
            if html != before {
                place.raw().set_inner_html(html);
            }
        }
        there = lists;
        // While a run goes on, its own pace is to be seen.
        if session.phase.get_untracked() != Phase::Running {
            flip.after();
        }
    });
    body.on("click", move |event| {
        let since = target(&event, "[data-since]").and_then(|entry| entry.get_attribute("data-since")?.parse().ok());
        if let Some(since) = since {
            session.act(Action::Seek(loopscope_view::Cursor::after(since)));
        }
    });
    section
}
