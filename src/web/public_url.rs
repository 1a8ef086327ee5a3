//! The address under which citizens' phones reach this server: what the operator set, else what the browser of the
//! person who looks has used. QR codes and printed addresses start with it.

use std::future::{Ready, ready};
use std::str::FromStr;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpRequest};
use rust_i18n::t;
use url::{Host, Url};

use super::language::Lang;
use crate::error::{AppError, AppResult};

/// Start of all addresses of this server: scheme, host, port, and the path where a proxy put us under one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(Url);

impl FromStr for BaseUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("'{text}' is not an address such as https://hailong.example.vn");
        let url = Url::parse(text.trim()).map_err(|_| wrong())?;
        let plain = url.username().is_empty()
            && url.password().is_none()
            && url.query().is_none()
            && url.fragment().is_none();
        let ours = matches!(url.scheme(), "http" | "https") && url.has_host();
        if plain && ours {
            Ok(Self(url))
        } else {
            Err(wrong())
        }
    }
}

impl BaseUrl {
    /// The full address of a path that starts with a slash.
    pub fn address(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin(), self.folder())
    }

    /// The same as it is read aloud and typed: without the scheme.
    pub fn spoken_address(&self, path: &str) -> String {
        let address = self.address(path);
        let spoken = address
            .split_once("://")
            .map(|(_, spoken)| spoken.to_owned());
        spoken.unwrap_or(address)
    }

    /// The full address with scheme and host in upper case, where case means nothing: a QR of capitals, digits and few
    /// signs is smaller (alphanumeric mode). The path stays as it is, because there case has a meaning.
    pub fn capital_address(&self, path: &str) -> String {
        let origin = self.origin().to_ascii_uppercase();
        format!("{origin}{}{path}", self.folder())
    }

    /// True if only this machine itself can reach the address.
    pub fn is_local(&self) -> bool {
        match self.0.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_unspecified(),
            Some(Host::Ipv6(ip)) => ip.is_loopback() || ip.is_unspecified(),
            None => true,
        }
    }

    fn origin(&self) -> String {
        self.0.origin().ascii_serialization()
    }

    fn folder(&self) -> &str {
        self.0.path().trim_end_matches('/')
    }
}

/// What the operator set, if anything.
#[derive(Clone, Debug, Default)]
pub struct PublicUrl(Option<BaseUrl>);

impl PublicUrl {
    /// Reads the setting.
    ///
    /// # Errors
    /// 400 with the text, which is no address of a server.
    pub fn read(setting: Option<&str>) -> AppResult<Self> {
        let base = setting.map(str::parse).transpose();
        base.map(Self)
            .map_err(|error| AppError::BadRequest(format!("public URL: {error}")))
    }
}

/// The address for what is printed now, and how sure we are that phones reach it.
#[derive(Clone, Debug)]
pub struct Reach {
    /// Start of the addresses.
    pub base: BaseUrl,
    configured: bool,
}

impl Reach {
    /// What the person who prints must know about the address; nothing if it was set and is no local one.
    pub fn warning(&self, lang: Lang) -> Option<String> {
        let address = self.base.address("");
        let key = match (self.base.is_local(), self.configured) {
            (true, _) => "web.reach.local",
            (false, false) => "web.reach.guessed",
            (false, true) => return None,
        };
        Some(t!(key, locale = lang.code(), address = address).into_owned())
    }
}

impl FromRequest for Reach {
    type Error = AppError;
    type Future = Ready<AppResult<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let setting = request.app_data::<Data<PublicUrl>>();
        let set = setting.and_then(|setting| setting.0.clone());
        let configured = set.is_some();
        let base = set.map_or_else(|| used_by_browser(request), Ok);
        ready(base.map(|base| Self { base, configured }))
    }
}

fn used_by_browser(request: &HttpRequest) -> AppResult<BaseUrl> {
    let connection = request.connection_info();
    format!("{}://{}", connection.scheme(), connection.host())
        .parse()
        .map_err(|error| AppError::BadRequest(format!("host: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> BaseUrl {
        text.parse().expect("an address")
    }

    #[test]
    fn capitals_only_where_case_means_nothing() {
        assert_eq!(
            base("https://dg.Tanbinh.vn/").capital_address("/Q/A1"),
            "HTTPS://DG.TANBINH.VN/Q/A1"
        );
        assert_eq!(
            base("http://192.168.1.5:8080").capital_address("/Q/A1"),
            "HTTP://192.168.1.5:8080/Q/A1"
        );
        assert_eq!(
            base("https://tinh.vn/hailong/").capital_address("/Q/A1"),
            "HTTPS://TINH.VN/hailong/Q/A1"
        );
        assert_eq!(
            base("https://tinh.vn/hailong").address("/kiosk#t=aB"),
            "https://tinh.vn/hailong/kiosk#t=aB"
        );
    }

    #[test]
    fn a_name_with_accents_is_written_as_phones_look_it_up() {
        assert_eq!(
            base("https://tânbình.vn").address("/"),
            "https://xn--tnbnh-3qa6e.vn/"
        );
    }

    #[test]
    fn what_is_no_address_of_a_server_is_refused() {
        for wrong in [
            "",
            "tanbinh.vn",
            "ftp://a.vn",
            "https://",
            "https://a.vn/?x",
            "https://a.vn/#x",
            "https://user:pass@a.vn",
            "javascript:alert(1)",
        ] {
            assert!(wrong.parse::<BaseUrl>().is_err(), "{wrong}");
            assert!(PublicUrl::read(Some(wrong)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_warning_says_that_phones_cannot_reach_this_machine_under_its_own_name() {
        let reach = |text: &str, configured| Reach {
            base: base(text),
            configured,
        };
        for local in [
            "http://127.0.0.1:8080",
            "http://localhost",
            "http://[::1]:8080",
        ] {
            assert!(reach(local, false).warning(Lang::Vi).is_some(), "{local}");
            assert!(reach(local, true).warning(Lang::Vi).is_some(), "{local}");
        }
        assert!(
            reach("http://192.168.1.5", false)
                .warning(Lang::Vi)
                .is_some()
        );
        assert_eq!(reach("https://tanbinh.vn", true).warning(Lang::Vi), None);
    }
}
