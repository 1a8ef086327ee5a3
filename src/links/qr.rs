//! QR drawings (pure): one black path on white as SVG, or a PNG, both with the quiet zone that readers need.

use std::io::Cursor;

use image::{GrayImage, ImageFormat, Luma};
use maud::{Markup, PreEscaped};
use qrcode::{Color, EcLevel, QrCode};

use crate::error::{AppError, AppResult};

/// Modules of white around the code (ISO 18004).
const QUIET: usize = 4;

/// How much of a code may be damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// 15 %: on a screen.
    Screen,
    /// 25 %: on paper that hangs or stands for months.
    Paper,
}

/// A code that can be drawn.
pub struct Qr {
    dark: Vec<bool>,
    width: usize,
}

impl Qr {
    /// The smallest code for a text; runs of capitals and digits take less room.
    ///
    /// # Errors
    /// The text is too long for any code.
    pub fn new(text: &str, strength: Strength) -> AppResult<Self> {
        let code = draw(text, strength)?;
        let width = code.width();
        let dark = code.into_colors();
        let dark = dark.into_iter().map(|colour| colour == Color::Dark);
        Ok(Self {
            dark: dark.collect(),
            width,
        })
    }

    /// Modules on a side, quiet zone included.
    pub fn modules(&self) -> usize {
        self.width + 2 * QUIET
    }

    /// The drawing inside a page. A page's style gives its size; the text beside it says where it leads.
    pub fn svg(&self) -> Markup {
        self.svg_element("")
    }

    /// The drawing as a file of its own.
    pub fn svg_file(&self) -> String {
        self.svg_element(" xmlns=\"http://www.w3.org/2000/svg\"")
            .into_string()
    }

    /// The drawing as a PNG of `size` pixels on a side. Every module has the same whole number of pixels; what is
    /// left over widens the quiet zone.
    ///
    /// # Errors
    /// The encoder fails.
    pub fn png(&self, size: u32) -> AppResult<Vec<u8>> {
        let modules = u32::try_from(self.modules()).map_err(AppError::internal)?;
        let size = size.max(modules);
        let scale = size / modules;
        let margin = (size - scale * modules) / 2;
        let module_at = |pixel: u32| {
            let from_edge = pixel.checked_sub(margin)? / scale;
            (from_edge as usize).checked_sub(QUIET)
        };
        let picture = GrayImage::from_fn(size, size, |x, y| {
            let dark = match (module_at(x), module_at(y)) {
                (Some(column), Some(row)) => self.is_dark(column, row),
                _ => false,
            };
            Luma([if dark { 0 } else { 255 }])
        });
        let mut bytes = Cursor::new(Vec::new());
        picture
            .write_to(&mut bytes, ImageFormat::Png)
            .map_err(AppError::internal)?;
        Ok(bytes.into_inner())
    }

    fn svg_element(&self, attributes: &str) -> Markup {
        let side = self.modules();
        let path = self.path();
        PreEscaped(format!(
            "<svg{attributes} class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
             aria-hidden=\"true\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/>\
             <path d=\"{path}\"/></svg>"
        ))
    }

    /// Each run of dark modules in a row as one rectangle.
    fn path(&self) -> String {
        let mut path = String::new();
        for (row, modules) in self.dark.chunks(self.width).enumerate() {
            let mut column = 0;
            for run in modules.chunk_by(|a, b| a == b) {
                if run.first() == Some(&true) {
                    let (x, y, length) = (column + QUIET, row + QUIET, run.len());
                    path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
                }
                column += run.len();
            }
        }
        path
    }

    fn is_dark(&self, column: usize, row: usize) -> bool {
        column < self.width && self.dark.get(row * self.width + column) == Some(&true)
    }
}

