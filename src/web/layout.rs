//! The document around every page: head, header with navigation, notice, footer.

use maud::{DOCTYPE, Markup, html};
use rust_i18n::t;

use super::assets::{asset_url, inline_svg};
use super::language::Lang;
use super::language_switch;

/// What a page is dressed in: whoever is not signed in may be on 3G and loads no more than the page needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dress {
    /// Pages of those who are signed in.
    Office,
    /// Text and forms.
    Plain,
    /// Figures and pictures as well.
    Board,
}

impl Dress {
    /// In the order in which later ones refine earlier ones.
    fn sheets(self) -> impl Iterator<Item = &'static str> {
        let own: &[&str] = match self {
            Self::Office => &[
                "data.css",
                "indices.css",
                "breakdown.css",
                "complaints.css",
                "intake.css",
                "apologies.css",
                "dossiers.css",
                "evaluation.css",
                "plan.css",
                "reports.css",
                "watch.css",
            ],
            Self::Plain => &[],
            Self::Board => &["data.css", "indices.css"],
        };
        let common = ["tokens.css", "base.css", "fields.css", "app.css"];
        let own = own.iter().copied();
        common.into_iter().chain(own).chain(["print.css"])
    }

    /// The screens on which the letters are our own: a phone has its own, and they weigh more than the page.
    fn own_letters(self) -> Option<&'static str> {
        (self != Self::Office).then_some("(min-width: 40rem), print")
    }
}

/// What the document needs to know beside the page's own markup.
#[derive(Clone, Debug)]
pub struct Page {
    /// Text of the title element.
    pub title: String,
    /// Language of the page.
    pub lang: Lang,
    /// The unit in whose name the page speaks; empty before set-up.
    pub unit: String,
    /// The signed-in person, if any.
    pub person: Option<Person>,
    /// Main navigation: address, text, and whether it is the current part.
    pub navigation: Vec<NavigationItem>,
    /// One message after an action.
    pub notice: Option<Notice>,
    /// What presses elsewhere, said before all else.
    pub calls: Vec<Call>,
    /// True where the data are generated samples, said on every page.
    pub sample: bool,
    /// What it is dressed in.
    pub dress: Dress,
    /// A style sheet that only this page has.
    pub sheet: Option<&'static str>,
    /// The same as a feed for other programs: address and name.
    pub feed: Option<(String, String)>,
}

/// The page of whoever is signed in, without title and text. It is noted with each of their requests, so that what goes
/// wrong is said in a page that keeps their name and their menu.
pub struct Frame(pub Page);

/// What one page shows, to be put into the document.
pub struct Body {
    /// Text of the title element.
    pub title: String,
    /// What stands in its main part.
    pub markup: Markup,
}

impl Body {
    /// A page's own part under its title.
    pub fn new(title: impl Into<String>, markup: Markup) -> Self {
        Self {
            title: title.into(),
            markup,
        }
    }
}

/// What all pages of this server have in common, known at its start.
#[derive(Clone, Copy, Debug, Default)]
pub struct Site {
    /// True where the data are generated samples.
    pub sample: bool,
}

/// Who is signed in, for the header.
#[derive(Clone, Debug)]
pub struct Person {
    /// Full name.
    pub name: String,
    /// Role in the page's language.
    pub role: String,
    /// Token for the sign-out form.
    pub csrf: String,
}

/// One entry of the main navigation.
#[derive(Clone, Debug)]
pub struct NavigationItem {
    /// Address.
    pub href: &'static str,
    /// Text.
    pub text: String,
    /// How much waits there; nothing is not told.
    pub count: usize,
    /// Whether the page belongs to it.
    pub current: bool,
}

/// Something that presses on another page.
#[derive(Clone, Debug)]
pub struct Call {
    /// Where it is seen to.
    pub href: &'static str,
    /// The sentence.
    pub text: String,
}

/// A message after an action.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// The message.
    pub text: String,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    /// Done.
    Success,
    /// Good to know.
    Info,
    /// Needs attention.
    Warning,
}

