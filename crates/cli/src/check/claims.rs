//! What lesson.toml says of the lesson's runs, compared with them: moments, goals, questions.

use loopscope_lessons::author::{Asks, Authored, Problem};
use loopscope_strings::Lang;
use loopscope_view::{Answer, Asked, NotNow, Scope, ask, not_now_words};

use super::cases;
use super::run::LessonRun;

/// All that does not hold. `runs`: the one at the defaults first.
pub(super) fn wrong(lesson: &Authored, runs: &[LessonRun]) -> Vec<Problem> {
    [moments(lesson, runs), goals(lesson, runs), questions(lesson, runs)].concat()
}

fn file(lesson: &Authored) -> String {
    format!("{}/lesson.toml", lesson.folder.name)
}

/// Moments that do not happen at the defaults.
fn moments(lesson: &Authored, runs: &[LessonRun]) -> Vec<Problem> {
    let Some(first) = runs.first() else { return Vec::new() };
    let (file, moments) = (file(lesson), lesson.moments());
    let manifest = &lesson.folder.manifest;
    let absent = manifest
        .moments
        .iter()
        .filter(|moment| moments.get(&moment.name).is_none_or(|moment| moment.find(&first.trace).is_none()));
    // The program itself knows the lessons that it was built with, and their twins.
    let what = match &lesson.folder.twin {
        Some(_) => manifest.slug.clone(),
        None => format!("{}/snippet.py", lesson.folder.name),
    };
    let problem = |moment: &loopscope_lessons::author::Moment| {
        let message = format!(
            "moment \"{}\" does not happen at the defaults; `loopscope trace {what}` shows what does",
            moment.name
        );
        Problem::new(&file, moment.line, message)
    };
    absent.map(problem).collect()
}

/// Goals that are reached at the defaults, or not by their witnesses.
fn goals(lesson: &Authored, runs: &[LessonRun]) -> Vec<Problem> {
    let (file, manifest) = (file(lesson), &lesson.folder.manifest);
    let tried: Vec<_> = runs.iter().map(|run| &run.case).collect();
    let mut problems = Vec::new();
    for (read, goal) in manifest.goals.iter().zip(lesson.goals(Lang::DEFAULT)) {
        let reached = |run: &LessonRun| goal.reached(run.seconds(), &run.stdout);
        if runs.first().is_some_and(reached) {
            let message = "the goal is reached at the defaults already; make it harder";
            problems.push(Problem::new(&file, read.line, message));
        }
        // Each witness is one of the cases.
        let witness = cases::place(&manifest.params, &tried, &read.witness).and_then(|nth| runs.get(nth));
        if !witness.is_some_and(reached) {
            let seconds = witness.map_or(0.0, LessonRun::seconds);
            let message =
                format!("the goal is not reached by its witness, whose run takes {seconds} s; mend one of them");
            problems.push(Problem::new(&file, read.line, message));
        }
    }
    problems
}

/// Questions that cannot be asked, or have not just one right answer. One about a moment may not come with some values, but has to at
/// the defaults.
fn questions(lesson: &Authored, runs: &[LessonRun]) -> Vec<Problem> {
    let (file, manifest) = (file(lesson), &lesson.folder.manifest);
    if manifest.questions.is_empty() {
        let message = "the lesson has no [[question]]; write one about what its readers get wrong";
        return vec![Problem::new(&file, 0, message)];
    }
    let mut problems = Vec::new();
    let scopes: Vec<_> = runs.iter().map(|run| Scope::new(run.trace.clone())).collect();
    for (read, question) in manifest.questions.iter().zip(lesson.questions(Lang::DEFAULT)) {
        let is_next = matches!(read.asks, Asks::Next { .. });
        for (run, scope) in runs.iter().zip(&scopes) {
            let why = match ask(Lang::DEFAULT, scope, &question.asks) {
                Err(NotNow::NoMoment | NotNow::NobodyElse) if is_next && !run.case.values.is_empty() => continue,
                Err(why) => not_now_words(Lang::DEFAULT, why),
                Ok(asked) if asked.choices.len() < 2 => "There is just one choice.",
                Ok(asked) if !has_one_answer(&read.asks, &asked, scope) => {
                    let message = format!("{}, the question has not just one right answer", run.case.words());
                    problems.push(Problem::new(&file, read.line, message));
                    continue;
                }
                Ok(_) => continue,
            };
            let message = format!("{}, the question cannot be asked: {why}", run.case.words());
            problems.push(Problem::new(&file, read.line, message));
        }
    }
    problems
}

/// Whether its solution is right, and every other single choice, or no order at all, is wrong.
fn has_one_answer(asks: &Asks, asked: &Asked, scope: &Scope) -> bool {
    let right = |answer: &Answer| asked.grade(Lang::DEFAULT, scope, answer).right;
    let solution = asked.grade(Lang::DEFAULT, scope, &Answer::Order(Vec::new())).solution;
    if matches!(asks, Asks::Order { .. }) {
        return right(&Answer::Order(solution)) && !right(&Answer::Order(Vec::new()));
    }
    (0..asked.choices.len()).all(|choice| right(&Answer::Choice(choice)) == (solution == [choice]))
}