fn draw(text: &str, strength: Strength) -> AppResult<QrCode> {
    let level = match strength {
        Strength::Screen => EcLevel::M,
        Strength::Paper => EcLevel::Q,
    };
    QrCode::with_error_correction_level(text, level)
        .map_err(|_| AppError::Unprocessable("the address is too long for a QR code".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ADDRESS: &str = "HTTPS://HAILONG.TANBINH.VN/Q/7Q4MK2";

    fn decode(png: &[u8]) -> String {
        let picture = image::load_from_memory(png).expect("a PNG").to_luma8();
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
            picture.get_pixel(x as u32, y as u32).0[0]
        });
        let grids = prepared.detect_grids();
        assert_eq!(grids.len(), 1);
        let (_, text) = grids[0].decode().expect("a readable code");
        text
    }

    #[test]
    fn capitals_make_a_smaller_code() {
        let modules = |text: &str| Qr::new(text, Strength::Paper).expect("a code").width;
        // Version 3 in alphanumeric mode, version 4 in byte mode.
        assert_eq!(modules(ADDRESS), 29);
        assert_eq!(modules(&ADDRESS.to_lowercase()), 33);
        let on_screen = Qr::new(ADDRESS, Strength::Screen).expect("a code");
        assert_eq!(on_screen.width, 25);
    }

    #[test]
    fn a_png_reads_back_as_the_address_at_every_size() {
        for text in [ADDRESS, "https://tinh.vn/hailong/kiosk#token=aB-_9"] {
            let qr = Qr::new(text, Strength::Paper).expect("a code");
            for size in [150, 400, 1181] {
                let png = qr.png(size).expect("a PNG");
                let picture = image::load_from_memory(&png).expect("a PNG");
                assert_eq!((picture.width(), picture.height()), (size, size));
                assert_eq!(decode(&png), text);
            }
        }
    }

    #[test]
    fn four_modules_around_the_code_are_white() {
        let qr = Qr::new(ADDRESS, Strength::Paper).expect("a code");
        let scale = 10;
        let png = qr.png(37 * scale).expect("a PNG");
        let picture = image::load_from_memory(&png).expect("a PNG").to_luma8();
        let dark = |x: u32, y: u32| picture.get_pixel(x, y).0[0] == 0;
        let (quiet, side) = (4 * scale, 37 * scale);
        for (x, y, _) in picture.enumerate_pixels() {
            let inside = |at: u32| (quiet..side - quiet).contains(&at);
            assert!(!dark(x, y) || (inside(x) && inside(y)), "{x} {y}");
        }
        assert!(dark(quiet, quiet) && dark(side - quiet - 1, quiet));
    }

    #[test]
    fn the_svg_draws_the_same_modules_as_the_png() {
        let qr = Qr::new(ADDRESS, Strength::Paper).expect("a code");
        let svg = qr.svg().into_string();
        assert!(svg.contains("viewBox=\"0 0 37 37\""), "{svg}");
        // The first row of the code: a finder pattern is seven dark modules wide.
        assert!(svg.contains("<path d=\"M4 4h7v1h-7z"), "{svg}");
        let mut drawn = std::collections::BTreeSet::new();
        for run in qr.path().split('M').skip(1) {
            let (corner, rest) = run.split_once('h').expect("a run");
            let (x, y) = corner.split_once(' ').expect("a corner");
            let (length, _) = rest.split_once('v').expect("a length");
            let [x, y, length] = [x, y, length].map(|text| text.parse().expect("a number"));
            drawn.extend((0..length).map(|step: usize| (x + step, y)));
        }
        let dark = (0..qr.width * qr.width)
            .filter(|at| qr.dark[*at])
            .map(|at| (at % qr.width + QUIET, at / qr.width + QUIET));
        assert_eq!(drawn, dark.collect());
        assert!(qr.svg_file().starts_with("<svg xmlns="));
    }

    #[test]
    fn a_text_too_long_for_a_code_is_an_error() {
        assert!(Qr::new(&"A".repeat(5000), Strength::Paper).is_err());
    }
}
