//! The page's grammar of addresses, compiled without the page.
#![no_main]
#![allow(dead_code, reason = "the page uses the rest")]

#[path = "../../web/src/address.rs"]
mod address;
#[path = "../src/links.rs"]
mod links;

/// What the grammar knows of a lesson, as in web/src/lesson.rs.
mod lesson {
    use loopscope_engine::protocol::Value;

    use crate::params::number::Range;

    pub(crate) struct Param {
        pub(crate) name: String,
        pub(crate) label: String,
        pub(crate) default: Value,
        pub(crate) kind: ParamKind,
    }

    pub(crate) enum ParamKind {
        Number(Range),
        Bool,
        Choice(Vec<(String, String)>),
    }
}

#[path = "."]
mod params {
    #[path = "../../web/src/params/number.rs"]
    pub(crate) mod number;
}

/// What it knows of the page's panes, as in web/src/state.rs.
mod state {
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum Pane {
        Code,
        Timeline,
        Log,
        Output,
        Inside,
        Predict,
        Share,
    }

    impl Pane {
        pub(crate) fn from_name(name: &str) -> Option<Pane> {
            Some(match name {
                "code" => Pane::Code,
                "timeline" => Pane::Timeline,
                "log" => Pane::Log,
                "output" => Pane::Output,
                "inside" => Pane::Inside,
                "predict" => Pane::Predict,
                "share" => Pane::Share,
                _ => return None,
            })
        }
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub(crate) struct Panes(u64);

    impl Panes {
        pub(crate) fn with(self, pane: Pane, there: bool) -> Panes {
            let bit = 1 << pane as u64;
            Panes(if there { self.0 | bit } else { self.0 & !bit })
        }
    }
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| links::run(bytes));
