//! Why those who wait for ever do, in words: of what the trace's records on a deadlock say, together with what became of who is
//! behind it.

use loopscope_executor::trace::{Ending, TaskNo, Why};

use crate::cursor::Cursor;
use crate::facts::StuckFacts;
use crate::lane::PROGRAM;
use crate::phrase::phrase;
use crate::scope::Scope;
use crate::sentence::Words;
use crate::wait::Wait;
use crate::words::wait_words;

impl Scope {
    /// What the trace knows of why the task waits for ever, if it is known after so many records.
    pub(crate) fn stuck_at(&self, task: TaskNo, cursor: Cursor) -> Option<&StuckFacts> {
        let known = self.stuck.partition_point(|facts| facts.seq < cursor.0);
        self.stuck[..known].iter().rev().find(|facts| facts.task == task)
    }

    /// Where the loop's inside is to be looked at when one stands at this cursor: after a run was halted all that still waited is
    /// torn down, and what can be seen is how it stood before.
    #[must_use]
    pub fn inside_at(&self, cursor: Cursor) -> Cursor {
        self.halt_end().map_or(cursor, |end| cursor.min(end))
    }

    /// Right after the records that say why the run goes no further.
    pub(crate) fn halt_end(&self) -> Option<Cursor> {
        let halt = self.halt?;
        let last = self.stuck.last().map_or(halt, |facts| facts.seq.max(halt));
        Some(Cursor::after(last))
    }

    /// Whether the task waits, over others who wait for ever, for itself.
    pub(crate) fn is_ring(&self, task: TaskNo, cursor: Cursor) -> bool {
        let mut at = task;
        for _ in 0..self.stuck.len() {
            let waits = |facts: &&StuckFacts| matches!(facts.why, Why::Task | Why::Parts(_) | Why::Held(_));
            match self.stuck_at(at, cursor).filter(waits).map(|facts| facts.who) {
                Some(who) if who == task && task != PROGRAM => return true,
                Some(who) if who != 0 => at = who,
                _ => return false,
            }
        }
        false
    }
}

