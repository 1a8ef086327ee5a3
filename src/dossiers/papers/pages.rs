//! The slips themselves: on the screen a toolbar lies above the sheet, on paper there is nothing but the sheet. What
//! citizens read is Vietnamese, whatever language the screen has.

use chrono::NaiveTime;
use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::Paper;
use super::words::{circular, written_day, written_due, written_moment};
use crate::clock::{local_day, local_time};
use crate::dossiers::dossier::{Application, Dossier};
use crate::dossiers::pages::{limit_text, return_way_name};
use crate::dossiers::rules::Letterhead;
use crate::dossiers::store::Event;
use crate::web::assets::asset_url;
use crate::web::language::Lang;

/// Language of whoever takes the slip home.
const READER: Lang = Lang::Vi;

/// The paper that it is printed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As the forms have it.
    A5,
    /// For printers that hold nothing else.
    A4,
}

/// What stands on a slip.
pub struct Sheet {
    /// Which.
    pub paper: Paper,
    /// In whose name.
    pub letterhead: Letterhead,
    /// When the desk closes.
    pub closes: NaiveTime,
    /// Number to ask; may be empty.
    pub hotline: String,
    /// The dossier.
    pub dossier: Dossier,
    /// Who handed in what.
    pub application: Application,
    /// What it is written for.
    pub event: Event,
    /// How the applicant rates once the result is returned, where a token was made.
    pub rating: Option<Rating>,
}

/// How the applicant of a receipt rates.
pub struct Rating {
    /// The code to scan.
    pub qr: Markup,
    /// The code to type.
    pub token: String,
    /// Where it is typed.
    pub address: String,
}

fn say(key: &str) -> String {
    t!(format!("dossiers.sheet.{key}"), locale = READER.code()).into_owned()
}

/// The document.
pub fn render(sheet: &Sheet, size: Size, lang: Lang) -> Markup {
    let title = say(&format!("title.{}", sheet.paper));
    let (paper, class) = match size {
        Size::A5 => ("paper-a5.css", "sheet a5"),
        Size::A4 => ("paper-a4.css", "sheet a4"),
    };
    html! {
        (DOCTYPE)
        html lang=(READER.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (sheet.dossier.code) }
                link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
                @for name in ["tokens.css", "slips.css", paper] { link rel="stylesheet" href=(asset_url(name)); }
            }
            body {
                (tools(sheet, size, lang))
                main class=(class) {
                    (head(sheet))
                    h1 { (title) }
                    p.code { (say("code")) " " strong { (sheet.dossier.code) } }
                    @match sheet.paper {
                        Paper::Receipt => (receipt(sheet)),
                        Paper::Supplement => (asked(sheet, "missing", "supplement_once")),
                        Paper::Refusal => (asked(sheet, "reason", "refused")),
                    }
                    (signatures(sheet.paper))
                }
            }
        }
    }
}

fn tools(sheet: &Sheet, size: Size, lang: Lang) -> Markup {
    let code = lang.code();
    let address = format!("/dossiers/{}", sheet.dossier.id);
    let here = format!("{address}/papers/{}", sheet.paper);
    html! {
        header.tools.no-print lang=(code) {
            p { a href=(address) { (t!("dossiers.one", locale = code, code = sheet.dossier.code)) } }
            p { (t!("dossiers.papers.how", locale = code)) }
            p {
                @if sheet.rating.is_none() { @match size {
                    Size::A5 => a href={ (here) "?size=a4" } { (t!("dossiers.papers.a4", locale = code)) },
                    Size::A4 => a href=(here) { (t!("dossiers.papers.a5", locale = code)) },
                } } @else { (t!("dossiers.papers.new_code", locale = code)) }
            }
        }
    }
}

