//! One apology: what is stored of it, and which one a dossier is owed (pure).

use chrono::NaiveDateTime;

use crate::dossiers::{Dossier, State as Dealt};

crate::text_enum! {
    /// What is apologised for.
    pub enum Kind {
        /// The result is late, or will be: with one new day, or after it was given.
        Late => "late",
        /// The new day was missed, too. No third day may be promised (NĐ 61/2018/NĐ-CP Điều 19 khoản 9): an exception that
        /// the chairman answers for.
        LateAgain => "late_again",
        /// Something was wrong, lost or damaged (NĐ 61/2018/NĐ-CP Điều 21 khoản 2).
        Error => "error",
    }
}

crate::text_enum! {
    /// How far an apology is.
    pub enum State {
        /// It waits for the leader.
        Waiting => "waiting",
        /// The leader sent it back.
        Returned => "returned",
        /// It has its number and waits to be handed over.
        Issued => "issued",
        /// The applicant has it.
        HandedOver => "handed_over",
        /// It was given up before it had a number.
        Withdrawn => "withdrawn",
    }
}

crate::text_enum! {
    /// How the letter reached the applicant.
    pub enum HandedWay {
        /// At the desk or at home.
        InPerson => "in_person",
        /// By post.
        Post => "post",
        /// By e-mail.
        Email => "email",
        /// Through the gateway: SMS, Zalo.
        Gateway => "gateway",
        /// Read out on the telephone.
        Phone => "phone",
    }
}

crate::text_enum! {
    /// Why it came to this, for the register and for the public; the letter has own words besides.
    pub enum Reason {
        /// More dossiers than hands.
        Overload => "overload",
        /// Another agency has not answered.
        OtherAgency => "other_agency",
        /// Something has to be looked into on the spot.
        Verification => "verification",
        /// The software or the line failed.
        System => "system",
        /// The officer was ill, away or new.
        Staff => "staff",
        /// Put aside, forgotten, passed on too late.
        Oversight => "oversight",
        /// A mistake in the result.
        Mistake => "mistake",
        /// Papers were lost or damaged.
        Loss => "loss",
        /// The applicant was told something wrong.
        Guidance => "guidance",
        /// Something else, in own words.
        Other => "other",
    }
}

impl Reason {
    /// Whether it explains an apology of this kind.
    pub const fn fits(self, kind: Kind) -> bool {
        let of_errors = matches!(self, Self::Mistake | Self::Loss | Self::Guidance);
        match kind {
            Kind::Error => {
                of_errors || matches!(self, Self::System | Self::Oversight | Self::Other)
            }
            Kind::Late | Kind::LateAgain => !of_errors || matches!(self, Self::Loss),
        }
    }
}

/// An apology as it is kept. Moments are UTC.
#[derive(Clone, Debug, PartialEq, Eq, diesel::Queryable, diesel::Selectable)]
#[diesel(table_name = crate::db::schema::apologies)]
pub struct Apology {
    /// Row.
    pub id: i64,
    /// The unit in whose name it is written.
    pub unit_id: i64,
    /// The dossier.
    pub dossier_id: i64,
    /// For what.
    #[diesel(deserialize_as = String)]
    pub kind: Kind,
    /// How far it is.
    #[diesel(deserialize_as = String)]
    pub state: State,
    /// Why, from the list.
    #[diesel(deserialize_as = String)]
    pub reason: Reason,
    /// Why, in own words; may be empty.
    pub words: String,
    /// What is done about an error; empty for lateness.
    pub remedy: String,
    /// The day that is missed.
    pub old_due_at: Option<NaiveDateTime>,
    /// The one new day.
    pub new_due_at: Option<NaiveDateTime>,
    /// Who drafted it.
    pub drafted_by: Option<i64>,
    /// When.
    pub drafted_at: NaiveDateTime,
    /// Why the leader sent it back, or who gave it up; may be empty.
    pub return_note: String,
    /// Who approved it.
    pub approved_by: Option<i64>,
    /// When it got its number.
    pub issued_at: Option<NaiveDateTime>,
    /// The year of its number.
    pub year: Option<i32>,
    /// Its number in that year.
    pub number: Option<i32>,
    /// JSON of the letter as it was issued; empty before, and once personal data were erased.
    pub letter: String,
    /// When the applicant got it.
    pub handed_at: Option<NaiveDateTime>,
    /// Who handed it over.
    pub handed_by: Option<i64>,
    /// Word of how.
    pub handed_way: Option<String>,
    /// To whom, by which parcel; may be empty.
    pub handed_note: String,
    /// Grows with every change.
    pub version: i64,
}

