//! A letter as a document for Word and LibreOffice, which an office may still change: one A4 page. What stands on it is
//! in `sheet`, how tightly in `fit`.

use std::io::{self, Cursor};

use docx_rs::{
    AlignmentType, Docx, Header, LineSpacing, LineSpacingType, PageMargin, Paragraph,
    ParagraphBorder, ParagraphBorderPosition, ParagraphBorders, Run, RunFonts, SpecialIndentType,
    Table, TableCell, TableCellMargins, TableLayoutType, TableRow, TextBorder, WidthType,
};

use super::body;
use super::fit::{Fit, HEAD, INDENT, LEFT_COLUMN, LEFT_MARGIN, MARGIN, MOTTO, RULE, gap_above};
use super::sheet::{COPIES, DRAFT, STATE, STATE_MOTTO, Sheet};
use super::width::width;

/// Media type of such a document.
pub const DOCX_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// The typeface of official documents (NĐ 30/2020/NĐ-CP, Phụ lục I).
pub const FONT: &str = "Times New Roman";
/// Twentieths of a point in a point, the measure of Word.
const TWIPS: u32 = 20;
/// A single line in Word's measure.
const SINGLE: u32 = 240;
/// How long the rule under the agency is, in hundredths of the line above: between a third and a half.
const RULE_LENGTH: u32 = 42;

/// The document.
///
/// # Errors
/// Nothing but a failure of the library that packs it.
pub fn docx(sheet: &Sheet) -> io::Result<Vec<u8>> {
    let fit = sheet.fit_or_tightest();
    let font = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT);
    let day = format!("{}T00:00:00+07:00", sheet.day);
    let document = Docx::new()
        .created_at(&day)
        .updated_at(&day)
        .page_size(twips_of_mm(210), twips_of_mm(297))
        .page_margin(margins(fit))
        .default_fonts(font.east_asia(FONT))
        .default_size(half_points(fit.size))
        .add_table(head(sheet, fit))
        .add_paragraph(title(sheet, fit));
    let unbroken = sheet.basis.iter().map(|part| part.replace(' ', "\u{a0}"));
    let basis = unbroken.collect::<Vec<_>>().join(" ");
    let basis = centred(run(&basis, 13).italic());
    let document = document.add_paragraph(spaced(basis, 0, fit.gap, 100));
    let parts = sheet.body.iter().map(|part| paragraph(part, fit));
    let document = parts.fold(document, Docx::add_paragraph);
    let document = document.add_table(foot(sheet, fit)).add_paragraph(end());
    let document = if sheet.is_draft {
        document.header(Header::new().add_paragraph(mark()))
    } else {
        document
    };
    let mut file = Cursor::new(Vec::new());
    document.pack(&mut file).map_err(io::Error::other)?;
    Ok(file.into_inner())
}

/// The margins of a sheet.
pub fn margins(fit: &Fit) -> PageMargin {
    PageMargin {
        top: signed(twips_of_mm(MARGIN)),
        bottom: signed(twips_of_mm(MARGIN)),
        left: signed(twips_of_mm(LEFT_MARGIN)),
        right: signed(twips_of_mm(fit.right_margin)),
        header: signed(twips_of_mm(9)),
        footer: signed(twips_of_mm(10)),
        gutter: 0,
    }
}

/// The mark of a draft stands in the margin, so that nothing moves when the letter is issued.
pub fn mark() -> Paragraph {
    let border = TextBorder::new().size(8).space(1);
    let mark = run(&format!("\u{a0}{DRAFT}\u{a0}"), 14).bold();
    Paragraph::new().add_run(mark.text_border(border))
}

/// Agency and number on the left, state, place and day on the right.
pub fn head(sheet: &Sheet, fit: &Fit) -> Table {
    let above = sheet.above.iter().map(|line| run(line, HEAD));
    let issuer = sheet.issuer.iter().map(|line| run(line, HEAD).bold());
    let mut agency: Vec<Paragraph> = above.chain(issuer).map(centred).collect();
    let last = sheet.issuer.last().map_or("", String::as_str);
    let under_agency = width(last, true) * HEAD * RULE_LENGTH / 100;
    agency.push(rule(under_agency, LEFT_COLUMN));

    let state = vec![
        centred(run(STATE, HEAD).bold()),
        centred(run(STATE_MOTTO, MOTTO).bold()),
        rule(width(STATE_MOTTO, true) * MOTTO, fit.right_column()),
    ];

    let number = vec![centred(run(&sheet.number, 13))];
    let day = vec![centred(run(&sheet.place_and_day, 13).italic())];
    columns(vec![(agency, state), (number, day)], fit)
}

fn title(sheet: &Sheet, fit: &Fit) -> Paragraph {
    spaced(centred(run(sheet.title, 14).bold()), fit.gap, 0, 100)
}

