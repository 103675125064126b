//! Which sleep follows which parameter: found by running the program once more with each parameter a little longer, and
//! looking which timers are. So the end of a sleep can be dragged on the timeline, whatever way the number took to get
//! there. What the Python engine runs is not run for that: there the sleep's line names the number, or the sleep is not dragged.

use loopscope_engine::native::run_virtual;
use loopscope_executor::Limits;
use loopscope_executor::trace::{Kind, Record, TaskNo};
use loopscope_protocol::number::Milli;
use loopscope_protocol::{Outcome, Program, Value};

use crate::model::own::numbers::slept;

/// A timer whose length depends on a parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Lever {
    /// The task that set it.
    pub(crate) task: TaskNo,
    /// The record that set it.
    pub(crate) seq: u32,
    /// Place of the parameter.
    pub(crate) param: usize,
    /// How much longer the timer is for a parameter that is 1 longer.
    pub(crate) ratio: f64,
}

/// A timer as it was set.
struct Timer {
    task: TaskNo,
    seq: u32,
    seconds: f64,
}

/// By how many seconds a parameter is changed to see what follows: less than any slider's step, so that nothing changes its
/// order.
const LITTLE: f64 = 0.001;
/// A schedule with more timers than this has levers for the first ones.
const MOST: usize = 500;

fn timers(records: &[Record]) -> impl Iterator<Item = Timer> + '_ {
    let set = records.iter().filter_map(|record| match record.kind {
        Kind::TimerSet { deadline, .. } => {
            let seconds = deadline.saturating_since(record.time).as_secs_f64();
            Some(Timer { task: record.task, seq: record.seq, seconds })
        }
        _ => None,
    });
    set.take(MOST)
}

/// The levers of a program, whose run has made these records.
pub(crate) fn levers(program: &Program, records: &[Record], limits: Limits) -> Vec<Lever> {
    let mut levers = Vec::new();
    for (param, (_, value)) in program.params.iter().enumerate() {
        let Value::Seconds(seconds) = value else { continue };
        let mut other = program.clone();
        other.params[param].1 = Value::Seconds(seconds + LITTLE);
        let Ok(run) = run_virtual(&other, limits) else { continue };
        if matches!(run.outcome, Outcome::Limited(_)) {
            continue;
        }
        for (before, after) in timers(records).zip(timers(&run.trace.records)) {
            let ratio = (after.seconds - before.seconds) / LITTLE;
            // Whatever is not in proportion is another sleep.
            if before.task == after.task && (0.01..100.0).contains(&ratio.abs()) {
                levers.push(Lever { task: before.task, seq: before.seq, param, ratio });
            }
        }
    }
    levers
}

/// The levers of a program that the Python engine runs, whose run has made these records: the sleeps that name one of these numbers.
pub(crate) fn written(source: &str, numbers: &[(&str, Milli)], records: &[Record]) -> Vec<Lever> {
    let task = |seq: u32| records.get(seq as usize).map_or(0, |record| record.task);
    let lever = |(seq, param)| Lever { task: task(seq), seq, param, ratio: 1.0 };
    slept(source, numbers, records).into_iter().take(MOST).map(lever).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use loopscope_protocol::Epoch;

    fn of(lesson: &str, params: &[(&str, f64)]) -> (Vec<Lever>, Vec<Record>) {
        let params = params.iter().map(|(name, value)| ((*name).to_owned(), Value::Seconds(*value))).collect();
        let program = Program { lesson: lesson.into(), params, epoch: Epoch::default(), interventions: Vec::new() };
        let records = run_virtual(&program, Limits::default()).unwrap().trace.records;
        (levers(&program, &records, Limits::default()), records)
    }

    #[test]
    fn the_event_loop_s_sleep_follows_its_parameter() {
        let (levers, records) = of("event-loop", &[("delay", 2.0)]);
        assert_eq!(levers.len(), 1, "{levers:?}");
        assert_eq!((levers[0].task, levers[0].param, levers[0].ratio.round()), (1, 0, 1.0));
        assert!(matches!(records[levers[0].seq as usize].kind, Kind::TimerSet { .. }));
    }

    #[test]
    fn parameters_of_equal_values_are_told_apart() {
        // Each of three sleeps is slept twice: one after the other, then gathered.
        let (levers, _) = of("gather", &[("a", 1.0), ("b", 1.0), ("c", 1.0)]);
        let params: Vec<usize> = levers.iter().map(|lever| lever.param).collect();
        assert_eq!(params, [0, 0, 1, 1, 2, 2]);
    }
}
