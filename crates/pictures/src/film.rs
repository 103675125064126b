//! A played run, frame by frame, as a GIF.
//!
//! Each layer of the picture is painted once. A frame is put together of them where something has changed since the one before: there the
//! line has moved on, or something was struck. That is a hundredth of the work of painting every frame, and the same pixels but for
//! rounding.

use std::borrow::Cow;

use gif::{DisposalMethod, Encoder, Repeat};
use loopscope_view::timeline::{DARK, LIGHT, Spot};
use loopscope_view::{Before, Layers, Pace, Reel, Theme};
use resvg::tiny_skia::{Pixmap, PixmapPaint, PremultipliedColorU8, Transform};

use crate::palette::{AS_BEFORE, Colours, Rgb, rgb};
use crate::raster::{Fonts, drawn_pixels, pixels};

/// A picture higher than that, in pixels, is not made: no platform takes it, and nobody reads it.
const MOST_HEIGHT: u32 = 8192;

/// A part of a picture, in pixels: from its left and upper edge to before its right and lower one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Area {
    /// What both are in.
    fn and(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// What they have in common.
    fn within(self, other: Area) -> Option<Area> {
        let both = Area {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (both.left < both.right && both.top < both.bottom).then_some(both)
    }

    fn width(self) -> u32 {
        self.right - self.left
    }

    fn height(self) -> u32 {
        self.bottom - self.top
    }
}

/// Something of an instant, painted, and where.
struct Struck {
    instant: u64,
    before: Before,
    area: Area,
    pixels: Pixmap,
}

/// The painted layers.
struct Film<'a> {
    reel: &'a Reel,
    zoom: u32,
    whole: Area,
    under: Pixmap,
    veiled: Pixmap,
    struck: Vec<Struck>,
    /// With its place.
    over: Option<(u32, u32, Pixmap)>,
    line: Rgb,
}

/// The GIF of a played run. `theme`: light or dark; `zoom`: pixels of the GIF to one of the picture's.
///
/// # Errors
///
/// Why there is none, and what to do.
pub(crate) fn gif(reel: &Reel, pace: Pace, theme: Theme, zoom: u32, fonts: &Fonts) -> Result<Vec<u8>, String> {
    let palette = if theme == Theme::Dark { DARK } else { LIGHT };
    let film = Film::new(reel, rgb(palette.accent), zoom, fonts)?;
    film.encode(pace, Colours::of(&palette)).map_err(|error| format!("the GIF cannot be written: {error}"))
}

impl<'a> Film<'a> {
    fn new(reel: &'a Reel, line: Rgb, zoom: u32, fonts: &Fonts) -> Result<Self, String> {
        let height = reel.height() * zoom;
        if height > MOST_HEIGHT {
            return Err(format!(
                "the picture would be {height} pixels high, of which {MOST_HEIGHT} can be had: run it with fewer tasks, or make it smaller with --width"
            ));
        }
        let Layers { under, veil, struck, over } = reel.layers();
        let under = pixels(&under, fonts, None, zoom)?;
        let mut veiled = under.clone();
        if let Some((left, top, veil)) = drawn_pixels(&veil, fonts, zoom)? {
            draw(&mut veiled, (left as i32, top as i32), &veil, 100);
        }
        let whole = Area { left: 0, top: 0, right: under.width(), bottom: under.height() };
        let part = |(instant, before, picture): (u64, Before, String)| {
            let Some((left, top, pixels)) = drawn_pixels(&picture, fonts, zoom)? else { return Ok(None) };
            let area = Area { left, top, right: left + pixels.width(), bottom: top + pixels.height() };
            Ok(Some(Struck { instant, before, area, pixels }))
        };
        let struck: Result<Vec<_>, String> = struck.into_iter().filter_map(|it| part(it).transpose()).collect();
        let over = drawn_pixels(&over, fonts, zoom)?;
        Ok(Film { reel, zoom, whole, under, veiled, struck: struck?, over, line })
    }

    /// Where the line is, wherever the run has come to.
    fn line(&self, at: Spot) -> Area {
        let (top, bottom) = self.reel.line();
        let x = self.reel.x(at);
        // It is two pixels wide.
        let of = |length: i32| u32::try_from(length).unwrap_or_default() * self.zoom;
        Area { left: of(x - 1), top: of(top), right: of(x + 1), bottom: of(bottom) }
    }

    /// A part of the picture at a moment.
    fn compose(&self, at: Spot, area: Area) -> Result<Pixmap, String> {
        let line = self.line(at);
        let middle = line.left + self.zoom;
        let mut out = Pixmap::new(area.width(), area.height()).ok_or("a frame has no size")?;
        // Left of the line what has happened, right of it what comes.
        let width = 4 * area.width() as usize;
        for (row, out) in (area.top..).zip(out.data_mut().chunks_exact_mut(width)) {
            let of = |from: &Pixmap, to: &mut [u8], left: u32| {
                let begin = 4 * (row * self.whole.right + left) as usize;
                to.copy_from_slice(&from.data()[begin..begin + to.len()]);
            };
            let split = middle.clamp(area.left, area.right);
            let (past, future) = out.split_at_mut(4 * (split - area.left) as usize);
            of(&self.under, past, area.left);
            of(&self.veiled, future, split);
            if let Some(line) = line.within(area).filter(|line| (line.top..line.bottom).contains(&row)) {
                let [red, green, blue] = self.line;
                let (begin, end) = (4 * (line.left - area.left) as usize, 4 * (line.right - area.left) as usize);
                out[begin..end].chunks_exact_mut(4).for_each(|pixel| pixel.copy_from_slice(&[red, green, blue, 255]));
            }
        }
        let has = self.reel.reached(at);
        // Where something begins, from the area's edge.
        let place = |left: u32, top: u32| (left as i32 - area.left as i32, top as i32 - area.top as i32);
        for it in self.struck.iter().filter(|it| it.area.within(area).is_some()) {
            let percent = if it.instant <= has { 100 } else { it.before.percent() };
            draw(&mut out, place(it.area.left, it.area.top), &it.pixels, percent);
        }
        if let Some((left, top, over)) = &self.over {
            draw(&mut out, place(*left, *top), over, 100);
        }
        Ok(out)
    }

