//! The pages as somebody has looked at them and found them right: pictures in `tests/paper/pages`. A page is held against
//! its picture in squares, so that another version of a program, which draws letters a little otherwise, passes, and
//! whatever moved or is missing does not.

use std::fs;
use std::path::{Path, PathBuf};

use image::GrayImage;

use super::office::run;
use super::printed::Printed;

/// Dots of an inch in the pictures.
const DPI: &str = "72";
/// Side of a square in dots, a little less than a line of text is high.
const SQUARE: u32 = 12;
/// By so much of 255 the grey of a square may be off.
const TOLERANCE: f64 = 40.0;

/// Holds a page against its picture. Where there is none, or it looks otherwise: which file to look at and where to put it.
pub fn unlike_before(name: &str, printed: &Printed) -> Option<String> {
    let page = printed.pdf.with_extension("");
    let arguments = ["-png", "-gray", "-singlefile", "-r", DPI];
    let mut arguments: Vec<_> = arguments.iter().map(Into::into).collect();
    arguments.extend([printed.pdf.clone().into(), page.clone().into()]);
    run("pdftoppm", &arguments);
    let (new, kept) = (
        page.with_extension("png"),
        folder().join(format!("{name}.png")),
    );
    let off = match kept.exists() {
        true => farthest(&grey(&new), &grey(&kept)),
        false => f64::INFINITY,
    };
    (off > TOLERANCE).then(|| {
        format!(
            "{name} looks otherwise (by {off:.0} of 255). Look at it; if it is right:\n  cp {} {}\n",
            new.display(),
            kept.display()
        )
    })
}

/// The names of all pictures.
pub fn kept() -> Vec<String> {
    let files = fs::read_dir(folder()).unwrap();
    let names = files.map(|file| file.unwrap().path());
    let mut names: Vec<String> = names
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/paper/pages")
}

fn grey(file: &Path) -> GrayImage {
    image::open(file).unwrap().into_luma8()
}

/// By how much the two squares differ that differ most.
fn farthest(one: &GrayImage, other: &GrayImage) -> f64 {
    if one.dimensions() != other.dimensions() {
        return f64::INFINITY;
    }
    let (width, height) = one.dimensions();
    let squares = (0..height / SQUARE)
        .flat_map(|row| (0..width / SQUARE).map(move |column| (column * SQUARE, row * SQUARE)));
    let differences = squares.map(|at| (mean(one, at) - mean(other, at)).abs());
    differences.fold(0.0, f64::max)
}

fn mean(image: &GrayImage, (left, top): (u32, u32)) -> f64 {
    let dots =
        (0..SQUARE).flat_map(|down| (0..SQUARE).map(move |right| (left + right, top + down)));
    let sum: f64 = dots
        .map(|(x, y)| f64::from(image.get_pixel(x, y).0[0]))
        .sum();
    sum / f64::from(SQUARE * SQUARE)
}

#[test]
fn what_moved_or_is_missing_is_seen() {
    let mut page = GrayImage::from_pixel(120, 120, image::Luma([255]));
    for x in 10..110 {
        for y in [40, 41, 45, 46] {
            page.put_pixel(x, y, image::Luma([0]));
        }
    }
    let mut moved = GrayImage::from_pixel(120, 120, image::Luma([255]));
    image::imageops::replace(&mut moved, &page, 0, 12);
    assert!(farthest(&page, &moved) > TOLERANCE);
    assert!(farthest(&page, &GrayImage::from_pixel(120, 120, image::Luma([255]))) > TOLERANCE);
    let mut drawn = GrayImage::from_pixel(120, 120, image::Luma([255]));
    image::imageops::replace(&mut drawn, &page, 1, 0);
    assert!(farthest(&page, &drawn) < TOLERANCE);
}
