//! The one page that shows what is mounted and in which order: state, middleware, every feature's routes;
//! binding, running and stopping without losing a queued ballot.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use actix_session::SessionMiddleware;
use actix_web::dev::Server;
use actix_web::middleware::{Compress, from_fn};
use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{App, HttpResponse, HttpServer};
use chrono::NaiveDateTime;
use diesel::QueryResult;
use tracing_actix_web::TracingLogger;

use crate::accounts::{self, Account, News, Throttle, Told};
use crate::apologies;
use crate::calendar;
use crate::complaints::{self, Duties};
use crate::config::Config;
use crate::db::{self, Db, DbConn};
use crate::dossiers::{self, Beside};
use crate::error::{AppError, AppResult};
use crate::evaluation;
use crate::indices;
use crate::kiosk::{self, Common, Devices, HandOverKey, Intake, Languages, Program};
use crate::links::{self, Places};
use crate::messages::{self, Ways};
use crate::plan;
use crate::reports;
use crate::rounds::Rounds;
use crate::supervision;
use crate::survey::{self, BallotBox, PhoneForms};
use crate::units::{self, Unit};
use crate::watch;
use crate::web::kiosk_app::KioskApp;
use crate::web::public_url::{BaseUrl, PublicUrl};
use crate::web::request_span::RequestSpan;
use crate::web::{
    assets, error_page, extract, guard, kiosk_app, language_switch, layout::Site,
    secret::SigningKey,
};

/// How often files that waited too long for their import are deleted.
const FORGET_EVERY: Duration = Duration::from_secs(600);

/// A server that listens.
pub struct Running {
    /// Where it listens, with the real port.
    pub address: SocketAddr,
    /// The database it serves.
    pub db: Db,
    /// Where the first administrator sets the service up; only while nobody can sign in.
    pub set_up: Option<String>,
    ballot_box: BallotBox,
    /// What is done without anybody's request.
    rounds: Vec<Rounds>,
    server: Server,
}

impl Running {
    /// Serves until SIGTERM, SIGINT or `stop`, then finishes the ballots that are queued and the message that is
    /// being sent.
    ///
    /// # Errors
    /// The listener fails.
    pub async fn finish(self) -> AppResult<()> {
        let served = self.server.await.map_err(AppError::internal);
        let (ballot_box, rounds) = (self.ballot_box, self.rounds);
        web::block(move || {
            ballot_box.finish();
            rounds.into_iter().for_each(Rounds::finish);
        })
        .await?;
        served
    }

    /// A handle that stops the server from elsewhere.
    pub fn handle(&self) -> actix_web::dev::ServerHandle {
        self.server.handle()
    }
}

/// Brings the database up to date, binds the port and starts to serve.
///
/// # Errors
/// The database cannot be reached or migrated, or the address is taken.
pub fn start(config: &Config) -> AppResult<Running> {
    let public_url = PublicUrl::read(config.public_url.as_deref())?;
    let ways = Ways::read(&config.messages)?;
    let languages = match &config.languages {
        Some(folder) => Languages::load(folder)?,
        None => Languages::default(),
    };
    let (db, key) = open(config)?;
    let hand_over_key = db.write_blocking(HandOverKey::find_or_make)?;

    let site = Site {
        sample: db
            .read_blocking(|conn| db::settings::find_setting(conn, db::settings::SAMPLE))?
            .is_some(),
    };
    let ballot_box = BallotBox::start(&db, &config.clock, config.ballots)?;

    let listener = TcpListener::bind(&config.listen)
        .map_err(|error| AppError::BadRequest(config.cannot_listen(&error)))?;
    let address = listener.local_addr().map_err(AppError::internal)?;

    let set_up = accounts::setup::fresh_token(&db)?
        .map(|token| format!("{}/setup/{token}", config.base_url(address)));

    let places = Places::of(&db);
    let kiosk_app = KioskApp::with(languages.kept_files());
    let state = State {
        db: db.clone(),
        site,
        public_url,
        phone_forms: PhoneForms::new(places.clone(), key.clone(), config.clock.clone(), site),
        key,
        intake: Intake::new(&db, &ballot_box, &config.clock),
        program: Program {
            version: kiosk_app.version(),
            since: config.clock.now(),
        },
        ballot_box: ballot_box.clone(),
        devices: Devices::default(),
        kiosk_app,
        common: Common::new(&languages, &hand_over_key),
        hand_over_key,
        languages,
        places,
        ways: ways.clone(),
        throttle: Throttle::new(&config.clock),
        config: config.clone(),
    };
    let rounds = start_rounds(config, &db, &ways, address)?;
    let server = serve(config.workers, listener, state)?;
    Ok(Running {
        address,
        db,
        set_up,
        ballot_box,
        rounds,
        server,
    })
}

/// The database, brought up to date, and the key that signs forms and cookies.
fn open(config: &Config) -> AppResult<(Db, SigningKey)> {
    let db = Db::open(&config.database, config.connections)?;
    db.read_blocking(db::migrate)?;
    let now = config.clock.now();
    let key = db.write_blocking(|conn| {
        calendar::store::insert_missing_years(conn, now)?;
        db::settings::find_or_store_setting(conn, db::settings::SIGNING_KEY, &SigningKey::fresh())
            .map_err(AppError::from)
    })?;
    Ok((db, SigningKey::from_stored(&key)))
}

