//! The lessons' questions: asked of real runs, for whatever the parameters are, they have the answers that the runs give.
#![cfg(feature = "author")]

use std::path::Path;

use loopscope_asyncio::Program;
use loopscope_lessons::author::Course;
use loopscope_protocol::Value;
use loopscope_strings::Lang;
use loopscope_view::{Answer, Asked, Instant, NotNow, Scope, ask};

fn course() -> Course {
    let lessons = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../lessons");
    Course::read(&lessons).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn scope(lesson: &str, values: &[(&str, Value)]) -> Scope {
    let values: Vec<_> = values.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    let mut program = Program::new(0.0, loopscope_lessons::program(lesson, &values).expect("it can be run"));
    program.run_virtual(Default::default());
    let mut scope = Scope::default();
    scope.append(program.take_records());
    scope
}

/// The lesson's question at this place, asked of a run with these values.
fn asked(lesson: &str, nth: usize, values: &[(&str, Value)]) -> (Scope, Result<Asked, NotNow>) {
    let course = course();
    let lesson = course.lessons.iter().find(|it| it.folder.manifest.slug == lesson).expect("it is there");
    let scope = scope(&lesson.folder.manifest.slug, values);
    let question = &lesson.questions(Lang::En)[nth].asks;
    let asked = ask(Lang::En, &scope, question);
    (scope, asked)
}

/// The right choices in order, by their texts.
fn solution(lesson: &str, nth: usize, values: &[(&str, Value)]) -> Vec<String> {
    let (scope, asked) = asked(lesson, nth, values);
    let asked = asked.expect("it can be asked");
    let solution = asked.grade(Lang::En, &scope, &Answer::Order(Vec::new())).solution;
    solution.into_iter().map(|place| asked.choices[place].text.clone()).collect()
}

// Those of lessons without a twin are asked of the Python engine's runs, by `loopscope check`.
#[test]
fn every_lesson_has_a_question_whose_solution_is_graded_as_right() {
    for lesson in course().lessons.into_iter().filter(|lesson| lesson.folder.twin.is_some()) {
        let slug = &lesson.folder.manifest.slug;
        let scope = scope(slug, &[]);
        for lang in Lang::ALL {
            let questions = lesson.questions(lang);
            assert!(!questions.is_empty(), "{slug}");
            for question in questions {
                let asked = ask(lang, &scope, &question.asks).expect("it can be asked at the defaults");
                let all: Vec<_> = (0..asked.choices.len()).collect();
                let solution = asked.grade(lang, &scope, &Answer::Order(all.clone())).solution;
                assert_ne!(solution, all, "{slug}: the order of the choices tells the answer");
                let answer = match solution[..] {
                    [one] => Answer::Choice(one),
                    _ => Answer::Order(solution.clone()),
                };
                let graded = asked.grade(lang, &scope, &answer);
                assert!(graded.right && graded.deciding > loopscope_view::Cursor::START, "{slug}: {graded:?}");
                // Printed text ends as the program ends it.
                let printed = graded.words.contains("prints: ") || graded.words.contains("打印：");
                assert!(printed || graded.words.ends_with(['.', '。']), "{}", graded.words);
                assert!(!graded.words.contains(['{', '}']), "{}", graded.words);
                for wrong in 0..asked.choices.len() {
                    let graded = asked.grade(lang, &scope, &Answer::Choice(wrong));
                    assert_eq!(graded.right, solution == [wrong], "{slug}: {graded:?}");
                }
                assert!(!asked.grade(lang, &scope, &Answer::Order(Vec::new())).right);
            }
        }
    }
}

#[test]
fn answers_follow_the_parameters() {
    assert_eq!(solution("gather", 0, &[]), ["1.5 s"]);
    assert_eq!(solution("gather", 0, &[("b", Value::Seconds(2.5))]), ["2.5 s"]);
    assert_eq!(solution("waiting", 0, &[]), ["3 s"]);
    assert_eq!(solution("waiting", 0, &[("chopping", Value::Seconds(3.0))]), ["6 s"]);
    assert_eq!(solution("sleep", 0, &[]), ["2.7 s"]);
    assert_eq!(solution("sleep", 0, &[("which", Value::Choice("asyncio.sleep".to_owned()))]), ["1 s"]);
    assert_eq!(solution("async-await", 0, &[]), ["a0", "b0", "b1", "a1", "b2", "a2"]);
    let nothing = [("between", Value::Choice("nothing".to_owned()))];
    assert_eq!(solution("async-await", 0, &nothing), ["a0", "a1", "a2", "b0", "b1", "b2"]);
    assert_eq!(solution("futures", 0, &[]), ["delivered", "A got 42", "B got 42"]);
    assert_eq!(solution("futures", 1, &[]), ["A"]);
    assert_eq!(solution("event-loop", 0, &[]), ["Task-1"]);
}

#[test]
fn wrong_choices_are_those_of_somebody_who_adds_up_or_sees_the_longest_part_only() {
    let texts = |lesson| {
        let (_, asked) = asked(lesson, 0, &[]);
        asked.expect("it can be asked").choices.into_iter().map(|choice| choice.text).collect::<Vec<_>>()
    };
    assert_eq!(texts("gather"), ["0.75 s", "1.5 s", "2.5 s", "3 s"]);
    assert_eq!(texts("waiting"), ["1.5 s", "3 s", "4 s", "6 s"]);
    assert_eq!(texts("sleep"), ["1.35 s", "2 s", "2.7 s", "3.7 s"]);
}

#[test]
fn an_explanation_leads_to_the_record_that_decided() {
    let (scope, asked) = asked("async-await", 0, &[]);
    let asked = asked.expect("it can be asked");
    // By the alphabet: a0 a1 a2 b0 b1 b2.
    let graded = asked.grade(Lang::En, &scope, &Answer::Order(vec![0, 1, 2, 3, 4, 5]));
    assert!(!graded.right);
    assert_eq!(
        graded.words,
        "Line 2 is “b0”. What led to it: b joins the end of the ready queue, to run for the first time."
    );
    let (scope, gather) = self::asked("gather", 0, &[]);
    let gather = gather.expect("it can be asked");
    let near = Instant::from_secs_f64(1.52);
    let graded = gather.grade(Lang::Zh, &scope, &Answer::Seconds(near));
    assert!(graded.right);
    assert_eq!(graded.words, "总共 1.5 s。最后一段：Task-2 设置的 sleep(1.5) 的定时器到期。");
}
