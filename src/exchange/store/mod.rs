//! All SQL of the exchange: what was told of the own counts, and what files of other installations told.

mod edition;
mod files;
mod foreign;
mod told;

pub use edition::*;
pub use files::*;
pub use foreign::*;
pub use told::*;
