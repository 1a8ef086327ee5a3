//! How often a password or a tablet's code may be tried: for one login few times, from one address more, because a
//! whole office may share it. Kept in memory, each server process for itself.

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
    fn only_a_proxy_on_this_machine_may_name_the_client() {
        let ip = |text: &str| text.parse::<IpAddr>().expect("an address");
        let of = |peer: &str, forwarded| ClientAddress::of(Some(ip(peer)), forwarded).0;
        assert_eq!(of("127.0.0.1", Some("1.1.1.1, 10.0.0.7")), ip("10.0.0.7"));
        assert_eq!(of("10.0.0.9", Some("10.0.0.7")), ip("10.0.0.9"));
        assert_eq!(of("127.0.0.1", Some("nobody")), ip("127.0.0.1"));
        assert_eq!(of("2001:db8::1:2:3:4", None), ip("2001:db8::"));
    }
}
