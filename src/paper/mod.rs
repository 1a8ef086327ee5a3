//! Official documents of several pages (NĐ 30/2020/NĐ-CP, Phụ lục I): what stands on them, the same for the printer and for
//! Word. They are always Vietnamese, as the law has it. Head and foot are those of letters. What a document says is the
//! business of the feature that writes it.

mod charts;
mod docx;
mod pages;

use crate::apologies::letter::Sheet;

pub use charts::Picture;
pub use docx::docx;
pub use pages::PaperPage;

/// A document of several pages.
pub struct Paper {
    /// Head and foot.
    pub sheet: Sheet,
    /// What it is about, under its title.
    pub subject: String,
    /// To whom it goes; empty where that stands under "Nơi nhận" alone.
    pub recipient: String,
    /// The legal basis, a line each.
    pub basis: Vec<String>,
    /// The text.
    pub blocks: Vec<Block>,
}

/// A part of the text.
pub enum Block {
    /// A heading: "I. MỤC ĐÍCH, YÊU CẦU".
    Heading(String),
    /// A paragraph.
    Text(String),
    /// A table.
    Table(Table),
    /// A picture.
    Picture(Picture),
}

/// A table.
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column of a table.
pub struct Column {
    /// What stands above it.
    pub head: String,
    /// Its width in millimetres.
    pub mm: u32,
    /// Whether its cells stand in the middle, as figures do.
    pub is_centred: bool,
}

impl Column {
    /// A column of words.
    pub fn words(head: impl Into<String>, mm: u32) -> Self {
        Self {
            head: head.into(),
            mm,
            is_centred: false,
        }
    }

    /// A column of figures.
    pub fn figures(head: impl Into<String>, mm: u32) -> Self {
        Self {
            is_centred: true,
            ..Self::words(head, mm)
        }
    }
}

/// A row of a table.
pub enum Row {
    /// The name of a part over the whole width.
    Part(String),
    /// Cells.
    Cells(Vec<String>),
}
