//! The sample's dossiers over last year and this one: most end in time, some are late and apologised for, a few are
//! owed an apology today. Each goes the way of a real one, on the days on which it would have.

mod catalogue;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use super::places::Sample;
use crate::accounts::Role;
use crate::apologies::apology::{HandedWay, Kind, Reason};
use crate::apologies::store::{HandOver, find_apology, insert_apology, mark_handed_over};
use crate::apologies::{Draft, issue};
use crate::calendar::WorkingDays;
use crate::calendar::store::find_working_days;
use crate::clock::{local_day, local_time, utc_of_local};
use crate::db::{Db, DbConn};
use crate::dossiers::dossier::Way as HandedIn;
use crate::dossiers::limit::{Counting, LimitUnit, end_of};
use crate::dossiers::procedure::Procedure;
use crate::dossiers::rules::Rules;
use crate::dossiers::store::{Entry, find_dossier, insert_dossier, replace_rules, take_next};
use crate::dossiers::{Application, Dossier, Step, take_step};
use crate::error::{AppError, AppResult};
use crate::units::Scope;
use catalogue::put_procedures;

/// Dossiers received in each month of the sample.
const PER_MONTH: u32 = 24;
/// Working days ago that came what presses today, and whether somebody has drafted an apology for it.
const PRESSING: [(i64, bool); 6] = [
    (9, false),
    (8, true),
    (7, false),
    (4, false),
    (3, false),
    (2, false),
];
/// Of so many one is late.
const LATE: u32 = 19;
/// Names of applicants, plainly made up.
const PEOPLE: [&str; 8] = [
    "Người mẫu Rơ Châm H'Yen",
    "Người mẫu Nguyễn Văn An",
    "Người mẫu Siu Blơh",
    "Người mẫu Trần Thị Bình",
    "Người mẫu Ksor H'Nga",
    "Người mẫu Lê Thị Cúc",
    "Người mẫu Đinh Văn Dũng",
    "Người mẫu Y Hloan",
];

/// What every dossier of the sample needs.
struct Ground<'a> {
    sample: &'a Sample,
    calendar: WorkingDays,
    rules: Rules,
    leader: (i64, String),
    officers: Vec<i64>,
    procedures: Vec<Procedure>,
    now: NaiveDateTime,
}

/// Puts the catalogue, the dossiers and their apologies in, all or none.
///
/// # Errors
/// The database refuses, or the sample lacks its people.
pub(super) fn put_dossiers(db: &Db, now: NaiveDateTime, sample: &Sample) -> AppResult<()> {
    db.write_blocking(|conn| {
        let people = crate::complaints::store::list_people_of(conn, &sample.unit.path)?;
        let leader = people
            .iter()
            .find(|person| person.role == Role::Leader && person.unit_id == sample.unit.id)
            .ok_or_else(|| AppError::internal("the sample lacks a leader"))?;
        let counters = sample.counters.iter();
        let ground = Ground {
            sample,
            calendar: find_working_days(conn)?,
            rules: Rules::default(),
            leader: (leader.id, leader.name.clone()),
            officers: counters.filter_map(|at| at.counter.officer_id).collect(),
            procedures: put_procedures(conn, sample, now)?,
            now,
        };
        let mut sorry = Vec::new();
        for number in 0..ground.count() {
            sorry.extend(ground.put_one(conn, number)?);
        }
        // In the order of their days, as numbers are.
        sorry.sort_by_key(|(at, ..)| *at);
        for (at, id, way) in sorry {
            ground.apologise(conn, (at, id), way)?;
        }
        ground.put_pressing(conn)?;
        put_letterhead(conn, sample)?;
        Ok::<_, AppError>(())
    })
}

/// How a dossier of the sample goes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    InTime,
    /// Apologised for and given a new day before its day.
    Foreseen,
    /// Apologised for after it was given.
    Afterwards,
    /// Late, and nobody said sorry.
    Silent,
}

