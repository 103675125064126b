//! A chunk of a trace as plain numbers, for sending: ten for a record, whatever its kind. Serialized by its shape, every
//! kind would have code of its own, which readers download.
//!
//! ```text
//!   time · seq · iteration · task · line · kind · four numbers of the kind's own, 0 where it has fewer
//! ```

use serde::de::Error;
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::kinds::MOST;
use crate::time::Instant;
use crate::trace::{Chunk, Kind, Record};

const WIDTH: usize = 6 + MOST;

fn record(numbers: &[u64]) -> Option<Record> {
    let &[time, seq, iteration, task, line, code, a, b, c, d] = numbers else { return None };
    let small = |number: u64| u32::try_from(number).ok();
    Some(Record {
        time: Instant::from_nanos(time),
        seq: small(seq)?,
        iteration: small(iteration)?,
        task: small(task)?,
        line: small(line)?,
        kind: Kind::unpack([code, a, b, c, d])?,
    })
}

/// What goes over.
#[derive(Serialize, Deserialize)]
struct Packed<N, T> {
    numbers: N,
    texts: T,
}

/// Records as their numbers, one after the other, as they are written: a run has a hundred thousand of them.
struct Numbers<'a>(&'a [Record]);

impl Serialize for Numbers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len() * WIDTH))?;
        for record in self.0 {
            let Record { time, seq, iteration, task, line, kind: what } = *record;
            let common = [time.as_nanos(), seq.into(), iteration.into(), task.into(), line.into()];
            for number in common.into_iter().chain(what.pack()) {
                list.serialize_element(&number)?;
            }
        }
        list.end()
    }
}

impl Serialize for Chunk {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Packed { numbers: Numbers(&self.records), texts: &self.texts }.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Chunk {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Packed { numbers, texts } = Packed::<Vec<u64>, _>::deserialize(deserializer)?;
        let records: Option<Vec<Record>> = numbers.chunks(WIDTH).map(record).collect();
        let records = records.ok_or_else(|| D::Error::custom("a record that is none"))?;
        Ok(Chunk { records, texts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_goes_there_and_back() {
        let records: Vec<Record> = (0..)
            .zip(Kind::samples())
            .map(|(seq, kind)| Record { time: Instant::MAX, seq, iteration: 2, task: 3, line: u32::MAX, kind })
            .collect();
        let chunk = Chunk { records, texts: vec!["a".into(), "茶".into()] };
        let json = serde_json::to_string(&chunk).unwrap();
        assert_eq!(serde_json::from_str::<Chunk>(&json).unwrap(), chunk);
    }

    #[test]
    fn numbers_that_are_no_records_are_refused() {
        for numbers in [
            "[1]",
            "[0,0,0,0,0,99,0,0,0,0]",
            "[0,0,0,0,0,9,0,3,0,0]",
            "[0,0,0,0,0,9,12,0,0,0]",
            "[0,0,0,0,0,8,4294967296,0,0,0]",
        ] {
            let json = format!("{{\"numbers\":{numbers},\"texts\":[]}}");
            assert!(serde_json::from_str::<Chunk>(&json).is_err(), "{numbers}");
        }
    }
}
