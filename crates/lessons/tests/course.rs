//! The lessons of this repository, as their pages show them.
#![cfg(feature = "author")]

use std::path::Path;

use loopscope_lessons::author::Course;
use loopscope_lessons::page::{LessonData, ParamsIn, Recorded, Runs, Shown, Twin};
use loopscope_strings::Lang;

fn course() -> Course {
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    match Course::read(&lessons) {
        Ok(course) => course,
        Err(problems) => panic!("{}", problems.iter().map(|problem| format!("{problem}\n")).collect::<String>()),
    }
}

#[test]
fn every_lesson_is_complete_in_every_language() {
    let course = course();
    assert_eq!(course.lessons.len(), loopscope_lessons::lessons().len());
    for (index, lesson) in course.lessons.iter().enumerate() {
        let compiled = &loopscope_lessons::lessons()[index];
        assert_eq!(lesson.folder.manifest.slug, compiled.slug);
        match (&lesson.folder.twin, compiled.runs) {
            (Some(twin), loopscope_lessons::Runs::Rust(_)) => assert_eq!(twin.source, compiled.source()),
            (None, loopscope_lessons::Runs::Python(version)) => {
                assert_eq!(
                    (lesson.folder.python.editable().as_str(), version),
                    (compiled.source(), lesson.folder.manifest.python)
                );
            }
            _ => panic!("{} is compiled in as another kind of lesson", compiled.slug),
        }
        for lang in Lang::ALL {
            let data = course.data(index, lang, "run.bin").expect("it is there");
            assert_eq!((data.slug.as_str(), data.order as usize), (compiled.slug, index + 1));
            assert_eq!(data.params.len(), compiled.params.len());
            assert_eq!(data.prev.is_none(), index == 0);
            assert_eq!(data.next.is_none(), index + 1 == course.lessons.len());
            assert!(lesson.sections[lang].iter().all(|section| !section.html.trim().is_empty()));
        }
    }
}

#[test]
fn the_event_loop_lesson() {
    let data = course().data(2, Lang::En, "").expect("it is there");
    assert_eq!(data.slug, "event-loop");
    assert_eq!(data.python.lines[3].html, "delay = <span class=param data-param=delay>2</span>");
    let sleep = data.regions["sleep"];
    let python = &data.python.lines[sleep.0 as usize - 1];
    assert_eq!(python.html, "    <span class=k>await</span> asyncio.sleep(delay)");
    let Runs::Twin(Twin { rust, regions, lines }) = &data.runs else { panic!("it has a twin") };
    let in_rust = regions["sleep"].0;
    let sleeps = &rust.lines[in_rust as usize - 1];
    assert_eq!(sleeps.html, "    sleep(delay).<span class=k>await</span>?;");
    // The marks are not shown, so a line of the file is shown further up.
    let shown: Vec<_> = lines.values().filter(|shown| shown.python == Some(sleep.0)).collect();
    assert_eq!(shown, [&Shown { rust: in_rust, python: Some(sleep.0) }]);
    assert!(
        data.python
            .lines
            .iter()
            .chain(&rust.lines)
            .all(|line| !line.html.contains("#:") && !line.html.contains("@param"))
    );
}

#[test]
fn a_lesson_without_a_twin_says_where_its_run_is_and_nothing_of_rust() {
    let course = course();
    let twinless = |data: &LessonData| matches!(data.runs, Runs::Python(_));
    let data: Vec<_> =
        (0..course.lessons.len()).filter_map(|index| course.data(index, Lang::En, "run-1.bin")).collect();
    assert!(data.iter().any(twinless), "there is none");
    for (lesson, data) in course.lessons.iter().zip(data).filter(|(_, data)| twinless(data)) {
        assert_eq!(data.runs, Runs::Python(Recorded { run: "run-1.bin".into(), params: ParamsIn::Pane }));
        assert!(!data.questions.is_empty() && !data.moments.is_empty() && !data.regions.is_empty());
        // Records of the Python engine name the lines that are shown.
        let lines = data.python.lines.len() as u32;
        assert!(data.moments.values().flat_map(|moment| &moment.lines).all(|line| (1..=lines).contains(line)));
        let program = lesson.python_program().expect("it is run");
        assert!(program.file().ends_with("/snippet.py"), "{}", program.file());
    }
}
