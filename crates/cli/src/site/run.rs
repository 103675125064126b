//! A lesson's default run, in virtual time: what its static page, posters and cards show.

use loopscope_engine::native::run_virtual;
use loopscope_engine::session::LIMITS;
use loopscope_executor::Instant;
use loopscope_executor::trace::{Kind, Record, Stream};
use loopscope_strings::Lang;
use loopscope_view::{Importance, Scope, importance, sentence};

use crate::lesson_program::program;

/// The run of a lesson's program as it stands.
pub(crate) struct DefaultRun {
    pub(crate) scope: Scope,
}

/// A line that the program prints.
pub(crate) struct Line<'a> {
    pub(crate) time: Instant,
    pub(crate) error: bool,
    pub(crate) text: &'a str,
}

impl DefaultRun {
    /// Runs the program of the lesson with this slug.
    pub(crate) fn of(slug: &str) -> Result<DefaultRun, String> {
        let of_lesson = |error: String| format!("the lesson {slug}: its page shows its program's run, and {error}");
        let (_, program) = program(slug, &[]).map_err(|failure| of_lesson(failure.lines.join("; ")))?;
        let finished = run_virtual(&program, LIMITS).map_err(of_lesson)?;
        Ok(DefaultRun { scope: Scope::new(finished.trace) })
    }

    /// What it prints, in order.
    pub(crate) fn printed(&self) -> impl Iterator<Item = Line<'_>> {
        self.scope.printed().iter().map(|printed| Line {
            time: printed.time,
            error: printed.stream == Stream::Stderr,
            text: self.scope.trace().text(printed.text).trim_end(),
        })
    }

    /// The essential records with their sentences.
    pub(crate) fn told(&self, lang: Lang) -> impl Iterator<Item = (&Record, String)> {
        let records = self.scope.trace().records.iter();
        let essential = records.filter(|record| importance(&record.kind) == Importance::Essential);
        essential.map(move |record| (record, sentence(lang, &self.scope, record)))
    }
}

/// Whether a record is a line on standard error.
pub(crate) fn is_error(record: &Record) -> bool {
    matches!(record.kind, Kind::Output { stream: Stream::Stderr, .. })
}

/// Thousandths of a second, as the application writes them in columns: `0.000`, `12.345`.
pub(crate) fn thousandths(time: Instant) -> String {
    let count = time.as_nanos().saturating_add(500_000) / 1_000_000;
    format!("{}.{:03}", count / 1000, count % 1000)
}
