//! Filling a database with dossiers of two years through the store: a province of communes, in which a few hundred
//! dossiers are at work, whatever the number of those that are over; of these one of twenty was late and apologised for.

use std::fmt;

use chrono::{Datelike, Duration, NaiveDateTime};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::result::Error;
use hailong::accounts::password::Password;
use hailong::accounts::store::{NewAccount, insert_account};
use hailong::accounts::{Login, Role};
use hailong::calendar::WorkingDays;
use hailong::calendar::store::{find_working_days, insert_missing_years};
use hailong::clock::{Clock, local_day};
use hailong::db::schema::{apologies, dossiers, series};
use hailong::db::{self, Db, DbConn};
use hailong::dossiers::store::{Entry, NewReported, insert_reported};
use hailong::dossiers::{Application, Dossier, State, Step};
use hailong::on_each;
use hailong::units::store::{NewUnit, insert_unit, list_units};
use hailong::units::{Scope, Unit};

use super::Outcome;

/// Who signs in, and with what: the leader of the province.
pub const LOGIN: &str = "lanh.dao";
/// The password of the throw-away database.
pub const PASSWORD: &str = "mật khẩu để đo";
/// Code of one commune.
pub const HERE: &str = "H21.1";
/// With what its dossiers begin.
pub const CODE: &str = "H21.1-";
/// Communes of the province.
const COMMUNES: u64 = 20;
/// Officers of each.
const OFFICERS: i64 = 3;
/// Days over which the dossiers are spread.
const DAYS: u64 = 700;
/// Dossiers in one commit.
const BATCH: usize = 20_000;
/// Letters in one statement.
const ROWS: usize = 1_000;
/// Beside those in debt: at work, soon late, standing still, and ready.
const AT_WORK: u64 = 140;
const SOON: u64 = 60;
const STILL: u64 = 40;
const READY: u64 = 50;
const REASONS: [&str; 3] = ["overload", "verification", "system"];
const FIELDS: [&str; 4] = ["civil_status", "certification", "land", "social"];

/// What is put into a database.
pub struct Filled {
    /// So many dossiers.
    pub dossiers: u64,
    /// For so many of them an apology is owed.
    pub debts: u64,
}

impl fmt::Display for Filled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} dossiers with {} debts", self.dossiers, self.debts)
    }
}

impl Filled {
    /// One that is over.
    pub fn a_code(&self) -> String {
        code(self.dossiers / 3)
    }

    /// The phone of whoever handed it in.
    pub fn a_phone(&self) -> String {
        phone(self.dossiers / 3)
    }

    /// Whoever works on it: the leader came first.
    pub fn an_officer(&self) -> i64 {
        2 + OFFICERS
    }

    /// What becomes of a dossier.
    fn fate(&self, number: u64) -> Fate {
        let mut left = self.dossiers - number;
        for (count, fate) in [
            (self.debts / 2, Fate::Late),
            (self.debts - self.debts / 2, Fate::EndedLate),
            (AT_WORK, Fate::AtWork),
            (SOON, Fate::Soon),
            (STILL, Fate::Still),
            (READY, Fate::Ready),
        ] {
            if left <= count {
                return fate;
            }
            left -= count;
        }
        match number % 20 {
            0 => Fate::Apologised,
            _ => Fate::InTime,
        }
    }
}

#[derive(Clone, Copy)]
enum Fate {
    Late,
    EndedLate,
    AtWork,
    Soon,
    Still,
    Ready,
    Apologised,
    InTime,
}

struct Place {
    communes: Vec<(Unit, Vec<i64>)>,
    calendar: WorkingDays,
    now: NaiveDateTime,
}

