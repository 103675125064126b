//! The form of a recorded run's file: byte for byte what it was when there was the first one.

use loopscope_executor::Instant;
use loopscope_executor::trace::{Chunk, Kind, Record, Stream, TextId};
use loopscope_protocol::{NoRecording, Outcome, Recording};

fn recording(outcome: Outcome) -> Recording {
    let record = |seq, kind| Record { time: Instant::from_nanos(300), seq, iteration: 1, task: 2, line: 3, kind };
    let output = Kind::Output { stream: Stream::Stderr, text: TextId(1) };
    let records = vec![record(0, Kind::ProgramBegin), record(1, output)];
    Recording { chunk: Chunk { records, texts: vec!["茶\n".to_owned()] }, end: Instant::from_nanos(300), outcome }
}

#[test]
fn every_outcome_goes_there_and_back() {
    for outcome in [
        Outcome::Finished,
        Outcome::Failed("ValueError: 坏".into()),
        Outcome::Deadlocked(vec!["one".into(), String::new()]),
        Outcome::Limited("200000 records".into()),
        Outcome::Stopped,
        Outcome::Asks("name? ".into()),
    ] {
        let recording = recording(outcome);
        assert_eq!(Recording::from_file(&recording.to_file()), Ok(recording));
    }
}

#[test]
fn a_file_by_hand() {
    let file = [
        &b"LOOPSCOPE\x01"[..],
        &[0xac, 2],
        // Failed, with one sign.
        &[1, 1, b'x'],
        // Two records of ten numbers each.
        &[20, 0xac, 2, 0, 1, 2, 3],
        &[0, 0, 0, 0, 0],
        &[0xac, 2, 1, 1, 2, 3],
        &[33, 1, 1, 0, 0],
        &[1, 4, 0xe8, 0x8c, 0xb6, b'\n'],
    ]
    .concat();
    let recording = recording(Outcome::Failed("x".into()));
    assert_eq!(recording.to_file(), file);
    assert_eq!(Recording::from_file(&file), Ok(recording));
    for wrong in [&b""[..], b"LOOPSCOPE", b"LOOPSCOPE\x02\0\0\0\0", &file[..file.len() - 1], &file[1..]] {
        assert_eq!(Recording::from_file(wrong), Err(NoRecording));
    }
}
