//! temp
/// t
pub struct PairedDevice {
    pub id: i64,
    pub unit_id: i64,
    pub counter_id: Option<i64>,
}
impl actix_web::FromRequest for PairedDevice {
    type Error = crate::error::AppError;
    type Future = std::future::Ready<Result<Self, Self::Error>>;
    fn from_request(_: &actix_web::HttpRequest, _: &mut actix_web::dev::Payload) -> Self::Future {
        std::future::ready(Err(crate::error::AppError::SignInNeeded))
    }
}
