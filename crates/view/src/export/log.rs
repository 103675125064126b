//! The log as text.

use loopscope_strings::{Lang, view};

use crate::kinds::{Importance, importance};
use crate::number::seconds;
use crate::scope::Scope;
use crate::sentence::sentence;

/// The narration, one line a record with its time and turn, up to the importance given ([`Importance::Detail`] is all).
#[must_use]
pub fn log(lang: Lang, scope: &Scope, least: Importance) -> String {
    let view = view(lang);
    let records = scope.trace().records.iter().filter(|record| importance(&record.kind) <= least);
    let rows: Vec<_> = records
        .map(|record| {
            let turn = if record.iteration == 0 { "-".to_owned() } else { record.iteration.to_string() };
            [record.seq.to_string(), seconds(record.time), turn, sentence(lang, scope, record)]
        })
        .collect();
    let head = [view.log_record, view.log_time, view.log_turn, view.log_what].map(str::to_owned);
    let mut widths = [0; 3];
    for row in std::iter::once(&head).chain(&rows) {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(columns(cell));
        }
    }
    let mut out = String::new();
    for row in std::iter::once(&head).chain(&rows) {
        for (width, cell) in widths.iter().zip(row) {
            (columns(cell)..*width).for_each(|_| out.push(' '));
            out.push_str(cell);
            out.push_str("  ");
        }
        out.push_str(&row[3]);
        out.push('\n');
    }
    out
}

/// Columns that a text takes in a terminal.
fn columns(text: &str) -> usize {
    text.chars().map(|char| if super::text::is_wide(char) { 2 } else { 1 }).sum()
}
