//! The people and places of the sample: one commune below its province, four counters with officers, a tablet and a
//! QR link at each, an account for each role. All names say that they are samples.

use chrono::NaiveDateTime;

use crate::accounts::password::Password;
use crate::accounts::store::{NewAccount, insert_account};
use crate::accounts::{Login, Role};
use crate::db::DbConn;
use crate::db::settings::{SIGNING_KEY, find_or_store_setting};
use crate::error::{AppError, AppResult};
use crate::kiosk::Device;
use crate::kiosk::store::{insert_device, list_devices};
use crate::links::store::{insert_link, list_links};
use crate::links::{Link, LinkKind};
use crate::units::store::{
    CounterChange, NewUnit, find_unit_by_code, insert_counter, insert_unit, list_counters,
    list_units, update_counter,
};
use crate::units::{Counter, Scope, Unit, UnitCode};
use crate::web::secret::SigningKey;

/// Code and name of each unit. One neighbour has no rating yet; the others have, where several communes are wanted.
const PROVINCE: (&str, &str) = ("GL", "Tỉnh Gia Lai (dữ liệu mẫu)");
const COMMUNE: (&str, &str) = ("TB", "Xã Tân Bình (dữ liệu mẫu)");
const NEIGHBOUR: (&str, &str) = ("IB", "Xã Ia Băng (dữ liệu mẫu)");
/// What the codes of the other rated communes begin with.
const RATED: &str = "GL.";
const RATED_NEIGHBOURS: [&str; 7] = [
    "Xã Chư Prông",
    "Xã Đak Đoa",
    "Phường Pleiku",
    "Xã Kbang",
    "Xã Chư Sê",
    "Xã Ia Grai",
    "Xã Krông Pa",
];
/// A number that nobody has: the sample must not make anybody's telephone ring.
const HOTLINE: &str = "0269 000 0000";
const ADDRESS: &str = "Trung tâm Phục vụ hành chính công (mẫu)";
/// One password for every account of a sample, which is no secret.
const PASSWORD: &str = "mau-hai-long";

/// Two words that belong together.
type Pair = (&'static str, &'static str);

/// Name of each counter and code of its field; sign-in and name of the officer at it.
const COUNTERS: [(Pair, Pair); 4] = [
    (
        ("Quầy 1 – Hộ tịch", "civil_status"),
        ("motcua", "Trần Thị Mẫu"),
    ),
    (("Quầy 2 – Đất đai", "land"), ("motcua2", "Siu Mẫu")),
    (
        ("Quầy 3 – Bảo trợ xã hội", "social"),
        ("motcua3", "Lê Thị Mẫu"),
    ),
    (
        ("Quầy 4 – Chứng thực", "certification"),
        ("motcua4", "Đinh Mẫu"),
    ),
];
/// Role, sign-in and name of everybody else in the commune.
const PEOPLE: [(Role, &str, &str); 4] = [
    (Role::Admin, "quantri", "Nguyễn Văn Mẫu"),
    (Role::Leader, "lanhdao", "Rơ Châm H'Mẫu"),
    (Role::Hotline, "duongdaynong", "Phạm Thị Mẫu"),
    (Role::Observer, "giamsat", "Kpă Mẫu"),
];
const PROVINCE_LEADER: (Role, &str, &str) = (Role::Leader, "lanhdao.tinh", "Vũ Văn Mẫu");

/// A counter with what stands on it.
pub(super) struct SampleCounter {
    pub(super) counter: Counter,
    pub(super) link: Option<Link>,
    pub(super) tablet: Option<Device>,
    token: String,
}

/// The sample as it lies in the database. What somebody withdrew since is missing.
pub struct Sample {
    pub(super) province: Unit,
    pub(super) unit: Unit,
    pub(super) counters: Vec<SampleCounter>,
    pub(super) poster: Option<Link>,
    pub(super) open: Option<Link>,
    /// Ids of the neighbours that are rated as well.
    pub(super) neighbours: Vec<i64>,
}

