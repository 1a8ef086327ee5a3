//! How often a password, a tablet's code or a citizen's number may be tried, and how often something may be sent in: for
//! one login few times, from one address more, because a whole office may share it. Kept in memory, each server process
//! for itself.

use std::fmt;
use std::future::{Ready, ready};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter, clock};
use rust_i18n::t;

use super::tries::Tries;
use crate::clock::Clock;
use crate::web::language::Lang;

/// Tries of one login in a row, and how long until each next one.
const LOGIN: (NonZeroU32, Duration) = (burst(10), Duration::from_secs(30));
/// Tries from one address in a row, and how long until each next one.
const ADDRESS: (NonZeroU32, Duration) = (burst(100), Duration::from_secs(2));
/// Codes of tablets that one account may type in a row, and how long until each next one.
const CODE: (NonZeroU32, Duration) = (burst(60), Duration::from_secs(10));
/// Tablets that may ask to be paired from one address in a row, and how long until each next one.
const PAIRING: (NonZeroU32, Duration) = (burst(60), Duration::from_secs(10));
/// The same from all addresses together: whoever has a large network has thousands of them.
const PAIRINGS: (NonZeroU32, Duration) = (burst(300), Duration::from_secs(1));
/// Reports from one address in a row, and how long until each next one: a whole office may share it.
const REPORT: (NonZeroU32, Duration) = (burst(60), Duration::from_secs(10));
/// The same by one QR link from all addresses together: more than any village sends.
const LINK_REPORTS: (NonZeroU32, Duration) = (burst(600), Duration::from_secs(2));
/// Wrong tries from one address in a row to follow complaints, whatever their numbers, and how long until each next one.
/// A try hits three digits with 1 in 1000. Thirty at once and twenty an hour are at most 510 on the first day: whoever
/// tries number after number opens one case in two days. A mobile network puts a village behind one address: with less,
/// one of them could close the page for all. Whoever is right uses nothing up.
const FOLLOW_ADDRESS: (i32, chrono::Duration) = (30, chrono::Duration::minutes(3));
/// The same for one number from one address: a neighbour who tries one case has five tries at once.
const FOLLOW_HERE: (i32, chrono::Duration) = (5, chrono::Duration::minutes(5));
/// The same for one number from all addresses together: at most 174 on the first day, so that whoever has any number of
/// addresses opens a given case on that day with less than 1 in 6.
const FOLLOW_NUMBER: (i32, chrono::Duration) = (30, chrono::Duration::minutes(10));
/// From so many keys on, those that may try freely again are forgotten first.
const KEYS_KEPT: usize = 1000;

const fn burst(tries: u32) -> NonZeroU32 {
    match NonZeroU32::new(tries) {
        Some(tries) => tries,
        None => NonZeroU32::MIN,
    }
}

/// Counts the tries of everybody.
#[derive(Clone)]
pub struct Throttle(Arc<Limits>);

struct Limits {
    logins: Limiter<String>,
    addresses: Limiter<IpAddr>,
    codes: Limiter<i64>,
    pairings: Limiter<IpAddr>,
    all_pairings: Limiter<()>,
    reports: Limiter<IpAddr>,
    link_reports: Limiter<i64>,
    follow_addresses: Tries<IpAddr>,
    follow_here: Tries<(i64, IpAddr)>,
    follow_numbers: Tries<i64>,
    time: Time,
}

type Limiter<K> = RateLimiter<K, DefaultKeyedStateStore<K>, Time, NoOpMiddleware<Nanos>>;

/// The program's clock as the limiter reads it, so that tests move both.
#[derive(Clone)]
struct Time(Clock);

impl clock::Clock for Time {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        let seconds = self.0.now().and_utc().timestamp();
        Duration::from_secs(seconds.try_into().unwrap_or(0)).into()
    }
}

impl Throttle {
    /// Nobody has tried yet.
    pub fn new(clock: &Clock) -> Self {
        let time = Time(clock.clone());
        Self(Arc::new(Limits {
            logins: limiter(LOGIN, &time),
            addresses: limiter(ADDRESS, &time),
            codes: limiter(CODE, &time),
            pairings: limiter(PAIRING, &time),
            all_pairings: limiter(PAIRINGS, &time),
            reports: limiter(REPORT, &time),
            link_reports: limiter(LINK_REPORTS, &time),
            follow_addresses: Tries::new(FOLLOW_ADDRESS.0, FOLLOW_ADDRESS.1),
            follow_here: Tries::new(FOLLOW_HERE.0, FOLLOW_HERE.1),
            follow_numbers: Tries::new(FOLLOW_NUMBER.0, FOLLOW_NUMBER.1),
            time,
        }))
    }

    /// Counts a try of a login from an address.
    ///
    /// # Errors
    /// There were too many: seconds to wait.
    pub fn count(&self, login: &str, address: ClientAddress) -> Result<(), u64> {
        let Limits {
            logins,
            addresses,
            time,
            ..
        } = &*self.0;
        check(addresses, &address.0, time)?;
        check(logins, &login.chars().take(64).collect(), time)
    }

