//! Pictures of dots: those of previews, and the icons of an installed site.
//!
//! Texts are set with the system's fonts. Where it has none for a language, the picture is made without texts: a row of boxes says
//! less than none.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use loopscope_strings::{Lang, site};
use loopscope_view::timeline::LIGHT;
use loopscope_view::{Axis, PICTURE_HEAD, Theme, svg};
use maud::html;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

use super::offline::{ICONS, icon_file};
use super::shared::CARD;
use super::subject::Subject;
use super::{Site, say};

/// The first of the language's fonts that is there.
fn font(all: &Database, lang: Lang) -> Option<&'static str> {
    let has = |name: &&&str| all.faces().any(|face| face.families.iter().any(|(family, _)| family == **name));
    lang.fonts().iter().find(has).copied()
}

impl Site<'_> {
    /// Every picture, by its path below the site's root. `out`: where the site's icon lies.
    pub(crate) fn pictures(&self, out: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
        let mut pictures = BTreeMap::new();
        if let Some(icon) = self.template.icon().and_then(|file| fs::read_to_string(out.join(file)).ok()) {
            let none = Arc::new(Database::new());
            for size in ICONS {
                pictures.insert(icon_file(size), painted(&tile(&icon, size), &none, "sans-serif", (size, size))?);
            }
        }
        let mut system = Database::new();
        system.load_system_fonts();
        let (system, none) = (Arc::new(system), Arc::new(Database::new()));
        for lang in Lang::ALL {
            let font = font(&system, lang);
            if font.is_none() {
                say(&format!(
                    "there is no font for {} here, so the pictures in its previews have no texts.",
                    lang.name()
                ));
            }
            let fonts = if font.is_some() { &system } else { &none };
            let family = font.unwrap_or("sans-serif");
            for subject in self.subjects() {
                let path = format!("{}/{}/og.png", lang.code(), self.slug(subject));
                pictures.insert(path, painted(&self.card(subject, lang, family), fonts, family, CARD)?);
            }
        }
        Ok(pictures)
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

fn painted(picture: &str, fonts: &Arc<Database>, family: &str, (width, height): (u32, u32)) -> Result<Vec<u8>, String> {
    let wrong = |error: &dyn std::fmt::Display| format!("a picture cannot be painted: {error}");
    let options = Options { fontdb: Arc::clone(fonts), font_family: family.to_owned(), ..Options::default() };
    let tree = Tree::from_str(picture, &options).map_err(|error| wrong(&error))?;
    let mut pixels = Pixmap::new(width, height).ok_or("a picture cannot be painted: it has no size")?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| wrong(&error))
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

    #[test]
    fn without_a_font_the_picture_is_made_all_the_same() {
        let none = Arc::new(Database::new());
        let picture =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><text y=\"8\">程</text></svg>";
        let png = painted(picture, &none, "sans-serif", (8, 8)).expect("a picture");
        assert_eq!(png[..8], *b"\x89PNG\r\n\x1a\n");
    }
}
