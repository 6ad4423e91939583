//! A row of the board in words: what it came to, whether that was expected, and its numbers.

use super::board::MeasuredRow;
use super::paired::PairedVerdict;
use super::plan::{Expected, PlanRow, Start};
use crate::experiment::{Script, Value, key, link};
use crate::number::{three_digits, whole, with_error};
use crate::text::evidence as t;

/// What came of a row, at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// Its runs are not complete.
    Open,
    /// The pairs have this verdict.
    Judged(PairedVerdict),
    /// In every pair one of the runs diverged, so that there is nothing to compare.
    Diverged,
    /// A control came out exactly zero.
    Zero,
    /// A control did not.
    NotZero,
}

impl Glance {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => t::UNMEASURED.get(),
            Self::Judged(verdict) => verdict.words(),
            Self::Diverged => t::DIVERGED.get(),
            Self::Zero => t::ZERO.get(),
            Self::NotZero => t::NOT_ZERO.get(),
        }
    }

    /// As a shape.
    pub fn icon(self) -> &'static str {
        match self {
            Self::Open => "…",
            Self::Judged(PairedVerdict::Helps) | Self::Zero => "✓",
            Self::Judged(PairedVerdict::NoEffect) => "○",
            Self::Judged(PairedVerdict::Hurts) | Self::NotZero => "✕",
            Self::Diverged => "▲",
        }
    }
}

impl MeasuredRow {
    /// Whether it is there to show that the measurement itself changes nothing.
    pub fn is_control(&self) -> bool {
        self.row.expected == Expected::Identical
    }

    /// What came of it.
    pub fn glance(&self) -> Glance {
        let (base, variant) = self.diverged;
        match &self.outcome {
            Some(pairs) if !self.is_control() => Glance::Judged(pairs.verdict),
            Some(pairs) if pairs.ties == pairs.count && base == variant => Glance::Zero,
            Some(_) => Glance::NotZero,
            None if base.max(variant) >= self.row.seeds => Glance::Diverged,
            None => Glance::Open,
        }
    }

    /// Whether it came out as it was expected; `None` where that cannot be said.
    pub fn agrees(&self) -> Option<bool> {
        let expected = self.row.expected;
        match self.glance() {
            Glance::Open => None,
            Glance::Judged(PairedVerdict::Helps) => Some(expected == Expected::Better),
            // An effect that so few seeds do not show may still be there.
            Glance::Judged(PairedVerdict::NoEffect) => (expected == Expected::None).then_some(true),
            Glance::Judged(PairedVerdict::Hurts) => Some(expected == Expected::Worse),
            Glance::Zero => Some(true),
            Glance::NotZero => Some(false),
            Glance::Diverged => (self.diverged.0 < self.row.seeds).then_some(expected == Expected::Worse),
        }
    }

    /// The same in words, with whose expectation it was.
    pub fn agreement(&self) -> Option<&'static str> {
        let article = self.row.because.to_lowercase().contains("the article");
        if self.agrees().is_none() && self.glance() == Glance::Judged(PairedVerdict::NoEffect) {
            return Some(t::NOT_SHOWN.get());
        }
        self.agrees().map(|agrees| match (agrees, article) {
            (true, true) => t::AS_ARTICLE.get(),
            (true, false) => t::AS_EXPECTED.get(),
            (false, true) => t::NOT_ARTICLE.get(),
            (false, false) => t::NOT_EXPECTED.get(),
        })
    }

    /// Mean of variant minus base and its standard error: "−0.0123 ± 0.0041".
    pub fn difference(&self) -> Option<String> {
        let pairs = self.outcome.as_ref()?;
        let plus = if pairs.mean > 0.0 { "+" } else { "" };
        Some(format!("{plus}{}", with_error(pairs.mean, pairs.error)))
    }

    /// What was measured and which way is better: "Energy distance, lower is better".
    pub fn measure(&self) -> String {
        let label = match self.row.variant_metric {
            Some(_) => t::with_average(&self.label),
            None => self.label.clone(),
        };
        if self.lower_is_better { t::lower(label) } else { t::higher(label) }
    }

    /// The means without and with the trick: "0.0340 to 0.0217".
    pub fn change(&self) -> Option<String> {
        self.means.map(|(base, variant)| t::change(three_digits(base), three_digits(variant)))
    }

    /// "9 better, 1 worse of 10".
    pub fn count(&self) -> Option<String> {
        let pairs = self.outcome.as_ref()?;
        let some = |count: usize, words: fn(usize) -> String| (count > 0).then(|| words(count));
        let parts = [some(pairs.wins, t::better), some(pairs.ties, t::equal), some(pairs.losses, t::worse)];
        let said: Vec<_> = parts.into_iter().flatten().collect();
        Some(t::count(said.join(t::COMMA.get()), pairs.count))
    }

    /// Probability of so uneven a count by chance alone: "p 0.021".
    pub fn chance(&self) -> Option<String> {
        self.outcome.as_ref().map(|pairs| match pairs.chance {
            small if small < 0.001 => t::P_BELOW.get().to_owned(),
            chance => format!("p {chance:.3}"),
        })
    }

    /// Runs that have no metric, where there are some.
    pub fn lost(&self) -> Option<String> {
        let (base, variant) = self.diverged;
        let seeds = self.row.seeds;
        (base + variant > 0).then(|| match (base, variant) {
            (0, n) => t::lost_with(n, seeds),
            (n, 0) => t::lost_without(n, seeds),
            (b, v) => t::lost_both(b, seeds, v),
        })
    }
}

