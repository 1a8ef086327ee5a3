//! What each of the nine indicators gives of one file or of one unit: 2 points, 1 or none (pure; TT 01/2018/TT-VPCP Điều
//! 13). Where nothing is known there are no points to give, which is not the same as none.

use crate::dossiers::timing::Timing;

/// Most points of an indicator.
pub const MOST: u8 = 2;

crate::text_enum! {
    /// The indicators in their order.
    pub enum Indicator {
        /// 1: the time a file took against the time it may take.
        Time => "time",
        /// 2: the same at each agency that took part.
        AgencyTime => "agency_time",
        /// 3: how often the applicant had to contact the desk to complete the file.
        Contacts => "contacts",
        /// 4: how many agencies the applicant had to contact for that.
        Agencies => "agencies",
        /// 5: what is done at the desk itself.
        Desk => "desk",
        /// 6: where the list of procedures is published.
        Publication => "publication",
        /// 7: the attitude of officers.
        Attitude => "attitude",
        /// 8: how complaints are handled.
        Petitions => "petitions",
        /// 9: what can be done, and is done, online.
        Online => "online",
    }
}

impl Indicator {
    /// Those of a file, and of an officer (TT 01/2018/TT-VPCP Điều 14, Điều 15 khoản 3).
    pub const OF_FILES: [Self; 5] = [
        Self::Time,
        Self::AgencyTime,
        Self::Contacts,
        Self::Agencies,
        Self::Attitude,
    ];

    /// Its number in the law, 1 to 9.
    pub fn number(self) -> usize {
        let before = Self::ALL.iter().take_while(|other| **other != self);
        before.count() + 1
    }
}

/// Indicator 1. Indicator 2 is reckoned alike: the time of each agency is recorded nowhere.
pub const fn of_time(timing: Timing) -> Option<u8> {
    match timing {
        Timing::Early => Some(2),
        Timing::OnDay => Some(1),
        Timing::Late => Some(0),
        Timing::Unknown => None,
    }
}

/// How often an applicant had to contact the desk: as it was told, at least as often as a supplement was asked for. Of a
/// file that another program reported without telling it, nothing is known.
pub fn contacts_of(supplements: i32, told: Option<i32>, is_kept_here: bool) -> Option<i32> {
    match told {
        Some(told) => Some(told.max(supplements)),
        None => (is_kept_here || supplements > 0).then_some(supplements),
    }
}

/// Indicators 3 and 4: of contacts, and of agencies, of which the one is the desk.
pub const fn of_times(times: Option<i32>) -> Option<u8> {
    match times {
        None => None,
        Some(..=0) => Some(2),
        Some(1) => Some(1),
        Some(2..) => Some(0),
    }
}

/// Indicator 7: as early or as late as the file was; nothing where somebody complained of an officer's conduct. The law
/// names no points for what is late without a complaint: none.
pub const fn of_attitude(timing: Timing, is_complained_of: bool) -> Option<u8> {
    match is_complained_of {
        true => Some(0),
        false => of_time(timing),
    }
}

/// How many of the procedures that hold have something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Provision {
    /// All of them.
    pub all: u64,
    /// Received, examined, approved and returned at the desk.
    pub at_desk: u64,
    /// Can be handed in online.
    pub online: u64,
}

/// Indicator 5 of a commune: everything is done at the desk; or at least received and returned there, which nobody but
/// the unit can say.
pub const fn of_desk(provision: Provision, through_desk: Option<bool>) -> Option<u8> {
    match (provision, through_desk) {
        (Provision { all: 1.., .. }, _) if provision.at_desk == provision.all => Some(2),
        (_, Some(true)) => Some(1),
        (_, Some(false)) => Some(0),
        (_, None) => None,
    }
}

/// Indicator 6: on a board, online, or both.
pub fn of_publication(board: bool, online: bool) -> u8 {
    u8::from(board) + u8::from(online)
}

/// Complaints of which it is known whether they were handled in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Petitions {
    /// Handled by their day.
    pub in_time: u64,
    /// Handled after it.
    pub late: u64,
    /// Their day passed and they are still open: prolonged.
    pub prolonged: u64,
}

impl Petitions {
    /// All of them.
    pub const fn all(self) -> u64 {
        self.in_time + self.late + self.prolonged
    }
}

/// Indicator 8: without complaints, or all of them in time; nine of ten in time and none prolonged.
pub const fn of_petitions(petitions: Petitions) -> u8 {
    match (petitions.late, petitions.prolonged) {
        (0, 0) => 2,
        (_, 0) if petitions.in_time * 10 >= petitions.all() * 9 => 1,
        _ => 0,
    }
}

/// Files of a unit by how they were handed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Handed {
    /// All of them.
    pub all: u64,
    /// Online.
    pub online: u64,
    /// Online and late, or unsolved after their day.
    pub online_late: u64,
}

