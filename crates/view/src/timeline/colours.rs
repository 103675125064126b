//! The colours that tasks and their states have, in the light and in the dark: those of the page (`web/styles/colours.css` is written
//! from them, which `tests/colours.rs` does and checks) and of the pictures that are saved.

use loopscope_executor::trace::TaskNo;

use super::look::Ink;

/// How many colours there are for tasks; the program's top level has one more.
pub const HUES: u32 = 6;

/// How strong what comes is drawn beside what has happened, in percent: `.drawing .future path` of the page's style sheet.
pub const FUTURE_PERCENT: u32 = 38;

/// The colours of one theme, as CSS writes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The ground.
    pub paper: &'static str,
    /// Text.
    pub ink: &'static str,
    /// Text that stands back, and arrows.
    pub soft: &'static str,
    /// Thin lines.
    pub hair: &'static str,
    /// What is pointed at.
    pub accent: &'static str,
    /// What went wrong.
    pub alarm: &'static str,
    /// The program's top level, and tasks by turns: Okabe and Ito's hues, with contrast to the ground. Tasks are told apart by number
    /// as well.
    pub tasks: [&'static str; HUES as usize + 1],
}

/// Dark on light.
pub const LIGHT: Palette = Palette {
    paper: "#fcfcfa",
    ink: "#1c2326",
    soft: "#566065",
    hair: "#dfe2de",
    accent: "#0b6b63",
    alarm: "#b3371c",
    tasks: ["#4c565b", "#0069a8", "#a86200", "#007a58", "#9c4379", "#2876a3", "#6f6c00"],
};

/// Light on dark.
pub const DARK: Palette = Palette {
    paper: "#14181a",
    ink: "#dde3e3",
    soft: "#9aa5a8",
    hair: "#2b3336",
    accent: "#62cbbe",
    alarm: "#ff9376",
    tasks: ["#a3adb0", "#5fb4ee", "#e6a23c", "#3cc598", "#e291c0", "#9ccbff", "#d3ca52"],
};

impl Palette {
    /// A colour, where the task's own is the current one.
    #[must_use]
    pub const fn of(&self, ink: Ink) -> &'static str {
        match ink {
            Ink::None => "none",
            Ink::Task => "currentColor",
            Ink::Paper => self.paper,
            Ink::Alarm => self.alarm,
        }
    }
}

/// Which of the tasks' colours this one has: a place in [`Palette::tasks`].
const fn nth(task: TaskNo) -> u32 {
    // The program's top level, which has the number 0, has one of its own.
    if task == 0 { 0 } else { (task - 1) % HUES + 1 }
}

/// The class with a task's colour: `hue-0` to `hue-6`.
#[must_use]
pub fn hue(task: TaskNo) -> String {
    ["hue-", &nth(task).to_string()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_go_round_among_tasks() {
        assert_eq!(hue(0), "hue-0");
        assert_eq!([1, 6, 7, 12, 13].map(hue), ["hue-1", "hue-6", "hue-1", "hue-6", "hue-1"]);
    }

    /// WCAG's relative luminance.
    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let part = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("two hexadecimal digits")) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }

    #[test]
    fn every_colour_can_be_read_on_its_ground() {
        for palette in [LIGHT, DARK] {
            let ground = luminance(palette.paper);
            let colours = [palette.ink, palette.soft, palette.accent, palette.alarm].into_iter().chain(palette.tasks);
            for colour in colours {
                let (low, high) = (ground.min(luminance(colour)), ground.max(luminance(colour)));
                let contrast = (high + 0.05) / (low + 0.05);
                assert!(contrast >= 4.5, "{colour} on {}: {contrast:.2}", palette.paper);
            }
        }
    }
}
