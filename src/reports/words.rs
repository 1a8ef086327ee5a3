//! What a report says beside its figures: to whom it goes, under which number, why things are as they are and what will be
//! done. It may be written before and after the figures are closed.

use chrono::NaiveDate;

use crate::dossiers::rules::Letterhead;

/// What a report says beside its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::report_words)]
pub struct Words {
    /// Number and signs: "12/BC-UBND"; empty before it has one.
    pub number: String,
    /// The day on which it is signed; nothing makes it a draft.
    pub signed_on: Option<NaiveDate>,
    /// To whom: "Sở Nội vụ tỉnh Gia Lai".
    pub recipient: String,
    /// Why, a paragraph each line.
    pub causes: String,
    /// What will be done, a paragraph each line.
    pub remedies: String,
    /// Who gets a copy, a line each.
    pub copies: String,
    /// In what capacity it is signed, a line each; empty for that of the unit's letters.
    pub capacity: String,
    /// Who signs; empty for who signs the unit's letters.
    pub signer: String,
    /// Grows with every change.
    pub version: i64,
}

impl Words {
    /// What a report of a unit begins with: the recipients and the signature of the one before, else those of any.
    pub fn begin(before: Option<Self>) -> Self {
        let before = before.unwrap_or_else(|| Self {
            copies: "- Như trên;\n- Lưu: VT.".to_owned(),
            ..Self::default()
        });
        Self {
            recipient: before.recipient,
            copies: before.copies,
            capacity: before.capacity,
            signer: before.signer,
            ..Self::default()
        }
    }

    /// The same; once it is signed, in what capacity and by whom is kept with it, so that it stays when others sign letters.
    #[must_use]
    pub fn signed_by(mut self, head: &Letterhead) -> Self {
        if self.is_signed() {
            for (own, other) in [
                (&mut self.capacity, &head.capacity),
                (&mut self.signer, &head.signer),
            ] {
                if own.is_empty() {
                    own.clone_from(other);
                }
            }
        }
        self
    }

    /// Whether it was signed: it has a number and a day.
    pub fn is_signed(&self) -> bool {
        !self.number.is_empty() && self.signed_on.is_some()
    }
}
