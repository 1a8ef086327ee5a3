//! A picture of a document: drawn once as SVG, which the printer's page shows as it is and Word gets as PNG. The typeface is
//! part of the program, so that the same picture is the same bytes on every machine.

use std::io;
use std::sync::{Arc, LazyLock};

use maud::{Markup, html};
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

/// Noto Sans, Latin and Vietnamese letters alone (SIL Open Font License, beside the files).
const TYPEFACE: [&[u8]; 2] = [
    include_bytes!("fonts/noto-sans.ttf"),
    include_bytes!("fonts/noto-sans-bold.ttf"),
];
/// Its name.
const FAMILY: &str = "Noto Sans";
/// Dots for each millimetre: 254 an inch.
const DOTS: u32 = 10;

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for face in TYPEFACE {
        fonts.load_font_data(face.to_vec());
    }
    Arc::new(fonts)
});

/// A drawing in tenths of a millimetre.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What stands under it.
    pub caption: String,
    /// What it shows, for whoever does not see it.
    pub title: String,
    /// Width and height in millimetres.
    size: (u32, u32),
    /// What is drawn.
    drawn: Markup,
}

impl Picture {
    /// A picture of a width and a height in millimetres; `drawn` is SVG in tenths of them.
    pub fn new(caption: String, title: String, size: (u32, u32), drawn: Markup) -> Self {
        Self {
            caption,
            title,
            size,
            drawn,
        }
    }

    /// Width and height in millimetres.
    pub fn size_mm(&self) -> (u32, u32) {
        self.size
    }

    /// The picture as it stands in a page.
    pub fn svg(&self) -> Markup {
        let (width, height) = self.size;
        html! {
            svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label=(self.title)
                width={ (width) "mm" } height={ (height) "mm" }
                viewBox={ "0 0 " (width * 10) " " (height * 10) } font-family=(FAMILY) {
                g aria-hidden="true" { (self.drawn) }
            }
        }
    }

    /// The picture for Word, as PNG on white.
    ///
    /// # Errors
    /// The library cannot draw it.
    pub fn png(&self) -> io::Result<Vec<u8>> {
        let options = Options {
            font_family: FAMILY.to_owned(),
            fontdb: Arc::clone(&FONTS),
            ..Options::default()
        };
        let tree = Tree::from_str(&self.svg().into_string(), &options).map_err(io::Error::other)?;
        let (width, height) = (self.size.0 * DOTS, self.size.1 * DOTS);
        let nothing = || io::Error::other("a picture without size");
        let mut sheet = Pixmap::new(width, height).ok_or_else(nothing)?;
        sheet.fill(Color::WHITE);
        let scale = width as f32 / tree.size().width();
        resvg::render(
            &tree,
            Transform::from_scale(scale, scale),
            &mut sheet.as_mut(),
        );
        sheet.encode_png().map_err(io::Error::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(words: &str) -> Picture {
        let drawn = html! { text x="10" y="60" font-size="40" { (words) } };
        Picture::new("Hình 1".into(), "Chữ".into(), (60, 10), drawn)
    }

    /// Letters are drawn by the typeface that comes with the program, and the same each time.
    #[test]
    fn vietnamese_letters_are_drawn_and_always_alike() {
        let blank = picture("").png().unwrap();
        let drawn = picture("Hài lòng ưỡẵ").png().unwrap();
        assert_eq!(drawn, picture("Hài lòng ưỡẵ").png().unwrap());
        assert_ne!(drawn, blank);
        assert_ne!(drawn, picture("Hai long uoa").png().unwrap());
        let read = image::load_from_memory(&drawn).unwrap();
        assert_eq!((read.width(), read.height()), (600, 100));
    }

    #[test]
    fn every_letter_of_vietnamese_has_a_shape() {
        let one = |letter: char| picture(&letter.to_string()).png().unwrap();
        let missing = one('\u{4e00}');
        for letter in "ăâđêôơưỳỵỷỹẠẶẸỆỌỘỢỤỰ–%".chars() {
            assert_ne!(one(letter), missing, "{letter}");
        }
    }
}