    /// Counts a tablet's code that an account typed.
    ///
    /// # Errors
    /// There were too many: seconds to wait.
    pub fn count_code(&self, account_id: i64) -> Result<(), u64> {
        check(&self.0.codes, &account_id, &self.0.time)
    }

    /// Counts a tablet that asks to be paired.
    ///
    /// # Errors
    /// There were too many from this address, or from all: seconds to wait.
    pub fn count_pairing(&self, address: ClientAddress) -> Result<(), u64> {
        let Limits {
            pairings,
            all_pairings,
            time,
            ..
        } = &*self.0;
        check(pairings, &address.0, time)?;
        check(all_pairings, &(), time)
    }

    /// Counts a report that came by a QR link.
    ///
    /// # Errors
    /// There were too many from this address, or by this link: seconds to wait.
    pub fn count_report(&self, link_id: i64, address: ClientAddress) -> Result<(), u64> {
        let Limits {
            reports,
            link_reports,
            time,
            ..
        } = &*self.0;
        check(reports, &address.0, time)?;
        check(link_reports, &link_id, time)
    }

    /// Counts a try to follow the complaint of this number; [`Self::forgive_follow`] takes the count of a right one
    /// back. A try that is refused uses nothing up, neither here nor of others.
    ///
    /// # Errors
    /// There were too many wrong ones: seconds to wait.
    pub fn count_follow(&self, number: i64, address: ClientAddress) -> Result<(), u64> {
        let (limits, now) = (&*self.0, self.0.time.0.now());
        let here = (number, address.0);
        limits.follow_addresses.take(address.0, now)?;
        limits
            .follow_here
            .take(here, now)
            .and_then(|()| {
                let taken = limits.follow_numbers.take(number, now);
                taken.inspect_err(|_| limits.follow_here.give_back(&here))
            })
            .inspect_err(|_| limits.follow_addresses.give_back(&address.0))
    }

    /// Takes the count of a try back: it was right.
    pub fn forgive_follow(&self, number: i64, address: ClientAddress) {
        let limits = &*self.0;
        limits.follow_addresses.give_back(&address.0);
        limits.follow_here.give_back(&(number, address.0));
        limits.follow_numbers.give_back(&number);
    }
}

fn limiter<K: std::hash::Hash + Eq + Clone>(
    (burst, each): (NonZeroU32, Duration),
    time: &Time,
) -> Limiter<K> {
    let quota = Quota::with_period(each).unwrap_or(Quota::per_minute(burst));
    RateLimiter::new(
        quota.allow_burst(burst),
        DefaultKeyedStateStore::default(),
        time.clone(),
    )
}

fn check<K: std::hash::Hash + Eq + Clone>(
    limiter: &Limiter<K>,
    key: &K,
    time: &Time,
) -> Result<(), u64> {
    if limiter.len() > KEYS_KEPT {
        limiter.retain_recent();
    }
    limiter
        .check_key(key)
        .map_err(|refused| refused.wait_time_from(time.now()).as_secs().max(1))
}

/// What somebody who tried too often is told.
pub fn wait_text(seconds: u64, lang: Lang) -> String {
    t!("accounts.wait", locale = lang.code(), seconds = seconds).into_owned()
}

/// Where a request comes from. An IPv6 address counts as its network, which one customer has whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(IpAddr);

impl ClientAddress {
    /// A proxy on this machine names its own client last in X-Forwarded-For; what others write there is not believed.
    fn of(peer: Option<IpAddr>, forwarded: Option<&str>) -> Self {
        let peer = peer.unwrap_or(Ipv4Addr::UNSPECIFIED.into());
        let named = forwarded
            .filter(|_| peer.is_loopback())
            .and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
        Self(match named.unwrap_or(peer).to_canonical() {
            IpAddr::V6(address) => {
                let network = u128::from(address) >> 64 << 64;
                Ipv6Addr::from(network).into()
            }
            address => address,
        })
    }
}

