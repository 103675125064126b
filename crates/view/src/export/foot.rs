//! What stands at a picture's foot: the address of the page with the run, to read and to scan. Where a picture travels alone, that is the
//! way back. Who makes the picture makes the code (`loopscope` does, the page does not): here it is squares that are drawn.

use super::text::text_width;

/// Pixels of a square of the code. A telephone that looks at another one's picture finds three each way.
const SQUARE: u32 = 3;
/// Squares that the code's standard keeps free around it.
const QUIET: u32 = 4;

/// An address, and its code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foot {
    address: String,
    /// Squares to a side.
    side: u32,
    /// The dark ones, as a path.
    path: String,
}

impl Foot {
    /// `side`: how many squares the code has to a side. `dark`: whether one is dark, by column and row, both from 0.
    #[must_use]
    pub fn new(address: &str, side: u32, dark: impl Fn(u32, u32) -> bool) -> Self {
        let mut path = String::new();
        for row in 0..side {
            let mut column = 0;
            while column < side {
                let begin = column;
                while column < side && dark(column, row) {
                    column += 1;
                }
                let length = column - begin;
                if length > 0 {
                    path.push_str(&format!("M{} {}h{length}v1h-{length}z", begin + QUIET, row + QUIET));
                }
                column += 1;
            }
        }
        Foot { address: address.to_owned(), side, path }
    }

    /// How wide and high the code is with what is free around it, in pixels.
    pub(super) fn code_side(&self) -> i32 {
        (SQUARE * (self.side + 2 * QUIET)) as i32
    }

    /// In pixels.
    pub(super) fn height(&self) -> i32 {
        self.code_side()
    }

    /// The code, dark on light in every theme, as many readers of codes know no other.
    pub(super) fn code_at(&self, x: i32, y: i32) -> String {
        let (side, path) = (self.side + 2 * QUIET, &self.path);
        format!(
            "<g transform=\"translate({x} {y}) scale({SQUARE})\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></g>\n"
        )
    }

    /// The address in lines of at most this width, in pixels.
    pub(super) fn lines(&self, width: f64) -> Vec<String> {
        let mut lines = vec![String::new()];
        let mut left = width;
        for char in self.address.chars() {
            // A monospaced letter.
            let wide = text_width(char.encode_utf8(&mut [0; 4]), 12.0);
            if wide > left && lines.last().is_some_and(|line| !line.is_empty()) {
                lines.push(String::new());
                left = width;
            }
            left -= wide;
            if let Some(line) = lines.last_mut() {
                line.push(char);
            }
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_squares_of_a_row_that_touch_are_one_piece() {
        let foot = Foot::new("a", 3, |column, row| row == 0 || column == 2);
        assert_eq!(foot.path, "M4 4h3v1h-3zM6 5h1v1h-1zM6 6h1v1h-1z");
        assert_eq!(foot.code_side(), 33);
    }

    #[test]
    fn a_long_address_is_broken_anywhere() {
        let foot = Foot::new("https://host.example/", 1, |_, _| true);
        assert_eq!(foot.lines(80.0), ["https://hos", "t.example/"]);
        assert_eq!(foot.lines(1.0).concat(), "https://host.example/");
    }
}
