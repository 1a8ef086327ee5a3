//! Showing the inbox and what a search found.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use chrono::NaiveDateTime;
use serde::Deserialize;

use super::pages::{InboxPage, PER_PAGE};
use crate::accounts::tasks::{LogComplaints, ReadComplaints, SetComplaintRules};
use crate::accounts::{Allowed, Part, SignedForm};
use crate::calendar::WorkingDays;
use crate::clock::Clock;
use crate::complaints::sight::Sight;
use crate::complaints::steps::Ground;
use crate::complaints::store::{self, Tab, Today};
use crate::db::{Db, DbConn};
use crate::error::AppResult;
use crate::web::answer::{html_page, see_other};
use crate::web::extract::{QueryNumber, clean_text};
use crate::web::language::Lang;
use crate::web::searches::{Search, SearchIn};

/// Where the session keeps what was looked for.
const SEARCHES: SearchIn = SearchIn("searches");
/// Longest search, characters.
const SEARCH_LIMIT: usize = 200;

/// What the address of the inbox may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct InboxQuery {
    tab: Option<String>,
    /// Key of a search.
    found: Option<String>,
    /// Words in the address itself, where no page of ours puts them.
    q: Option<String>,
    page: QueryNumber,
}

impl InboxQuery {
    /// What is looked for, if anything.
    fn search(&self, session: &Session) -> Option<Search> {
        if let Some(key) = &self.found {
            return SEARCHES.find(session, key);
        }
        let words = typed(clean_text(self.q.as_deref().unwrap_or_default()));
        (!words.is_empty()).then_some(Search { key: None, words })
    }
}

/// The words of a search as they are kept.
fn typed(words: String) -> String {
    words.chars().take(SEARCH_LIMIT).collect()
}

/// Keeps what was typed, and leads to what is found.
///
/// # Errors
/// 401, 403, or the session cannot be written down.
pub async fn search(form: SignedForm<ReadComplaints>, session: Session) -> AppResult<HttpResponse> {
    let words = typed(form.fields.text("q"));
    if words.is_empty() {
        return Ok(see_other("/complaints"));
    }
    let key = SEARCHES.keep(&session, words)?;
    Ok(see_other(&format!("/complaints?found={key}")))
}

/// The part of the inbox that was asked for, or else the most pressing one that is not empty; or what a search found.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_inbox(
    viewer: Allowed<ReadComplaints>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<InboxQuery>,
    session: Session,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (sight, now, unit) = (Sight::of(&viewer), clock.now(), viewer.unit.id);
    let search = query.search(&session);
    let over = query.found.is_some() && search.is_none();
    let number = if over { 1 } else { query.page.as_page() };
    let csrf = viewer.csrf.clone();
    let asked: Option<Tab> = query.tab.as_deref().and_then(|tab| tab.parse().ok());
    let may_log = viewer.may::<LogComplaints>();
    let may_set = viewer.may::<SetComplaintRules>();
    let shown = db
        .read(move |conn| {
            let (today, missing, calendar) = today(conn, unit, now)?;
            let counts = match search {
                None => store::count_tabs(conn, &sight, today)?,
                Some(_) => Vec::new(),
            };
            let pressing = counts.iter().find(|(_, count)| *count > 0);
            let tab = asked.or(pressing.map(|(tab, _)| *tab)).unwrap_or(Tab::All);
            let skip = (number - 1) * PER_PAGE;
            let cases = match &search {
                None => store::list_cases(conn, &sight, (tab, today), skip, PER_PAGE + 1)?,
                Some(Search { words, .. }) => {
                    store::search_cases(conn, &sight, words, skip, PER_PAGE + 1)?
                }
            };
            let unkept = match may_set {
                true => store::count_unkept(conn, &sight)?,
                false => 0,
            };
            let emergencies = store::list_emergencies(conn, &sight)?;
            let page = InboxPage {
                tab,
                search,
                over,
                csrf,
                counts,
                cases,
                number,
                today: today.day,
                calendar,
                missing,
                unkept,
                emergencies,
                may_log,
                may_set,
            };
            Ok::<_, diesel::result::Error>(page)
        })
        .await?;
    let body = shown.render(lang);
    let page = viewer.page(lang, &body.title, Part::Complaints);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// The days that part the inbox, the year whose working days are missing for it, if any, and the calendar.
fn today(
    conn: &mut DbConn,
    unit_id: i64,
    now: NaiveDateTime,
) -> diesel::QueryResult<(Today, Option<i32>, WorkingDays)> {
    let ground = Ground::find(conn, unit_id, now)?;
    let day = ground.today;
    let soon_until = ground.soon_until();
    let answered = ground.calendar.after(day, ground.rules.days.conduct);
    let missing = answered.err().map(|missing| missing.year);
    Ok((Today { day, soon_until }, missing, ground.calendar))
}
