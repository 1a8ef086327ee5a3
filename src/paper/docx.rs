//! A document of several pages for Word and LibreOffice. Page numbers stand in the middle of the upper margin, but for the
//! first page (NĐ 30/2020/NĐ-CP, Phụ lục I).

use std::io::{self, Cursor};

use docx_rs::{
    AlignmentType, Docx, Header, PageNum, Paragraph, Pic, Run, RunFonts, Shading,
    SpecialIndentType, Table as WordTable, TableCell, TableCellMargins, TableLayoutType, TableRow,
    VAlignType, WidthType,
};

use super::{Block, Column, Paper, Picture, Row, Table};
use crate::apologies::letter::Fit;
use crate::apologies::letter::docx::{
    FONT, centred, end, foot, half_points, head, margins, mark, rule, run, spaced, twips_of_mm,
};

/// Size of the letters in tables, in points.
const TABLE: u32 = 12;
/// Size of the letters in the text, in points.
const BODY: u32 = 14;
/// Word's measure of pictures in a millimetre.
const EMU_OF_MM: u32 = 36_000;
/// Width of the text in millimetres, and of the line under what a document is about in thousandths of a point: a third of it.
const TEXT_WIDTH: u32 = 160;
const RULE: u32 = 150_000;
/// Indent of a first line, in twentieths of a point: 1,27 cm.
const INDENT: i32 = 720;

/// The document.
///
/// # Errors
/// Nothing but a failure of the library that packs it.
pub fn docx(paper: &Paper) -> io::Result<Vec<u8>> {
    let (sheet, fit) = (&paper.sheet, Fit::OF_PAGES);
    let font = RunFonts::new().ascii(FONT).hi_ansi(FONT).cs(FONT);
    let day = format!("{}T00:00:00+07:00", sheet.day);
    let numbered = Paragraph::new()
        .align(AlignmentType::Center)
        .add_page_num(PageNum::new());
    let first = match sheet.is_draft {
        true => Header::new().add_paragraph(mark()),
        false => Header::new().add_paragraph(Paragraph::new()),
    };
    let document = Docx::new()
        .created_at(&day)
        .updated_at(&day)
        .page_size(twips_of_mm(210), twips_of_mm(297))
        .page_margin(margins(fit))
        .default_fonts(font.east_asia(FONT))
        .default_size(half_points(BODY))
        .header(Header::new().add_paragraph(numbered))
        .first_header(first)
        .add_table(head(sheet, fit))
        .add_paragraph(spaced(centred(run(sheet.title, BODY).bold()), 18, 0, 100))
        .add_paragraph(spaced(centred(run(&paper.subject, BODY).bold()), 0, 2, 100))
        .add_paragraph(rule(RULE, TEXT_WIDTH));
    let document = match paper.recipient.as_str() {
        "" => document,
        recipient => {
            let words = run(&format!("Kính gửi: {recipient}"), BODY);
            document.add_paragraph(spaced(centred(words), 8, 8, 100))
        }
    };
    let basis = paper.basis.iter();
    let basis = basis.map(|line| spaced(body(line, true), 6, 0, 100));
    let document = basis.fold(document, Docx::add_paragraph);
    let mut pictures = 0;
    let document = paper.blocks.iter().try_fold(document, |document, block| {
        pictures += u32::from(matches!(block, Block::Picture(_)));
        add(document, block, pictures)
    })?;
    let document = document.add_table(foot(sheet, fit)).add_paragraph(end());
    let mut file = Cursor::new(Vec::new());
    document.pack(&mut file).map_err(io::Error::other)?;
    Ok(file.into_inner())
}

fn add(document: Docx, block: &Block, pictures: u32) -> io::Result<Docx> {
    Ok(match block {
        Block::Heading(words) => {
            let heading = Paragraph::new().add_run(run(words, BODY).bold());
            document.add_paragraph(spaced(heading.keep_next(true), 12, 6, 100))
        }
        Block::Text(words) => document.add_paragraph(spaced(body(words, false), 6, 3, 115)),
        Block::Table(of) => document.add_table(table(of)).add_paragraph(end()),
        Block::Picture(of) => {
            let caption = centred(run(&of.caption, TABLE).italic());
            document
                .add_paragraph(spaced(picture(of, pictures)?.keep_next(true), 6, 0, 100))
                .add_paragraph(spaced(caption, 3, 6, 100))
        }
    })
}

/// The number makes the picture's name in the file, which would otherwise be another each time.
fn picture(of: &Picture, number: u32) -> io::Result<Paragraph> {
    let (width, height) = of.size_mm();
    let drawn = Pic::new_with_dimensions(of.png()?, 0, 0)
        .id(format!("rIdPicture{number}"))
        .size(width * EMU_OF_MM, height * EMU_OF_MM);
    Ok(centred(Run::new().add_image(drawn)))
}

fn body(words: &str, is_slanted: bool) -> Paragraph {
    let words = run(words, BODY);
    let words = if is_slanted { words.italic() } else { words };
    let first = Some(SpecialIndentType::FirstLine(INDENT));
    Paragraph::new()
        .add_run(words)
        .align(AlignmentType::Both)
        .indent(None, first, None, None)
}

fn table(of: &Table) -> WordTable {
    let widths: Vec<usize> = of.columns.iter().map(|column| twips(column.mm)).collect();
    let heads = of.columns.iter().zip(&widths);
    let heads = heads.map(|(column, width)| {
        let words = centred(run(&column.head, TABLE).bold());
        let cell = TableCell::new().width(*width, WidthType::Dxa);
        cell.vertical_align(VAlignType::Center).add_paragraph(words)
    });
    let top = TableRow::new(heads.collect()).cant_split();
    let rows = of.rows.iter().map(|line| row(line, &of.columns, &widths));
    WordTable::new(std::iter::once(top).chain(rows).collect())
        .set_grid(widths.clone())
        .width(widths.iter().sum(), WidthType::Dxa)
        .layout(TableLayoutType::Fixed)
        .margins(TableCellMargins::new().margin(40, 80, 40, 80))
}

fn row(of: &Row, columns: &[Column], widths: &[usize]) -> TableRow {
    match of {
        Row::Part(name) => {
            let words = Paragraph::new().add_run(run(name, TABLE).bold());
            let cell = TableCell::new()
                .width(widths.iter().sum(), WidthType::Dxa)
                .grid_span(widths.len())
                .shading(Shading::new().fill("F2F2F2"))
                .add_paragraph(words.keep_next(true));
            TableRow::new(vec![cell]).cant_split()
        }
        Row::Cells(cells) => {
            let cells = cells.iter().zip(columns).zip(widths);
            let cells = cells.map(|((text, column), width)| {
                let words = Paragraph::new().add_run(run(text, TABLE));
                let words = match column.is_centred {
                    true => words.align(AlignmentType::Center),
                    false => words,
                };
                let cell = TableCell::new().width(*width, WidthType::Dxa);
                cell.add_paragraph(words)
            });
            TableRow::new(cells.collect()).cant_split()
        }
    }
}

fn twips(mm: u32) -> usize {
    usize::try_from(twips_of_mm(mm)).unwrap_or(usize::MAX)
}