impl fmt::Display for ClientAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromRequest for ClientAddress {
    type Error = actix_web::Error;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let peer = request.peer_addr().map(|address| address.ip());
        let forwarded = request.headers().get("X-Forwarded-For");
        let forwarded = forwarded.and_then(|value| value.to_str().ok());
        ready(Ok(Self::of(peer, forwarded)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_login_is_limited_wherever_the_tries_come_from_until_time_has_passed() {
        let clock = Clock::default();
        let throttle = Throttle::new(&clock);
        let from = |last| ClientAddress(Ipv4Addr::new(10, 0, 0, last).into());
        for last in 0..10 {
            assert_eq!(throttle.count("an", from(last)), Ok(()));
        }
        let wait = throttle.count("an", from(99)).expect_err("too many");
        assert!((1..=30).contains(&wait), "{wait}");
        assert_eq!(throttle.count("binh", from(0)), Ok(()));
        clock.shift(chrono::Duration::seconds(31));
        assert_eq!(throttle.count("an", from(1)), Ok(()));
    }

    #[test]
    fn one_address_is_limited_whatever_the_login() {
        let throttle = Throttle::new(&Clock::default());
        let address = ClientAddress(Ipv4Addr::LOCALHOST.into());
        let refused = (0..150).filter(|try_| throttle.count(&try_.to_string(), address).is_err());
        assert!(refused.count() >= 40);
    }

    #[test]
    fn tablets_that_ask_are_limited_from_all_addresses_together() {
        let clock = Clock::default();
        let throttle = Throttle::new(&clock);
        let from = |number: u8| ClientAddress(Ipv4Addr::new(10, 0, number, 0).into());
        for number in (0..60).cycle().take(300) {
            assert_eq!(throttle.count_pairing(from(number)), Ok(()));
        }
        let refused = (60..=255).filter(|number| throttle.count_pairing(from(*number)).is_err());
        assert!(refused.count() >= 100, "each address is new");
        clock.shift(chrono::Duration::seconds(2));
        assert_eq!(throttle.count_pairing(from(0)), Ok(()));
    }

    #[test]
    fn an_office_of_fifty_reports_at_once_and_a_flood_is_stopped() {
        let clock = Clock::default();
        let throttle = Throttle::new(&clock);
        let from = |number: u8| ClientAddress(Ipv4Addr::new(10, 0, number, 0).into());
        for _ in 0..50 {
            assert_eq!(throttle.count_report(1, from(0)), Ok(()));
        }
        let refused = (0..50).filter(|_| throttle.count_report(1, from(0)).is_err());
        assert!(refused.count() >= 35);
        assert_eq!(throttle.count_report(1, from(1)), Ok(()));
        let of_all = (0..1_000_u32).map(|try_| from(u8::try_from(try_ / 50).unwrap_or(0)));
        let refused = of_all.filter(|from| throttle.count_report(2, *from).is_err());
        assert!(refused.count() >= 350, "one link is limited over all");
    }

    #[test]
    fn digits_cannot_be_guessed_from_one_address_or_from_many() {
        let clock = Clock::default();
        let throttle = Throttle::new(&clock);
        let from = |number: u8| ClientAddress(Ipv4Addr::new(10, 0, number, 0).into());
        let tries =
            |number| (0..20).filter(move |_| throttle.count_follow(7, from(number)).is_ok());
        assert_eq!(tries.clone()(0).count(), 5);
        assert_eq!(tries.clone()(1).count(), 5, "another address gets in");
        let many: usize = (2..40).map(|number| tries.clone()(number).count()).sum();
        assert_eq!(many, 20, "thirty in all");
        clock.shift(chrono::Duration::minutes(10));
        assert_eq!(tries(0).count(), 1);
    }

    #[test]
    fn one_address_guesses_few_digits_over_many_numbers_and_an_office_is_not_stopped() {
        let clock = Clock::default();
        let throttle = Throttle::new(&clock);
        let office = ClientAddress(Ipv4Addr::new(10, 0, 0, 1).into());
        for number in 0..500 {
            assert_eq!(throttle.count_follow(number, office), Ok(()), "{number}");
            throttle.forgive_follow(number, office);
        }
        let mut wrong = 0;
        for number in (0..24 * 60).map(i64::from) {
            wrong += usize::from(throttle.count_follow(number, office).is_ok());
            clock.shift(chrono::Duration::minutes(1));
        }
        assert!((480..=510).contains(&wrong), "{wrong} in a day");
    }

    #[test]
    fn a_try_that_is_refused_uses_nothing_up() {
        let throttle = Throttle::new(&Clock::default());
        let from = |last: u8| ClientAddress(Ipv4Addr::new(10, 0, 1, last).into());
        let tries = |number, address, times: usize| {
            let tries = (0..times).filter(|_| throttle.count_follow(number, address).is_ok());
            tries.count()
        };
        assert_eq!(tries(1, from(0), 40), 5, "one number is closed to it");
        assert_eq!(tries(2, from(0), 1), 1, "another is not");
        for last in 1..=5 {
            tries(1, from(last), 5);
        }
        assert_eq!(tries(1, from(9), 40), 0, "the number is closed to all");
        let others = (100..130).filter(|number| throttle.count_follow(*number, from(9)).is_ok());
        assert_eq!(others.count(), 30, "none of its own tries was used up");
    }

    #[test]
    fn only_a_proxy_on_this_machine_may_name_the_client() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let of = |peer: &str, forwarded| ClientAddress::of(Some(ip(peer)), forwarded).0;
        assert_eq!(of("127.0.0.1", Some("1.1.1.1, 10.0.0.7")), ip("10.0.0.7"));
        assert_eq!(of("10.0.0.9", Some("10.0.0.7")), ip("10.0.0.9"));
        assert_eq!(of("127.0.0.1", Some("nobody")), ip("127.0.0.1"));
        assert_eq!(of("2001:db8::1:2:3:4", None), ip("2001:db8::"));
    }
}
