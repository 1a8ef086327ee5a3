//! Which counts may be told outside (pure). Nothing is told of fewer than ten people: what is too little waits, or is
//! told together with the months that follow, and what was told before stays as it was told. So whoever holds two
//! editions of a year finds nobody in their difference: that, too, is of ten people or more.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::survey::ballot::Channel;

/// The fewest people of whom anything is told (GP Patient Survey: cells below ten are suppressed).
pub const LEAST: i64 = 10;

/// How often each score from 1 to 5 was given, then "không có ý kiến". Ballots are counted in the first place.
pub type Counts = [i64; 6];

/// Counts of one criterion of one questionnaire, by channel and first day of the month.
pub type Series = BTreeMap<(Channel, NaiveDate), Counts>;

/// Which people are told together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// First day of the first month.
    pub month: NaiveDate,
    /// First day of the last month.
    pub until: NaiveDate,
    /// How the ballots came in; nothing where several ways are told together.
    pub channel: Option<Channel>,
}

/// Groups as they are told.
pub type Groups = BTreeMap<Label, Counts>;

/// When something is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Nothing of this year has been told: whatever adds up to ten is told at once, to the last one.
    First,
    /// Something has been told, and more may come: what is too little waits for it.
    Open,
    /// The year is over: channels that are too little by themselves are told together.
    Over,
}

/// What is told now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Step {
    /// The groups, each of ten people or more.
    pub groups: Groups,
    /// The channels whose counts are in them, to the last one.
    pub channels: BTreeSet<Channel>,
}

/// How many people gave these answers.
pub fn people(counts: &Counts) -> i64 {
    counts.iter().sum()
}

/// Adds these counts.
pub fn add(sum: &mut Counts, more: &Counts) {
    for (sum, more) in sum.iter_mut().zip(more) {
        *sum += more;
    }
}

/// What has come since it was last told; nothing where something that was told is no longer there.
pub fn news(now: &Series, told: &Series) -> Series {
    let mut news = Series::new();
    for (cell, counts) in now {
        let mut more = *counts;
        for (more, told) in more.iter_mut().zip(told.get(cell).unwrap_or(&[0; 6])) {
            *more -= told;
        }
        if more.iter().any(|count| *count < 0) {
            return Series::new();
        }
        if people(&more) > 0 {
            news.insert(*cell, more);
        }
    }
    news
}

/// What of the news is told.
pub fn step(news: &Series, when: When) -> Step {
    let mut groups = Vec::new();
    let mut channels = BTreeSet::new();
    let mut rest = Vec::new();
    for channel in Channel::ALL {
        let cells: Vec<_> = news
            .iter()
            .filter(|((own, _), _)| own == channel)
            .map(|((_, month), counts)| Group::of(*month, Some(*channel), *counts))
            .collect();
        let (large, small) = pooled(cells);
        match small {
            Some(small) => rest.push((*channel, small)),
            None if large.is_empty() => {}
            None => {
                channels.insert(*channel);
            }
        }
        groups.extend(large);
    }
    if when != When::Open && !rest.is_empty() {
        rest.sort_by_key(|(_, group)| (group.label.until, group.label.month));
        let small: BTreeSet<_> = rest.iter().map(|(channel, _)| *channel).collect();
        let (large, small_still) = pooled(rest.into_iter().map(|(_, group)| group).collect());
        let smallest = (0..groups.len()).min_by_key(|at| groups.get(*at).map(Group::people));
        let joined = match (small_still, smallest.filter(|_| when == When::First)) {
            (None, _) => true,
            (Some(group), Some(at)) => {
                let mut whole = groups.swap_remove(at);
                whole.join(&group);
                groups.push(whole);
                true
            }
            (Some(_), None) => false,
        };
        if joined {
            groups.extend(large);
            channels.extend(small);
        }
    }
    let mut step = Step {
        channels,
        ..Step::default()
    };
    for group in groups {
        add(step.groups.entry(group.label).or_default(), &group.counts);
    }
    step
}

#[derive(Clone, Debug)]
struct Group {
    label: Label,
    counts: Counts,
}

impl Group {
    fn of(month: NaiveDate, channel: Option<Channel>, counts: Counts) -> Self {
        Self {
            label: Label {
                month,
                until: month,
                channel,
            },
            counts,
        }
    }

    fn people(&self) -> i64 {
        people(&self.counts)
    }

    fn join(&mut self, other: &Self) {
        self.label.month = self.label.month.min(other.label.month);
        self.label.until = self.label.until.max(other.label.until);
        if self.label.channel != other.label.channel {
            self.label.channel = None;
        }
        add(&mut self.counts, &other.counts);
    }
}

/// Joins groups, in their order, until each has enough people; what is left goes to the last that has. Too few in all
/// come back as one.
fn pooled(groups: Vec<Group>) -> (Vec<Group>, Option<Group>) {
    let mut large: Vec<Group> = Vec::new();
    let mut open: Option<Group> = None;
    for group in groups {
        let whole = match open.take() {
            Some(mut waiting) => {
                waiting.join(&group);
                waiting
            }
            None => group,
        };
        if whole.people() < LEAST {
            open = Some(whole);
        } else {
            large.push(whole);
        }
    }
    match (large.last_mut(), open) {
        (Some(last), Some(rest)) => {
            last.join(&rest);
            (large, None)
        }
        (_, open) => (large, open),
    }
}

#[cfg(test)]
mod tests;
