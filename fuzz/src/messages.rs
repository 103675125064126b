//! The protocol's bytes, as a page and its worker take them from each other: what is a message is carried out or shown.

use loopscope_engine::session::{Session, When, lessons};
use loopscope_executor::trace::Trace;
use loopscope_executor::{Limits, text};
use loopscope_protocol::{Command, Mode, Program, Recording, Status, Update};
use loopscope_view::{Cursor, Lang, Scope, internals, sentence};

/// The first byte says which way it goes.
pub(crate) fn run(bytes: &[u8]) {
    let Some((way, bytes)) = bytes.split_first() else { return };
    match way % 3 {
        0 => commands(bytes),
        1 => update(bytes),
        _ => program(bytes),
    }
}

/// Messages to a worker, one after the other, each with its length before it.
fn commands(mut bytes: &[u8]) {
    let mut session: Option<Session> = None;
    let mut wall_ms = 0.0;
    for _ in 0..8 {
        let Some((length, rest)) = bytes.split_first() else { return };
        let (message, rest) = rest.split_at(rest.len().min(usize::from(*length)));
        bytes = rest;
        let Ok(command) = Command::from_bytes(message) else { continue };
        assert_eq!(Command::from_bytes(&command.to_bytes()).map(|it| it.to_bytes()), Ok(command.to_bytes()));
        match command {
            Command::Load { run, program, mode } => {
                session = Session::load(run, program, mode, true, lessons, wall_ms).ok();
            }
            Command::Replay { run, recording, mode } => {
                session = Some(Session::replay(run, recording, mode, true, wall_ms));
            }
            other => {
                if let Some(session) = &mut session {
                    let _ = session.command(other, wall_ms);
                }
            }
        }
        let Some(session) = &mut session else { continue };
        for _ in 0..20 {
            match session.pump(wall_ms) {
                When::Now => {}
                When::In(ms) => {
                    assert!(ms >= 0.0, "{ms}");
                    wall_ms += ms;
                }
                When::Never => break,
            }
            let _ = session.update(wall_ms);
        }
    }
}

/// A message to a page.
fn update(bytes: &[u8]) {
    let Ok(update) = Update::from_bytes(bytes) else { return };
    if let Update::Progress { chunk, now, status, .. } = update {
        let mut trace = Trace::default();
        trace.append(chunk.clone());
        shown(trace);
        if let Status::Ended(outcome) = status {
            let recording = Recording { chunk, end: now, outcome };
            let mut session = Session::replay(1, recording, Mode::Virtual, true, 0.0);
            let _ = (session.pump(1.0), session.update(2.0));
        }
    }
}

/// A program that a link or a page asks to run.
fn program(bytes: &[u8]) {
    let Ok(program) = Program::from_bytes(bytes) else { return };
    let limits = Limits { steps: 5000, records: 5000, ..Limits::default() };
    let _ = loopscope_engine::plan(1, &program, limits);
}

fn shown(trace: Trace) {
    for record in trace.records.iter().take(100) {
        let _ = text::what(&trace, record);
    }
    let scope = Scope::new(trace);
    for seq in 0..scope.len().min(100) {
        let Some(record) = scope.record(seq) else { continue };
        let _ = Lang::ALL.map(|lang| sentence(lang, &scope, record));
        let state = scope.state_at(Cursor(seq));
        let _ = internals(Lang::DEFAULT, &scope, &state);
    }
}
