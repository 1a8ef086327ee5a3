//! Somebody who speaks HTTP to the server: follows no redirect by itself, runs no script, loads no picture.

use std::net::SocketAddr;

use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::Value;

use super::app::{App, hailong};
use super::html::Form;

/// The password of everybody whom a story makes.
pub const PASSWORD: &str = "mật khẩu của chuyện";
/// The unit of people whose unit does not matter.
pub const UNIT: &str = "H21.65";

impl App {
    /// A signed-in person with this role (`admin`, `leader`, …) in the unit [`UNIT`].
    pub async fn staff(&self, role: &str) -> Visitor {
        self.staff_of(UNIT, role).await
    }

    /// A signed-in person with this role in a unit, which is added where there is none of this code.
    /// Its login is `ROLE.UNIT` in small letters.
    pub async fn staff_of(&self, unit: &str, role: &str) -> Visitor {
        self.add_unit(unit, None);
        let login = format!("{role}.{unit}").to_lowercase();
        let added = self.add_user(unit, role, &login);
        assert_eq!(added.code, 0, "{}", added.err);
        let person = self.browser();
        person.sign_in(&login, PASSWORD).await.is(303);
        person
    }

    /// Makes sure that there is a unit of this code.
    pub fn add_unit(&self, code: &str, parent: Option<&str>) {
        let name = format!("Xã \"Tân\" <Bình> {code}");
        let mut arguments = vec!["unit", "add", "--code", code, "--name", &name];
        arguments.extend(parent.map(|_| "--parent").into_iter().chain(parent));
        let run = self.hailong(&arguments);
        let known = run.err.contains("already");
        assert!(run.code == 0 || known, "{}", run.err);
    }

    /// Adds an account by command; its name has what markup and databases could choke on.
    pub fn add_user(&self, unit: &str, role: &str, login: &str) -> super::app::Run {
        let arguments = [
            "user",
            "add",
            "--json",
            "--password-stdin",
            "--unit",
            unit,
            "--role",
            role,
            "--login",
            login,
            "--name",
            "Nguyễn Thị \"Hạnh\" <b>&",
        ];
        hailong(&arguments, &self.database.address(), PASSWORD)
    }

    /// Somebody with a browser that keeps cookies.
    pub fn browser(&self) -> Visitor {
        Visitor::new(self.address, true)
    }
}

/// A browser without scripts, or a program.
#[derive(Clone)]
pub struct Visitor {
    client: Client,
    address: SocketAddr,
    token: Option<String>,
}

impl Visitor {
    pub fn new(address: SocketAddr, cookies: bool) -> Self {
        let client = Client::builder()
            .redirect(redirect::Policy::none())
            .cookie_store(cookies)
            .no_proxy()
            // A connection that waits is one that the server may be closing, or telling that it waited too long (408).
            .pool_max_idle_per_host(0)
            .build()
            .unwrap();
        Self {
            client,
            address,
            token: None,
        }
    }

    /// The same with a device's token on every request.
    pub fn with_token(mut self, token: &str) -> Self {
        self.token = Some(token.to_owned());
        self
    }

    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = format!("http://{}{path}", self.address);
        let request = self.client.request(method, url);
        match &self.token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    pub async fn post_json(&self, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(Method::POST, path).json(body)).await
    }

    /// Fills the sign-in page in.
    pub async fn sign_in(&self, login: &str, password: &str) -> Answer {
        let page = self.get("/signin").await.is(200);
        let form = page.form("/signin");
        self.send(&form.with("login", login).with("password", password))
            .await
    }

    /// Sends fields to an address as a page of ours would.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header("Sec-Fetch-Site", "same-origin")
            .form(fields);
        Answer::of(request).await
    }

    /// Sends a form as a browser does from our own page.
    pub async fn send(&self, form: &Form) -> Answer {
        let request = self
            .request(Method::POST, &form.action)
            .header("Sec-Fetch-Site", "same-origin")
            .form(&form.data());
        Answer::of(request).await
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub body: String,
}

impl Answer {
    pub async fn of(request: RequestBuilder) -> Self {
        let response = request.send().await.expect("the server answers");
        Self {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: response.text().await.expect("a whole body"),
        }
    }

    /// The same answer, if it has this status.
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.map_or("", |value| value.to_str().unwrap())
    }

    /// The same answer, if it leads to this address.
    #[track_caller]
    pub fn leads_to(self, address: &str) -> Self {
        let answer = self.is(303);
        assert_eq!(answer.header("location"), address);
        answer
    }

    /// The same answer, if its page says this.
    #[track_caller]
    pub fn says(self, text: &str) -> Self {
        assert!(self.body.contains(text), "no '{text}' in {}", self.body);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// The form of the page that posts to `action`.
    pub fn form(&self, action: &str) -> Form {
        Form::all(&self.body)
            .into_iter()
            .find(|form| form.action == action)
            .unwrap_or_else(|| panic!("no form posts to {action}: {}", self.body))
    }
}
