//! What stories need: a server with a fresh database, people who use it, and each story told on both databases.
//! Nothing here knows what a story expects.

pub mod app;
pub mod cases;
pub mod child;
pub mod counts;
pub mod database;
pub mod desk;
pub mod dossiers;
pub mod hook;
pub mod html;
pub mod mail;
pub mod people;

pub use app::App;
pub use database::Backend;
pub use people::{Answer, Visitor};

/// Tells each named story twice, as `NAME::on_sqlite` and `NAME::on_postgres`. A story is an
/// `async fn NAME(app: &App)`; one that is not listed here is dead code, which the compiler reports.
#[macro_export]
macro_rules! stories {
    ($($name:ident,)+) => {
        $(
            mod $name {
                use $crate::harness::{Backend, app};

                #[test]
                fn on_sqlite() {
                    app::tell(Backend::Sqlite, super::$name);
                }

                #[test]
                fn on_postgres() {
                    app::tell(Backend::Postgres, super::$name);
                }
            }
        )+
    };
}
