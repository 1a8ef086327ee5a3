//! Somebody who speaks HTTP to the server: follows no redirect by itself, runs no script, loads no picture.

use std::net::SocketAddr;

use reqwest::{Client, Method, RequestBuilder, redirect};
use serde_json::Value;

use super::html::Form;

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
