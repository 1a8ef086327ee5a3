//! A fresh database for every story: a SQLite file in a folder of its own, or a PostgreSQL database cloned from a
//! migrated template and dropped at the end.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::prelude::*;
use diesel::sql_query;
use hailong::db::{self, DatabaseUrl, DbConn};
use tempfile::TempDir;

/// Which database a story is told on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// A database that lives as long as its story.
pub enum TestDatabase {
    Sqlite { folder: TempDir },
    Postgres { name: String },
}

impl TestDatabase {
    /// An empty database without tables.
    pub fn empty(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::Sqlite {
                folder: TempDir::with_prefix("hailong-story-").unwrap(),
            },
            Backend::Postgres => Self::create("template0"),
        }
    }

    /// A database with the schema of this program.
    pub fn migrated(backend: Backend) -> Self {
        match backend {
            Backend::Sqlite => Self::empty(backend),
            Backend::Postgres => Self::create(template()),
        }
    }

    fn create(template: &str) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("story_{}_{number}", std::process::id());
        administer(&format!("CREATE DATABASE {name} TEMPLATE {template}"));
        Self::Postgres { name }
    }

    /// The address that `hailong --database` takes.
    pub fn address(&self) -> String {
        match self {
            Self::Sqlite { folder } => {
                format!("sqlite:{}", folder.path().join("story.db").display())
            }
            Self::Postgres { name } => address_of(name),
        }
    }

    pub fn url(&self) -> DatabaseUrl {
        self.address().parse().unwrap()
    }

    pub fn connect(&self) -> DbConn {
        self.url().connect().unwrap()
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Self::Postgres { name } = self {
            administer(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// The superuser's address of a private cluster, as `scripts/test` exports it.
#[expect(
    clippy::disallowed_methods,
    reason = "tests have no config of their own"
)]
fn cluster() -> String {
    std::env::var("HAILONG_TEST_POSTGRES")
        .expect("no PostgreSQL to test on: run scripts/test, which starts one")
}

/// The address of another database of the same cluster.
fn address_of(name: &str) -> String {
    let cluster = cluster();
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{name}")
}

fn administer(sql: &str) {
    let mut conn = PgConnection::establish(&cluster()).unwrap();
    sql_query(sql).execute(&mut conn).unwrap();
}

/// Name of a migrated database that nobody is connected to: made once for all stories of this run.
fn template() -> &'static str {
    static TEMPLATE: OnceLock<String> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let name = format!("template_{}", std::process::id());
        administer(&format!("CREATE DATABASE {name} TEMPLATE template0"));
        let url: DatabaseUrl = address_of(&name).parse().unwrap();
        db::migrate(&mut url.connect().unwrap()).unwrap();
        name
    })
}
