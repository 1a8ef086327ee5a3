//! What stands out, as sentences before everything else.

use maud::{Markup, html};
use rust_i18n::t;

use super::hours::{block_name, day_name};
use super::parts;
use super::reasons::name;
use crate::indices::breakdown::Breakdown;
use crate::indices::breakdown::drivers::Driver;
use crate::indices::comparison::{FEWEST_PERSONS, Points, Verdict};
use crate::indices::measure::Measure;
use crate::indices::pages::parts as figures;
use crate::web::language::Lang;

impl Breakdown {
    /// The sentences: what moved the whole most, the weakest field, the lowest hours, the reason named most.
    pub(super) fn findings(&self, lang: Lang) -> Markup {
        let found = [
            self.only_the_mix(lang),
            self.field_that_moved(lang),
            self.dimension_that_moved(lang),
            self.weakest_field(lang),
            self.lowest_hours(lang),
            self.first_reason(lang),
        ];
        html! {
            ul.findings { @for sentence in found.into_iter().flatten() { li { (sentence) } } }
        }
    }

    /// The whole rose or fell, but with the weights of dossiers that is not sure: because others answered, where more than
    /// half of the difference goes with them, or because so weighed fewer people speak.
    fn only_the_mix(&self, lang: Lang) -> Option<String> {
        let weighed = self.fields.weighed.as_ref()?;
        let compared = self.compared();
        let way = compared.verdict;
        let (whole, by_weight) = (
            compared.points?,
            Points::between(weighed.now, weighed.before?),
        );
        let differs = is_sure(way) && weighed.verdict? != way;
        let kept = by_weight.value() * whole.value().signum() * 2;
        let key = if kept < whole.value().abs() {
            "only_mix"
        } else {
            "unsure"
        };
        let said = || {
            t!(
                format!("breakdown.findings.{key}_{way}"),
                locale = lang.code(),
                points = figures::points(lang, by_weight)
            )
            .into_owned()
        };
        differs.then(said)
    }

    fn field_that_moved(&self, lang: Lang) -> Option<String> {
        let first = self.fields_moved.first()?;
        let field = parts::field(lang, first.part.as_ref()?);
        self.moved(lang, "field", &field, first)
    }

    fn dimension_that_moved(&self, lang: Lang) -> Option<String> {
        let first = self.dimensions_moved.first()?;
        let dimension = Measure::from(*first.part.as_ref()?).name(lang);
        self.moved(lang, "dimension", &dimension, first)
    }

    /// Named where enough people rated it and there is another one.
    fn weakest_field(&self, lang: Lang) -> Option<String> {
        let told = self.fields.lines.iter().filter_map(|line| {
            let figure = line.now.told()?;
            let known = !line.code.is_empty() && figure.persons >= FEWEST_PERSONS;
            known.then_some((line, figure))
        });
        let (line, figure) = told.clone().next()?;
        let several = told.count() > 1;
        several.then_some(())?;
        Some(
            t!(
                "breakdown.findings.weakest",
                locale = lang.code(),
                field = parts::field(lang, &line.code),
                percent = lang.percent(figure.share.percent()?),
                persons = lang.number(figure.persons)
            )
            .into_owned(),
        )
    }

    fn lowest_hours(&self, lang: Lang) -> Option<String> {
        let (slot, figure) = self.hours.lowest?;
        Some(
            t!(
                "breakdown.findings.hours",
                locale = lang.code(),
                day = day_name(lang, slot.day, "long"),
                hours = block_name(lang, slot.block),
                percent = lang.percent(figure.share.percent()?),
                persons = lang.number(figure.persons)
            )
            .into_owned(),
        )
    }

    fn first_reason(&self, lang: Lang) -> Option<String> {
        let first = self.reasons.first().filter(|line| line.reason.is_some())?;
        Some(
            t!(
                "breakdown.findings.reason",
                locale = lang.code(),
                reason = name(lang, first),
                ballots = lang.number(first.ballots),
                share = lang.percent(first.share)
            )
            .into_owned(),
        )
    }

    /// Said only where the whole or the part itself surely rose or fell.
    fn moved<K>(&self, lang: Lang, what: &str, name: &str, driver: &Driver<K>) -> Option<String> {
        let way = match driver.total() {
            0 => return None,
            1.. => "up",
            _ => "down",
        };
        let sure = is_sure(self.compared().verdict) || is_sure(driver.verdict);
        let by = if driver.mix.abs() > driver.within.abs() {
            "mix"
        } else {
            "within"
        };
        sure.then(|| {
            let moved = t!(
                format!("breakdown.findings.{what}_{way}"),
                locale = lang.code(),
                name = name,
                points = lang.hundredths(driver.total().abs())
            );
            format!(
                "{moved}, {}",
                parts::text(lang, &format!("findings.by_{by}"))
            )
        })
    }
}

fn is_sure(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Rise | Verdict::Fall)
}
