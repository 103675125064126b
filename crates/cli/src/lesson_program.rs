//! From what was typed, a lesson and `name=value`, to a program that can run.

use loopscope_lessons::{Lesson, lesson, typed};
use loopscope_protocol::{Epoch, Program, Value};

use crate::failure::Failure;

/// The lesson's program with these parameters, starting at 2023-04-30 21:58:15 UTC.
pub(crate) fn program(name: &str, params: &[String]) -> Result<(&'static Lesson, Program), Failure> {
    let wrong = |error: loopscope_lessons::LessonError| Failure::usage(error.to_string());
    let lesson = lesson(name).map_err(wrong)?;
    let mut values = Vec::new();
    for text in params {
        let Some((name, value)) = text.split_once('=') else {
            return Err(Failure::usage(format!(
                "--param {text}: a parameter is written name=value, as in --param delay=0.5"
            )));
        };
        let param = lesson.param(name.trim()).map_err(wrong)?;
        values.push((param.name.clone(), typed(param, value).map_err(wrong)?));
    }
    Ok((
        lesson,
        Program { lesson: lesson.slug.to_owned(), params: values, epoch: Epoch::default(), interventions: Vec::new() },
    ))
}

/// The values of all of the lesson's parameters in this program.
pub(crate) fn values(lesson: &Lesson, program: &Program) -> Vec<(String, Value)> {
    let mut values: Vec<_> = lesson.params.iter().map(|param| (param.name.clone(), param.kind.default())).collect();
    for (name, value) in &program.params {
        for (_, place) in values.iter_mut().filter(|(known, _)| known == name) {
            *place = value.clone();
        }
    }
    values
}
