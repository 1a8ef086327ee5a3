//! The slips of the one-stop desk for the printer, by the forms of TT 01/2018/TT-VPCP and TT 03/2025/TT-VPCP: the receipt
//! with the day of the result (Mẫu số 01), what is missing (Mẫu số 02), the refusal (Mẫu số 03). The apology (Mẫu số 04)
//! is in the feature `apologies`.

mod handlers;
mod pages;
mod words;

use actix_web::web::{ServiceConfig, get, post, resource};

use super::state::Step;

crate::text_enum! {
    /// A slip.
    pub enum Paper {
        /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
        Receipt => "receipt",
        /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
        Supplement => "supplement",
        /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
        Refusal => "refusal",
    }
}

impl Paper {
    /// The step that it is written for.
    pub const fn step(self) -> Step {
        match self {
            Self::Receipt => Step::Receive,
            Self::Supplement => Step::AskSupplement,
            Self::Refusal => Step::Refuse,
        }
    }

    /// Number of its form; the same in both circulars.
    pub const fn form(self) -> &'static str {
        match self {
            Self::Receipt => "01",
            Self::Supplement => "02",
            Self::Refusal => "03",
        }
    }
}

/// Mounts the slips.
pub fn routes(app: &mut ServiceConfig) {
    app.service(
        resource("/dossiers/{id}/papers/receipt")
            .route(post().to(handlers::make_receipt))
            .route(get().to(handlers::show_receipt)),
    )
    .route(
        "/dossiers/{id}/papers/{paper}",
        get().to(handlers::show_paper),
    );
}