impl PlanRow {
    /// What was expected and where that comes from.
    pub fn expectation(&self) -> String {
        match self.expected {
            Expected::Better => t::expected_better(&self.because),
            Expected::Worse => t::expected_worse(&self.because),
            Expected::None => t::expected_none(&self.because),
            Expected::Identical => t::expected_identical(&self.because),
        }
    }

    /// Steps of the base and of the variant.
    fn steps(&self) -> Option<(u32, u32)> {
        self.runs(1).ok().map(|[base, variant]| (base.steps, variant.steps))
    }

    /// How long and how often it was trained: "4 000 steps, 10 seeds".
    pub fn extent(&self) -> String {
        match self.steps() {
            Some((base, variant)) if base == variant => t::extent(whole(base.into()), self.seeds),
            Some((base, variant)) => t::extent_two(whole(base.into()), whole(variant.into()), self.seeds),
            None => t::seeds(self.seeds),
        }
    }

    /// The link that opens it on the page. There all runs have one length: the longer one.
    pub fn address(&self) -> String {
        let mut comparison = link::read(&self.link).script.now();
        match (self.variant_steps, key("steps")) {
            (Some(steps), Some(key)) => {
                comparison.runs.iter_mut().for_each(|run| key.set(run, Value::Int(steps)));
                link::write(&Script::of(&comparison))
            }
            _ => self.link.clone(),
        }
    }

    /// Where the comparison on the page is not quite what was measured.
    pub fn remark(&self) -> Option<String> {
        match (self.start, self.steps()?) {
            (Start::Mirrored, _) => Some(t::REMARK_MIRRORED.get().to_owned()),
            (_, (base, variant)) if base < variant => Some(t::remark_longer(whole(base.into()))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::row;
    use super::*;

    #[test]
    fn what_came_out_is_held_against_what_was_expected() {
        let says = |expected, effect| row("noise", "b:noise=0.3", expected, &[effect; 10]).agreement();
        assert_eq!(says("better", 0.1), Some("As expected"));
        assert_eq!(says("better", 0.0), Some("Not shown by these seeds"));
        assert_eq!(says("worse", -0.1), Some("As expected"));
        assert_eq!(says("none", 0.0), Some("As expected"));
        assert_eq!(says("none", -0.1), Some("Differs from what was expected"));
        assert_eq!(row("noise", "b:noise=0.3", "better", &[]).agreement(), None);
        let mut of_article = row("noise", "b:noise=0.3", "better", &[-0.1; 10]);
        of_article.row.because = "The article, lesson 9".into();
        assert_eq!(of_article.agreement(), Some("Differs from what the article says"));
    }

    #[test]
    fn a_control_is_zero_or_it_is_not() {
        let glance =
            |differences: &[f64]| row("noise", "b:noise.until=0.3", "identical", differences).glance();
        assert_eq!(glance(&[0.0; 10]), Glance::Zero);
        assert_eq!(glance(&[0.0, 1e-9]), Glance::NotZero);
        assert_eq!(glance(&[]), Glance::Open);
    }

    #[test]
    fn a_variant_that_always_diverges_is_worse_than_one_that_does_not() {
        let mut lost = row("noise", "b:noise=0.3", "better", &[]);
        lost.diverged = (0, 1);
        assert_eq!((lost.glance(), lost.agrees()), (Glance::Diverged, Some(false)));
        assert_eq!(lost.lost().as_deref(), Some("1 of 1 runs diverged with it"));
        lost.diverged = (1, 1);
        assert_eq!(lost.agrees(), None);
    }

    #[test]
    fn its_numbers_are_words() {
        let row = row("noise", "b:noise=0.3", "better", &[0.1, 0.3, 0.0, -0.1, 0.2]);
        assert_eq!(row.difference().as_deref(), Some("+0.100 ± 0.071"));
        assert_eq!(row.count().as_deref(), Some("3 better, 1 equal, 1 worse of 5"));
        assert_eq!(row.chance().as_deref(), Some("p 0.625"));
        assert_eq!(row.measure(), "High-quality samples, higher is better");
        assert_eq!(row.row.expectation(), "Expected better: B 2020");
        assert_eq!(row.row.extent(), "4\u{202f}000 steps, 5 seeds");
        assert_eq!(row.row.address(), row.row.link);
    }

    #[test]
    fn a_longer_variant_opens_with_its_length_for_both() {
        let mut longer = row("patience", "b:", "better", &[0.1; 10]).row;
        longer.variant_steps = Some(8000);
        assert_eq!(longer.address(), "v=2&data=ring8&seed=1&steps=8000&b:=");
        assert!(longer.remark().is_some_and(|text| text.ends_with("step 4\u{202f}000 is the base")));
        assert!(longer.extent().starts_with("4\u{202f}000 against 8\u{202f}000 steps"));
    }
}
