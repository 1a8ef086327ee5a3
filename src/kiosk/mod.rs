//! The tablet's server side: devices, their tokens, what a tablet is told at start. What a tablet sends is taken in by
//! `survey`; its front end lies in the folder `kiosk` beside `src`.

mod config;
mod device;
pub mod store;

pub use config::routes;
pub use device::{Device, Devices, PairedDevice};
