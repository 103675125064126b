//! Pictures of dots: those of previews, and the icons of an installed site.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use loopscope_pictures::{Fonts, png};
use loopscope_strings::{Lang, site};
use loopscope_view::timeline::LIGHT;
use loopscope_view::{Axis, PICTURE_HEAD, Theme, svg};
use maud::html;

use crate::Site;
use crate::offline::{ICONS, icon_file};
use crate::shared::CARD;
use crate::subject::Subject;

impl Site<'_> {
    /// The icons, by their paths below the site's root. `out`: where the site's icon lies.
    pub(crate) fn icons(&self, out: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let icon = self.app.template.icon().and_then(|file| fs::read_to_string(out.join(file)).ok());
        let none = Fonts::none();
        let painted = |size, icon: &str| Ok((icon_file(size), png(&tile(icon, size), &none, (size, size))?));
        ICONS.into_iter().zip(icon.iter().cycle()).map(|(size, icon)| painted(size, icon)).collect()
    }

    /// The picture of a preview, as PNG.
    pub(crate) fn preview(&self, subject: Subject, lang: Lang, fonts: &Fonts) -> Result<Vec<u8>, String> {
        png(&self.card(subject, lang, fonts.family), fonts, CARD)
    }

    /// The card of a lesson or a program: title, summary, and its run.
    fn card(&self, subject: Subject, lang: Lang, family: &str) -> String {
        let (width, height) = CARD;
        let run = svg(lang, &self.run(subject).scope, "", Axis::Time, Theme::Light);
        let (size, run) = inner(&run);
        // Below the texts, as large as there is room for.
        let head = f64::from(PICTURE_HEAD);
        let room = (width as f64 - 2.0 * 64.0, height as f64 - 252.0 - 32.0);
        let scale = (room.0 / size.0).min(room.1 / (size.1 - head));
        let shown = (size.0 * scale, (size.1 - head) * scale);
        let picture = format!(
            "<svg x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" viewBox=\"0 {head} {} {}\">{run}</svg>",
            (width as f64 - shown.0) / 2.0,
            252.0 + (room.1 - shown.1) / 2.0,
            shown.0,
            shown.1,
            size.0,
            size.1 - head,
        );
        let title = self.title(subject, lang);
        let summary = lines(self.summary(subject, lang), 1060.0, 27.0);
        let markup = html! {
            svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (width) " " (height) } width=(width) height=(height) {
                rect width=(width) height=(height) fill=(LIGHT.paper) {}
                rect width=(width) height="10" fill=(LIGHT.accent) {}
                g font-family=(family) {
                    (card_text(64, 66, 24, LIGHT.accent, 600, site(lang).brand))
                    (card_text(64, 132, 52, LIGHT.ink, 700, title))
                    @for (nth, line) in summary.iter().take(2).enumerate() {
                        (card_text(64, 182 + 36 * nth as u32, 27, LIGHT.soft, 400, line))
                    }
                }
                (maud::PreEscaped(picture))
            }
        };
        markup.into_string()
    }
}

fn card_text(x: u32, y: u32, size: u32, colour: &str, weight: u32, text: &str) -> maud::Markup {
    // As a style, which the rules of the picture within do not override.
    let style = format!("font-size:{size}px;font-weight:{weight};fill:{colour};font-family:inherit");
    html! { text x=(x) y=(y) style=(style) { (text) } }
}

/// The size of a picture, and what is in it.
fn inner(picture: &str) -> ((f64, f64), &str) {
    let start = picture.find('>').map_or(0, |end| end + 1);
    let number = |name: &str| {
        let (_, rest) = picture[..start].split_once(&format!(" {name}=\""))?;
        rest.split('"').next()?.parse().ok()
    };
    let size = (number("width").unwrap_or(960.0), number("height").unwrap_or(540.0));
    let content = picture[start..].trim_end();
    (size, content.strip_suffix("</svg>").unwrap_or(content))
}

/// A text in lines of about this width.
fn lines(text: &str, width: f64, size: f64) -> Vec<String> {
    let is_wide = |c: char| c >= '\u{1100}';
    let mut out = vec![String::new()];
    let mut left = width;
    // Between Han characters a line may end anywhere, elsewhere at a space.
    for word in text.split_inclusive(|c: char| c == ' ' || is_wide(c)) {
        let length: f64 = word.chars().map(|c| if is_wide(c) { size } else { 0.52 * size }).sum();
        if length > left && out.last().is_some_and(|line| !line.is_empty()) {
            out.push(String::new());
            left = width;
        }
        left -= length;
        if let Some(line) = out.last_mut() {
            line.push_str(word);
        }
    }
    out
}

/// The icon on a ground of its own, with the margin that systems cut from.
fn tile(icon: &str, size: u32) -> String {
    let (_, content) = inner(icon);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" height=\"{size}\" viewBox=\"-10 -10 52 52\">\
         <path fill=\"{}\" d=\"M-10-10h52v52h-52z\"/>{content}</svg>",
        LIGHT.paper
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_where_they_may() {
        assert_eq!(lines("one two three", 60.0, 10.0), ["one two ", "three"]);
        assert_eq!(lines("一二三四五", 30.0, 10.0), ["一二三", "四五"]);
        assert_eq!(lines("", 30.0, 10.0), [""]);
    }
}
