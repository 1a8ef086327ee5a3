//! Who is looking, and whether they may: extractors that a handler cannot forget. A handler that takes
//! [`Allowed`] is reached by the named roles only; one that takes [`SignedForm`] only by a form of the same session.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::Deref;
use std::pin::Pin;

use actix_session::SessionExt;
use actix_web::dev::Payload;
use actix_web::web::{Data, Form};
use actix_web::{FromRequest, HttpMessage, HttpRequest};
use rust_i18n::t;
use subtle::ConstantTimeEq;

use super::account::Account;
use super::news::{News, Told};
use super::pages::role_name;
use super::tasks::{self, Task};
use super::{session, store};
use crate::clock::Clock;
use crate::db::Db;
use crate::error::{AppError, AppResult};
use crate::units::{Scope, Unit};
use crate::web::extract::Fields;
use crate::web::guard::foreign_form;
use crate::web::language::{Lang, language_of};
use crate::web::layout::{Dress, Frame, NavigationItem, Page, Person, Site};

/// Part of the site, for the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `/indices`.
    Indices,
    /// `/plan`.
    Plan,
    /// `/reports`.
    Reports,
    /// `/complaints`.
    Complaints,
    /// `/dossiers` and `/apologies`.
    Dossiers,
    /// `/watch`.
    Watch,
    /// `/supervision`.
    Supervision,
    /// `/supervision/new`.
    NewNote,
    /// `/kiosks`.
    Tablets,
    /// `/admin/links`.
    Links,
    /// `/admin`.
    Admin,
    /// The own account.
    Own,
}

/// The signed-in person and the part of the tree they may see.
#[derive(Clone, Debug)]
pub struct Viewer {
    /// Who.
    pub account: Account,
    /// The unit the account belongs to.
    pub unit: Unit,
    /// Token that this session's forms carry.
    pub csrf: String,
    site: Site,
    /// What waits beside the page that was asked for.
    news: Vec<Told>,
}

impl Viewer {
    /// What every query is limited to.
    pub fn scope(&self) -> Scope {
        Scope::below(&self.unit)
    }

    /// Whether the person's role may do this kind of work.
    pub fn may<T: Task>(&self) -> bool {
        T::ROLES.contains(&self.account.role)
    }

    /// A page of this person: name, role, navigation.
    pub fn page(&self, lang: Lang, title: &str, part: Part) -> Page {
        let mut page = Page::public(lang, title).of_unit(&self.unit.name);
        page.sample = self.site.sample;
        page.dress = Dress::Office;
        page.person = Some(Person {
            name: self.account.name.clone(),
            role: role_name(self.account.role, lang),
            csrf: self.csrf.clone(),
        });
        page.navigation = self.navigation(lang, part);
        page.calls = self
            .news
            .iter()
            .filter_map(|told| told.call(lang, part))
            .collect();
        page
    }

    fn navigation(&self, lang: Lang, part: Part) -> Vec<NavigationItem> {
        self.places()
            .into_iter()
            .filter(|(.., may)| *may)
            .map(|(place, href, name, _)| NavigationItem {
                href,
                text: t!(format!("accounts.nav.{name}"), locale = lang.code()).into_owned(),
                count: 0,
                current: place == part,
            })
            .chain(self.news.iter().map(|told| told.item(lang, part)))
            .collect()
    }

    /// The parts of the site: address, name, and whether they are this person's.
    fn places(&self) -> [(Part, &'static str, &'static str, bool); 8] {
        let reads_indices = self.may::<tasks::ReadIndices>();
        let reads_plans = self.may::<tasks::ReadPlan>();
        let reads_complaints = self.may::<tasks::ReadComplaints>();
        let reads_dossiers = self.may::<tasks::ReadDossiers>();
        let cares_for_tablets = self.may::<tasks::CareForTablets>();
        let prints_links = self.may::<tasks::PrintLinks>();
        let administers = self.may::<tasks::Administer>();
        [
            (Part::Indices, "/indices", "indices", reads_indices),
            (Part::Plan, "/plan", "plan", reads_plans),
            (Part::Reports, "/reports", "reports", reads_indices),
            (
                Part::Complaints,
                "/complaints",
                "complaints",
                reads_complaints,
            ),
            (Part::Dossiers, "/dossiers", "dossiers", reads_dossiers),
            (Part::Tablets, "/kiosks", "tablets", cares_for_tablets),
            (Part::Links, "/admin/links", "links", prints_links),
            (Part::Admin, "/admin", "admin", administers),
        ]
    }
}

type Extracted<T> = Pin<Box<dyn Future<Output = AppResult<T>>>>;

impl FromRequest for Viewer {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let signed_in = session::signed_in(&request.get_session());
        let db = request.app_data::<Data<Db>>().cloned();
        let news = request.app_data::<Data<News>>().map(|news| ***news);
        let clock = request.app_data::<Data<Clock>>().cloned();
        let site = request.app_data::<Data<Site>>().map(|site| ***site);
        let request = request.clone();
        Box::pin(async move {
            let (Some(signed_in), Some(db)) = (signed_in, db) else {
                return Err(AppError::SignInNeeded);
            };
            let id = signed_in.account_id;
            let found = db
                .read(move |conn| {
                    let Some((account, unit)) = store::find_viewer(conn, id)? else {
                        return Ok(None);
                    };
                    let told = match news.zip(clock) {
                        Some((News(ask), clock)) => ask(conn, &account, &unit, clock.now())?,
                        None => Vec::new(),
                    };
                    Ok::<_, diesel::result::Error>(Some((account, unit, told)))
                })
                .await?;
            let (account, unit, news) = found.ok_or(AppError::SignInNeeded)?;
            let viewer = Self {
                account,
                unit,
                csrf: signed_in.csrf,
                site: site.unwrap_or_default(),
                news,
            };
            let page = viewer.page(language_of(&request), "", Part::Own);
            request.extensions_mut().insert(Frame(page));
            Ok(viewer)
        })
    }
}

/// A signed-in person whose role may do `T`; others get 403.
pub struct Allowed<T: Task> {
    viewer: Viewer,
    task: PhantomData<T>,
}

impl<T: Task> Deref for Allowed<T> {
    type Target = Viewer;

    fn deref(&self) -> &Viewer {
        &self.viewer
    }
}

impl<T: Task> FromRequest for Allowed<T> {
    type Error = AppError;
    type Future = Extracted<Self>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = Viewer::from_request(request, payload);
        Box::pin(async move {
            let viewer = viewer.await?;
            if !viewer.may::<T>() {
                return Err(AppError::Forbidden);
            }
            Ok(Self {
                viewer,
                task: PhantomData,
            })
        })
    }
}

/// A form posted by a signed-in person whose role may do `T`, from a page of the same session.
pub struct SignedForm<T: Task> {
    /// Who sent it.
    pub viewer: Allowed<T>,
    /// What it says.
    pub fields: Fields,
}

impl<T: Task> FromRequest for SignedForm<T> {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, actix_web::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let viewer = Allowed::<T>::from_request(request, payload);
        let form = Form::<Vec<(String, String)>>::from_request(request, payload);
        Box::pin(async move {
            let viewer = viewer.await?;
            let fields = Fields::new(form.await?);
            let token = fields.raw("csrf").unwrap_or_default();
            if !bool::from(token.as_bytes().ct_eq(viewer.csrf.as_bytes())) {
                return Err(foreign_form());
            }
            Ok(Self { viewer, fields })
        })
    }
}
