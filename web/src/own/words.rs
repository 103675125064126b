//! What is said of the reader's own program, in words.

use loopscope_strings::{OwnTexts, fill};

use crate::model::own::{Say, Trouble};
use crate::model::python::{Failure, LIMIT_MS, Why};

/// What there is to say, in words.
pub(crate) fn words(texts: &OwnTexts, say: &Say) -> String {
    let words = match say {
        Say::Hint => texts.hint,
        Say::Loading(bytes, total) if bytes < total => {
            return fill(texts.loading, &[("have", &megabytes(*bytes)), ("all", &megabytes(*total))]);
        }
        Say::Loading(..) => texts.starting,
        Say::Working => texts.working,
        Say::Undone => texts.undone,
        Say::Unkept => texts.unkept,
        Say::Absent => texts.absent,
        Say::Failed(Failure::Unreached) => texts.python_unreached,
        Say::Failed(Failure::Refused(status)) => {
            return fill(texts.python_refused, &[("status", &status.to_string())]);
        }
        Say::Failed(Failure::Broken(error)) => return fill(texts.python_broken, &[("error", error)]),
        Say::Failed(Failure::Memory) => texts.python_memory,
        Say::Stopped(Why::Time) => {
            return fill(texts.stopped_time, &[("seconds", &(LIMIT_MS / 1000).to_string())]);
        }
        Say::Stopped(Why::Memory) => texts.stopped_memory,
        Say::Stopped(Why::Stack) => texts.stopped_stack,
        Say::Stopped(Why::Engine) => texts.stopped_engine,
        Say::NoEditor(Trouble::Unreached) => texts.editor_unreached,
        Say::NoEditor(Trouble::Broken(error)) => return fill(texts.editor_broken, &[("error", error)]),
    };
    words.to_owned()
}

/// Millions of bytes, with one digit after the point.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes + 50_000) / 100_000;
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string()].concat()
}

#[cfg(test)]
mod tests {
    use loopscope_strings::{Lang, own_texts};

    use super::*;

    #[test]
    fn everything_is_said_in_every_language() {
        let all = [
            Say::Hint,
            Say::Loading(1_250_000, 8_040_000),
            Say::Loading(8, 8),
            Say::Working,
            Say::Undone,
            Say::Unkept,
            Say::Absent,
            Say::Failed(Failure::Unreached),
            Say::Failed(Failure::Refused(503)),
            Say::Failed(Failure::Broken("no module".into())),
            Say::Failed(Failure::Memory),
            Say::Stopped(Why::Time),
            Say::Stopped(Why::Memory),
            Say::Stopped(Why::Stack),
            Say::Stopped(Why::Engine),
            Say::NoEditor(Trouble::Unreached),
            Say::NoEditor(Trouble::Broken("Error: x".into())),
        ];
        for lang in Lang::ALL {
            let texts = own_texts(lang);
            let said: std::collections::BTreeSet<_> = all.iter().map(|say| words(texts, say)).collect();
            assert_eq!(said.len(), all.len(), "each has words of its own");
            assert!(said.iter().all(|words| !words.contains('{')), "{said:?}");
            assert!(words(texts, &all[1]).contains("1.3") && words(texts, &all[1]).contains("8.0"));
            assert!(words(texts, &all[8]).contains("503") && words(texts, &all[11]).contains('2'));
        }
    }
}
