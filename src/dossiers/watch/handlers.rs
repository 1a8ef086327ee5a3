//! Showing the list and what a search found.

use actix_session::Session;
use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::web::{Data, Query};
use serde::Deserialize;

use super::pages::{ListPage, May, PER_PAGE};
use crate::accounts::tasks::{
    DraftApologies, HandleDossiers, ReadDossiers, ReadEvaluation, SetDossierRules,
};
use crate::accounts::{Allowed, Part, SignedForm};
use crate::clock::Clock;
use crate::db::Db;
use crate::dossiers::steps::Ground;
use crate::dossiers::store::{self, Counts, Filter, Tab};
use crate::error::AppResult;
use crate::web::answer::{html_page, see_other};
use crate::web::extract::QueryNumber;
use crate::web::language::Lang;
use crate::web::searches::{Search, SearchIn};

/// Where the session keeps what was looked for.
const SEARCHES: SearchIn = SearchIn("dossier searches");
/// Longest search, characters.
const SEARCH_LIMIT: usize = 100;
/// Most dossiers that a search shows.
const MOST_FOUND: i64 = 50;

/// What the address of the list may carry.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    tab: Option<String>,
    officer: QueryNumber,
    field: Option<String>,
    /// Key of a search.
    found: Option<String>,
    page: QueryNumber,
}

impl ListQuery {
    fn filter(&self) -> Filter {
        Filter {
            officer_id: self.officer.0,
            field: self.field.clone().filter(|field| !field.is_empty()),
        }
    }
}

/// Keeps what was typed, and leads to what is found.
///
/// # Errors
/// 401, 403, or the session cannot be written down.
pub async fn search(form: SignedForm<ReadDossiers>, session: Session) -> AppResult<HttpResponse> {
    let words: String = form.fields.line("q").chars().take(SEARCH_LIMIT).collect();
    if words.is_empty() {
        return Ok(see_other("/dossiers"));
    }
    let key = SEARCHES.keep(&session, words)?;
    Ok(see_other(&format!("/dossiers?found={key}")))
}

/// The part of the list that was asked for, or else the most pressing one that is not empty; or what a search found.
///
/// # Errors
/// 401, 403, or no way to the database.
pub async fn show_list(
    viewer: Allowed<ReadDossiers>,
    db: Data<Db>,
    clock: Data<Clock>,
    query: Query<ListQuery>,
    session: Session,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (scope, now, unit) = (viewer.scope(), clock.now(), viewer.unit.id);
    let search = query.found.as_deref();
    let search = search.and_then(|key| SEARCHES.find(&session, key));
    let over = query.found.is_some() && search.is_none();
    let number = if over { 1 } else { query.page.as_page() };
    let asked: Option<Tab> = query.tab.as_deref().and_then(|tab| tab.parse().ok());
    let filter = query.filter();
    let csrf = viewer.csrf.clone();
    let may = May {
        register: viewer.may::<HandleDossiers>(),
        set: viewer.may::<SetDossierRules>(),
        draft: viewer.may::<DraftApologies>(),
        read_evaluation: viewer.may::<ReadEvaluation>(),
    };
    let shown = db
        .read(move |conn| {
            let ground = Ground::find(conn, unit)?;
            let (today, missing) = ground.today(now);
            let counts = match search {
                None => store::count_tabs(conn, &scope, &filter, today)?,
                Some(_) => Counts::default(),
            };
            let tab = asked.unwrap_or_else(|| most_pressing(&counts));
            let skip = (number - 1) * PER_PAGE;
            let dossiers = match &search {
                Some(Search { words, .. }) => {
                    store::search_dossiers(conn, &scope, words, MOST_FOUND)?
                }
                None => {
                    let part = (tab, today);
                    store::list_dossiers(conn, &scope, &filter, part, (skip, PER_PAGE + 1))?
                }
            };
            Ok::<_, diesel::result::Error>(ListPage {
                officers: store::list_officers_below(conn, &scope)?,
                tab,
                filter,
                search,
                over,
                csrf,
                counts,
                dossiers,
                number,
                now,
                ground,
                missing,
                may,
            })
        })
        .await?;
    let body = shown.render(lang);
    let page = viewer.page(lang, &body.title, Part::Dossiers);
    Ok(html_page(StatusCode::OK, &page, body.markup))
}

/// The first part in which somebody must act, else what is being worked on.
fn most_pressing(counts: &Counts) -> Tab {
    let mut tabs = counts.tabs.iter();
    let pressing = tabs.find(|(tab, count)| tab.is_pressing() && *count > 0);
    pressing.map_or(Tab::Open, |(tab, _)| *tab)
}
