//! Text tables: CSV as spreadsheets and scripts write it, with the line in the file that each row starts on.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::{Line, Refusal, cleaned, whole_file};

/// Reads text separated by comma, semicolon or tab, whichever the first line has most of, or by what a line
/// `sep=;` at the start says. UTF-8, or UTF-16 with its mark, as Excel writes "Unicode text".
///
/// # Errors
/// The bytes are no such text, or a quotation mark is left open.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Line>, Refusal> {
    let mut lines: Vec<Line> = Vec::new();
    each(bytes, |line, record| {
        lines.push((line, record.iter().map(|cell| Ok(cleaned(cell))).collect()));
        ControlFlow::Continue(())
    })?;
    Ok(lines)
}

/// The same record by record, until `take` has enough.
///
/// # Errors
/// As `read`; what came before was taken.
pub(super) fn each(
    bytes: &[u8],
    mut take: impl FnMut(u64, &csv::StringRecord) -> ControlFlow<()>,
) -> Result<(), Refusal> {
    let bytes = &*as_utf8(bytes)?;
    let told = told_delimiter(bytes);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(told.unwrap_or_else(|| delimiter_of(bytes)))
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut counter = LineCounter::new(bytes);
    let mut last = (0, 0);
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|error| refusal_of(&error, &mut counter))?
    {
        let line = counter.line_of(record.position());
        last = (line, record.position().map_or(0, csv::Position::byte));
        if (line > 1 || told.is_none()) && take(line, &record).is_break() {
            return Ok(());
        }
    }
    let (line, start) = last;
    if is_left_open(bytes, start) {
        let reason = "a quotation mark is opened here or below and never closed";
        return Err(Refusal::new(line, "", reason));
    }
    Ok(())
}

fn as_utf8(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Refusal> {
    match bytes {
        [0xef, 0xbb, 0xbf, text @ ..] => Ok(Cow::Borrowed(text)),
        [0xff, 0xfe, text @ ..] => from_utf16(text, u16::from_le_bytes).map(Cow::Owned),
        [0xfe, 0xff, text @ ..] => from_utf16(text, u16::from_be_bytes).map(Cow::Owned),
        text if text.contains(&0) => Err(whole_file(
            "the file is no text, or UTF-16 without its mark; save it as CSV UTF-8",
        )),
        text => Ok(Cow::Borrowed(text)),
    }
}

fn from_utf16(text: &[u8], read: fn([u8; 2]) -> u16) -> Result<Vec<u8>, Refusal> {
    let (pairs, rest) = text.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
    match String::from_utf16(&units) {
        Ok(text) if rest.is_empty() => Ok(text.into_bytes()),
        _ => Err(whole_file(
            "the text is broken UTF-16; save it as CSV UTF-8",
        )),
    }
}

/// What Excel is told by a first line `sep=;`, and we as well.
fn told_delimiter(bytes: &[u8]) -> Option<u8> {
    let first = bytes.split(|byte| *byte == b'\n').next()?;
    match first.trim_ascii_end() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
        _ => None,
    }
}

fn delimiter_of(bytes: &[u8]) -> u8 {
    let first = bytes
        .split(|byte| *byte == b'\n')
        .find(|line| !line.trim_ascii().is_empty())
        .unwrap_or_default();
    let count = |delimiter: u8| first.iter().filter(|byte| **byte == delimiter).count();
    // The last of equals wins: a comma where nothing else is.
    [b'\t', b';', b',']
        .into_iter()
        .max_by_key(|delimiter| count(*delimiter))
        .unwrap_or(b',')
}

/// A quotation mark that is never closed swallows the rest of the file into its cell, which the parser accepts.
fn is_left_open(bytes: &[u8], last_record: u64) -> bool {
    let start = usize::try_from(last_record).unwrap_or(usize::MAX);
    let record = bytes.get(start..).unwrap_or_default();
    record.iter().filter(|byte| **byte == b'"').count() % 2 == 1
}

fn refusal_of(error: &csv::Error, counter: &mut LineCounter) -> Refusal {
    let reason = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            "the text is not UTF-8 but perhaps Windows-1258 or TCVN3; save the file as CSV UTF-8 or .xlsx"
                .into()
        }
        _ => error.to_string(),
    };
    Refusal::new(counter.line_of(error.position()), "", reason)
}

/// Tells lines from byte positions. The parser's own count stands still at empty lines.
struct LineCounter<'a> {
    rest: &'a [u8],
    passed: u64,
    line: u64,
}

impl<'a> LineCounter<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self {
            rest: bytes,
            passed: 0,
            line: 1,
        }
    }

    /// Line of the first letter at or after a position; positions must not go back.
    fn line_of(&mut self, position: Option<&csv::Position>) -> u64 {
        let byte = position.map_or(0, csv::Position::byte);
        while let Some((first, rest)) = self.rest.split_first() {
            if self.passed >= byte && !matches!(first, b'\n' | b'\r') {
                break;
            }
            self.line += u64::from(*first == b'\n');
            self.passed += 1;
            self.rest = rest;
        }
        self.line
    }
}
