//! What the list shows of a comparison, and the parts that it has.

use serde::{Deserialize, Serialize};

use super::part::PartName;
use super::record::{self, Fault, Kind};
use super::thumb::Thumb;
use crate::chart::MetricCurve;
use crate::data::Axes;
use crate::experiment::architecture::Shape;
use crate::experiment::{Data, RunId, words};
use crate::number::three_digits;
use crate::play::{Files, Play, Run};
use crate::protocol::BUILD;
use crate::text::{in_english, kept as t, shelf};

/// Letters of a name.
pub const LONGEST_NAME: usize = 60;

/// The most parts of a comparison.
const MOST_PARTS: usize = 10_000;

/// What is known of the user's data that runs were trained on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KeptFiles {
    /// What the files are called.
    pub names: Vec<String>,
    /// The data set that is made of them, by its English name.
    pub data: String,
    /// Pixels on a side of images.
    pub side: Option<u32>,
    /// What is in them.
    pub about: String,
    /// Bytes of the data; 0 where that is not known.
    pub bytes: f64,
    /// The axes of points in the user's units, which an earlier page did not keep.
    #[serde(skip)]
    pub axes: Option<Axes>,
}

impl KeptFiles {
    /// Of `files`, which are `bytes` long.
    pub fn of(files: &Files, bytes: f64) -> Self {
        let Files { names, data, side, about, axes, .. } = files.clone();
        Self { names, data: in_english(|| words::data(data)).into(), side, about, bytes, axes }
    }

    /// The files as the data `set`, of which the script tells whether they are a drawing; `None` where the data set is not known here.
    pub fn files(&self, set: u32) -> Option<Files> {
        let data = Data::ALL.into_iter().find(|data| in_english(|| words::data(*data)) == self.data)?;
        let Self { names, side, about, axes, .. } = self.clone();
        Some(Files { set, names, data, side, about, axes, drawing: None, named: None })
    }
}

/// What the list shows of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Its name, which the user may change.
    pub name: String,
    /// Whether it stays whatever room is needed.
    pub pinned: bool,
    /// When it was written last, in milliseconds since 1970.
    pub when: f64,
    /// Runs.
    pub runs: u8,
    /// Steps that the farthest run has come to.
    pub step: u32,
    /// The data set, in words.
    pub data: String,
    /// What differs between the runs, in words.
    pub differs: String,
    /// The verdicts.
    pub verdict: String,
    /// The best metric of the best run, in words.
    pub best: String,
    /// A small picture.
    pub thumb: Option<Thumb>,
    /// The build that trained it: another may differ in the last bits.
    pub build: String,
    /// The link of the runs as they began.
    pub link: String,
    /// Its parts by name, and their bytes.
    pub parts: Vec<(String, u32)>,
}

impl Head {
    /// Of the runs as they are now; without parts.
    pub fn of(play: &Play, name: String, pinned: bool, when: f64) -> Self {
        let comparison = play.comparison();
        let kept =
            |run: &Run| run.ended().map_or_else(|| run.saved().map(|saved| saved.step), |_| Some(run.step));
        let step = play.runs.iter().filter_map(kept).max().unwrap_or(0);
        let first = comparison.runs.first();
        let shape = play.shape(RunId(0));
        let thumb = play.frame(RunId(0), None).map(|frame| Thumb::of(frame, shape.unwrap_or(Shape::Point)));
        Self {
            name,
            pinned,
            when,
            runs: comparison.runs.len() as u8,
            step,
            data: first.map_or_else(String::new, |e| words::data(e.data).into()),
            differs: differs(play),
            verdict: verdict(play),
            best: best(play).unwrap_or_default(),
            thumb,
            build: BUILD.into(),
            link: begins(play.script()),
            parts: Vec::new(),
        }
    }

    /// Reads the head of a comparison.
    ///
    /// # Errors
    /// When it is damaged, of a newer version, or says what cannot be.
    pub fn read(bytes: &[u8]) -> Result<Self, Fault> {
        let mut head: Self = record::read(Kind::Head, bytes)?;
        if head.parts.len() > MOST_PARTS || head.parts.iter().any(|(name, _)| PartName::parse(name).is_none())
        {
            return Err(Fault::Absurd(shelf::NO_SUCH_PARTS.get()));
        }
        if !head.when.is_finite() || !(1..=4).contains(&head.runs) {
            return Err(Fault::Absurd(shelf::LIST_NUMBERS.get()));
        }
        head.name = tidy_name(&head.name).unwrap_or_else(|| t::UNNAMED.to_string());
        head.thumb = head.thumb.filter(Thumb::is_whole);
        Ok(head)
    }

