//! The style of a picture: the page's colours and looks, written out, since a picture stands alone.

use std::collections::BTreeSet;
use std::fmt::Write;

use loopscope_executor::trace::TaskNo;

use crate::lane::{LaneState, PROGRAM};
use crate::scope::Scope;
use crate::timeline::{DARK, FUTURE_PERCENT, HUES, LIGHT, Look, Palette, hue};

/// The picture's colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Those of the reader's scheme (`prefers-color-scheme`).
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// What has no colour of its own theme.
const STYLE: &str = "\
text{font:12px system-ui,-apple-system,'Segoe UI','PingFang SC','Noto Sans CJK SC','Microsoft YaHei',sans-serif}\
.h{font-size:14px;font-weight:600}.t,.lane text,.grid text{font-size:11px}.grid text{text-anchor:middle}\
.o{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace}\
.arrows{fill:none;opacity:.35}.hatch{fill:url(#hatch)}#hatch path{stroke-width:5px}";

/// The style sheet of a run's picture. `plays`: whether it shows a moment of the run.
pub(super) fn style(scope: &Scope, theme: Theme, plays: bool) -> String {
    let mut out = STYLE.to_owned();
    if plays {
        // The ground laid over what comes leaves as much of it as the page does.
        let _ = write!(out, ".veil{{fill-opacity:.{:02}}}.at{{stroke-width:2px}}", 100 - FUTURE_PERCENT);
    }
    let colours = |palette, out: &mut String| {
        colours(scope, palette, out);
        if plays {
            let Palette { paper, accent, .. } = palette;
            let _ = write!(out, ".veil{{fill:{paper}}}.at{{stroke:{accent}}}");
        }
    };
    match theme {
        Theme::Auto => {
            colours(&LIGHT, &mut out);
            out.push_str("@media(prefers-color-scheme:dark){");
            colours(&DARK, &mut out);
            out.push('}');
        }
        Theme::Light => colours(&LIGHT, &mut out),
        Theme::Dark => colours(&DARK, &mut out),
    }
    out
}

fn colours(scope: &Scope, palette: &Palette, out: &mut String) {
    let Palette { paper, ink, soft, hair, alarm, .. } = palette;
    let _ = write!(
        out,
        "text,.out{{fill:{ink}}}.t,.lane text,.grid text{{fill:{soft}}}.bg{{fill:{paper}}}.grid path{{stroke:{hair}}}\
         .arrows{{stroke:{soft}}}#hatch path{{stroke:{paper}}}.e{{fill:{alarm}}}"
    );
    // The legend has the program's colour.
    let mut hues = BTreeSet::from([hue(PROGRAM)]);
    hues.extend(scope.lanes().iter().map(|lane| hue(lane.task)));
    let tasks: [TaskNo; HUES as usize + 1] = std::array::from_fn(|nth| nth as TaskNo);
    for (class, colour) in tasks.map(hue).into_iter().zip(palette.tasks).filter(|(class, _)| hues.contains(class)) {
        let _ = write!(out, ".{class}{{color:{colour}}}");
    }
    for look in LaneState::ALL.map(Look::of) {
        let _ = write!(out, ".{}{{{}}}", look.class, look.css(|ink| palette.of(ink)));
    }
}
