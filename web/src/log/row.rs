//! A row of the log as HTML, and the log as text: the same sentences.

use loopscope_executor::trace::{Kind, Record, Stream};
use loopscope_markup::{mark, markup};
use loopscope_strings::fill;
use loopscope_view::{Voice, sentence_in};

use super::Sheet;
use super::window::WHOLE;
use crate::clock::thousandths;
use crate::run::Run;
use crate::session::Session;

fn class(record: &Record) -> &'static str {
    match record.kind {
        Kind::Output { stream: Stream::Stdout, .. } => "printed",
        Kind::Output { stream: Stream::Stderr, .. } | Kind::Idle { .. } | Kind::LimitReached(_) => "alarm",
        Kind::PollBegin | Kind::CallbackBegin(_) => "begins",
        _ => "",
    }
}

fn time(session: Session, record: &Record) -> String {
    fill(session.texts.clock_seconds, &[("time", &thousandths(record.time))])
}

/// Rows of the log. `voice`: in whose words they speak.
pub(super) fn rows(session: Session, voice: Voice, run: &Run, sheet: &Sheet, (from, to): (u32, u32)) -> String {
    (from..to).map(|nth| row(session, voice, run, sheet, nth)).collect()
}

/// A row: where it leads, when it was, and what it says. It is pale unless it is among those that are marked as having happened.
fn row(session: Session, voice: Voice, run: &Run, sheet: &Sheet, nth: u32) -> String {
    let record = |nth: u32| run.scope.record(sheet.rows.seq(nth)?);
    let Some(this) = record(nth) else { return String::new() };
    let same_time = nth.checked_sub(1).and_then(record).is_some_and(|before| before.time == this.time);
    let words = sentence_in(session.lang, &run.scope, this, voice);
    let same = if same_time { " same" } else { "" };
    let hit = if sheet.search.hit(nth) { " hit" } else { "" };
    let count = sheet.rows.len();
    // Where a list is not on the page as a whole, its rows say where they are.
    let place = if count > WHOLE {
        markup(
            r#" aria-posinset="{nth}" aria-setsize="{count}""#,
            &[("nth", &(nth + 1).to_string()), ("count", &count.to_string())],
        )
    } else {
        String::new()
    };
    let happened = match nth + 1 {
        row if row < sheet.window.marked => ("", ""),
        row if row == sheet.window.marked => (" here", r#" aria-current="step""#),
        _ => (" future", ""),
    };
    let html = markup(
        r#"<li class="{class}{hit}{happened}""#,
        &[("class", class(this)), ("hit", hit), ("happened", happened.0)],
    ) + &place;
    let values = [("seq", &*this.seq.to_string()), ("same", same), ("time", &*time(session, this))];
    html + "><button type=\"button\""
        + happened.1
        + &markup(r#" data-seq="{seq}"><span class="time{same}">{time}</span>"#, &values)
        + &mark(this.task, false)
        + &markup(r#"<span class="words">{words}</span></button></li>"#, &[("words", &words)])
}

/// The whole log as text, a line for each row.
pub(super) fn text(session: Session, voice: Voice, run: &Run, sheet: &Sheet) -> String {
    let mut text = String::new();
    for record in (0..sheet.rows.len()).filter_map(|row| run.scope.record(sheet.rows.seq(row)?)) {
        text += &time(session, record);
        text.push('\t');
        text += &sentence_in(session.lang, &run.scope, record, voice);
        text.push('\n');
    }
    text
}
