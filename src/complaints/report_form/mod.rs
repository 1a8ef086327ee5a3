//! The report form behind a QR link: a citizen writes on a phone, is told a number, and by when an answer comes. Asking
//! for the answer is `follow`; the rating form of the same link is in `survey`.

mod asked;
mod form;
mod handlers;
mod pages;

pub use handlers::routes;
