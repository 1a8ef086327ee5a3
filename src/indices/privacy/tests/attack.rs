//! An attacker who solves equations: by elimination, and by trying every whole number.

use std::collections::BTreeSet;

/// What is not told, as unknowns with their least value, and the sums that hold between them.
#[derive(Debug, Default)]
pub struct Attack {
    least: Vec<i64>,
    /// Unknowns with their sign, and what they add up to.
    pub equations: Vec<(Vec<(usize, i64)>, i64)>,
}

impl Attack {
    /// One more unknown, which is at least so much.
    pub fn unknown(&mut self, least: i64) -> usize {
        self.least.push(least);
        self.least.len() - 1
    }

    /// Unknowns whose value follows from the equations alone: each other unknown may be any number at all.
    pub fn solved(&self) -> BTreeSet<usize> {
        let width = self.least.len();
        let mut rows: Vec<Vec<i64>> = Vec::new();
        for (terms, _) in &self.equations {
            let mut row = vec![0; width];
            for (unknown, sign) in terms {
                row[*unknown] += sign;
            }
            rows.push(row);
        }
        reduce(&mut rows, width);
        let of_one = |row: &Vec<i64>| {
            let mut set = (0..width).filter(|at| row[*at] != 0);
            set.next().filter(|_| set.next().is_none())
        };
        rows.iter().filter_map(of_one).collect()
    }

    /// Every value that each unknown can have, by trying all whole numbers up to `most`.
    pub fn possible(&self, most: i64) -> Vec<BTreeSet<i64>> {
        let mut found = vec![BTreeSet::new(); self.least.len()];
        self.go_on(most, &mut Vec::new(), &mut found);
        found
    }

    fn go_on(&self, most: i64, known: &mut Vec<i64>, found: &mut [BTreeSet<i64>]) {
        let at = known.len();
        if at == self.least.len() {
            for (values, value) in found.iter_mut().zip(known) {
                values.insert(*value);
            }
            return;
        }
        let last = |terms: &[(usize, i64)]| terms.iter().map(|(unknown, _)| *unknown).max();
        let mut forced = self
            .equations
            .iter()
            .filter(|(terms, _)| last(terms) == Some(at))
            .map(|(terms, sum)| {
                let others = terms.iter().filter(|(unknown, _)| *unknown != at);
                let rest: i64 = others.map(|(unknown, sign)| sign * known[*unknown]).sum();
                let own = terms.iter().filter(|(unknown, _)| *unknown == at);
                (sum - rest) * own.map(|(_, sign)| sign).sum::<i64>()
            });
        let range = match forced.next() {
            Some(value) if forced.any(|other| other != value) => return,
            Some(value) if value < self.least[at] || value > most => return,
            Some(value) => value..=value,
            None => self.least[at]..=most,
        };
        for value in range {
            known.push(value);
            self.go_on(most, known, found);
            known.pop();
        }
    }
}

/// Gauss and Jordan on small whole numbers, modulo a prime that none of them reaches.
fn reduce(rows: &mut Vec<Vec<i64>>, width: usize) {
    const PRIME: i64 = 1_000_003;
    let power = |base: i64, mut exponent: i64| {
        let (mut base, mut result) = (base.rem_euclid(PRIME), 1);
        while exponent > 0 {
            if exponent % 2 == 1 {
                result = result * base % PRIME;
            }
            base = base * base % PRIME;
            exponent /= 2;
        }
        result
    };
    let mut done = 0;
    for column in 0..width {
        let Some(pivot) = (done..rows.len()).find(|row| rows[*row][column] != 0) else {
            continue;
        };
        rows.swap(done, pivot);
        let inverse = power(rows[done][column], PRIME - 2);
        for value in &mut rows[done] {
            *value = (*value * inverse).rem_euclid(PRIME);
        }
        let own = rows[done].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at != done && factor != 0 {
                for (value, pivot) in row.iter_mut().zip(&own) {
                    *value = (*value - factor * pivot).rem_euclid(PRIME);
                }
            }
        }
        done += 1;
    }
    rows.truncate(done);
}