/// Indicator 9: 20 of a hundred procedures and 30 of a hundred files online, none late or unsolved; 15 of a hundred
/// files.
pub const fn of_online(provision: Provision, handed: Handed) -> Option<u8> {
    if provision.all == 0 || handed.all == 0 {
        return None;
    }
    let is_offered = provision.online > 0;
    let well_offered = provision.online * 100 >= provision.all * 20;
    let percent = handed.online * 100 / handed.all;
    match (is_offered && handed.online_late == 0, well_offered, percent) {
        (true, true, 30..) => Some(2),
        (true, _, 15..) => Some(1),
        _ => Some(0),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn indicators_are_numbered_as_in_the_law() {
        let numbers: Vec<_> = Indicator::OF_FILES.iter().map(|it| it.number()).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 7]);
        assert_eq!(Indicator::Online.number(), 9);
    }

    #[test]
    fn a_file_is_worth_what_the_law_says() {
        let time = Timing::ALL.iter().map(|timing| of_time(*timing));
        assert!(time.eq([Some(2), Some(1), Some(0), None]));
        let times = [None, Some(0), Some(1), Some(2), Some(9)].map(of_times);
        assert_eq!(times, [None, Some(2), Some(1), Some(0), Some(0)]);
        assert_eq!(of_attitude(Timing::Early, false), Some(2));
        assert_eq!(of_attitude(Timing::Early, true), Some(0));
        assert_eq!(of_attitude(Timing::Unknown, true), Some(0));
        assert_eq!(of_attitude(Timing::Unknown, false), None);
    }

    #[test]
    fn contacts_are_known_where_somebody_noted_them() {
        assert_eq!(contacts_of(0, None, true), Some(0));
        assert_eq!(contacts_of(1, None, true), Some(1));
        assert_eq!(contacts_of(0, None, false), None);
        assert_eq!(contacts_of(1, None, false), Some(1));
        assert_eq!(contacts_of(1, Some(0), false), Some(1));
        assert_eq!(contacts_of(0, Some(3), true), Some(3));
    }

    #[test]
    fn a_desk_that_does_everything_needs_no_word() {
        let provision = |all, at_desk| Provision {
            all,
            at_desk,
            online: 0,
        };
        assert_eq!(of_desk(provision(4, 4), None), Some(2));
        assert_eq!(of_desk(provision(4, 3), Some(true)), Some(1));
        assert_eq!(of_desk(provision(4, 3), Some(false)), Some(0));
        assert_eq!(of_desk(provision(4, 3), None), None);
        assert_eq!(of_desk(provision(0, 0), None), None);
    }

    #[test]
    fn complaints_are_handled_in_time_at_ninety_of_a_hundred() {
        let points = |in_time, late, prolonged| {
            of_petitions(Petitions {
                in_time,
                late,
                prolonged,
            })
        };
        assert_eq!(points(0, 0, 0), 2);
        assert_eq!(points(7, 0, 0), 2);
        assert_eq!(points(9, 1, 0), 1);
        assert_eq!(points(89, 11, 0), 0);
        assert_eq!(points(99, 0, 1), 0);
    }

    #[test]
    fn online_service_counts_at_thirty_twenty_and_fifteen_of_a_hundred() {
        let points = |procedures: (u64, u64), files: (u64, u64, u64)| {
            let provision = Provision {
                all: procedures.0,
                at_desk: 0,
                online: procedures.1,
            };
            of_online(
                provision,
                Handed {
                    all: files.0,
                    online: files.1,
                    online_late: files.2,
                },
            )
        };
        assert_eq!(points((10, 2), (100, 30, 0)), Some(2));
        assert_eq!(points((10, 1), (100, 30, 0)), Some(1));
        assert_eq!(points((10, 2), (1000, 299, 0)), Some(1));
        assert_eq!(points((10, 2), (100, 15, 0)), Some(1));
        assert_eq!(points((10, 2), (1000, 149, 0)), Some(0));
        assert_eq!(points((10, 2), (100, 80, 1)), Some(0));
        assert_eq!(points((10, 0), (100, 80, 0)), Some(0));
        assert_eq!(points((0, 0), (100, 80, 0)), None);
        assert_eq!(points((10, 2), (0, 0, 0)), None);
    }

    proptest! {
        #[test]
        fn nothing_gives_more_than_two(
            times in proptest::option::of(-5_i32..20), supplements in 0_i32..3, kept: bool, board: bool, online: bool,
            in_time in 0_u64..50, late in 0_u64..50, prolonged in 0_u64..50,
        ) {
            let contacts = of_times(contacts_of(supplements, times, kept));
            let all = [contacts, of_times(times), Some(of_publication(board, online)),
                Some(of_petitions(Petitions { in_time, late, prolonged }))];
            prop_assert!(all.into_iter().flatten().all(|points| points <= MOST));
        }
    }
}
