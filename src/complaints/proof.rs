//! Proof that whoever holds it may look at one case for a day: what the thanks after a report and the cookie of
//! somebody who follows carry. A number alone leads nowhere (pure).

use chrono::{DateTime, Duration, NaiveDateTime};

use crate::web::secret::SigningKey;

/// How long a proof is good.
const LIFETIME: Duration = Duration::hours(24);

/// A proof as text, safe in a path and in a cookie. `purpose` names what it is good for.
pub fn prove(key: &SigningKey, purpose: &str, number: i64, now: NaiveDateTime) -> String {
    let (number, issued) = (number.to_string(), now.and_utc().timestamp().to_string());
    let signature = key.sign(&["proof", purpose, &number, &issued]);
    format!("{number}.{issued}.{signature}")
}

/// The number of the case that a proof is for, while it is good.
pub fn proven(key: &SigningKey, purpose: &str, text: &str, now: NaiveDateTime) -> Option<i64> {
    let mut parts = text.splitn(3, '.');
    let (number, issued, signature) = (parts.next()?, parts.next()?, parts.next()?);
    if !key.verify(&["proof", purpose, number, issued], signature) {
        return None;
    }
    let issued = DateTime::from_timestamp(issued.parse().ok()?, 0)?.naive_utc();
    (now - issued <= LIFETIME)
        .then(|| number.parse().ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_good_for_one_case_one_purpose_and_one_day() {
        let key = SigningKey::from_stored(&SigningKey::fresh());
        let now = DateTime::from_timestamp(1_800_000_000, 0)
            .expect("in range")
            .naive_utc();
        let proof = prove(&key, "follow", 12, now);
        assert_eq!(proven(&key, "follow", &proof, now), Some(12));
        assert_eq!(proven(&key, "thanks", &proof, now), None);
        let other = proof.replacen("12.", "13.", 1);
        assert_eq!(proven(&key, "follow", &other, now), None);
        let tomorrow = now + Duration::hours(25);
        assert_eq!(proven(&key, "follow", &proof, tomorrow), None);
        for odd in ["", "12", "12.1", "12.1.x", "..", "x.y.z"] {
            assert_eq!(proven(&key, "follow", odd, now), None, "{odd}");
        }
        let stranger = SigningKey::from_stored(&SigningKey::fresh());
        assert_eq!(proven(&stranger, "follow", &proof, now), None);
    }
}
