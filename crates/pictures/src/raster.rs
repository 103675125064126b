//! From a picture in SVG to one of dots.
//!
//! Texts are set with the system's fonts. Where it has none for a language, the picture is made without texts: a row of boxes says
//! less than none.

use std::sync::Arc;

use loopscope_strings::Lang;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb::Database};

/// What texts are set in.
#[derive(Clone, Debug)]
pub struct Fonts {
    database: Arc<Database>,
    /// The family of what names none.
    pub family: &'static str,
}

impl Fonts {
    /// The system's.
    #[must_use]
    pub fn of_system() -> Database {
        let mut system = Database::new();
        system.load_system_fonts();
        system
    }

    /// None: for pictures without texts.
    #[must_use]
    pub fn none() -> Self {
        Fonts { database: Arc::new(Database::new()), family: "sans-serif" }
    }

    /// Those of a language, if there are any.
    #[must_use]
    pub fn of(system: &Database, lang: Lang) -> Option<Self> {
        let family = font(system, lang)?;
        let mut database = system.clone();
        // A picture asks for the reader's own font, which is none here, and at last for this.
        database.set_sans_serif_family(family);
        Some(Fonts { database: Arc::new(database), family })
    }
}

/// The first of the language's fonts that is there.
fn font(all: &Database, lang: Lang) -> Option<&'static str> {
    let has = |name: &&&str| all.faces().any(|face| face.families.iter().any(|(family, _)| family == **name));
    lang.fonts().iter().find(has).copied()
}

/// What stands in the way of a picture of dots.
fn wrong(error: impl std::fmt::Display) -> String {
    format!("a picture cannot be painted: {error}")
}

fn tree(picture: &str, fonts: &Fonts) -> Result<Tree, String> {
    let options =
        Options { fontdb: Arc::clone(&fonts.database), font_family: fonts.family.to_owned(), ..Options::default() };
    Tree::from_str(picture, &options).map_err(wrong)
}

/// Paints a picture, each of its pixels so many wide and high; of this size, in its own pixels, or of the picture's.
///
/// # Errors
///
/// What is wrong with the picture.
pub(crate) fn pixels(picture: &str, fonts: &Fonts, size: Option<(u32, u32)>, zoom: u32) -> Result<Pixmap, String> {
    let tree = tree(picture, fonts)?;
    let own = tree.size().to_int_size();
    let (width, height) = size.unwrap_or((own.width(), own.height()));
    let mut pixels = Pixmap::new(width * zoom, height * zoom).ok_or_else(|| wrong("it has no size, or too much"))?;
    resvg::render(&tree, Transform::from_scale(zoom as f32, zoom as f32), &mut pixels.as_mut());
    Ok(pixels)
}

/// The picture of this size, in its own pixels, as PNG.
///
/// # Errors
///
/// What is wrong with the picture.
pub fn png(picture: &str, fonts: &Fonts, size: (u32, u32)) -> Result<Vec<u8>, String> {
    pixels(picture, fonts, Some(size), 1)?.encode_png().map_err(wrong)
}

/// The same of the part only in which something is drawn, and where that begins, from the left and from the top; `None` where nothing is.
///
/// # Errors
///
/// What is wrong with the picture.
pub(crate) fn drawn_pixels(picture: &str, fonts: &Fonts, zoom: u32) -> Result<Option<(u32, u32, Pixmap)>, String> {
    let tree = tree(picture, fonts)?;
    if !tree.root().has_children() {
        return Ok(None);
    }
    let (drawn, size, factor) = (tree.root().abs_layer_bounding_box(), tree.size(), zoom as f32);
    // `as` cuts off what is no pixel of the picture.
    let [left, top] = [drawn.left(), drawn.top()].map(|side| (side * factor).floor() as u32);
    let right = (drawn.right().min(size.width()) * factor).ceil() as u32;
    let bottom = (drawn.bottom().min(size.height()) * factor).ceil() as u32;
    let Some(mut pixels) = Pixmap::new(right.saturating_sub(left), bottom.saturating_sub(top)) else {
        return Ok(None);
    };
    let place = Transform::from_scale(factor, factor).post_translate(-(left as f32), -(top as f32));
    resvg::render(&tree, place, &mut pixels.as_mut());
    Ok(Some((left, top, pixels)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_font_the_picture_is_made_all_the_same() {
        let picture =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"><text y=\"8\">程</text></svg>";
        let pixels = pixels(picture, &Fonts::none(), None, 2).expect("a picture");
        assert_eq!((pixels.width(), pixels.height()), (16, 16));
    }
}
