//! Wrong tries of one key: so many in a row, then one after each while. Whoever was right gets the try back, so that
//! only guessing is slowed down (pure but for the lock).

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use chrono::{Duration, NaiveDateTime};

/// From so many keys on, those that may try freely again are forgotten first.
const KEYS_KEPT: usize = 1000;

/// Counts tries by key.
pub struct Tries<K> {
    in_a_row: i32,
    each: Duration,
    /// When the tries that were used are all back again.
    whole_at: Mutex<HashMap<K, NaiveDateTime>>,
}

impl<K: Eq + Hash> Tries<K> {
    /// Nobody has tried yet.
    pub fn new(in_a_row: i32, each: Duration) -> Self {
        Self {
            in_a_row,
            each,
            whole_at: Mutex::default(),
        }
    }

    /// Uses a try up.
    ///
    /// # Errors
    /// None is left: seconds to wait.
    pub fn take(&self, key: K, now: NaiveDateTime) -> Result<(), u64> {
        let mut keys = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        if keys.len() > KEYS_KEPT {
            keys.retain(|_, whole_at| *whole_at > now);
        }
        let whole_at = keys.entry(key).or_insert(now);
        let next = (*whole_at).max(now) + self.each;
        let wait = next - (now + self.each * self.in_a_row);
        if wait > Duration::zero() {
            return Err(wait.num_seconds().unsigned_abs().max(1));
        }
        *whole_at = next;
        Ok(())
    }

    /// Gives the last try back.
    pub fn give_back(&self, key: &K) {
        let mut keys = self.whole_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(whole_at) = keys.get_mut(key) {
            *whole_at -= self.each;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_wrong_tries_are_used_up_and_they_come_back_one_by_one() {
        let tries = Tries::new(3, Duration::minutes(5));
        let start = chrono::DateTime::from_timestamp(1_800_000_000, 0)
            .expect("in range")
            .naive_utc();
        for _ in 0..20 {
            assert_eq!(tries.take("a", start), Ok(()));
            tries.give_back(&"a");
        }
        for _ in 0..3 {
            assert_eq!(tries.take("a", start), Ok(()));
        }
        assert_eq!(tries.take("a", start), Err(300));
        assert_eq!(tries.take("b", start), Ok(()));
        let later = start + Duration::seconds(290);
        assert_eq!(tries.take("a", later), Err(10), "refusals cost nothing");
        let later = start + Duration::seconds(300);
        assert_eq!(tries.take("a", later), Ok(()));
        assert_eq!(tries.take("a", later), Err(300));
        let tomorrow = start + Duration::days(1);
        for _ in 0..3 {
            assert_eq!(tries.take("a", tomorrow), Ok(()));
        }
        assert!(tries.take("a", tomorrow).is_err(), "no more than in a row");
    }
}
