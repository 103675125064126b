//! The lessons of this repository, as their pages show them.
#![cfg(feature = "author")]

use std::path::Path;

use loopscope_lessons::author::Course;
use loopscope_lessons::page::Shown;
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
        assert_eq!(lesson.folder.rust_source, compiled.source());
        for lang in Lang::ALL {
            let data = course.data(index, lang).expect("it is there");
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
    let data = course().data(2, Lang::En).expect("it is there");
    assert_eq!(data.slug, "event-loop");
    assert_eq!(data.python.lines[3].html, "delay = <span class=param data-param=delay>2</span>");
    let sleep = data.regions["sleep"];
    let python = &data.python.lines[sleep.python.0 as usize - 1];
    assert_eq!(python.html, "    <span class=k>await</span> asyncio.sleep(delay)");
    let rust = &data.rust.lines[sleep.rust.0 as usize - 1];
    assert_eq!(rust.html, "    sleep(delay).<span class=k>await</span>?;");
    // The marks are not shown, so a line of the file is shown further up.
    let shown: Vec<_> = data.lines.values().filter(|shown| shown.python == Some(sleep.python.0)).collect();
    assert_eq!(shown, [&Shown { rust: sleep.rust.0, python: Some(sleep.python.0) }]);
    assert!(
        data.python
            .lines
            .iter()
            .chain(&data.rust.lines)
            .all(|line| !line.html.contains("#:") && !line.html.contains("@param"))
    );
}