impl Ground<'_> {
    /// How many dossiers there are: so many a month since last January.
    fn count(&self) -> u32 {
        let today = local_day(self.now);
        (today.month() + 12) * PER_MONTH
    }

    /// When a dossier came in: spread evenly over its month, at the desk's hours, on a day that is worked.
    fn received(&self, number: u32) -> Option<NaiveDateTime> {
        let today = local_day(self.now);
        let (month, place) = (number / PER_MONTH, number % PER_MONTH);
        let first = NaiveDate::from_ymd_opt(
            today.year() - 1 + (month / 12).cast_signed(),
            month % 12 + 1,
            1,
        )?;
        let day = first + Duration::days((place * 28 / PER_MONTH).into());
        let day = self.calendar.next_on_or_after(day).ok()?;
        let time = NaiveTime::from_hms_opt(8 + place % 6, place * 7 % 60, 0)?;
        Some(utc_of_local(day.and_time(time))).filter(|at| *at <= self.now)
    }

    fn way(&self, number: u32, received: NaiveDateTime) -> Way {
        let this_year = local_day(received).year() == local_day(self.now).year();
        if number % LATE != LATE - 1 {
            return Way::InTime;
        }
        match (this_year, number / LATE % 4) {
            (_, 0) => Way::Afterwards,
            (true, 3) | (false, 1 | 2) => Way::Silent,
            _ => Way::Foreseen,
        }
    }

    /// Takes one in; of one that will be apologised for, when, and how it goes.
    fn put_one(
        &self,
        conn: &mut DbConn,
        number: u32,
    ) -> AppResult<Option<(NaiveDateTime, i64, Way)>> {
        let Some(received) = self.received(number) else {
            return Ok(None);
        };
        let way = self.way(number, received);
        let which = usize::try_from(number).unwrap_or(0);
        // Who is late had days to be late in.
        let fits = |procedure: &&Procedure| {
            way == Way::InTime || procedure.limit_unit == LimitUnit::WorkingDay.as_str()
        };
        let fitting: Vec<_> = self.procedures.iter().filter(fits).collect();
        let Some(procedure) = fitting.get(which * 3 % fitting.len().max(1)) else {
            return Ok(None);
        };
        let handed = handed(which, procedure, way);
        let dossier = self.register(conn, (which, received), procedure, handed)?;
        let Some((dossier, due)) = dossier.and_then(|it| it.first_due_at.map(|due| (it, due)))
        else {
            return Ok(None);
        };
        let at = match way {
            Way::InTime => {
                self.finish(conn, &dossier, due, -1)?;
                None
            }
            Way::Foreseen => self.morning(due, -1).map(|at| at.max(received)),
            Way::Afterwards | Way::Silent => {
                let late = i64::from(number % 4 + 1);
                self.finish(conn, &dossier, due, late)?;
                self.morning(due, late + 2)
                    .filter(|_| way == Way::Afterwards)
            }
        };
        Ok(at.map(|at| (at, dossier.id, way)))
    }

    /// What presses today: late and owed an apology, late with one that waits for the leader, due within days.
    fn put_pressing(&self, conn: &mut DbConn) -> AppResult<()> {
        let fits = |procedure: &&Procedure| procedure.limit_unit == LimitUnit::WorkingDay.as_str();
        let fitting: Vec<_> = self.procedures.iter().filter(fits).collect();
        for (which, (ago, is_drafted)) in PRESSING.into_iter().enumerate() {
            let (Some(received), Some(procedure)) =
                (self.morning(self.now, -ago), fitting.get(which % 3))
            else {
                continue;
            };
            let dossier = self.register(conn, (which, received), procedure, HandedIn::Desk)?;
            let new_day = self.calendar.after(local_day(self.now), 3).ok();
            if let (Some(dossier), Some(new_day), true) = (dossier, new_day, is_drafted) {
                let draft = draft(&dossier, Some(utc_of_local(end_of(new_day))));
                let by = dossier.officer_id.unwrap_or(self.leader.0);
                insert_apology(conn, &dossier, &draft, (by, self.now))?;
            }
        }
        Ok(())
    }

    fn register(
        &self,
        conn: &mut DbConn,
        (which, received): (usize, NaiveDateTime),
        procedure: &Procedure,
        handed: HandedIn,
    ) -> AppResult<Option<Dossier>> {
        let day = local_day(received);
        let unit = &self.sample.unit;
        let number = take_next(conn, unit.id, &format!("dossier {day}"))?;
        let code = format!("{}-{}-{number:04}", unit.code, day.format("%y%m%d"));
        let mut dossier = Dossier::received(unit.id, code, received);
        dossier.procedure_id = Some(procedure.id);
        dossier.procedure_name.clone_from(&procedure.name);
        dossier.field.clone_from(&procedure.field);
        dossier.way = handed;
        // As its applicant told on the slip of evaluation: most went nowhere else.
        dossier.agencies = Some((which % 9 == 0).into());
        dossier.officer_id = self
            .officers
            .get(which % self.officers.len().max(1))
            .copied();
        if let Some(limit) = procedure.limit() {
            dossier.set_limit(limit);
        }
        let counting = Counting {
            calendar: &self.calendar,
            rules: &self.rules,
        };
        // Without the calendar of that year it waits for it, as a real one does.
        let _waits = dossier.count(counting);
        dossier.settle();
        let name = PEOPLE
            .get(which % PEOPLE.len())
            .copied()
            .unwrap_or_default();
        let application = Application {
            name: name.to_owned(),
            phone: format!("0900 000 {:03}", which % 1000),
            papers: "Tờ khai theo mẫu\nGiấy tờ tùy thân".to_owned(),
            ..Application::default()
        };
        let entry = self.entry(dossier.officer_id, Step::Receive, received);
        Ok(insert_dossier(conn, &dossier, &application, &entry)?)
    }

    fn entry(&self, by: Option<i64>, step: Step, at: NaiveDateTime) -> Entry<'static> {
        Entry {
            by,
            step,
            note: "",
            at,
            noted_at: at,
        }
    }

    /// The moment on a day so many working days after another, in the morning; nothing if it is to come.
    fn morning(&self, from: NaiveDateTime, days: i64) -> Option<NaiveDateTime> {
        let day = local_day(from);
        let n = u32::try_from(days.unsigned_abs()).ok()?;
        let day = match days {
            0.. => self.calendar.after(day, n).ok()?,
            _ => self.calendar.before(day, n).ok()?,
        };
        let at = utc_of_local(day.and_hms_opt(9, 40, 0)?);
        (at <= self.now).then_some(at)
    }

    /// Its result is ready so many working days after a moment, and given the day after; what that day has not come for
    /// is being worked on.
    fn finish(
        &self,
        conn: &mut DbConn,
        dossier: &Dossier,
        due: NaiveDateTime,
        days: i64,
    ) -> AppResult<()> {
        let ready = self
            .morning(due, days)
            .map(|at| at.max(dossier.received_at + Duration::minutes(50)));
        let Some(ready) = ready.filter(|at| *at <= self.now) else {
            return Ok(());
        };
        self.step(conn, dossier.id, Step::Finish, ready)?;
        let fetched = ready + Duration::hours(26);
        match fetched <= self.now {
            true => self.step(conn, dossier.id, Step::Return, fetched),
            false => Ok(()),
        }
    }

    fn step(&self, conn: &mut DbConn, id: i64, step: Step, at: NaiveDateTime) -> AppResult<()> {
        let dossier = find_dossier(conn, &Scope::everything(), id)?.ok_or(AppError::NotFound)?;
        take_step(
            conn,
            &dossier,
            &self.entry(dossier.officer_id, step, at),
            |_| {},
        )?;
        Ok(())
    }

    /// The office says sorry: the day before it was due, with a new day which it keeps, or after it was given.
    fn apologise(
        &self,
        conn: &mut DbConn,
        (at, id): (NaiveDateTime, i64),
        way: Way,
    ) -> AppResult<()> {
        let dossier = find_dossier(conn, &Scope::everything(), id)?.ok_or(AppError::NotFound)?;
        let due = dossier.first_due_at.filter(|_| way == Way::Foreseen);
        let new_day = due.and_then(|due| self.calendar.after(local_day(due), 3).ok());
        let new_due = new_day.map(|day| utc_of_local(end_of(day)));
        self.say_sorry(conn, &dossier, new_due, at)?;
        match (new_due, find_dossier(conn, &Scope::everything(), id)?) {
            (Some(new_due), Some(after)) => self.finish(conn, &after, new_due, -1),
            _ => Ok(()),
        }
    }

    fn say_sorry(
        &self,
        conn: &mut DbConn,
        dossier: &Dossier,
        new_due_at: Option<NaiveDateTime>,
        at: NaiveDateTime,
    ) -> AppResult<()> {
        let draft = draft(dossier, new_due_at);
        let by = dossier.officer_id.unwrap_or(self.leader.0);
        let Some(id) = insert_apology(conn, dossier, &draft, (by, at))? else {
            return Ok(());
        };
        let waiting = find_apology(conn, &Scope::everything(), id)?.ok_or(AppError::NotFound)?;
        let signed = at + Duration::minutes(45);
        // The last ones wait for the leader, as some always do.
        if signed > self.now || local_time(self.now) - local_time(at) < Duration::days(2) {
            return Ok(());
        }
        issue(
            conn,
            &waiting,
            dossier,
            (self.leader.0, &self.leader.1),
            signed,
        )?;
        let issued = find_apology(conn, &Scope::everything(), id)?.ok_or(AppError::NotFound)?;
        let hand_over = HandOver {
            by,
            at: signed + Duration::hours(2),
            way: HandedWay::InPerson,
            note: "người nộp hồ sơ",
        };
        mark_handed_over(conn, &issued, &hand_over)?;
        Ok(())
    }
}

