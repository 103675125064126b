//! `svg` and `gif`.

use std::fs;

use super::common::loopscope;
use super::count;

#[test]
fn a_picture_is_well_formed_stands_alone_and_follows_the_scheme() {
    for lesson in 1..=count() {
        for (lang, axis) in [("zh", "time"), ("en", "step")] {
            let answer = loopscope(&["svg", &lesson.to_string(), "--lang", lang, "--axis", axis]);
            assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
            let document = roxmltree::Document::parse(&answer.stdout).expect("it is XML");
            let root = document.root_element();
            assert_eq!((root.tag_name().name(), root.attribute("role")), ("svg", Some("img")));
            for id in ["title", "desc"] {
                let named = document.descendants().find(|node| node.attribute("id") == Some(id)).expect("it is told");
                assert!(named.text().is_some_and(|text| !text.is_empty()));
            }
            assert!(answer.stdout.contains("@media(prefers-color-scheme:dark)"));
            let apart = answer.stdout.replacen("http://www.w3.org/2000/svg", "", 1);
            assert!(!apart.contains("://") && !apart.contains("<script") && !apart.contains("<image"));
        }
    }
}

#[test]
fn a_lesson_s_played_picture_is_well_formed_and_little_larger_than_the_still_one() {
    for lesson in 1..=9 {
        let lesson = lesson.to_string();
        let still = loopscope(&["svg", &lesson]).stdout.len();
        let answer = loopscope(&["svg", &lesson, "--animate", "--address", "https://host.example/en/"]);
        assert_eq!((answer.code, answer.stderr.as_str()), (Some(0), ""));
        let document = roxmltree::Document::parse(&answer.stdout).expect("it is XML");
        assert!(document.descendants().any(|node| node.text() == Some("https://host.example/en/")));
        assert!(answer.stdout.contains("@keyframes now{") && !answer.stdout.contains("<script"));
        let played = loopscope(&["svg", &lesson, "--animate"]).stdout.len();
        assert!(played <= 2 * still, "lesson {lesson}: {played} bytes for {still}");
    }
}

#[test]
fn a_gif_goes_into_a_file_and_plays_as_long_as_the_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("run.gif");
    let name = file.to_str().expect("a path in Unicode");
    let length = |options: &[&str]| {
        let answer = loopscope(&[&["gif", "event-loop", "--width", "480", "-o", name], options].concat());
        assert_eq!((answer.code, answer.stdout.as_str()), (Some(0), ""), "{}", answer.stderr);
        let file = fs::File::open(&file).expect("the file");
        let mut gif = gif::DecodeOptions::new().read_info(file).expect("it is a GIF");
        assert_eq!((gif.width(), gif.repeat()), (480, gif::Repeat::Infinite));
        let mut hundredths = 0;
        while let Some(frame) = gif.read_next_frame().expect("a frame") {
            hundredths += u32::from(frame.delay);
        }
        hundredths
    };
    // Three seconds of them are the rest at the end, and three are the least.
    assert_eq!(length(&["--param", "delay=5"]), 800);
    assert_eq!(length(&["--param", "delay=5", "--speed", "1.25", "--theme", "dark"]), 700);
    assert_eq!(length(&["--param", "delay=0.1"]), 600);
}

#[test]
fn a_picture_goes_into_a_file_and_has_the_parameters_for_its_title() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("picture.svg");
    let name = file.to_str().expect("a path in Unicode");
    let answer = loopscope(&["svg", "tasks", "--param", "x=0.5", "--theme", "dark", "-o", name]);
    assert_eq!((answer.code, answer.stdout.as_str(), answer.stderr.as_str()), (Some(0), "", ""));
    let picture = fs::read_to_string(&file).expect("the file");
    assert!(picture.contains("<title id=\"title\">tasks: x = 0.5, pause = 2, really_wait = False</title>"));
    assert!(!picture.contains("@media"));
    let answer = loopscope(&["svg", "tasks", "-o", "/nowhere/picture.svg"]);
    assert_eq!(answer.code, Some(1));
    assert_eq!(
        answer.stderr,
        "/nowhere/picture.svg cannot be written: No such file or directory (os error 2); choose another file with -o\n"
    );
}
