//! What real samples score against real samples, as a mean over many splits.

use std::collections::BTreeMap;

use crate::clinic::CASES;
use crate::clinic::line::DIGITS;
use crate::data::{Batch, Source};
use crate::experiment::{Choice, Data, Experiment};
use crate::metrics::{Yardstick, counts};
use crate::number::significant;
use crate::rng::Stream;

/// The floors of the data of every case, as JSON.
///
/// # Errors
/// When data cannot be opened.
pub fn measure(splits: u32) -> Result<String, String> {
    let mut all: BTreeMap<&str, BTreeMap<String, f64>> = BTreeMap::new();
    for data in Data::ALL.into_iter().filter(|data| CASES.iter().any(|case| case.data() == *data)) {
        let mut sums: BTreeMap<String, (f64, u32)> = BTreeMap::new();
        let e = Experiment::default_for(data);
        let source = Source::open(&e, &[]).map_err(|e| e.to_string())?;
        let pool = Pool::of(&e, &source);
        for split in 0..splits {
            let (real, held_out) = pool.split(split);
            let yardstick = Yardstick::new(data, source.shape(), false, real, held_out);
            for (id, floor) in yardstick.floors() {
                let (sum, count) = sums.entry(id.to_owned()).or_default();
                (*sum, *count) = (*sum + floor, *count + 1);
            }
        }
        let means =
            sums.into_iter().map(|(id, (sum, count))| (id, significant(sum / f64::from(count), DIGITS)));
        all.insert(Data::WORDS[data.index()], means.collect());
    }
    serde_json::to_string_pretty(&all).map_err(|e| e.to_string())
}

/// Real samples to split in ever other ways.
struct Pool {
    all: Batch,
    dims: usize,
    /// Samples to judge against, and samples that are judged.
    counts: (usize, usize),
}

impl Pool {
    /// All images that there are; of data without end four times what one split takes.
    fn of(e: &Experiment, source: &Source) -> Self {
        let dims = source.shape().len();
        let counts = counts(e.data, source.counts(), dims);
        let n = source.counts().map_or(4 * (counts.0 + counts.1), |(train, _)| train as usize);
        let (mut values, mut labels) = (source.reference(n), source.reference_labels(n));
        if source.counts().is_some() {
            values.extend(source.held_out(counts.1));
            labels.extend(source.held_out_labels(counts.1));
        }
        Self { all: Batch { values, labels }, dims, counts }
    }

    /// One split: both parts without a sample in common.
    fn split(&self, number: u32) -> (Batch, Batch) {
        let count = self.all.values.len() / self.dims;
        let order = Stream::new(number, "floors.split").permutation(count);
        let (real, fake) = self.counts;
        (self.pick(&order[..real]), self.pick(&order[real..real + fake]))
    }

    fn pick(&self, which: &[u32]) -> Batch {
        let values = which.iter().flat_map(|i| &self.all.values[*i as usize * self.dims..][..self.dims]);
        let labels = which.iter().filter_map(|i| self.all.labels.get(*i as usize));
        Batch { values: values.copied().collect(), labels: labels.copied().collect() }
    }
}
