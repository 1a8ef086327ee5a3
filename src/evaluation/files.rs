//! Files of a period counted by what they are worth (pure).

use std::collections::BTreeMap;

use super::points::{Indicator, contacts_of, of_attitude, of_time, of_times};
use super::scale::{Sheet, Tenths};
use crate::dossiers::Dossier;
use crate::dossiers::dossier::Way;
use crate::dossiers::timing::Timing;

/// What is known of a file, or of many that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct File {
    /// How it ended.
    pub timing: Timing,
    /// How often a supplement was asked for.
    pub supplements: i32,
    /// How often its applicant contacted the desk, where told.
    pub contacts: Option<i32>,
    /// How many agencies its applicant contacted, where told.
    pub agencies: Option<i32>,
    /// Whether what happens to it is noted here, and not only reported by another program.
    pub is_kept_here: bool,
    /// Whether it was handed in online.
    pub is_online: bool,
    /// Whether an officer's conduct was complained of.
    pub is_complained_of: bool,
}

impl File {
    /// A file that is kept here and that nobody complained of.
    pub fn of(dossier: &Dossier) -> Self {
        Self {
            timing: dossier.timing,
            supplements: dossier.supplements,
            contacts: dossier.contacts,
            agencies: dossier.agencies,
            is_kept_here: true,
            is_online: dossier.way == Way::Online,
            is_complained_of: false,
        }
    }

    /// The points of an indicator; nothing for one that is not of files.
    pub fn points(&self, indicator: Indicator) -> Option<u8> {
        match indicator {
            Indicator::Time | Indicator::AgencyTime => of_time(self.timing),
            Indicator::Contacts => of_times(self.contacts()),
            Indicator::Agencies => of_times(self.agencies),
            Indicator::Attitude => of_attitude(self.timing, self.is_complained_of),
            _ => None,
        }
    }

    /// How often its applicant had to contact the desk.
    pub fn contacts(&self) -> Option<i32> {
        contacts_of(self.supplements, self.contacts, self.is_kept_here)
    }
}

/// Points, and of how many files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Points {
    points: u64,
    files: u64,
}

/// Files counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// All of them.
    pub all: u64,
    /// Handed in online.
    pub online: u64,
    /// Handed in online, and late.
    pub online_late: u64,
    /// With a complaint of an officer's conduct.
    pub complained_of: u64,
    timings: BTreeMap<Timing, u64>,
    points: BTreeMap<Indicator, Points>,
}

impl Files {
    /// Counts so many files more.
    pub fn add(&mut self, file: &File, files: u64) {
        self.all += files;
        *self.timings.entry(file.timing).or_default() += files;
        if file.is_online {
            self.online += files;
            self.online_late += if file.timing == Timing::Late {
                files
            } else {
                0
            };
        }
        if file.is_complained_of {
            self.complained_of += files;
        }
        for indicator in Indicator::OF_FILES {
            if let Some(points) = file.points(indicator) {
                let sum = self.points.entry(indicator).or_default();
                sum.points += u64::from(points) * files;
                sum.files += files;
            }
        }
    }

    /// How many ended so.
    pub fn of(&self, timing: Timing) -> u64 {
        self.timings.get(&timing).copied().unwrap_or(0)
    }

    /// Of how many an indicator is known.
    pub fn known(&self, indicator: Indicator) -> u64 {
        self.points.get(&indicator).map_or(0, |sum| sum.files)
    }

    /// The mean of an indicator. A few files do not speak for all: it must be known of half of them.
    pub fn mean(&self, indicator: Indicator) -> Option<Tenths> {
        let sum = self.points.get(&indicator)?;
        let enough = sum.files * 2 >= self.all;
        Tenths::of_ratio(sum.points, sum.files).filter(|_| enough)
    }

    /// The indicators of files.
    pub fn sheet(&self) -> Sheet {
        Indicator::OF_FILES
            .map(|it| (it, self.mean(it)))
            .into_iter()
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: File = File {
        timing: Timing::Early,
        supplements: 0,
        contacts: None,
        agencies: None,
        is_kept_here: true,
        is_online: false,
        is_complained_of: false,
    };

    #[test]
    fn what_is_known_of_less_than_half_is_left_out() {
        let told = File {
            agencies: Some(1),
            ..FILE
        };
        let mut files = Files::default();
        files.add(&told, 4);
        files.add(&FILE, 5);
        assert_eq!(files.mean(Indicator::Agencies), None);
        files.add(&told, 1);
        assert_eq!(files.mean(Indicator::Agencies), Some(Tenths::whole(1)));
        assert_eq!((files.all, files.known(Indicator::Agencies)), (10, 5));
    }

    /// Three early, two on the day, one late; one supplement; one complaint against an early one.
    #[test]
    fn a_quarter_is_what_was_worked_out_by_hand() {
        let mut files = Files::default();
        files.add(&FILE, 2);
        files.add(
            &File {
                is_complained_of: true,
                ..FILE
            },
            1,
        );
        files.add(
            &File {
                timing: Timing::OnDay,
                is_online: true,
                ..FILE
            },
            2,
        );
        files.add(
            &File {
                timing: Timing::Late,
                is_online: true,
                supplements: 1,
                ..FILE
            },
            1,
        );
        let mean = |indicator| files.mean(indicator).map(Tenths::value);
        assert_eq!(mean(Indicator::Time), Some(13), "8 of 6 files: 1.333…");
        assert_eq!(mean(Indicator::AgencyTime), Some(13));
        assert_eq!(mean(Indicator::Contacts), Some(18), "11 of 6: 1.833…");
        assert_eq!(mean(Indicator::Agencies), None);
        assert_eq!(mean(Indicator::Attitude), Some(10), "6 of 6");
        assert_eq!(files.sheet().total().value(), 54);
        assert_eq!(files.sheet().possible().value(), 80);
        assert_eq!(
            (files.online, files.online_late, files.complained_of),
            (3, 1, 1)
        );
    }
}