/// Some hand in online what can be; what is late was brought.
const fn handed(which: usize, procedure: &Procedure, way: Way) -> HandedIn {
    match (procedure.online, way, which % 5) {
        (true, Way::InTime, 0..=2) => HandedIn::Online,
        _ => HandedIn::Desk,
    }
}

/// An apology for being late, with one of the usual reasons.
fn draft(dossier: &Dossier, new_due_at: Option<NaiveDateTime>) -> Draft {
    let reasons = [
        Reason::Verification,
        Reason::OtherAgency,
        Reason::Overload,
        Reason::System,
    ];
    let which = usize::try_from(dossier.id).unwrap_or(0) % reasons.len();
    Draft {
        kind: Kind::Late,
        reason: reasons.get(which).copied().unwrap_or(Reason::Overload),
        words: String::new(),
        remedy: String::new(),
        old_due_at: dossier.due_at,
        new_due_at,
    }
}

/// The sample's name says that it is one; its letters are written as those of a real commune are.
fn put_letterhead(conn: &mut DbConn, sample: &Sample) -> diesel::QueryResult<()> {
    let mut rules = Rules::default();
    "ỦY BAN NHÂN DÂN\nXÃ TÂN BÌNH".clone_into(&mut rules.letterhead.agency);
    "Tân Bình".clone_into(&mut rules.letterhead.place);
    replace_rules(conn, &sample.unit, &rules)
}