/// Who writes, where and when (NĐ 30/2020/NĐ-CP Phụ lục I).
fn head(sheet: &Sheet) -> Markup {
    let letterhead = &sheet.letterhead;
    let day = local_day(sheet.event.at);
    html! {
        p.form-name {
            (t!("dossiers.sheet.form", locale = READER.code(), form = sheet.paper.form(), circular = circular(day)))
        }
        header.head {
            div {
                @if !letterhead.parent.is_empty() { p.parent { (letterhead.parent) } }
                @for line in letterhead.agency.lines() { p.agency { (line) } }
                @if !letterhead.desk.is_empty() { p.agency { (letterhead.desk) } }
                @if sheet.paper != Paper::Receipt { p.number { (say(&format!("number.{}", sheet.paper))) } }
            }
            div {
                p.nation { "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" }
                p.motto { "Độc lập - Tự do - Hạnh phúc" }
                p.place {
                    @if !letterhead.place.is_empty() { (letterhead.place) ", " }
                    (written_day(day))
                }
            }
        }
    }
}

/// A labelled line; nothing known is a dotted line to be filled in by hand.
fn line(key: &str, text: &str) -> Markup {
    html! {
        p.line {
            (say(key)) ": "
            @if text.is_empty() { span.dots {} } @else { span.words { (text) } }
        }
    }
}

fn applicant(sheet: &Sheet) -> Markup {
    let known = &sheet.application;
    html! {
        (line("of", &known.name))
        (line("identity", &known.identity))
        (line("address", &known.address))
        div.pair { (line("phone", &known.phone)) (line("email", &known.email)) }
        @if !known.agent.is_empty() { (line("agent", &known.agent)) }
        (line("request", request(sheet)))
    }
}

/// What is asked for, in the applicant's words where they are known.
fn request(sheet: &Sheet) -> &str {
    match sheet.application.request.as_str() {
        "" => &sheet.dossier.procedure_name,
        request => request,
    }
}

fn receipt(sheet: &Sheet) -> Markup {
    let (dossier, known) = (&sheet.dossier, &sheet.application);
    let limit = dossier.limit().map(|limit| limit_text(limit, READER));
    let due = dossier
        .due_at
        .map(|due| written_due(local_time(due), sheet.closes));
    html! {
        (applicant(sheet))
        p.line { (say("papers")) ":" }
        @if known.papers.is_empty() {
            @for _ in 0..3 { p.line { span.dots {} } }
        } @else {
            ol.papers { @for paper in known.papers.lines().filter(|paper| !paper.trim().is_empty()) { li { (paper) } } }
        }
        (line("copies", &t!("dossiers.sheet.sets", locale = READER.code(), count = known.copies)))
        (line("limit", limit.as_deref().unwrap_or_default()))
        (line("received", &written_moment(local_time(dossier.received_at))))
        p.line.due { (say("due")) ": " strong { (due.unwrap_or_else(|| say("no_day"))) } }
        (line("return_at", &return_way_name(known.return_way.as_str(), READER)))
        p.line { (say("register")) }
        @if let Some(rating) = &sheet.rating {
            div.rating {
                (rating.qr)
                div {
                    p { strong { (say("rate")) } }
                    p { (t!("dossiers.sheet.rate_how", locale = READER.code(), address = rating.address)) }
                    p.token { (rating.token) }
                    p { (say("rate_secret")) }
                }
            }
        }
    }
}

/// What is missing, or why it is refused.
fn asked(sheet: &Sheet, what: &str, rule: &str) -> Markup {
    html! {
        (applicant(sheet))
        p.line { (say(what)) ":" }
        p.told { (sheet.event.note) }
        p.line { (say(rule)) }
        @if !sheet.hotline.is_empty() {
            p.line { (t!("dossiers.sheet.ask", locale = READER.code(), hotline = sheet.hotline)) }
        }
    }
}

fn signatures(paper: Paper) -> Markup {
    let (left, right) = match paper {
        Paper::Receipt => ("submitter", "receiver"),
        Paper::Supplement | Paper::Refusal => ("submitter", "adviser"),
    };
    html! {
        div.signatures {
            @for key in [left, right] {
                div {
                    p.capacity { (say(key)) }
                    p.how { (say("sign")) }
                }
            }
        }
    }
}