/// A commune that is rated, with where that may be done.
pub(super) struct Commune<'a> {
    pub(super) unit_id: i64,
    pub(super) counters: &'a [SampleCounter],
    pub(super) poster: Option<&'a Link>,
    pub(super) open: Option<&'a Link>,
}

/// What is stored of the password of every account. Slow on purpose: not for a transaction.
///
/// # Errors
/// No memory for the computation.
pub(super) fn password_hash() -> AppResult<String> {
    Password::parse(PASSWORD, "")
        .map_err(|_| AppError::internal("the sample's password is not fit to be one"))?
        .hash_blocking()
}

/// Makes everything but the ratings.
///
/// # Errors
/// The database refuses.
pub(super) fn insert(
    conn: &mut DbConn,
    communes: u16,
    password_hash: &str,
    now: NaiveDateTime,
) -> AppResult<()> {
    let province = insert_place(conn, PROVINCE, None, now)?;
    let unit = insert_place(conn, COMMUNE, Some(&province), now)?;
    insert_place(conn, NEIGHBOUR, Some(&province), now)?;
    for number in 1..communes {
        let (code, name) = rated_neighbour(number);
        insert_place(conn, (&code, &name), Some(&province), now)?;
    }
    let insert = |conn: &mut DbConn, unit: &Unit, (role, login, name): (Role, &str, &str)| {
        let login: Login = login
            .parse()
            .map_err(|error: String| AppError::internal(error))?;
        let new = NewAccount {
            unit,
            role,
            name,
            login: &login,
            password_hash,
            email: None,
        };
        Ok::<_, AppError>(insert_account(conn, &new, now)?)
    };
    insert(conn, &province, PROVINCE_LEADER)?;
    for person in PEOPLE {
        insert(conn, &unit, person)?;
    }
    let key = signing_key(conn)?;
    for ((name, field), (login, officer)) in COUNTERS {
        let officer = insert(conn, &unit, (Role::Desk, login, officer))?;
        let counter = insert_counter(conn, &unit, name, Some(officer.id))?;
        let change = CounterChange {
            name,
            officer_id: Some(officer.id),
            active: true,
            field,
        };
        update_counter(conn, &counter, &change)?;
        insert_device(conn, &unit, Some(&counter), &token(&key, &counter), now)?;
        insert_link(conn, &unit, Some(&counter), LinkKind::Place, now)?;
    }
    insert_link(conn, &unit, None, LinkKind::Place, now)?;
    insert_link(conn, &unit, None, LinkKind::Open, now)?;
    Ok(())
}

/// Code and name of a rated neighbour, counted from 1; there are more of them than names.
fn rated_neighbour(number: u16) -> (String, String) {
    let at = usize::from(number) - 1;
    let name = match RATED_NEIGHBOURS.get(at) {
        Some(name) => (*name).to_owned(),
        None => format!("Xã số {}", number + 1),
    };
    (format!("{RATED}{number}"), format!("{name} (dữ liệu mẫu)"))
}

fn insert_place(
    conn: &mut DbConn,
    (code, name): (&str, &str),
    parent: Option<&Unit>,
    now: NaiveDateTime,
) -> AppResult<Unit> {
    let new = NewUnit {
        code: &code_of(code)?,
        name,
        parent,
        hotline: HOTLINE,
        address: ADDRESS,
    };
    Ok(insert_unit(conn, &new, now)?)
}

fn code_of(code: &str) -> AppResult<UnitCode> {
    code.parse()
        .map_err(|error: String| AppError::internal(error))
}

/// The key that this installation signs with: the server makes the same one.
fn signing_key(conn: &mut DbConn) -> AppResult<SigningKey> {
    let stored = find_or_store_setting(conn, SIGNING_KEY, &SigningKey::fresh())?;
    Ok(SigningKey::from_stored(&stored))
}