/// Fills an empty database; one that has data is taken as it is.
pub fn fill(database: &str, filled: &Filled) -> Outcome<()> {
    let db = Db::open(&database.parse()?, 1)?;
    db.read_blocking(db::migrate)?;
    if !db
        .read_blocking(|conn| list_units(conn, &Scope::everything()))?
        .is_empty()
    {
        return Ok(());
    }
    let now = Clock::default().now();
    db.write_blocking(|conn| insert_missing_years(conn, now))?;
    let place = db.write_blocking(|conn| settle(conn, now))?;
    let numbers: Vec<u64> = (0..filled.dossiers).collect();
    for some in numbers.chunks(BATCH) {
        db.write_blocking(|conn| put(conn, &place, filled, some))?;
    }
    db.write_blocking(number_letters)?;
    db.read_blocking(|conn| match conn {
        DbConn::Postgres(conn) => {
            // A thousand changes in one commit leave versions of a count, one at a time does not.
            conn.batch_execute("VACUUM FULL dossier_tallies")?;
            // What PostgreSQL does by itself in a day.
            conn.batch_execute("VACUUM ANALYZE")
        }
        DbConn::Sqlite(_) => Ok(()),
    })?;
    Ok(())
}

fn settle(conn: &mut DbConn, now: NaiveDateTime) -> QueryResult<Place> {
    let password = Password::parse(PASSWORD, LOGIN).map_err(|_| Error::NotFound)?;
    let hash = password.hash_blocking().map_err(|_| Error::NotFound)?;
    let add_unit = |conn: &mut DbConn, code: &str, parent: Option<&Unit>| {
        let code = code.parse().map_err(|_| Error::NotFound)?;
        let new = NewUnit {
            code: &code,
            name: code.as_str(),
            parent,
            hotline: "",
            address: "",
        };
        insert_unit(conn, &new, now)
    };
    let add_person = |conn: &mut DbConn, unit: &Unit, role: Role, login: &str| {
        let login: Login = login.parse().map_err(|_| Error::NotFound)?;
        let new = NewAccount {
            unit,
            role,
            name: "Phạm Văn Làm",
            login: &login,
            email: None,
            password_hash: &hash,
        };
        Ok::<_, Error>(insert_account(conn, &new, now)?.id)
    };
    let province = add_unit(conn, "H21", None)?;
    add_person(conn, &province, Role::Leader, LOGIN)?;
    let mut communes = Vec::new();
    for number in 0..COMMUNES {
        let unit = add_unit(conn, &format!("H21.{number}"), Some(&province))?;
        let mut people = Vec::new();
        for person in 0..OFFICERS {
            let login = format!("quay.{number}.{person}");
            people.push(add_person(conn, &unit, Role::Desk, &login)?);
        }
        communes.push((unit, people));
    }
    Ok(Place {
        communes,
        calendar: find_working_days(conn)?,
        now,
    })
}

/// Dossiers with these numbers, unit by unit.
fn put(conn: &mut DbConn, place: &Place, filled: &Filled, numbers: &[u64]) -> QueryResult<()> {
    for (which, (unit, people)) in (0..).zip(&place.communes) {
        let own = numbers.iter().filter(|number| **number % COMMUNES == which);
        let new: Vec<_> = own
            .map(|number| one(place, unit, people, (*number, filled)))
            .collect();
        let entry = Entry {
            by: None,
            step: Step::Receive,
            note: "",
            at: place.now,
            noted_at: place.now,
        };
        insert_reported(conn, &new, &entry)?;
    }
    Ok(())
}

fn code(number: u64) -> String {
    format!(
        "H21.{}-{:02}0101-{number:07}",
        number % COMMUNES,
        25 + number % 2
    )
}

fn phone(number: u64) -> String {
    format!("09{number:08}")
}

