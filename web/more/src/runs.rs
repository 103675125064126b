//! The runs of the page: the one that is shown, and the plan beside it.

use loopscope_protocol::Update;
use loopscope_strings::Lang;
use loopscope_ui::run::Run;
use loopscope_view::{Comparison, comparison_words};

/// Place of the run that is shown.
const SHOWN: usize = 0;
/// Place of the plan that a live run is compared with.
pub(crate) const PLAN: usize = 1;

/// The runs.
pub(crate) struct Runs {
    runs: [Run; 2],
    comparison: Comparison,
}

impl Default for Runs {
    fn default() -> Self {
        Runs { runs: [Run::asked(0), Run::asked(0)], comparison: Comparison::default() }
    }
}

impl Runs {
    /// The run that the page shows.
    pub(crate) fn shown(&self) -> &Run {
        &self.runs[SHOWN]
    }

    /// The plan.
    pub(crate) fn plan(&self) -> &Run {
        &self.runs[PLAN]
    }

    /// Takes what is new of a run: an update in the protocol's form. False if it is none.
    pub(crate) fn take(&mut self, run: usize, bytes: &[u8]) -> bool {
        let (Some(known), Ok(Update::Progress { run, replace, chunk, now, status })) =
            (self.runs.get_mut(run), Update::from_bytes(bytes))
        else {
            return false;
        };
        known.no = run;
        known.take(replace, chunk, now, status);
        if replace {
            self.comparison = Comparison::default();
        }
        true
    }

    /// Where the lines of their records are shown; see [`loopscope_view::Scope::show_lines`].
    pub(crate) fn show_lines(&mut self, lines: Option<&[(u32, u32)]>) {
        for run in &mut self.runs {
            run.scope.show_lines(lines.map(<[_]>::to_vec));
        }
    }

    /// The shown run against the plan, in words.
    pub(crate) fn compare(&mut self, lang: Lang) -> String {
        let [shown, plan] = &self.runs;
        self.comparison.update(&plan.scope, &shown.scope);
        comparison_words(lang, &plan.scope, &shown.scope, &self.comparison)
    }
}

const _: () = assert!(SHOWN == 0 && PLAN == 1, "`compare` takes them apart in this order");
