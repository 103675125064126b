//! The 256 colours of a GIF, taken from the picture's own: each of the theme's colours, and even steps from the ground to it, which is what
//! the edges of letters and shapes have. What is drawn flat is exact, so nothing has to be mixed of dots.

use std::collections::BTreeMap;

use loopscope_view::Before;
use loopscope_view::timeline::Palette;

/// A colour: red, green, blue.
pub(crate) type Rgb = [u8; 3];

/// The place that stands for what is as it was.
pub(super) const AS_BEFORE: u8 = 0;

/// The colours, and which of them is nearest to any.
pub(super) struct Colours {
    table: Vec<Rgb>,
    known: BTreeMap<Rgb, u8>,
}

/// A colour as CSS writes it, `#rrggbb`.
pub(crate) fn rgb(css: &str) -> Rgb {
    let part = |at: usize| css.get(at..at + 2).and_then(|part| u8::from_str_radix(part, 16).ok()).unwrap_or_default();
    [part(1), part(3), part(5)]
}

impl Colours {
    /// Those of a theme.
    pub(super) fn of(palette: &Palette) -> Self {
        let Palette { paper, ink, soft, hair, accent, alarm, tasks } = *palette;
        let inks: Vec<Rgb> = [ink, soft, hair, accent, alarm].into_iter().chain(tasks).map(rgb).collect();
        let ground = rgb(paper);
        // The first is what is as it was; a code is black on white.
        let mut table = vec![ground, ground, [0; 3], [255; 3]];
        let pale = f64::from(Before::Pale.percent()) / 100.0;
        table.extend(inks.iter().map(|ink| between(ground, *ink, pale)));
        let steps = (256 - table.len()) / inks.len();
        for ink in inks {
            table.extend((1..=steps).map(|step| between(ground, ink, step as f64 / steps as f64)));
        }
        Colours { table, known: BTreeMap::new() }
    }

    /// As a GIF has them, one after the other.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.table.concat()
    }

    /// The place of the nearest one.
    pub(super) fn nearest(&mut self, colour: Rgb) -> u8 {
        *self.known.entry(colour).or_insert_with(|| {
            let far = |other: &Rgb| -> u32 {
                colour.iter().zip(other).map(|(one, other)| u32::from(one.abs_diff(*other)).pow(2)).sum()
            };
            let places = (0..=u8::MAX).zip(&self.table).skip(1 + usize::from(AS_BEFORE));
            places.min_by_key(|(_, other)| far(other)).map_or(1, |(place, _)| place)
        })
    }
}

/// The colour at a part of the way from one to the other.
fn between(from: Rgb, to: Rgb, part: f64) -> Rgb {
    std::array::from_fn(|at| {
        let (from, to) = (f64::from(from[at]), f64::from(to[at]));
        // It is between two bytes.
        (from + (to - from) * part).round() as u8
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use loopscope_view::timeline::{DARK, LIGHT};

    #[test]
    fn the_theme_s_colours_are_exact_and_others_near() {
        for palette in [LIGHT, DARK] {
            let mut colours = Colours::of(&palette);
            assert!(colours.table.len() <= 256);
            for css in [palette.paper, palette.ink, palette.hair, palette.accent].iter().chain(&palette.tasks) {
                let place = colours.nearest(rgb(css));
                assert_eq!(colours.table[usize::from(place)], rgb(css), "{css}");
                assert_ne!(place, AS_BEFORE);
                // The edge of a letter: any part of the way.
                for part in 1..100 {
                    let edge = between(rgb(palette.paper), rgb(css), f64::from(part) / 100.0);
                    let place = colours.nearest(edge);
                    let found = colours.table[usize::from(place)];
                    assert!(edge.iter().zip(found).all(|(one, other)| one.abs_diff(other) <= 7), "{css} at {part}");
                }
            }
        }
    }
}