impl Words<'_> {
    /// Who waits for ever for what, and why, in a sentence.
    pub(crate) fn stuck(&self, facts: &StuckFacts) -> String {
        let view = self.view;
        let because = self.because(facts);
        if facts.task == PROGRAM {
            let template = if facts.why == Why::Stop { view.stuck_stop } else { view.stuck_program };
            return phrase(template, &[("why", &because)]);
        }
        let task = self.task(facts.task);
        let lane = self.scope.lane_of(facts.task).and_then(|lane| self.scope.lanes().get(lane));
        let wait = lane.and_then(|lane| lane.segment_at(facts.seq)).and_then(|segment| segment.waiting.as_ref());
        match wait {
            Some(wait) if *wait != Wait::Unknown => {
                let wait = wait_words(self.lang, wait);
                phrase(view.stuck, &[("task", &task), ("wait", &wait), ("why", &because)])
            }
            _ => phrase(view.stuck_unknown, &[("task", &task), ("why", &because)]),
        }
    }

    /// The same behind what it waits for; empty when that says it all.
    pub(crate) fn note(&self, facts: &StuckFacts) -> String {
        if facts.why == Why::Task && !self.scope.is_ring(facts.task, Cursor(u32::MAX)) {
            return String::new();
        }
        [self.view.list_comma, &self.because(facts)].concat()
    }

    /// Why what is waited for never comes, as the end of a sentence.
    pub(crate) fn because(&self, facts: &StuckFacts) -> String {
        let view = self.view;
        let at = Cursor::after(facts.seq);
        let who = self.task_at(facts.who, at);
        let line = self.scope.shown_line(facts.at).to_string();
        let ended = self.scope.task(facts.who).filter(|task| task.done < facts.seq).map(|task| task.ending);
        let count = match facts.why {
            Why::Parts(count) | Why::Held(count) | Why::Unfinished(count) | Why::Missing(count) => count,
            _ => 0,
        };
        let count = count.to_string();
        let error = match ended {
            Some(Ending::Failed(error)) => self.scope.trace().text(error),
            _ => "",
        };
        // Where the line is not known it is not told.
        let told = |template: &str| if line == "0" { String::new() } else { phrase(template, &[("line", &line)]) };
        let (on, since) = (told(view.stuck_on), told(view.stuck_since));
        let values =
            [("who", &*who), ("line", &line), ("on", &on), ("since", &since), ("count", &count), ("error", error)];
        let say = |template: &str| phrase(template, &values);
        // How it came to an end who is behind it.
        let fate = |failed, cancelled, done| match ended {
            Some(Ending::Failed(_)) => failed,
            Some(Ending::Cancelled) => cancelled,
            _ => done,
        };
        let with_fate = |template: &str| {
            let mut words = say(template);
            if facts.who != 0 && ended.is_some() {
                words.push_str(view.list_comma);
                let template = match line.as_str() {
                    "0" => fate(view.stuck_failed_somewhere, view.stuck_cancelled_somewhere, view.stuck_ended),
                    _ => fate(view.stuck_failed, view.stuck_cancelled, view.stuck_ended),
                };
                words.push_str(&say(template));
            }
            words
        };
        // Of a ring the later records tell, too.
        let ring = self.scope.is_ring(facts.task, Cursor(u32::MAX)) && facts.who != facts.task;
        let mut words = match facts.why {
            Why::Nobody if self.is_bare(facts) => with_fate(view.stuck_future),
            Why::Nobody => with_fate(view.stuck_nobody),
            Why::Task | Why::Parts(_) if ring => return view.stuck_ring.to_owned(),
            Why::Task => say(view.stuck_task),
            Why::Parts(1) if facts.who != 0 => say(view.stuck_task),
            Why::Parts(_) if facts.who != 0 => say(view.stuck_parts),
            Why::Parts(_) => say(view.stuck_parts_unknown),
            Why::Held(_) if facts.who == 0 => say(view.stuck_held_program),
            Why::Held(_) if facts.who == facts.task && line == "0" => say(view.stuck_held_itself),
            Why::Held(_) if facts.who == facts.task => say(view.stuck_held_self),
            Why::Held(_) if ended.is_some() => {
                say(fate(view.stuck_held_failed, view.stuck_held_cancelled, view.stuck_held_ended))
            }
            Why::Held(_) => say(view.stuck_held),
            Why::Unfinished(_) if facts.who == 0 => say(view.stuck_unfinished),
            Why::Unfinished(_) if ended.is_some() => {
                say(fate(view.stuck_unfinished_failed, view.stuck_unfinished_cancelled, view.stuck_unfinished_ended))
            }
            Why::Unfinished(_) => say(view.stuck_unfinished_alive),
            Why::Empty | Why::Full if facts.who != 0 && matches!(ended, None | Some(Ending::Ready)) => {
                let (done, alive) = match facts.why {
                    Why::Empty => (view.stuck_empty_ended, view.stuck_empty_alive),
                    _ => (view.stuck_full_ended, view.stuck_full_alive),
                };
                say(if ended.is_some() { done } else { alive })
            }
            Why::Empty => with_fate(view.stuck_empty),
            Why::Full => with_fate(view.stuck_full),
            Why::Missing(_) => with_fate(view.stuck_missing),
            Why::Stop => String::new(),
        };
        if ring {
            words.push_str(view.list_comma);
            words.push_str(view.stuck_ring);
        }
        words
    }

    /// Whether it is a future without a name that is waited for.
    fn is_bare(&self, facts: &StuckFacts) -> bool {
        let lane = self.scope.lane_of(facts.task).and_then(|lane| self.scope.lanes().get(lane));
        let wait = lane.and_then(|lane| lane.segment_at(facts.seq)).and_then(|segment| segment.waiting.as_ref());
        matches!(wait, Some(Wait::Future { name, .. }) if name.is_empty())
    }
}