fn one(
    place: &Place,
    unit: &Unit,
    people: &[i64],
    (number, filled): (u64, &Filled),
) -> NewReported {
    let age =
        Duration::seconds(((filled.dossiers - number) * DAYS * 86_400 / filled.dossiers) as i64);
    let fate = filled.fate(number);
    let days = Duration::days;
    // What is at work came in lately, whatever its number.
    let (age, due) = match fate {
        Fate::Late | Fate::EndedLate => (days(30), days(9)),
        Fate::AtWork | Fate::Still => (days(5), days(25)),
        Fate::Soon => (days(5), days(6)),
        Fate::Ready | Fate::Apologised | Fate::InTime => (age + days(20), days(15)),
    };
    let received = place.now - age - Duration::seconds(number as i64 % 3_600);
    let mut new = Dossier::received(unit.id, code(number), received);
    new.procedure_name = format!("Thủ tục hành chính số {}", number % 60);
    let field = FIELDS.get(number as usize / 7 % FIELDS.len());
    field
        .copied()
        .unwrap_or_default()
        .clone_into(&mut new.field);
    new.officer_id = people.get(number as usize / 3 % people.len()).copied();
    new.first_due_at = Some(received + due);
    new.due_at = new.first_due_at;
    match fate {
        Fate::Late | Fate::AtWork | Fate::Soon => {}
        Fate::Still => {
            new.state = State::Suspended;
            new.stop(received + days(1));
        }
        Fate::Ready => {
            new.state = State::Ready;
            new.end(received + days(3));
        }
        Fate::InTime => finish(&mut new, days(3)),
        Fate::EndedLate => finish(&mut new, due + days(4)),
        Fate::Apologised => {
            finish(&mut new, due + days(4));
            new.apologised_on = new.first_due_at.map(local_day);
        }
    }
    new.count_delay(&place.calendar);
    new.settle();
    let application = Application {
        name: format!("Nguyễn Thị Người Nộp {number}"),
        identity: format!("064{number:09}"),
        phone: phone(number),
        address: format!("Tổ {}", number % 40),
        ..Application::default()
    };
    NewReported {
        dossier: new,
        application,
        said: "{}".to_owned(),
    }
}

fn finish(dossier: &mut Dossier, after: Duration) {
    dossier.state = State::Returned;
    dossier.end(dossier.received_at + after);
    dossier.returned_at = dossier.ended_at;
}

/// A letter for each dossier that was apologised for.
fn number_letters(conn: &mut DbConn) -> QueryResult<()> {
    let due: Vec<(i64, i64, Option<NaiveDateTime>)> = dossiers::table
        .filter(dossiers::apologised_on.is_not_null())
        .order(dossiers::id)
        .select((dossiers::id, dossiers::unit_id, dossiers::first_due_at))
        .load(conn)?;
    let mut last = std::collections::BTreeMap::new();
    let mut rows = Vec::new();
    for (dossier, unit, due) in due {
        let year = due.map_or(0, |due| local_day(due).year());
        let number: &mut i32 = last.entry((unit, year)).or_default();
        *number += 1;
        rows.push((
            apologies::unit_id.eq(unit),
            apologies::dossier_id.eq(dossier),
            apologies::kind.eq("late"),
            apologies::state.eq("handed_over"),
            apologies::reason.eq(REASONS
                .get(dossier as usize % 3)
                .copied()
                .unwrap_or_default()),
            apologies::old_due_at.eq(due),
            apologies::drafted_at.eq(due.unwrap_or_default()),
            apologies::issued_at.eq(due),
            apologies::year.eq(year),
            apologies::number.eq(*number),
            apologies::handed_at.eq(due),
            apologies::handed_way.eq("phone"),
        ));
    }
    for rows in rows.chunks(ROWS) {
        on_each!(conn, |c| diesel::insert_into(apologies::table)
            .values(rows)
            .execute(c))?;
    }
    for ((unit, year), number) in last {
        let name = format!("apology {year}");
        let row = (
            series::unit_id.eq(unit),
            series::name.eq(name),
            series::last.eq(i64::from(number)),
        );
        diesel::insert_into(series::table)
            .values(row)
            .execute(conn)?;
    }
    Ok(())
}
