//! Writes the messages that the fuzzer of the protocol starts from into a folder.

use std::path::Path;

use loopscope_engine::plan;
use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Intervention, Limits, Point};
use loopscope_protocol::{Command, Epoch, Milestone, Mode, Program, Update, Value};

pub(crate) fn write(folder: &Path) -> std::io::Result<()> {
    let at = Point { entries: 2, begun: true, ..Point::default() };
    let interventions = [Act::Cancel(2), Act::Raise(1, "x".to_owned()), Act::Block(7), Act::RunNext(EntryNo::Task(2))];
    let interventions: Vec<Intervention> = interventions.map(|act| Intervention { at, act }).into();
    let program = |lesson: &str, interventions: &[Intervention]| Program {
        lesson: lesson.to_owned(),
        params: vec![("delay".to_owned(), Value::Seconds(1.0)), ("count".to_owned(), Value::Int(2))],
        epoch: Epoch::default(),
        interventions: interventions.to_vec(),
    };
    let live = Mode::Live { speed: 1.0, paused: true };
    for lesson in
        ["waiting", "coroutines", "event-loop", "tasks", "futures", "async-await", "sleep", "asyncio-run", "gather"]
    {
        let mut plain = program(lesson, &[]);
        plain.params.clear();
        let mut session = vec![0];
        let commands = [
            Command::Load { run: 1, program: plain.clone(), mode: live },
            Command::Step,
            Command::StepTo(Milestone::Timer),
            Command::SetParam { name: "delay".to_owned(), value: Value::Seconds(0.5) },
            Command::SetInterventions(interventions.clone()),
            Command::Resume,
            Command::SetSpeed(10.0),
            Command::Stop,
        ];
        for command in commands {
            let bytes = command.to_bytes();
            session.push(u8::try_from(bytes.len()).expect("a short message"));
            session.extend(bytes);
        }
        std::fs::write(folder.join(format!("session-{lesson}")), session)?;
        let mut bytes = vec![2];
        bytes.extend(program(lesson, &interventions).to_bytes());
        std::fs::write(folder.join(format!("program-{lesson}")), bytes)?;
        if let Some(Update::Progress { run, replace, mut chunk, now, status }) = plan(1, &plain, Limits::default()) {
            chunk.records.truncate(60);
            let mut bytes = vec![1];
            bytes.extend(Update::Progress { run, replace, chunk, now, status }.to_bytes());
            std::fs::write(folder.join(format!("update-{lesson}")), bytes)?;
        }
    }
    Ok(())
}