/// The tablet's token follows from the installation's own key, so that it can be printed at every start although the
/// database keeps just its hash.
fn token(key: &SigningKey, counter: &Counter) -> String {
    key.sign(&["sample tablet", &counter.name])
}

impl Sample {
    /// The sample that [`insert`] made.
    ///
    /// # Errors
    /// It is not there.
    pub(super) fn find(conn: &mut DbConn) -> AppResult<Self> {
        let province = find_place(conn, PROVINCE.0)?;
        let unit = find_place(conn, COMMUNE.0)?;
        let scope = Scope::below(&unit);
        let key = signing_key(conn)?;
        let (links, devices) = (list_links(conn, &scope)?, list_devices(conn, &scope)?);
        let link = |counter: Option<i64>, kind: LinkKind| {
            links
                .iter()
                .find(|link| link.counter_id == counter && link.kind == kind)
                .cloned()
        };
        let counters = list_counters(conn, &scope)?
            .into_iter()
            .map(|counter| SampleCounter {
                link: link(Some(counter.id), LinkKind::Place),
                tablet: devices
                    .iter()
                    .find(|device| device.counter_id == Some(counter.id))
                    .cloned(),
                token: token(&key, &counter),
                counter,
            });
        let (counters, below) = (counters.collect(), Scope::below(&province));
        let rated = |other: &Unit| other.code.starts_with(RATED);
        let neighbours = list_units(conn, &below)?.into_iter().filter(rated);
        Ok(Self {
            counters,
            neighbours: neighbours.map(|unit| unit.id).collect(),
            poster: link(None, LinkKind::Place),
            open: link(None, LinkKind::Open),
            province,
            unit,
        })
    }

    /// The communes that are rated, its own first.
    pub(super) fn communes(&self) -> Vec<Commune<'_>> {
        let own = Commune {
            unit_id: self.unit.id,
            counters: &self.counters,
            poster: self.poster.as_ref(),
            open: self.open.as_ref(),
        };
        let neighbour = |unit_id: &i64| Commune {
            unit_id: *unit_id,
            counters: &[],
            poster: None,
            open: None,
        };
        let neighbours = self.neighbours.iter().map(neighbour);
        std::iter::once(own).chain(neighbours).collect()
    }

    /// What somebody who wants to look around needs, for a server that is reached under `base`: a line for each
    /// sign-in (role, login, password), the tablets' addresses and the QR links.
    pub fn lines(&self, base: &str) -> Vec<String> {
        let mut lines = vec![
            format!("{}: every figure and name is made up.", self.unit.name),
            "Sign-ins (role, login, password):".to_owned(),
        ];
        let people = PEOPLE.iter().chain([&PROVINCE_LEADER]);
        let officer = COUNTERS.first().map(|(_, (login, _))| (Role::Desk, *login));
        let sign_ins = people
            .map(|(role, login, _)| (*role, *login))
            .chain(officer);
        lines.extend(sign_ins.map(|(role, login)| format!("  {role} {login} {PASSWORD}")));
        lines.push("Tablets:".to_owned());
        for SampleCounter { counter, token, .. } in &self.counters {
            lines.push(format!("  {base}/kiosk#token={token} {}", counter.name));
        }
        lines.push("QR links:".to_owned());
        let mut link = |link: Option<&Link>, place: &str| {
            lines.extend(link.map(|link| format!("  {base}/q/{} {place}", link.code)));
        };
        for at in &self.counters {
            link(at.link.as_ref(), &at.counter.name);
        }
        link(self.poster.as_ref(), "poster");
        link(self.open.as_ref(), "open link");
        lines
    }
}

fn find_place(conn: &mut DbConn, code: &str) -> AppResult<Unit> {
    let code = code_of(code)?;
    find_unit_by_code(conn, &code)?.ok_or(AppError::NotFound)
}
