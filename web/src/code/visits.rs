//! When the lines of the code ran.

use loopscope_executor::trace::{Kind, Record};

/// A time that a line ran: the line as it is shown, from 0, and the first record of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Visit {
    pub(super) line: usize,
    pub(super) seq: u32,
}

/// All of them, in order. Records of a line one after the other are one visit; a task that goes on where it stood visits
/// its line once more. `shown`: where a record's line is shown.
pub(super) fn visits(records: &[Record], shown: impl Fn(u32) -> Option<usize>) -> Vec<Visit> {
    let mut visits = Vec::new();
    let mut last = 0;
    for record in records {
        match record.kind {
            // Its line is the one where the callback comes from, which does not run.
            Kind::CallbackQueued { .. } => continue,
            Kind::PollBegin | Kind::CallbackBegin(_) => last = 0,
            _ => {}
        }
        if record.line == 0 || record.line == last {
            continue;
        }
        last = record.line;
        if let Some(line) = shown(record.line) {
            visits.push(Visit { line, seq: record.seq });
        }
    }
    visits
}

/// The record of the time that a line ran after, or before, so many records; around the end if need be.
pub(super) fn beside(visits: &[Visit], line: usize, happened: u32, forward: bool) -> Option<u32> {
    let of_line = || visits.iter().filter(|visit| visit.line == line).map(|visit| visit.seq);
    if forward {
        of_line().find(|seq| *seq >= happened).or_else(|| of_line().next())
    } else {
        of_line().take_while(|seq| seq + 1 < happened).last().or_else(|| of_line().next_back())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use loopscope_executor::Instant;
    use loopscope_executor::trace::{Actor, TextId};

    fn records(lines: &[(Kind, u32)]) -> Vec<Record> {
        let record = |(seq, (kind, line)): (u32, &(Kind, u32))| Record {
            time: Instant::ZERO,
            seq,
            iteration: 1,
            task: 1,
            line: *line,
            kind: *kind,
        };
        (0..).zip(lines).map(record).collect()
    }

    #[test]
    fn a_line_that_is_resumed_has_run_again() {
        let at = |line| (Kind::CancelDelivered, line);
        let queued = Kind::CallbackQueued { callback: 1, name: TextId::EMPTY, by: Actor::Program };
        let records = records(&[
            (Kind::PollBegin, 0),
            at(4),
            at(4),
            at(5),
            at(0),
            at(5),
            (queued, 4),
            (Kind::PollBegin, 5),
            at(5),
            at(9),
            at(5),
        ]);
        let visits = visits(&records, |line| (line < 9).then_some(line as usize - 1));
        let pairs: Vec<_> = visits.iter().map(|visit| (visit.line, visit.seq)).collect();
        assert_eq!(pairs, [(3, 1), (4, 3), (4, 7), (4, 10)]);
        let next = [0, 3, 4, 8, 11].map(|happened| beside(&visits, 4, happened, true));
        assert_eq!(next, [3, 3, 7, 10, 3].map(Some));
        let before = [0, 4, 5, 8, 11].map(|happened| beside(&visits, 4, happened, false));
        assert_eq!(before, [10, 10, 3, 3, 7].map(Some));
        assert_eq!(beside(&visits, 0, 0, true), None);
    }
}
