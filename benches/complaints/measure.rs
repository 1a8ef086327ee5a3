//! Asking both servers for the same pages in turn, and what the medians say.

use std::thread::JoinHandle;
use std::time::Instant;

use actix_web::dev::ServerHandle;
use hailong::config::Config;
use hailong::db::DatabaseUrl;
use hailong::server;
use reqwest::{Client, redirect};

use super::Outcome;
use super::fill::{LOGIN, PASSWORD};
use super::words::{APART, COMMON, RARE, TOGETHER};

/// How often each page is asked for on each side.
const TIMES: usize = 25;
/// A page with many cases may cost so many times what it costs with few.
const LIMIT: f64 = 3.0;

/// So many cases in this database.
type Side = (u64, DatabaseUrl);

/// A server, and somebody signed in on it.
struct Served {
    base: String,
    client: Client,
    ending: (ServerHandle, JoinHandle<()>),
}

/// The lines of a table: what, how long, the ratio, the target, whether it is met.
pub fn measure(few: &Side, many: &Side) -> Outcome<Vec<String>> {
    let (small, large) = (Served::start(&few.1)?, Served::start(&many.1)?);
    let lines = actix_web::rt::System::new().block_on(async {
        small.sign_in().await?;
        large.sign_in().await?;
        let mut lines = Vec::new();
        for (what, path) in pages() {
            let mut took = (Vec::new(), Vec::new());
            for _ in 0..TIMES {
                took.0.push(small.ask(&path(few.0)).await?);
                took.1.push(large.ask(&path(many.0)).await?);
            }
            let (at_few, at_many) = (median(took.0), median(took.1));
            let ratio = at_many / at_few;
            let verdict = if ratio <= LIMIT { "met" } else { "MISSED" };
            lines.push(format!(
                "| {what}, {} against {} complaints | {at_many:.1} ms against {at_few:.1} ms | {ratio:.2} | ≤ {LIMIT:.0} | {verdict} |",
                many.0, few.0
            ));
        }
        Ok::<_, Box<dyn std::error::Error>>(lines)
    })?;
    for served in [small, large] {
        drop(served.ending.0.stop(true));
        served
            .ending
            .1
            .join()
            .map_err(|_| "the server did not end in order")?;
    }
    Ok(lines)
}

/// The address of a page where so many cases are.
type Address = Box<dyn Fn(u64) -> String>;

/// Each page and its address.
fn pages() -> Vec<(&'static str, Address)> {
    let search_of = |page: &'static str, words: &'static str| -> Address {
        let query = serde_urlencoded::to_string([("q", words)]).unwrap_or_default();
        Box::new(move |_| format!("{page}?{query}"))
    };
    let search = |words| search_of("/complaints", words);
    vec![
        ("inbox", Box::new(|_| "/complaints".to_owned())),
        (
            "inbox, everything",
            Box::new(|_| "/complaints?tab=all".to_owned()),
        ),
        ("search for a common word", search(COMMON)),
        ("search for a rare word", search(RARE)),
        ("search for two words that go together", search(TOGETHER)),
        (
            "search for two frequent words that never meet",
            search(APART),
        ),
        (
            "one case",
            Box::new(|cases| format!("/complaints/{}", cases / 2)),
        ),
        (
            "figures of a year",
            Box::new(|_| "/complaints/figures".to_owned()),
        ),
        ("public board", Box::new(|_| "/u/TB".to_owned())),
        ("published answers", Box::new(|_| "/answers".to_owned())),
        (
            "public search for a common word",
            search_of("/answers", COMMON),
        ),
    ]
}

impl Served {
    fn start(address: &DatabaseUrl) -> Outcome<Self> {
        let config = Config::for_tests(address.clone());
        let (tell, told) = std::sync::mpsc::channel();
        let thread = std::thread::spawn(move || {
            actix_web::rt::System::new().block_on(async {
                let Ok(running) = server::start(&config) else {
                    return;
                };
                if tell.send((running.address, running.handle())).is_ok() {
                    drop(running.finish().await);
                }
            });
        });
        let (address, handle) = told.recv()?;
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .cookie_store(true)
            .no_proxy()
            .build()?;
        Ok(Self {
            base: format!("http://{address}"),
            client,
            ending: (handle, thread),
        })
    }

    async fn sign_in(&self) -> Outcome<()> {
        let answer = self
            .client
            .post(format!("{}/signin", self.base))
            .header("Sec-Fetch-Site", "same-origin")
            .form(&[("login", LOGIN), ("password", PASSWORD)])
            .send()
            .await?;
        if answer.status().as_u16() == 303 {
            Ok(())
        } else {
            Err(format!("signing in: {}", answer.status()).into())
        }
    }

    /// Milliseconds until the whole page is there.
    async fn ask(&self, path: &str) -> Outcome<f64> {
        let began = Instant::now();
        let answer = self
            .client
            .get(format!("{}{path}", self.base))
            .send()
            .await?;
        let status = answer.status();
        let page = answer.text().await?;
        let took = began.elapsed().as_secs_f64() * 1_000.0;
        if !status.is_success() || page.is_empty() {
            return Err(format!("{path}: {status}").into());
        }
        Ok(took)
    }
}

fn median(mut took: Vec<f64>) -> f64 {
    took.sort_by(f64::total_cmp);
    took.get(took.len() / 2).copied().unwrap_or(0.0)
}