    /// It as a record.
    pub fn record(&self) -> Vec<u8> {
        record::write(Kind::Head, self)
    }

    /// The bytes of its parts.
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(|(_, bytes)| u64::from(*bytes)).sum()
    }

    /// The names of its parts.
    pub fn names(&self) -> impl Iterator<Item = PartName> {
        self.parts.iter().filter_map(|(name, _)| PartName::parse(name))
    }

    /// Whether `script` begins as it does: a reload that goes on with it changes nothing of the link.
    pub fn begins_as(&self, script: &crate::experiment::Script) -> bool {
        self.link == begins(script)
    }
}

/// The link of the runs as they begin, without what was changed later.
fn begins(script: &crate::experiment::Script) -> String {
    let mut script = script.clone();
    script.courses.iter_mut().for_each(|course| course.edits.clear());
    (script.at, script.luck) = (None, None);
    crate::experiment::link::write(&script)
}

/// A name as it is kept: one line that is not too long; `None` where nothing is left of it.
pub fn tidy_name(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let name: String = words.join(" ").chars().take(LONGEST_NAME).collect();
    Some(name.trim_end().to_owned()).filter(|name| !name.is_empty())
}

/// "B: hinge loss; C: forked at 400".
fn differs(play: &Play) -> String {
    let runs = &play.comparison().runs;
    let Some(first) = runs.first() else { return String::new() };
    let of = |run: usize| {
        let changes = words::changes(first, &runs[run]);
        let fork = play.script().courses.get(run)?.fork;
        let forked = fork.map(|fork| t::forked(fork.of.letter(), fork.at));
        let all = forked.into_iter().chain(Some(changes).filter(|c| !c.is_empty()));
        let all = all.reduce(t::both_changes);
        Some(t::of_run(RunId(run).letter(), all.unwrap_or_else(|| t::SAME_AS_A.to_string())))
    };
    (1..runs.len()).filter_map(of).reduce(t::both_runs).unwrap_or_default()
}

/// "A D has won, B Healthy".
fn verdict(play: &Play) -> String {
    let of = |run: RunId| {
        let title = play.view(run).verdict?.finding.title();
        Some(if play.runs.len() == 1 { title.to_owned() } else { t::of_run(run.letter(), title) })
    };
    let all = (0..play.runs.len()).map(RunId).filter_map(of);
    all.reduce(t::both_verdicts).unwrap_or_default()
}

/// "Energy distance 0.012 (B)": the first metric, where it was best.
fn best(play: &Play) -> Option<String> {
    let is_shown = |curve: &&MetricCurve| !curve.id.starts_with("d-") && !curve.points.is_empty();
    let first = |run: usize| play.runs[run].scores.iter().find(is_shown);
    let id = (0..play.runs.len()).find_map(first)?.id.clone();
    let better = |lower: bool, a: f32, b: f32| if lower { a < b } else { a > b };
    let mut found: Option<(usize, f32, &MetricCurve)> = None;
    for (run, lane) in play.runs.iter().enumerate() {
        let Some(curve) = lane.scores.get(&id) else { continue };
        for (_, value) in curve.points.iter().filter(|(_, value)| value.is_finite()) {
            if found.is_none_or(|(_, best, _)| better(curve.lower_is_better, *value, best)) {
                found = Some((run, *value, curve));
            }
        }
    }
    let (run, value, curve) = found?;
    let value = three_digits(value.into());
    Some(match play.runs.len() {
        0 | 1 => t::best(&curve.label, value),
        _ => t::best_of(&curve.label, value, RunId(run).letter()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_that_is_not_too_long() {
        assert_eq!(tidy_name("  my \n first\trun "), Some("my first run".into()));
        assert_eq!(tidy_name(" \n "), None);
        assert_eq!(tidy_name(&"é".repeat(100)).map(|name| name.chars().count()), Some(LONGEST_NAME));
    }
}
