//! The tablet's program under `/kiosk`: its files as they lie in the binary, and the list by which a tablet keeps them
//! all, in one version, to start without network.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::header::{self, EntityTag, HeaderName, HeaderValue, IfNoneMatch};
use actix_web::web::{self, Data, Header, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};
use data_encoding::{BASE64, HEXLOWER};
use rust_embed::{EmbeddedFile, RustEmbed};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::assets::{Static, answer, answer_as, asset_url};
use crate::error::{AppError, AppResult};

#[derive(RustEmbed)]
#[folder = "kiosk"]
struct Files;

/// The page; it has an address of its own.
const PAGE: &str = "index.html";
/// Kept by the browser itself.
const WORKER: &str = "worker.js";
/// Files of `static/` that the tablet's page uses.
const SHARED: [&str; 4] = ["tokens.css", "fonts.css", "faces.svg", "icon.svg"];
const FONT: &str = "fonts/noto-sans.woff2";
/// Letters of a version.
const VERSION_LENGTH: usize = 12;

/// Mounts the files. What is mounted before under `/kiosk/` goes first.
pub fn routes(app: &mut ServiceConfig) {
    app.route("/kiosk", web::get().to(get_page))
        .route("/kiosk/files.js", web::get().to(get_list))
        .route("/kiosk/worker.js", web::get().to(get_worker))
        .route("/kiosk/{file:.*}", web::get().to(get_file));
}

/// A file that tablets keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Where it is fetched.
    pub address: String,
    /// SHA-256 of its content.
    pub hash: [u8; 32],
}

/// The tablet's program: what lies in the binary, and what this server adds to it.
#[derive(Clone, Default)]
pub struct KioskApp {
    added: Arc<[KeptFile]>,
}

impl KioskApp {
    /// The program with these files beside it.
    pub fn with(added: Vec<KeptFile>) -> Self {
        Self {
            added: added.into(),
        }
    }

    /// Its version: another one for any change in any of its files.
    pub fn version(&self) -> String {
        let programs = [PAGE, WORKER].iter().filter_map(|name| Files::get(name));
        let mut hasher = Sha256::new();
        for file in programs {
            hasher.update(file.metadata.sha256_hash());
        }
        for file in self.kept_files() {
            hasher.update(file.address);
            hasher.update(file.hash);
        }
        let mut version = HEXLOWER.encode(&hasher.finalize());
        version.truncate(VERSION_LENGTH);
        version
    }

    /// Everything that a tablet needs to start, but the page.
    fn kept_files(&self) -> impl Iterator<Item = KeptFile> {
        let kept = |address: String, file: EmbeddedFile| KeptFile {
            address,
            hash: file.metadata.sha256_hash(),
        };
        let shared = SHARED.iter().map(|name| (format!("/static/{name}"), *name));
        let shared = shared
            .chain([(asset_url(FONT), FONT)])
            .filter_map(move |(address, name)| Some(kept(address, Static::get(name)?)));
        let own = Files::iter()
            .filter(|name| is_kept(name))
            .filter_map(move |name| Some(kept(format!("/kiosk/{name}"), Files::get(&name)?)));
        shared.chain(own).chain(self.added.iter().cloned())
    }
}

/// Licences are read by people.
fn is_kept(name: &str) -> bool {
    name != PAGE && name != WORKER && !name.ends_with("LICENSE")
}

/// The page as it is sent: it carries the version, so that a tablet can tell which it runs.
fn page(version: &str) -> AppResult<EmbeddedFile> {
    let mut file = Files::get(PAGE).ok_or(AppError::NotFound)?;
    let text = String::from_utf8_lossy(&file.data).replace("{{version}}", version);
    file.data = text.into_bytes().into();
    Ok(file)
}

async fn get_page(
    request: HttpRequest,
    app: Data<KioskApp>,
    known: Option<Header<IfNoneMatch>>,
) -> AppResult<HttpResponse> {
    let version = app.version();
    let page = page(&version)?;
    let tag = EntityTag::new_strong(version);
    let mut response = answer_as(&request, page, tag, known);
    // Browsers tell which tablet they run on only to who asks, and only by https.
    let name = HeaderName::from_static("accept-ch");
    let model = HeaderValue::from_static("Sec-CH-UA-Model");
    response.headers_mut().insert(name, model);
    Ok(response)
}

/// What the worker keeps: the version, and its files with their hashes (as Subresource Integrity writes them), so that
/// neither a deployment in the middle nor another network's sign-in page gets between them.
async fn get_list(app: Data<KioskApp>) -> AppResult<HttpResponse> {
    let version = app.version();
    let page = KeptFile {
        address: "/kiosk".into(),
        hash: Sha256::digest(&page(&version)?.data).into(),
    };
    let files: BTreeMap<_, _> = [page]
        .into_iter()
        .chain(app.kept_files())
        .map(|file| {
            (
                file.address,
                format!("sha256-{}", BASE64.encode(&file.hash)),
            )
        })
        .collect();
    let list = json!({"version": version, "files": files});
    Ok(HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "no-cache"))
        .content_type("text/javascript; charset=utf-8")
        .body(format!("self.hailong = {list};\n")))
}

/// The worker that keeps the files on the tablet. Its scope is wider than its folder.
async fn get_worker(
    request: HttpRequest,
    known: Option<Header<IfNoneMatch>>,
) -> AppResult<HttpResponse> {
    let file = Files::get(WORKER).ok_or(AppError::NotFound)?;
    let mut response = answer(&request, file, known);
    let name = HeaderName::from_static("service-worker-allowed");
    let scope = HeaderValue::from_static("/kiosk");
    response.headers_mut().insert(name, scope);
    Ok(response)
}

async fn get_file(
    request: HttpRequest,
    path: web::Path<String>,
    known: Option<Header<IfNoneMatch>>,
) -> AppResult<HttpResponse> {
    let file = Files::get(&path).ok_or(AppError::NotFound)?;
    Ok(answer(&request, file, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_commune_adds_is_another_version() {
        let recorded = |byte| {
            KioskApp::with(vec![KeptFile {
                address: "/kiosk/audio/vi/thanks.mp3?v=0".into(),
                hash: [byte; 32],
            }])
        };
        let versions = [KioskApp::default(), recorded(1), recorded(2)].map(|app| app.version());
        assert!(versions[0] != versions[1] && versions[1] != versions[2]);
        assert_eq!(versions[0], KioskApp::default().version());
    }
}