    /// Where a frame differs from the one before, or may.
    fn changed(&self, before: Spot, now: Spot) -> Option<Area> {
        let (old, new) = (self.line(before), self.line(now));
        let moved = (old != new).then(|| old.and(new));
        let (had, has) = (self.reel.reached(before), self.reel.reached(now));
        let struck = self.struck.iter().filter(|it| had < it.instant && it.instant <= has).map(|it| it.area);
        moved.into_iter().chain(struck).reduce(Area::and)?.within(self.whole)
    }

    fn encode(&self, pace: Pace, mut colours: Colours) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
        let side = |length: u32| u16::try_from(length).map_err(|_| "a side is longer than 65,535 pixels");
        let (width, height) = (side(self.whole.right)?, side(self.whole.bottom)?);
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, width, height, &colours.bytes())?;
        encoder.set_repeat(Repeat::Infinite)?;
        let mut shown = vec![AS_BEFORE; usize::from(width) * usize::from(height)];
        let mut before = None;
        let mut held: Option<gif::Frame<'static>> = None;
        for frame in self.reel.frames(pace) {
            let delay = u16::try_from(frame.hundredths)?;
            let area = before.replace(frame.at).map_or(Some(self.whole), |before| self.changed(before, frame.at));
            let drawn = match area {
                Some(area) => self.drawn(frame.at, area, &mut colours, &mut shown)?,
                None => None,
            };
            match (drawn, &mut held) {
                (Some((area, buffer)), _) => {
                    let next = gif::Frame {
                        delay,
                        dispose: DisposalMethod::Keep,
                        transparent: Some(AS_BEFORE),
                        left: side(area.left)?,
                        top: side(area.top)?,
                        width: side(area.width())?,
                        height: side(area.height())?,
                        buffer: Cow::Owned(buffer),
                        ..gif::Frame::default()
                    };
                    if let Some(done) = held.replace(next) {
                        encoder.write_frame(&done)?;
                    }
                }
                // Nothing is to be seen of what has changed: the frame before stays.
                (None, Some(held)) => held.delay = held.delay.saturating_add(delay),
                (None, None) => {}
            }
        }
        if let Some(last) = held {
            encoder.write_frame(&last)?;
        }
        drop(encoder);
        Ok(bytes)
    }

    /// The smallest part that really differs from what is `shown`, and its pixels: places among the colours.
    fn drawn(
        &self,
        at: Spot,
        area: Area,
        colours: &mut Colours,
        shown: &mut [u8],
    ) -> Result<Option<(Area, Vec<u8>)>, String> {
        let drawn = self.compose(at, area)?;
        let width = area.width() as usize;
        let mut changes = vec![AS_BEFORE; drawn.pixels().len()];
        let mut differs: Option<Area> = None;
        // Most pixels are like the one before.
        let (mut like, mut colour) = (PremultipliedColorU8::TRANSPARENT, colours.nearest([0; 3]));
        let rows = drawn.pixels().chunks_exact(width).zip(changes.chunks_exact_mut(width));
        for (y, (row, changes)) in (area.top..).zip(rows) {
            let begin = (y * self.whole.right + area.left) as usize;
            let (mut first, mut last) = (None, 0);
            for (x, pixel) in row.iter().enumerate() {
                if *pixel != like {
                    like = *pixel;
                    colour = colours.nearest([pixel.red(), pixel.green(), pixel.blue()]);
                }
                if shown[begin + x] != colour {
                    (shown[begin + x], changes[x]) = (colour, colour);
                    first.get_or_insert(x);
                    last = x;
                }
            }
            if let Some(first) = first {
                let (left, right) = (area.left + first as u32, area.left + last as u32 + 1);
                let here = Area { left, top: y, right, bottom: y + 1 };
                differs = Some(differs.map_or(here, |there| there.and(here)));
            }
        }
        let Some(smallest) = differs else { return Ok(None) };
        let rows = changes.chunks_exact(width);
        let rows = rows.skip((smallest.top - area.top) as usize).take(smallest.height() as usize);
        let (begin, end) = ((smallest.left - area.left) as usize, (smallest.right - area.left) as usize);
        let mut smaller = Vec::with_capacity((smallest.width() * smallest.height()) as usize);
        rows.for_each(|row| smaller.extend_from_slice(&row[begin..end]));
        Ok(Some((smallest, smaller)))
    }
}

/// Lays something over it, so many percent of it.
fn draw(out: &mut Pixmap, (x, y): (i32, i32), pixels: &Pixmap, percent: u32) {
    if percent > 0 {
        let paint = PixmapPaint { opacity: percent as f32 / 100.0, ..PixmapPaint::default() };
        out.draw_pixmap(x, y, pixels.as_ref(), &paint, Transform::identity(), None);
    }
}
