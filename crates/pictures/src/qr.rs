//! The address at a picture's foot, with its QR code.

use loopscope_view::Foot;
use qrcode::{Color, EcLevel, QrCode};

/// More bytes than that are in no code that a telephone reads off an article: a square of it would be smaller than the dots of a screen.
const MOST_BYTES: usize = 600;

/// The foot for an address. A seventh of the code may be unreadable (level M), as pictures are made smaller on their way.
///
/// # Errors
///
/// What is wrong with the address, and what to do.
pub fn foot(address: &str) -> Result<Foot, String> {
    if !["http://", "https://"].iter().any(|scheme| address.len() > scheme.len() && address.starts_with(scheme))
        || address.chars().any(|char| char.is_whitespace() || char.is_control())
    {
        return Err(format!(
            "the address \"{address}\" is no whole one: write it as in https://host.example/loopscope/en/gather/"
        ));
    }
    if address.len() > MOST_BYTES {
        return Err(format!(
            "the address has {} bytes, and a QR code that can be read off a screen has {MOST_BYTES}: leave out what stands behind the #",
            address.len()
        ));
    }
    let code = QrCode::with_error_correction_level(address, EcLevel::M)
        .map_err(|error| format!("the address {address} cannot be made a QR code: {error}; shorten it"))?;
    let side = code.width();
    let squares = code.to_colors();
    let dark = |column: u32, row: u32| squares[row as usize * side + column as usize] == Color::Dark;
    // A side has 177 squares at most.
    Ok(Foot::new(address, side as u32, dark))
}

/// What another program than the one that wrote it reads off a picture with one code. `grey`: how light a pixel is.
#[cfg(test)]
pub(crate) fn read(width: usize, height: usize, grey: impl FnMut(usize, usize) -> u8) -> String {
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let codes = image.detect_grids();
    assert_eq!(codes.len(), 1, "one code in the picture");
    let (told, read) = codes[0].decode().expect("it can be read");
    assert_eq!(told.ecc_level, 0, "level M, as the standard writes it");
    read
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::raster::{Fonts, pixels};
    use loopscope_strings::Lang;
    use loopscope_view::{PictureOptions, Scope, Theme, picture};

    /// What is read off a picture with this address.
    fn read_back(address: &str, theme: Theme) -> String {
        let foot = foot(address).expect("a code");
        let options = PictureOptions { foot: Some(&foot), theme, ..PictureOptions::new(Lang::En, "t") };
        let drawn = pixels(&picture(&Scope::default(), &options), &Fonts::none(), None, 1).expect("a picture");
        let (width, height) = (drawn.width() as usize, drawn.height() as usize);
        read(width, height, |x, y| drawn.pixels()[y * width + x].green())
    }

    #[test]
    fn the_code_says_the_address_in_both_themes() {
        let long = format!("https://host.example/{}/", "a/".repeat(150));
        for address in ["https://host.example/loopscope/zh/gather/", "http://a.b/#at=12&p.delay=0.5", &long] {
            for theme in [Theme::Light, Theme::Dark] {
                assert_eq!(read_back(address, theme), address);
            }
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in ["", "gather", "https://", "ftp://a.b/", "https://a b/", "/en/gather/"] {
            assert!(
                foot(wrong).expect_err("it is none").contains("is no whole one: write it as in https://"),
                "{wrong}"
            );
        }
        let long = format!("https://host.example/#py={}", "a".repeat(700));
        assert!(foot(&long).expect_err("too long").starts_with("the address has 725 bytes, and a QR code"));
    }
}
