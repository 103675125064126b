//! Plans made on the spot, where they are wanted: the page shows the whole schedule in the frame in which a parameter
//! changes, without a message to a worker and back.

use loopscope_executor::Limits;
use loopscope_executor::trace::Chunk;
use loopscope_protocol::{Outcome, Program, RunNo, Status, Update};

use crate::native::run_virtual;

/// Runs a program in virtual time to its end, and tells it as a worker would. `None` when it goes beyond `limits`: that is a
/// worker's work, which can be stopped.
#[must_use]
pub fn plan(run: RunNo, program: &Program, limits: Limits) -> Option<Update> {
    let finished = match run_virtual(program, limits) {
        Ok(finished) => finished,
        Err(message) => return Some(Update::Refused { run, message }),
    };
    if matches!(finished.outcome, Outcome::Limited(_)) {
        return None;
    }
    let mut trace = finished.trace;
    let now = trace.records.last().map_or(loopscope_executor::Instant::ZERO, |record| record.time);
    // A chunk's texts continue a trace's, whose first one is the empty text.
    let texts = trace.texts.split_off(1);
    let chunk = Chunk { records: trace.records, texts };
    Some(Update::Progress { run, replace: true, chunk, now, status: Status::Ended(finished.outcome) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Session, lessons};
    use loopscope_protocol::{Epoch, Mode};

    #[test]
    fn a_plan_is_what_a_virtual_session_tells() {
        let of_rust = |lesson: &&loopscope_lessons::Lesson| matches!(lesson.runs, loopscope_lessons::Runs::Rust(_));
        for lesson in loopscope_lessons::lessons().iter().filter(of_rust) {
            let program = Program {
                lesson: lesson.slug.to_owned(),
                params: Vec::new(),
                epoch: Epoch::default(),
                interventions: Vec::new(),
            };
            let told = Session::load(7, program.clone(), Mode::Virtual, true, lessons, 0.0).unwrap().update(0.0);
            assert_eq!(plan(7, &program, Limits::default()), told, "{}", lesson.slug);
            let few = Limits { records: 3, ..Limits::default() };
            assert_eq!(plan(7, &program, few), None, "{}", lesson.slug);
        }
        let program = Program {
            lesson: "nonsense".to_owned(),
            params: Vec::new(),
            epoch: Epoch::default(),
            interventions: Vec::new(),
        };
        assert!(matches!(plan(7, &program, Limits::default()), Some(Update::Refused { run: 7, .. })));
    }
}