impl Apology {
    /// How it was handed over.
    pub fn handed_way(&self) -> Option<HandedWay> {
        self.handed_way.as_deref()?.parse().ok()
    }
}

/// Which apologies can be drafted for a dossier at a moment (UTC), the most pressing first. One for lateness may be
/// drafted before the day passed: that is what the law asks for.
pub fn possible_kinds(dossier: &Dossier, now: NaiveDateTime) -> Vec<Kind> {
    let mut kinds = Vec::new();
    if dossier.state == Dealt::Withdrawn {
        // Nothing is owed for time to whoever took it back.
    } else if dossier.apologised_on.is_some() {
        if dossier.is_late_again(now) && dossier.apologised_again_on.is_none() {
            kinds.push(Kind::LateAgain);
        }
    } else if dossier.first_due_at.is_some() && (dossier.state.is_open() || dossier.is_late(now)) {
        kinds.push(Kind::Late);
    }
    if dossier.errors_owed > 0 {
        kinds.push(Kind::Error);
    }
    kinds
}

#[cfg(test)]
mod tests {
    use chrono::Duration;

    use super::*;

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a moment")
    }

    fn dossier() -> Dossier {
        let mut dossier =
            Dossier::received(1, "H21.65-261102-0001".into(), moment("2026-11-02 02:00"));
        dossier.first_due_at = Some(moment("2026-11-05 16:59"));
        dossier.due_at = dossier.first_due_at;
        dossier
    }

    #[test]
    fn a_dossier_is_owed_one_apology_for_its_day_and_one_for_the_new_day() {
        let (before, after) = (moment("2026-11-04 02:00"), moment("2026-11-10 02:00"));
        let mut dossier = dossier();
        assert_eq!(possible_kinds(&dossier, before), [Kind::Late], "foreseen");
        dossier.apologised_on = Some(before.date());
        dossier.due_at = Some(moment("2026-11-09 16:59"));
        assert_eq!(possible_kinds(&dossier, before), []);
        assert_eq!(possible_kinds(&dossier, after), [Kind::LateAgain]);
        dossier.apologised_again_on = Some(after.date());
        assert_eq!(possible_kinds(&dossier, after + Duration::days(90)), []);
        dossier.errors_owed = 1;
        assert_eq!(possible_kinds(&dossier, after), [Kind::Error]);
    }

    #[test]
    fn what_was_given_in_time_is_owed_nothing() {
        let mut dossier = dossier();
        dossier.state = crate::dossiers::State::Ready;
        dossier.end(moment("2026-11-05 10:00"));
        assert_eq!(possible_kinds(&dossier, moment("2026-12-01 02:00")), []);
        dossier.ended_at = Some(moment("2026-11-06 10:00"));
        assert_eq!(
            possible_kinds(&dossier, moment("2026-12-01 02:00")),
            [Kind::Late]
        );
    }

    #[test]
    fn who_took_it_back_waits_for_no_letter_about_time() {
        let mut dossier = dossier();
        dossier.end(moment("2026-11-09 10:00"));
        dossier.state = Dealt::Withdrawn;
        assert_eq!(possible_kinds(&dossier, moment("2026-12-01 02:00")), []);
    }

    #[test]
    fn each_kind_has_reasons_of_its_own() {
        for kind in Kind::ALL {
            let fitting = Reason::ALL
                .iter()
                .filter(|reason| reason.fits(*kind))
                .count();
            assert!(fitting >= 5, "{kind}");
            assert!(Reason::Other.fits(*kind));
        }
        assert!(!Reason::Mistake.fits(Kind::Late) && !Reason::Overload.fits(Kind::Error));
    }
}