fn paragraph(part: &body::Paragraph, fit: &Fit) -> Paragraph {
    let words = run(part.text(), fit.size);
    let indent = Some(SpecialIndentType::FirstLine(signed(
        twips_of_mm(INDENT) / 100,
    )));
    let text = |words| {
        let text = Paragraph::new().add_run(words).align(AlignmentType::Both);
        text.indent(None, indent, None, None)
    };
    let set = match part {
        body::Paragraph::Addressee(_) | body::Paragraph::Address(_) => centred(words),
        body::Paragraph::Promise(_) => centred(words.bold()),
        body::Paragraph::Text(_) => text(words),
    };
    spaced(set, gap_above(part), 0, fit.leading)
}

/// Copies on the left, signature on the right.
pub fn foot(sheet: &Sheet, fit: &Fit) -> Table {
    let mut copies = vec![Paragraph::new().add_run(run(COPIES, 12).bold().italic())];
    let lines = sheet.copies.iter().map(|line| run(line, 11));
    copies.extend(lines.map(|line| Paragraph::new().add_run(line)));

    let capacity = sheet.capacity.iter();
    let mut signature: Vec<Paragraph> = capacity
        .map(|line| centred(run(line, fit.size).bold()))
        .collect();
    let name = centred(run(&sheet.signer, fit.size).bold());
    signature.push(spaced(name, fit.signature, 0, 100));
    if let Some(first) = signature.first_mut() {
        *first = spaced(first.clone(), fit.gap, 0, 100);
    }
    if let Some(first) = copies.first_mut() {
        *first = spaced(first.clone(), fit.gap, 0, 100);
    }
    columns(vec![(copies, signature)], fit)
}

/// Rows of two columns without lines.
fn columns(rows: Vec<(Vec<Paragraph>, Vec<Paragraph>)>, fit: &Fit) -> Table {
    let widths = [LEFT_COLUMN, fit.right_column()].map(|mm| size(twips_of_mm(mm)));
    let [left_width, right_width] = widths;
    let cell = |lines: Vec<Paragraph>, width: usize| {
        let cell = TableCell::new().width(width, WidthType::Dxa);
        lines.into_iter().fold(cell, TableCell::add_paragraph)
    };
    let rows = rows
        .into_iter()
        .map(|(left, right)| TableRow::new(vec![cell(left, left_width), cell(right, right_width)]));
    Table::without_borders(rows.collect())
        .set_grid(widths.to_vec())
        .width(left_width + right_width, WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(0, 0, 0, 0))
}

/// A line in the middle of a column, as long as told in thousandths of a point.
pub fn rule(length: u32, column: u32) -> Paragraph {
    let column = twips_of_mm(column);
    let beside = column.saturating_sub(length * TWIPS / 1_000) / 2;
    let border = ParagraphBorder::new(ParagraphBorderPosition::Top).size(6);
    let mut line = Paragraph::new().indent(Some(signed(beside)), None, Some(signed(beside)), None);
    line.property = line
        .property
        .set_borders(ParagraphBorders::with_empty().set(border));
    line.line_spacing(low(RULE - 2)).add_run(run("", 1))
}

/// What Word wants behind a table, as low as it can be.
pub fn end() -> Paragraph {
    Paragraph::new().line_spacing(low(1)).add_run(run("", 1))
}

fn low(points: u32) -> LineSpacing {
    let line = LineSpacing::new().line_rule(LineSpacingType::Exact);
    line.line(signed(points * TWIPS)).before(2 * TWIPS).after(0)
}

/// A paragraph with room above and below, in points, and lines in hundredths of a single one.
pub fn spaced(paragraph: Paragraph, before: u32, after: u32, leading: u32) -> Paragraph {
    let spacing = LineSpacing::new().line_rule(LineSpacingType::Auto);
    let spacing = spacing.line(signed(SINGLE * leading / 100));
    paragraph.line_spacing(spacing.before(before * TWIPS).after(after * TWIPS))
}

/// Words in the middle.
pub fn centred(words: Run) -> Paragraph {
    let paragraph = Paragraph::new().add_run(words).align(AlignmentType::Center);
    spaced(paragraph, 0, 0, 100)
}

/// Words of a size in points. Signs that XML does not know, and breaks of lines, are spaces.
pub fn run(text: &str, points: u32) -> Run {
    let text = text.replace(char::is_control, " ");
    Run::new().add_text(text).size(half_points(points))
}

/// A size in points in the measure of Word.
pub fn half_points(points: u32) -> usize {
    size(points * 2)
}

/// Millimetres in the measure of Word.
pub const fn twips_of_mm(mm: u32) -> u32 {
    mm * 1_440 * 10 / 254
}

fn size(value: u32) -> usize {
    usize::try_from(value).unwrap_or(usize::MAX)
}

fn signed(value: u32) -> i32 {
    i32::try_from(value).unwrap_or(i32::MAX)
}
