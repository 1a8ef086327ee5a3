//! The program itself, serving a database, and somebody signed in on it.

use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::{Client, Response, redirect};

use super::Outcome;
use super::fill::{LOGIN, PASSWORD};

/// How long the server may take to answer at all.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server.
pub struct Served {
    program: Child,
    base: String,
    client: Client,
}

impl Served {
    /// Starts one and signs in.
    pub async fn start(database: &str) -> Outcome<Self> {
        let free = TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string();
        let program = Command::new(env!("CARGO_BIN_EXE_hailong"))
            .args(["serve", "--listen", &free, "--database", database])
            .stdout(Stdio::null())
            .spawn()?;
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .cookie_store(true)
            .no_proxy()
            .build()?;
        let served = Self {
            program,
            base: format!("http://{free}"),
            client,
        };
        let began = Instant::now();
        while served.ask("/healthz").await.is_err() {
            if began.elapsed() > PATIENCE {
                return Err("the server does not answer".into());
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        let who = [("login", LOGIN), ("password", PASSWORD)];
        served.post("/signin", &who).await?;
        Ok(served)
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Outcome<Response> {
        let request = self.client.post(format!("{}{path}", self.base));
        let request = request.header("Sec-Fetch-Site", "same-origin").form(form);
        let answer = request.send().await?;
        match answer.status().as_u16() {
            303 => Ok(answer),
            status => Err(format!("{path}: {status}").into()),
        }
    }

    /// The address under which a search for these words is shown.
    pub async fn search(&self, words: &str) -> Outcome<String> {
        let page = self.page("/dossiers").await?;
        let token = page.split("name=\"csrf\" value=\"").nth(1);
        let token = token.and_then(|rest| rest.split('"').next());
        let form = [("csrf", token.ok_or("no form on the page")?), ("q", words)];
        let answer = self.post("/dossiers/search", &form).await?;
        let found = answer.headers().get("location").ok_or("no address")?;
        Ok(found.to_str()?.to_owned())
    }

    /// Milliseconds until the whole page is there.
    pub async fn ask(&self, path: &str) -> Outcome<f64> {
        let began = Instant::now();
        self.page(path).await?;
        Ok(began.elapsed().as_secs_f64() * 1_000.0)
    }

    async fn page(&self, path: &str) -> Outcome<String> {
        let request = self.client.get(format!("{}{path}", self.base));
        let answer = request.send().await?;
        let status = answer.status();
        let page = answer.text().await?;
        match status.is_success() && !page.is_empty() {
            true => Ok(page),
            false => Err(format!("{path}: {status}").into()),
        }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.program.kill());
        drop(self.program.wait());
    }
}
