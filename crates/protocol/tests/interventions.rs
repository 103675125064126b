//! The form of interventions in links is what postcard made of the protocol's command when links were first written with them.

use loopscope_executor::trace::EntryNo;
use loopscope_executor::{Act, Instant, Intervention, Point};
use loopscope_protocol::interventions::{read, write};
use proptest::prelude::*;

/// The types as they were then; nothing of them may be changed.
mod first {
    use serde::{Deserialize, Serialize};

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(crate) enum Command {
        Load,
        SetParam,
        SetDeeds(Vec<Intervention>),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(crate) struct Intervention {
        pub(crate) at: Point,
        pub(crate) deed: Deed,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(crate) struct Point {
        pub(crate) entries: u32,
        pub(crate) begun: bool,
        pub(crate) time: u64,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(crate) enum Deed {
        Cancel(u32),
        Raise(u32, String),
        Block(u64),
        RunNext(EntryNo),
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    pub(crate) enum EntryNo {
        Task(u32),
        Callback(u32),
    }
}

fn as_first(Intervention { at, act }: &Intervention) -> first::Intervention {
    first::Intervention {
        at: first::Point { entries: at.entries, begun: at.begun, time: at.time.as_nanos() },
        deed: match act.clone() {
            Act::Cancel(task) => first::Deed::Cancel(task),
            Act::Raise(task, message) => first::Deed::Raise(task, message),
            Act::Block(nanos) => first::Deed::Block(nanos),
            Act::RunNext(EntryNo::Task(task)) => first::Deed::RunNext(first::EntryNo::Task(task)),
            Act::RunNext(EntryNo::Callback(no)) => first::Deed::RunNext(first::EntryNo::Callback(no)),
        },
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

#[test]
fn a_link_by_hand() {
    let at = Point { entries: 300, begun: true, time: Instant::from_secs_f64(1.5) };
    let acts = [Act::Cancel(2), Act::Raise(1, "瞧".into()), Act::Block(7), Act::RunNext(EntryNo::Callback(3))];
    let list: Vec<_> = acts.map(|act| Intervention { at, act }).into();
    let point = "AC0201" /* 300, begun */.to_owned() + "80DEA0CB05" /* 1,500,000,000 */;
    let digits = format!("0204{point}0002{point}010103E79EA7{point}0207{point}030103");
    assert_eq!(write(&list), digits);
    assert_eq!(read(&digits), Some(list.clone()));
    assert_eq!(read(&digits.to_lowercase()), Some(list.clone()));
    // What follows is passed over.
    assert_eq!(read(&(digits.clone() + "07")), Some(list));
    for wrong in ["", "0", "zz", "ff", "02", "0201", "03", "0300", &digits[..digits.len() - 2], "0201030000", "１２"]
    {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

fn any_intervention() -> impl Strategy<Value = Intervention> {
    let entry = prop_oneof![any::<u32>().prop_map(EntryNo::Task), any::<u32>().prop_map(EntryNo::Callback)];
    let act = prop_oneof![
        any::<u32>().prop_map(Act::Cancel),
        (any::<u32>(), "\\PC{0,12}").prop_map(|(task, message)| Act::Raise(task, message)),
        any::<u64>().prop_map(Act::Block),
        entry.prop_map(Act::RunNext),
    ];
    (any::<u32>(), any::<bool>(), any::<u64>(), act).prop_map(|(entries, begun, time, act)| Intervention {
        at: Point { entries, begun, time: Instant::from_nanos(time) },
        act,
    })
}

proptest! {
    #[test]
    fn what_was_written_then_is_written_now(list in prop::collection::vec(any_intervention(), 0..5)) {
        let first = first::Command::SetDeeds(list.iter().map(as_first).collect());
        prop_assert_eq!(write(&list), hex(&postcard::to_allocvec(&first).unwrap()));
        prop_assert_eq!(read(&write(&list)), Some(list));
    }

    #[test]
    fn what_was_read_then_is_read_now(bytes in prop::collection::vec(0..6_u8, 0..40)) {
        let bytes = [&[2][..], &bytes].concat();
        let first = match postcard::from_bytes(&bytes) {
            Ok(first::Command::SetDeeds(list)) => Some(list),
            _ => None,
        };
        prop_assert_eq!(read(&hex(&bytes)).map(|list| list.iter().map(as_first).collect::<Vec<_>>()), first);
    }
}
