//! One write: what is new since the last, piece by piece.

use std::rc::Rc;

use super::evict::{LIMIT, victims};
use super::head::Head;
use super::part::PartName;
use super::payload::{checkpoint_record, snap_record};
use super::record::{self, Kind};
use super::store::{Piece, Pieces, Refusal, Store};
use crate::chart::MetricCurve;
use crate::play::{Checkpoint, Snap};
use crate::record::StepRecord;

/// Something to keep, made into bytes when its turn comes.
#[derive(Clone)]
pub(super) enum Source {
    Bytes(Rc<Vec<u8>>),
    History(Rc<Vec<StepRecord>>),
    Scores(Rc<Vec<MetricCurve>>),
    Checkpoint(Checkpoint),
    Snap(Snap),
    /// The user's data of a set, so many bytes.
    Data(u32, u32),
}

impl Source {
    /// Its bytes; `None` for data, which the store has.
    pub(super) fn bytes(&self) -> Option<Vec<u8>> {
        Some(match self {
            Self::Bytes(bytes) => bytes.to_vec(),
            Self::History(records) => record::write(Kind::History, &**records),
            Self::Scores(curves) => record::write(Kind::Scores, &**curves),
            Self::Checkpoint(point) => checkpoint_record(point),
            Self::Snap(snap) => snap_record(snap),
            Self::Data(..) => return None,
        })
    }
}

/// What is written at once.
pub struct Writing {
    /// The parts to write.
    puts: Vec<(PartName, Source)>,
    /// The parts to forget.
    drops: Vec<PartName>,
    /// Parts that stay, with their bytes.
    stay: Vec<(PartName, u32)>,
    head: Head,
    expects: bool,
    /// Whether to look for what has to go since there is too much.
    pub(super) tidies: bool,
    next: usize,
    sizes: Vec<(PartName, u32)>,
}

impl Writing {
    pub(super) fn new(
        puts: Vec<(PartName, Source)>,
        drops: Vec<PartName>,
        stay: Vec<(PartName, u32)>,
        head: Head,
        expects: bool,
    ) -> Self {
        Self { puts, drops, stay, head, expects, tidies: false, next: 0, sizes: Vec::new() }
    }

    /// Begins again with the first piece.
    pub fn restart(&mut self) {
        self.next = 0;
        self.sizes.clear();
    }

    /// The head with the parts that there are after this write.
    pub(super) fn finished(&self) -> Head {
        let all = self.stay.iter().chain(&self.sizes);
        Head { parts: all.map(|(name, bytes)| (name.to_string(), *bytes)).collect(), ..self.head.clone() }
    }

    /// What the parts weigh that were written.
    pub(super) fn sizes(&self) -> &[(PartName, u32)] {
        &self.sizes
    }

    /// Writes it as `id`. Where there is no room, what was used longest ago goes first; `open` says what
    /// is open anywhere. Answers the milliseconds that it took.
    ///
    /// # Errors
    /// When it could not be written.
    pub async fn run(&mut self, store: &impl Store, id: &str, open: &[String]) -> Result<f64, Refusal> {
        let stays = |other: &str| other == id || open.iter().any(|open| open == other);
        let mut spent = 0.0;
        loop {
            self.restart();
            match store.write(id, self).await {
                Ok(millis) => {
                    spent += millis;
                    break;
                }
                // The oldest is as good as any: there may be just too little room for this write.
                Err(Refusal::Full) => {
                    let kept = whole_heads(store).await?;
                    let all: u64 = kept.iter().map(|(_, head)| head.bytes()).sum();
                    let oldest = victims(&kept, stays, all.saturating_sub(1)).into_iter().next();
                    store.delete(&oldest.ok_or(Refusal::Full)?).await?;
                }
                Err(refusal) => return Err(refusal),
            }
        }
        if self.tidies {
            for id in victims(&whole_heads(store).await?, stays, LIMIT) {
                store.delete(&id).await?;
            }
        }
        Ok(spent)
    }
}

impl Pieces for Writing {
    fn expects(&self) -> bool {
        self.expects
    }

    fn piece(&mut self) -> Option<Piece> {
        let index = self.next;
        self.next += 1;
        if let Some((name, source)) = self.puts.get(index) {
            let (name, text) = (*name, name.to_string());
            let Some(bytes) = source.bytes() else {
                let Source::Data(set, bytes) = *source else { return self.piece() };
                self.sizes.push((name, bytes));
                return Some(Piece::Data(text, set));
            };
            self.sizes.push((name, bytes.len() as u32));
            return Some(Piece::Put(text, bytes));
        }
        if let Some(name) = self.drops.get(index - self.puts.len()) {
            return Some(Piece::Drop(name.to_string()));
        }
        (index == self.puts.len() + self.drops.len()).then(|| Piece::Head(self.finished().record()))
    }
}

/// The heads that can be read.
pub(super) async fn whole_heads(store: &impl Store) -> Result<Vec<(String, Head)>, Refusal> {
    let heads = store.heads().await?;
    Ok(heads.into_iter().filter_map(|(id, bytes)| Some((id, Head::read(&bytes).ok()?))).collect())
}