impl Page {
    /// A page for somebody who is not signed in.
    pub fn public(lang: Lang, title: &str) -> Self {
        Self {
            title: title.to_owned(),
            lang,
            unit: String::new(),
            person: None,
            navigation: Vec::new(),
            notice: None,
            calls: Vec::new(),
            sample: false,
            dress: Dress::Plain,
            sheet: None,
            feed: None,
        }
    }

    /// The same in the name of a unit.
    #[must_use]
    pub fn of_unit(mut self, name: &str) -> Self {
        self.unit = name.to_owned();
        self
    }

    /// The same with a style sheet of its own.
    #[must_use]
    pub fn with_sheet(mut self, name: &'static str) -> Self {
        self.sheet = Some(name);
        self
    }

    /// The same as a page that is also a feed.
    #[must_use]
    pub fn with_feed(mut self, address: &str, name: impl Into<String>) -> Self {
        self.feed = Some((address.to_owned(), name.into()));
        self
    }

    /// The same with a message.
    #[must_use]
    pub fn with_notice(mut self, kind: NoticeKind, text: impl Into<String>) -> Self {
        self.notice = Some(Notice {
            kind,
            text: text.into(),
        });
        self
    }
}

/// The whole document.
pub fn document(page: &Page, body: Markup) -> Markup {
    let lang = page.lang.code();
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (page.title) " – " (t!("web.name", locale = lang)) }
                link rel="icon" href=(asset_url("icon.svg")) type="image/svg+xml";
                link rel="stylesheet" href=(asset_url("fonts.css")) media=[page.dress.own_letters()];
                @for sheet in page.dress.sheets().chain(page.sheet) {
                    link rel="stylesheet" href=(asset_url(sheet));
                }
                @if let Some((address, name)) = &page.feed {
                    link rel="alternate" type="application/atom+xml" href=(address) title=(name);
                }
            }
            body {
                a.skip-link href="#main" { (t!("web.skip", locale = lang)) }
                (header(page))
                main #main .page {
                    @for call in &page.calls {
                        p.notice.warning.no-print { a href=(call.href) { (call.text) } }
                    }
                    @if let Some(notice) = &page.notice { (notice_box(notice)) }
                    (body)
                }
                (footer(page))
            }
        }
    }
}

fn header(page: &Page) -> Markup {
    let lang = page.lang.code();
    html! {
        @if page.sample { aside.sample-banner { (t!("web.sample", locale = lang)) } }
        header.site-header {
            a.wordmark href="/" { (inline_svg("icon.svg")) (t!("web.name", locale = lang)) }
            @if !page.unit.is_empty() { span.unit-name { (page.unit) } }
            @match &page.person {
                Some(person) => (person_box(person, page.lang)),
                None => a.sign-in-link href="/signin" { (t!("web.sign_in", locale = lang)) },
            }
            @if !page.navigation.is_empty() {
                nav.site-nav aria-label=(t!("web.navigation", locale = lang)) {
                    @for item in &page.navigation {
                        a href=(item.href) aria-current=[item.current.then_some("page")] {
                            (item.text)
                            @if item.count > 0 { " " span.tab-count { (item.count) } }
                        }
                    }
                }
            }
        }
    }
}

fn person_box(person: &Person, lang: Lang) -> Markup {
    let lang = lang.code();
    html! {
        div.person {
            a href="/password" { (person.name) }
            span.role { (person.role) }
            form method="post" action="/signout" {
                input type="hidden" name="csrf" value=(person.csrf);
                button.quiet type="submit" { (t!("web.sign_out", locale = lang)) }
            }
        }
    }
}

fn notice_box(notice: &Notice) -> Markup {
    let class = match notice.kind {
        NoticeKind::Success => "notice success",
        NoticeKind::Info => "notice info",
        NoticeKind::Warning => "notice warning",
    };
    html! { p class=(class) role="status" { (notice.text) } }
}

fn footer(page: &Page) -> Markup {
    html! {
        footer.site-footer {
            p { (t!("web.footer", locale = page.lang.code())) }
            nav aria-label=(t!("web.languages", locale = page.lang.code())) {
                @for lang in Lang::ALL {
                    a href=(language_switch::address(*lang)) rel="nofollow" lang=(lang.code()) hreflang=(lang.code())
                        aria-current=[(*lang == page.lang).then_some("true")] { (lang.own_name()) }
                }
            }
        }
    }
}
