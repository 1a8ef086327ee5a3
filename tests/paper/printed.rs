//! A page printed to PDF and read back from it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use data_encoding::BASE64;
use hailong::apologies::letter::{LetterPage, Sheet, docx};
use unicode_normalization::UnicodeNormalization;

use super::letters::{letter, page};
use super::office::{browser, run};

/// What came out.
pub struct Printed {
    pub pages: u32,
    /// Width and height of the paper, in points.
    pub size: [f64; 2],
    /// In the order in which they are read.
    pub words: Vec<Word>,
    /// The file.
    pub pdf: PathBuf,
}

/// A word and where it stands, in points from the upper left corner.
#[derive(Debug)]
pub struct Word {
    pub text: String,
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Printed {
    /// Its words, one space between them.
    pub fn text(&self) -> String {
        let words: Vec<&str> = self.words.iter().map(|word| word.text.as_str()).collect();
        words.join(" ").replace('\u{a0}', " ")
    }

    /// Its letters in the order of the alphabet: two columns may be read in either order, and a number that has a hyphen
    /// may be broken at it.
    pub fn sorted_letters(&self) -> String {
        let text = self.text();
        let mut letters: Vec<char> = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        letters.sort_unstable();
        letters.into_iter().collect()
    }

    fn read(pdf: &Path, typefaces: &[&str]) -> Self {
        let fonts = run("pdffonts", &[pdf.into()]);
        let is_one = typefaces.iter().any(|name| fonts.contains(name));
        assert!(is_one, "none of {typefaces:?} is there:\n{fonts}");
        let facts = run("pdfinfo", &[pdf.into()]);
        let fact = |name: &str| {
            let line = facts.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap().trim().to_owned()
        };
        let size = fact("Page size:");
        let mut size = size.split(' ').filter_map(|part| part.parse().ok());
        let boxes = run("pdftotext", &["-bbox".into(), pdf.into(), "-".into()]);
        Self {
            pages: fact("Pages:").parse().unwrap(),
            size: [size.next().unwrap(), size.next().unwrap()],
            words: boxes.lines().filter_map(Word::read).collect(),
            pdf: pdf.to_owned(),
        }
    }
}

impl Word {
    /// `<word xMin="85.0" yMin="56.7" xMax="92.1" yMax="70.0">Kính</word>`
    fn read(line: &str) -> Option<Self> {
        let rest = line.trim().strip_prefix("<word ")?;
        let (places, text) = rest.strip_suffix("</word>")?.split_once('>')?;
        let place = |name: &str| -> f64 {
            let (_, rest) = places.split_once(&format!("{name}=\"")).unwrap();
            rest.split('"').next().unwrap().parse().unwrap()
        };
        Some(Self {
            text: unescaped(text).nfc().collect(),
            left: place("xMin"),
            top: place("yMin"),
            right: place("xMax"),
            bottom: place("yMax"),
        })
    }
}

/// pdftotext writes XML.
fn unescaped(text: &str) -> String {
    let signs = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&amp;", "&"),
    ];
    let unescape = |text: String, (entity, sign): (&str, &str)| text.replace(entity, sign);
    signs.into_iter().fold(text.to_owned(), unescape)
}

/// One of these is what official papers are written in.
const OFFICIAL: &[&str] = &["LiberationSerif", "TimesNewRoman"];

/// Letters printed by the browser.
pub fn from_browser(names: &[&str]) -> Vec<(String, Printed)> {
    let folder = folder("browser");
    let printed = names.iter().map(|name| {
        let html = with_styles(&page(&letter(name)).into_string(), &LetterPage::SHEETS);
        let printed = print(&folder, (name, &html), OFFICIAL);
        ((*name).to_owned(), printed)
    });
    printed.collect()
}

/// A page printed by the browser, as a careful person does: without backgrounds.
pub fn print(folder: &Path, (name, html): (&str, &str), typefaces: &[&str]) -> Printed {
    let page = folder.join(format!("{name}.html"));
    fs::write(&page, html).unwrap();
    let pdf = page.with_extension("pdf");
    let mut to = OsString::from("--print-to-pdf=");
    to.push(&pdf);
    let mut profile = OsString::from("--user-data-dir=");
    profile.push(folder.join("profile"));
    let flags = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-pdf-header-footer",
    ];
    let mut arguments: Vec<OsString> = flags.iter().map(OsString::from).collect();
    arguments.extend([profile, to, page.into_os_string()]);
    run(browser(), &arguments);
    Printed::read(&pdf, typefaces)
}

/// Letters printed by LibreOffice, all in one go.
pub fn from_office(names: &[&str]) -> Vec<(String, Printed)> {
    let folder = folder("office");
    let files = names.iter().map(|name| {
        let file = folder.join(format!("{name}.docx"));
        let sheet = Sheet::of(&letter(name)).unwrap();
        fs::write(&file, docx(&sheet).unwrap()).unwrap();
        file
    });
    let files: Vec<PathBuf> = files.collect();
    let profile = folder.join("profile");
    let mut arguments: Vec<OsString> = vec![
        format!("-env:UserInstallation=file://{}", profile.display()).into(),
        "--headless".into(),
        "--convert-to".into(),
        "pdf".into(),
        "--outdir".into(),
        folder.into(),
    ];
    arguments.extend(files.iter().map(|file| file.clone().into_os_string()));
    run("soffice", &arguments);
    let pdfs = files.iter().map(|file| file.with_extension("pdf"));
    let printed = pdfs.map(|pdf| Printed::read(&pdf, OFFICIAL));
    names
        .iter()
        .map(|name| (*name).to_owned())
        .zip(printed)
        .collect()
}

/// A page with its style sheets and their typeface inside, as nobody serves it.
pub fn with_styles(html: &str, sheets: &[&str]) -> String {
    let statics = Path::new(env!("CARGO_MANIFEST_DIR")).join("static");
    let styles: String = sheets
        .iter()
        .map(|name| fs::read_to_string(statics.join(name)).unwrap())
        .collect();
    let typeface = fs::read(statics.join("fonts/noto-sans.woff2")).unwrap();
    let typeface = format!(
        "url(\"data:font/woff2;base64,{}\")",
        BASE64.encode(&typeface)
    );
    let styles: String = styles
        .lines()
        .map(
            |line| match line.split_once("url(\"/static/fonts/noto-sans.woff2") {
                Some((before, rest)) => {
                    let (_, after) = rest.split_once(')').unwrap();
                    format!("{before}{typeface}{after}\n")
                }
                None => format!("{line}\n"),
            },
        )
        .collect();
    html.replace("</head>", &format!("<style>{styles}</style></head>"))
}

/// An empty folder of a test of its own; tests run side by side.
pub fn folder(kind: &str) -> PathBuf {
    let test = std::thread::current()
        .name()
        .unwrap_or("letters")
        .to_owned();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("letters")
        .join(test)
        .join(kind);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}
