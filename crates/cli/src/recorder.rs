//! The site's Python programs, run here.

use loopscope_lessons::PAGE_FILE;
use loopscope_protocol::Recording;
use loopscope_python::Python;
use loopscope_site::{PageProgram, Recorder};

use crate::python_file::{Manner, recorded, with_python};

/// The engine in this program.
pub(crate) struct Native;

impl Recorder for Native {
    fn record(&self, programs: Vec<PageProgram>) -> Result<Vec<Option<Recording>>, loopscope_site::Failure> {
        let run = |program: PageProgram| {
            let manner = Manner::of(program.version);
            let run = recorded(&Python::new(), PAGE_FILE, &program.source, manner);
            Some(Recording { chunk: run.chunk, end: run.now, outcome: run.outcome })
        };
        with_python(move |_| programs.into_iter().map(run).collect())
            .map_err(|failure| loopscope_site::Failure { lines: failure.lines })
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use loopscope_executor::trace::{Kind, Record, Stream, Trace};
    use loopscope_lessons::author::Playground;

    use super::*;
    use crate::check::oracle::{Oracle, Request};

    #[test]
    fn what_a_recording_prints_is_what_python_prints() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../playground");
        let playground = Playground::read(&folder).expect("the playground is right");
        let request = |source| Request { source, values: serde_json::Map::new() };
        let requests: Vec<_> = playground.programs.iter().map(|program| request(&*program.source)).collect();
        let python = Oracle::Python("python3".to_owned());
        let (_, theirs) = python.ask(&requests).expect("Python runs them");
        let ours = Native.record(playground.python_programs().map(Into::into).collect()).expect("they run");
        for (program, (ours, theirs)) in playground.programs.iter().zip(ours.into_iter().zip(theirs)) {
            let mut trace = Trace::default();
            trace.append(ours.expect("it is recorded").chunk);
            let printed = |record: &Record| match record.kind {
                Kind::Output { stream: Stream::Stdout, text } => Some(trace.text(text)),
                _ => None,
            };
            let printed: String = trace.records.iter().filter_map(printed).collect();
            assert_eq!(printed, theirs.stdout, "{}", program.name);
        }
    }
}
