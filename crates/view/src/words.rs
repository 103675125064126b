//! What lanes and panes show in a few words: states, and what somebody waits for.

use loopscope_strings::{Lang, state_texts};

use crate::lane::{Lane, LaneState, PROGRAM};
use crate::number::seconds;
use crate::phrase::phrase;
use crate::state::State;
use crate::timeline::Fold;
use crate::wait::Wait;

/// What somebody waits for, as the end of a phrase: `sleep(2), until t = 2 s`.
#[must_use]
pub fn wait_words(lang: Lang, wait: &Wait) -> String {
    let texts = state_texts(lang);
    let (name, until) = match wait {
        Wait::Unknown => return texts.wait_unknown.to_owned(),
        Wait::Turn => return texts.wait_turn.to_owned(),
        Wait::Loop => return texts.wait_loop.to_owned(),
        Wait::Task { name, .. } => return phrase(texts.wait_task, &[("task", &quoted(lang, name))]),
        Wait::Primitive { name } => return name.to_string(),
        Wait::Timer { timer, until } => (phrase(texts.timer_mid, &[("timer", &timer.to_string())]), until),
        Wait::Future { future, name, until } if name.is_empty() => {
            (phrase(texts.future_number, &[("future", &future.to_string())]), until)
        }
        Wait::Future { name, until, .. } => (name.to_string(), until),
    };
    match until {
        Some(until) => phrase(texts.wait_until, &[("wait", &name), ("time", &seconds(*until))]),
        None => name,
    }
}

/// The same where there is little room: without the time, which the timeline shows.
#[must_use]
pub fn short_wait(lang: Lang, wait: &Wait) -> String {
    match wait {
        Wait::Future { name, .. } if !name.is_empty() => name.to_string(),
        _ => wait_words(lang, wait),
    }
}

/// A state's name, for legends and labels.
#[must_use]
pub fn state_words(lang: Lang, state: LaneState) -> &'static str {
    let texts = state_texts(lang);
    match state {
        LaneState::Ready => texts.state_ready,
        LaneState::Running => texts.state_running,
        LaneState::Blocking => texts.state_blocking,
        LaneState::Waiting => texts.state_waiting,
        LaneState::Done => texts.state_done,
        LaneState::Failed => texts.state_failed,
        LaneState::Cancelled => texts.state_cancelled,
        LaneState::Collected => texts.state_collected,
    }
}

/// A lane's label: the task's name, or the word for the program's top level.
#[must_use]
pub fn lane_name(lang: Lang, lane: &Lane) -> String {
    if lane.task == PROGRAM { state_texts(lang).lane_program.to_owned() } else { lane.name.to_string() }
}

/// The label of lanes that are folded: `worker × 40`.
#[must_use]
pub fn fold_name(lang: Lang, fold: &Fold) -> String {
    phrase(state_texts(lang).fold_name, &[("name", &fold.stem), ("count", &fold.tasks.len().to_string())])
}

/// What the tasks of a fold do at a moment: how many are in each state, and how many are not made yet.
#[must_use]
pub fn fold_words(lang: Lang, fold: &Fold, state: &State) -> String {
    let texts = state_texts(lang);
    let mut counts = [0_usize; LaneState::ALL.len()];
    for task in state.tasks.iter().filter(|task| fold.tasks.binary_search(&task.task).is_ok()) {
        counts[task.state as usize] += 1;
    }
    let unborn = fold.tasks.len() - counts.iter().sum::<usize>();
    let states = LaneState::ALL.into_iter().map(|state| (counts[state as usize], state_words(lang, state)));
    let parts: Vec<String> = states
        .chain([(unborn, texts.fold_unborn)])
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| phrase(texts.fold_state, &[("count", &count.to_string()), ("state", words)]))
        .collect();
    phrase(texts.fold_words, &[("name", &fold_name(lang, fold)), ("states", &parts.join(texts.fold_and))])
}

/// A task's name inside of a sentence. Where no blanks stand between words, a name in Han would run into those around it.
pub(crate) fn quoted(lang: Lang, name: &str) -> String {
    let han = name.chars().any(|char| matches!(char, '\u{3400}'..='\u{9fff}'));
    if han && !lang.spaced() { ["“", name, "”"].concat() } else { name.to_owned() }
}