/// Starts what is done without anybody's request: duties first, so that what they queue is sent.
fn start_rounds(
    config: &Config,
    db: &Db,
    ways: &Ways,
    address: SocketAddr,
) -> AppResult<Vec<Rounds>> {
    let base = config.base_url(address);
    let base: BaseUrl = base.parse().map_err(AppError::BadRequest)?;
    let mut of_dossiers = dossiers::Duties::new(db, &config.clock, ways, base.clone());
    let mut of_apologies = apologies::Duties::new(db, &config.clock, ways, base.clone());
    let of_dossiers = Rounds::start("dossiers", config.duties_every, move |ending| {
        of_dossiers.round(ending);
        of_apologies.round(ending);
    })?;
    let mut of_notes = supervision::Duties::new(db, &config.clock, ways, base.clone());
    let mut watched = watch::Duties::new(db, &config.clock, ways, base.clone());
    let watched = Rounds::start("watch", config.watch_every, move |ending| {
        watched.round(ending);
    })?;
    let mut duties = Duties::new(db, &config.clock, ways, base);
    let duties = Rounds::start("duties", config.duties_every, move |ending| {
        duties.round(ending);
        of_notes.round(ending);
    })?;
    let outbox = messages::start_outbox(db, &config.clock, ways, config.messages.look_every)?;
    let slips = survey::slips::start_rounds(db, &config.clock, config.duties_every)?;
    let (db, clock) = (db.clone(), config.clock.clone());
    let uploads = Rounds::start("uploads", FORGET_EVERY, move |_| {
        let now = clock.now();
        let forgotten = db.write_blocking(|conn| dossiers::import::forget_uploads(conn, now));
        if let Err(error) = forgotten {
            tracing::error!(%error, "old uploads stay for now");
        }
    })?;
    Ok(vec![duties, of_dossiers, watched, outbox, slips, uploads])
}

/// Starts to answer on the port, with every address and what lies around it.
fn serve(workers: Option<usize>, listener: TcpListener, state: State) -> AppResult<Server> {
    let mut server = HttpServer::new(move || {
        App::new()
            .configure(|app| state.install(app))
            .wrap(state.sessions())
            .wrap(from_fn(guard::same_origin))
            .wrap(from_fn(error_page::error_pages))
            .wrap(from_fn(guard::security_headers))
            .wrap(from_fn(guard::head_as_get))
            .wrap(Compress::default())
            .wrap(TracingLogger::<RequestSpan>::new())
            .configure(routes)
    });
    if let Some(workers) = workers {
        server = server.workers(workers);
    }
    Ok(server
        .shutdown_timeout(10)
        .listen(listener)
        .map_err(AppError::internal)?
        .run())
}

/// What handlers may ask for.
#[derive(Clone)]
struct State {
    db: Db,
    site: Site,
    public_url: PublicUrl,
    key: SigningKey,
    ballot_box: BallotBox,
    intake: Intake,
    program: Program,
    devices: Devices,
    kiosk_app: KioskApp,
    common: Common,
    hand_over_key: HandOverKey,
    languages: Languages,
    places: Places,
    ways: Ways,
    phone_forms: PhoneForms,
    throttle: Throttle,
    config: Config,
}

impl State {
    /// Cookies of a server that phones reach by HTTPS travel over nothing else.
    fn sessions(&self) -> SessionMiddleware<accounts::StoredSessions> {
        let url = self.config.public_url.as_deref();
        let secure = url.is_some_and(|url| url.starts_with("https://"));
        accounts::sessions(&self.db, &self.config.clock, &self.key, secure)
    }

    fn install(&self, app: &mut ServiceConfig) {
        extract::configure(app);
        app.app_data(Data::new(self.db.clone()))
            .app_data(Data::new(self.site))
            .app_data(Data::new(self.public_url.clone()))
            .app_data(Data::new(self.key.clone()))
            .app_data(Data::new(self.ballot_box.clone()))
            .app_data(Data::new(self.intake.clone()))
            .app_data(Data::new(self.program.clone()))
            .app_data(Data::new(self.devices.clone()))
            .app_data(Data::new(self.kiosk_app.clone()))
            .app_data(Data::new(self.common.clone()))
            .app_data(Data::new(self.hand_over_key.clone()))
            .app_data(Data::new(self.languages.clone()))
            .app_data(Data::new(self.places.clone()))
            .app_data(Data::new(self.ways.clone()))
            .app_data(Data::new(self.phone_forms.clone()))
            .app_data(Data::new(self.throttle.clone()))
            .app_data(Data::new(Beside(evaluation::beside)))
            .app_data(Data::new(News(news)))
            .app_data(Data::new(self.config.clock.clone()));
    }
}

/// Every address of the program, feature by feature. They are tried in this order: what citizens ask for comes first.
fn routes(app: &mut ServiceConfig) {
    app.route("/healthz", web::get().to(health));
    survey::routes(app);
    kiosk::routes(app);
    assets::routes(app);
    kiosk_app::routes(app);
    language_switch::routes(app);
    accounts::routes(app);
    units::routes(app);
    calendar::routes(app);
    links::routes(app);
    apologies::routes(app);
    dossiers::routes(app);
    complaints::routes(app);
    messages::routes(app);
    indices::routes(app);
    evaluation::routes(app);
    plan::routes(app);
    reports::routes(app);
    watch::routes(app);
    supervision::routes(app);
    app.service(
        web::resource("/{elsewhere:.*}").wrap(from_fn(error_page::not_found_or_not_allowed)),
    );
}

/// What waits for somebody, whatever page they asked for.
fn news(
    conn: &mut DbConn,
    account: &Account,
    unit: &Unit,
    now: NaiveDateTime,
) -> QueryResult<Vec<Told>> {
    let mut told = watch::news(conn, account, unit)?;
    told.extend(supervision::news(conn, account, unit, now)?);
    Ok(told)
}

/// Alive: answers without asking anyone.
async fn health() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain").body("ok")
}
