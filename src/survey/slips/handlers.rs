//! The slip's address: looking spends nothing, sending redeems. No cookie, no session, no script; nothing is kept by
//! anybody on the way.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header;
use actix_web::web::{Data, Form, Path, Query, ServiceConfig, get, post, resource};
use rust_i18n::t;

use super::pages::{TYPE_PATH, TypePage, slip_page};
use super::place::{SlipPlace, SlipState};
use super::store::find_slip;
use super::token::SlipToken;
use crate::clock::Clock;
use crate::db::Db;
use crate::error::AppResult;
use crate::links::store::find_general_place;
use crate::survey::ballot_box::BallotBox;
use crate::survey::handlers::{Choices, take};
use crate::survey::phone::PhoneForms;
use crate::web::components::FieldErrors;
use crate::web::extract::Fields;
use crate::web::language::Lang;
use crate::web::layout::Site;
use crate::web::phone::{NO_REFERRER, in_language};

/// Longest text that is given back to whoever typed it.
const TYPED_LIMIT: usize = 40;

/// `/D/TOKEN`, as the QR has it, and the page on which it is typed.
pub fn routes(app: &mut ServiceConfig) {
    for path in ["/d/{token}", "/D/{token}"] {
        app.service(
            resource(path)
                .route(get().to(show_form))
                .route(post().to(take_form)),
        );
    }
    for path in [TYPE_PATH, "/D"] {
        app.service(
            resource(path)
                .route(get().to(show_type))
                .route(post().to(take_type)),
        );
    }
    app.route("/d/{token}/thanks", get().to(show_thanks));
}

/// What handlers look slips up with.
struct Slips<'a> {
    db: &'a Db,
    clock: &'a Clock,
}

impl Slips<'_> {
    /// The slip of what was scanned or typed.
    async fn find(&self, typed: &str) -> AppResult<Option<Arc<SlipPlace>>> {
        let Some(token) = SlipToken::read(typed) else {
            return Ok(None);
        };
        let today = self.clock.today();
        self.db
            .read(move |conn| {
                let Some(slip) = find_slip(conn, &token, today)? else {
                    return Ok::<_, diesel::result::Error>(None);
                };
                let general = find_general_place(conn, Some(&slip.unit_path))?.map(Arc::new);
                Ok(Some(Arc::new(SlipPlace {
                    token,
                    slip,
                    general,
                })))
            })
            .await
    }

    /// The page on which a code is typed, with what is wrong with the one that was.
    async fn type_page(
        &self,
        typed: &str,
        errors: &FieldErrors,
        asked: Asked,
    ) -> AppResult<HttpResponse> {
        let general = self.db.read(|conn| find_general_place(conn, None)).await?;
        let typed: String = typed.chars().take(TYPED_LIMIT).collect();
        let page = TypePage {
            lang: asked.lang,
            sample: asked.site.sample,
            typed: &typed,
            errors,
            general: general.as_ref(),
        };
        Ok(page.render().respond(asked.status))
    }

    async fn unknown(&self, typed: &str, asked: Asked) -> AppResult<HttpResponse> {
        let text = t!("slip.unknown", locale = asked.lang.code());
        self.type_page(typed, &FieldErrors::one("code", text), asked)
            .await
    }
}

/// How the page is answered.
struct Asked {
    lang: Lang,
    site: Site,
    status: StatusCode,
}

/// Shows the form of a slip that rates, and of any other what can be done instead.
///
/// # Errors
/// The database does not answer.
async fn show_form(
    (forms, site, db, clock): (Data<PhoneForms>, Data<Site>, Data<Db>, Data<Clock>),
    typed: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let (db, clock) = (&db, &clock);
    let slips = Slips { db, clock };
    let asked = |status| Asked {
        lang,
        site: **site,
        status,
    };
    let Some(slip) = slips.find(&typed).await? else {
        return slips.unknown(&typed, asked(StatusCode::NOT_FOUND)).await;
    };
    let status = match slip.slip.state {
        SlipState::Open => {
            let form = forms.of_slip(slip, choices.questionnaire()?, lang);
            return Ok(form.blank().respond(StatusCode::OK));
        }
        SlipState::NotYet => StatusCode::OK,
        SlipState::Used | SlipState::Over => StatusCode::GONE,
    };
    Ok(slip_page(lang, site.sample, &slip).respond(status))
}

/// Takes the form of a slip, whatever has become of it meanwhile: whether it rates is decided in the box, where what was
/// sent before is known.
///
/// # Errors
/// 503 while busy.
async fn take_form(
    (forms, site, db, clock): (Data<PhoneForms>, Data<Site>, Data<Db>, Data<Clock>),
    ballot_box: Data<BallotBox>,
    typed: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let slips = Slips {
        db: &db,
        clock: &clock,
    };
    let Some(slip) = slips.find(&typed).await? else {
        let (site, status) = (**site, StatusCode::NOT_FOUND);
        return slips.unknown(&typed, Asked { lang, site, status }).await;
    };
    let form = forms.of_slip(slip, choices.questionnaire()?, lang);
    take(&form, &ballot_box, clock.now(), fields).await
}

/// The page after a rating; may be reloaded.
///
/// # Errors
/// The database does not answer.
async fn show_thanks(
    (forms, site, db, clock): (Data<PhoneForms>, Data<Site>, Data<Db>, Data<Clock>),
    typed: Path<String>,
    choices: Query<Choices>,
    lang: Lang,
) -> AppResult<HttpResponse> {
    let slips = Slips {
        db: &db,
        clock: &clock,
    };
    let Some(slip) = slips.find(&typed).await? else {
        let (site, status) = (**site, StatusCode::NOT_FOUND);
        return slips.unknown(&typed, Asked { lang, site, status }).await;
    };
    let form = forms.of_slip(slip, choices.questionnaire()?, lang);
    Ok(form.thanks(false).respond(StatusCode::OK))
}

/// The page on which a code is typed.
///
/// # Errors
/// The database does not answer.
async fn show_type(
    (site, db, clock): (Data<Site>, Data<Db>, Data<Clock>),
    lang: Lang,
) -> AppResult<HttpResponse> {
    let slips = Slips {
        db: &db,
        clock: &clock,
    };
    let (site, status) = (**site, StatusCode::OK);
    slips
        .type_page("", &FieldErrors::default(), Asked { lang, site, status })
        .await
}

/// Leads from a typed code to its form. One that is mistyped comes back (422).
///
/// # Errors
/// The database does not answer.
async fn take_type(
    (site, db, clock): (Data<Site>, Data<Db>, Data<Clock>),
    lang: Lang,
    fields: Form<Vec<(String, String)>>,
) -> AppResult<HttpResponse> {
    let slips = Slips {
        db: &db,
        clock: &clock,
    };
    let typed = Fields::new(fields).line("code");
    let (site, status) = (**site, StatusCode::UNPROCESSABLE_ENTITY);
    let asked = Asked { lang, site, status };
    if let Some(slip) = slips.find(&typed).await? {
        return Ok(HttpResponse::SeeOther()
            .insert_header((header::LOCATION, in_language(lang, &slip.token.form_path())))
            .insert_header(NO_REFERRER)
            .finish());
    }
    if SlipToken::read(&typed).is_some() {
        return slips.unknown(&typed, asked).await;
    }
    let key = if typed.is_empty() {
        "no_code"
    } else {
        "malformed"
    };
    let text = t!(format!("slip.{key}"), locale = lang.code());
    let errors = FieldErrors::one("code", text);
    slips.type_page(&typed, &errors, asked).await
}
