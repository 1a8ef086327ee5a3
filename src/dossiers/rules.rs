//! How a unit handles dossiers (pure): its hours, when it warns, in whose name it writes. A unit may set its own; these
//! are the usual ones.

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::hours::{OfficeHours, at};

/// What a unit may set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// What codes of dossiers begin with (TT 01/2018/TT-VPCP Điều 19); empty for the code of the unit.
    pub agency_code: String,
    /// When the desk is open.
    pub hours: OfficeHours,
    /// What comes after it is passed on the next working day (NĐ 61/2018/NĐ-CP Điều 18).
    pub cutoff: NaiveTime,
    /// Whether its days begin then, too.
    pub shift_after_cutoff: bool,
    /// Working days before its day from which a dossier is called soon late.
    pub soon: u32,
    /// Months after its end for which the applicant's data are kept.
    pub keep_months: u32,
    /// In whose name letters are written.
    pub letterhead: Letterhead,
}

/// The head and the foot of letters (NĐ 30/2020/NĐ-CP Phụ lục I). What is empty is made from the unit's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Letterhead {
    /// The authority above, if its name stands there.
    pub parent: String,
    /// Who issues the letter, in one or two lines.
    pub agency: String,
    /// The desk below it.
    pub desk: String,
    /// The place in front of the date.
    pub place: String,
    /// What follows the number: "PXL".
    pub symbol: String,
    /// In what capacity the leader signs, in one or two lines: "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH".
    pub capacity: String,
    /// Who signs, where it is not whoever approves.
    pub signer: String,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            agency_code: String::new(),
            hours: OfficeHours::default(),
            cutoff: at(15, 0),
            shift_after_cutoff: false,
            soon: 3,
            keep_months: 60,
            letterhead: Letterhead::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_were_stored_before_are_still_read() {
        let read: Rules = serde_json::from_str("{\"soon\":2}").expect("rules");
        assert_eq!(read.soon, 2);
        assert_eq!(read.cutoff, at(15, 0));
        let text = serde_json::to_string(&read).expect("JSON");
        assert_eq!(serde_json::from_str::<Rules>(&text).ok(), Some(read));
    }
}
