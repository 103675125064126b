//! Which records are rows of the log, and which of the rows have what is searched for.

use loopscope_executor::trace::{Kind, Record, TaskNo};
use loopscope_view::{Cursor, Importance, PROGRAM, importance};

use crate::run::{Filter, Run};

/// What the rows are taken from: the run with its replacements, the filter, and the task, [`PROGRAM`] for all of them.
pub(super) type Source = (u64, Filter, TaskNo);

/// The rows.
#[derive(Default)]
pub(super) struct Rows {
    source: Source,
    /// The rows' records.
    seqs: Vec<u32>,
    /// How many records have been looked at.
    seen: u32,
    /// Who set which timer.
    timers: Vec<TaskNo>,
}

impl Rows {
    /// Looks at the records that are new. Tells whether the rows that were there are others now.
    pub(super) fn update(&mut self, run: &Run, filter: Filter, task: TaskNo) -> bool {
        let source = (run.key(0), filter, task);
        let others = self.source != source;
        if others {
            *self = Rows { source, ..Rows::default() };
        }
        for record in run.scope.trace().records.iter().skip(self.seen as usize) {
            if let Kind::TimerSet { .. } = record.kind {
                self.timers.push(record.task);
            }
            let shown = filter == Filter::All || importance(&record.kind) == Importance::Essential;
            if shown && (task == PROGRAM || self.about(record) == task) {
                self.seqs.push(record.seq);
            }
        }
        self.seen = run.scope.len();
        others
    }

    /// The task that a record is about; what a timer does is about the one that set it.
    fn about(&self, record: &Record) -> TaskNo {
        match record.kind {
            Kind::TimerFired(timer) | Kind::TimerCancelled(timer) => {
                timer.checked_sub(1).and_then(|nth| self.timers.get(nth as usize)).copied().unwrap_or(PROGRAM)
            }
            _ => record.task,
        }
    }

    /// What they are taken from.
    pub(super) fn source(&self) -> Source {
        self.source
    }

    /// How many there are.
    pub(super) fn len(&self) -> u32 {
        self.seqs.len() as u32
    }

    /// The record of a row.
    pub(super) fn seq(&self, row: u32) -> Option<u32> {
        self.seqs.get(row as usize).copied()
    }

    /// How many of them have happened at a cursor.
    pub(super) fn until(&self, cursor: Cursor) -> u32 {
        self.seqs.partition_point(|seq| *seq < cursor.0) as u32
    }
}

/// A search that goes on row by row.
#[derive(Default)]
pub(super) struct Search {
    source: Source,
    /// In lower case, as far as ASCII goes; empty when nothing is searched for.
    words: String,
    /// How many rows have been looked at.
    seen: u32,
    /// The rows that have the words.
    hits: Vec<u32>,
}

impl Search {
    /// Searches for this from now on.
    pub(super) fn begin(&mut self, words: &str) {
        *self = Search { source: self.source, words: words.trim().to_ascii_lowercase(), ..Search::default() };
    }

    /// Looks at the next row, if there is one. `read`: the sentence of a record.
    pub(super) fn step(&mut self, rows: &Rows, read: impl FnOnce(u32) -> String) -> bool {
        if self.source != rows.source() {
            *self = Search { source: rows.source(), words: std::mem::take(&mut self.words), ..Search::default() };
        }
        let Some(seq) = rows.seq(self.seen).filter(|_| self.is_on()) else { return false };
        let mut sentence = read(seq);
        sentence.make_ascii_lowercase();
        if sentence.contains(&self.words) {
            self.hits.push(self.seen);
        }
        self.seen += 1;
        true
    }

    /// Whether there is something to search for.
    pub(super) fn is_on(&self) -> bool {
        !self.words.is_empty()
    }

    /// How many rows have it, of those that were looked at.
    pub(super) fn count(&self) -> u32 {
        self.hits.len() as u32
    }

    /// Whether a row is known to have it.
    pub(super) fn hit(&self, row: u32) -> bool {
        self.hits.binary_search(&row).is_ok()
    }

    /// The nearest row that has it behind, or before, as many rows; around the end if need be.
    pub(super) fn beside(&self, happened: u32, forward: bool) -> Option<u32> {
        let here = happened.checked_sub(1);
        let place = if forward {
            self.hits.partition_point(|hit| *hit < happened)
        } else {
            let before = self.hits.partition_point(|hit| here.is_some_and(|here| *hit < here));
            before.checked_sub(1).unwrap_or(self.hits.len().saturating_sub(1))
        };
        self.hits.get(place).or(self.hits.first()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loopscope_executor::Instant;
    use loopscope_executor::trace::Chunk;
    use loopscope_protocol::Status;

    fn run(kinds: &[(TaskNo, Kind)]) -> Run {
        let mut run = Run::asked(1);
        let record = |(seq, (task, kind)): (u32, &(TaskNo, Kind))| Record {
            time: Instant::ZERO,
            seq,
            iteration: 1,
            task: *task,
            line: 0,
            kind: *kind,
        };
        let records = (0..).zip(kinds).map(record).collect();
        run.take(true, Chunk { records, texts: Vec::new() }, Instant::ZERO, Status::Paused);
        run
    }

    fn seqs(rows: &Rows) -> Vec<u32> {
        (0..rows.len()).filter_map(|row| rows.seq(row)).collect()
    }

    #[test]
    fn a_task_s_rows_have_its_timers() {
        let set = |timer| Kind::TimerSet { timer, deadline: Instant::ZERO };
        let run = run(&[
            (1, Kind::PollBegin),
            (1, set(1)),
            (2, Kind::PollBegin),
            (2, set(2)),
            (0, Kind::IterationEnd),
            (0, Kind::TimerFired(2)),
            (0, Kind::TimerFired(1)),
            (0, Kind::TimerFired(9)),
        ]);
        let mut rows = Rows::default();
        for (task, expected) in [(0, &[0, 1, 2, 3, 4, 5, 6, 7][..]), (1, &[0, 1, 6]), (2, &[2, 3, 5]), (3, &[])] {
            assert!(rows.update(&run, Filter::All, task));
            assert!(!rows.update(&run, Filter::All, task));
            assert_eq!(seqs(&rows), expected, "task {task}");
        }
        rows.update(&run, Filter::All, 2);
        assert_eq!([0, 2, 3, 4, 6].map(|cursor| rows.until(Cursor(cursor))), [0, 0, 1, 2, 3]);
    }

    #[test]
    fn a_search_finds_whatever_case_it_has_and_goes_around() {
        let run = run(&[(1, Kind::PollBegin); 10]);
        let mut rows = Rows::default();
        rows.update(&run, Filter::All, PROGRAM);
        let mut search = Search::default();
        let read = |seq: u32| if seq % 4 == 1 { "Task-1 等 Ab" } else { "nothing" }.to_owned();
        assert!(!search.step(&rows, read) && search.beside(3, true).is_none());
        search.begin(" 等 aB ");
        while search.step(&rows, read) {}
        assert_eq!(search.count(), 3);
        assert!(search.hit(5) && !search.hit(4));
        let forward = [0, 1, 2, 6, 9, 10].map(|happened| search.beside(happened, true));
        assert_eq!(forward, [1, 1, 5, 9, 9, 1].map(Some));
        let back = [0, 1, 2, 3, 7, 10].map(|happened| search.beside(happened, false));
        assert_eq!(back, [9, 9, 9, 1, 5, 5].map(Some));
        // Other rows are searched anew.
        rows.update(&run, Filter::All, 2);
        assert!(!search.step(&rows, read));
        assert_eq!(search.count(), 0);
    }
}
