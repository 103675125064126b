//! The runs of the page: the one that is shown, and the plan beside it.

use loopscope_engine::protocol::Update;
use loopscope_executor::trace::Trace;
use loopscope_strings::Lang;
use loopscope_view::{Comparison, Scope, comparison_words};

/// Place of the run that is shown.
const SHOWN: usize = 0;
/// Place of the plan that a live run is compared with.
const PLAN: usize = 1;

/// The runs.
#[derive(Default)]
pub(crate) struct Runs {
    scopes: [Scope; 2],
    comparison: Comparison,
}

impl Runs {
    /// The run that the page shows.
    pub(crate) fn shown(&self) -> &Scope {
        &self.scopes[SHOWN]
    }

    /// Takes what is new of a run: an update in the protocol's form. False if it is none.
    pub(crate) fn take(&mut self, run: usize, bytes: &[u8]) -> bool {
        let (Some(scope), Ok(Update::Progress { replace, chunk, .. })) =
            (self.scopes.get_mut(run), Update::from_bytes(bytes))
        else {
            return false;
        };
        if replace {
            let mut trace = Trace::default();
            trace.append(chunk);
            scope.replace(trace);
            self.comparison = Comparison::default();
        } else {
            scope.append(chunk);
        }
        true
    }

    /// The shown run against the plan, in words.
    pub(crate) fn compare(&mut self, lang: Lang) -> String {
        let [shown, plan] = &self.scopes;
        self.comparison.update(plan, shown);
        comparison_words(lang, plan, shown, &self.comparison)
    }
}

const _: () = assert!(SHOWN == 0 && PLAN == 1, "`compare` takes them apart in this order");
