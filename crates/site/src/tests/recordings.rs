//! The recorded runs of programs that the Python engine runs.

use std::collections::BTreeMap;

use loopscope_executor::trace::Trace;
use loopscope_lessons::page::Runs;
use loopscope_protocol::{Outcome, Recording};
use loopscope_strings::Lang;

use super::html::{data, resolved};
use super::{PLAYGROUND, page, site, template, twinless};
use crate::digest;
use crate::subject::Subject;

/// Where a page finds the recorded run of its program.
fn recorded(html: &str) -> String {
    match data(html).runs {
        Runs::Python(recorded) => recorded.run,
        Runs::Twin(_) => panic!("it has a twin"),
    }
}

#[test]
fn a_program_s_recording_is_its_run() {
    let site = site(template(), "/a/b/");
    let recordings: BTreeMap<_, _> = site.recordings().collect();
    let programs = PLAYGROUND.programs.iter().enumerate();
    let programs = programs.map(|(index, program)| (Subject::Program(index), program.slug()));
    let lessons = twinless().map(|(index, slug)| (Subject::Lesson(index), slug.to_owned()));
    let subjects: Vec<_> = programs.chain(lessons).collect();
    assert_eq!(recordings.len(), subjects.len() * Lang::ALL.len());
    for (subject, slug) in subjects {
        let path = format!("en/{slug}/index.html");
        let address = recorded(page(&path));
        let file = resolved(&path, &address);
        let bytes = recordings.get(&file).unwrap_or_else(|| panic!("{path}: {address} is not there"));
        // In a frame the page lies one folder deeper.
        let embedded = format!("en/{slug}/embed/index.html");
        assert_eq!(resolved(&embedded, &recorded(page(&embedded))), file);
        assert!(file.ends_with(&format!("/run-{}.bin", digest(bytes))), "{file}");

        let Ok(Recording { chunk, end, outcome }) = Recording::from_file(bytes) else { panic!("{file} is not a run") };
        assert_eq!(outcome, Outcome::Finished, "{file}");
        let mut trace = Trace::default();
        trace.append(chunk);
        assert_eq!(trace.records.last().map(|record| record.time), Some(end), "{file}");
        assert_eq!(&trace, site.run(subject).scope.trace(), "{file}");
        // Its lines are those of the page.
        let lines = data(page(&path)).python.lines.len() as u32;
        assert!(trace.records.iter().all(|record| record.line <= lines), "{file}");
    }
}
