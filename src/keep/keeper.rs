//! What is written when: only what is new, at most every five seconds, and never for more than two hundredths of
//! the time.

use super::gather::{self, Data, Mark};
use super::head::{Head, tidy_name};
use super::name::name;
use super::part::PartName;
use super::record;
use super::store::Refusal;
use super::writing::Writing;
use crate::play::Play;

/// Least milliseconds between two writes.
pub const EVERY: f64 = 5_000.0;

/// The most of the time that writing may take.
pub const SHARE: f64 = 0.02;

/// Milliseconds until a write is tried again that was refused.
const AGAIN: f64 = 60_000.0;

/// Milliseconds until runs are looked at again that are being built, or save.
const SOON: f64 = 400.0;

/// Writes between two looks at how much is kept.
const LOOK_EVERY: u32 = 24;

/// Comparisons that Undo may bring back, and that are known then.
const MOST_PASTS: usize = 8;

/// Keeps one comparison, the one that is open.
#[derive(Default)]
pub struct Keeper {
    open: Option<Open>,
    /// What was open before.
    pasts: Vec<Open>,
    due: f64,
    writing: bool,
    /// What comes after the write that is under way need not wait for its time either.
    hurried: bool,
    writes: u32,
    trouble: Option<Refusal>,
}

/// The comparison that is kept.
struct Open {
    id: String,
    story: u32,
    name: String,
    pinned: bool,
    /// Whether its head was written.
    there: bool,
    written: Vec<Written>,
    /// What is being written.
    marks: Vec<(PartName, Mark)>,
    head: Option<Head>,
}

/// A part that is there.
struct Written {
    name: PartName,
    mark: Mark,
    bytes: u32,
}

impl Open {
    fn has(&self, part: &(PartName, Mark)) -> bool {
        self.written.iter().any(|w| w.name == part.0 && w.mark == part.1)
    }
}

/// Every part that is to be there, and by what it is known.
fn wanted(play: &Play, data: Option<Data>) -> Vec<(PartName, Mark)> {
    let state = gather::state(play, data);
    let mut wanted = vec![(PartName::State, Mark::Hash(record::hash(&state)))];
    wanted.extend(gather::parts(play, data));
    wanted
}

/// The times of a moment.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// Milliseconds on the page's clock.
    pub now: f64,
    /// Milliseconds since 1970.
    pub wall: f64,
}

impl Keeper {
    /// The id of the comparison that is kept.
    pub fn id(&self) -> Option<&str> {
        self.open.as_ref().map(|open| open.id.as_str())
    }

    /// What `play` is called here, where it is what is kept.
    pub fn name(&self, play: &Play) -> Option<&str> {
        let open = self.open.as_ref().filter(|open| open.story == play.story());
        open.map(|open| open.name.as_str())
    }

    /// What is not kept, and why; `None` while everything is.
    pub fn trouble(&self) -> Option<&Refusal> {
        self.trouble.as_ref()
    }

    /// Whether what the runs have trained is written, but for the last seconds.
    pub fn keeps(&self, play: &Play) -> bool {
        let open = self.open.as_ref().filter(|open| open.story == play.story());
        open.is_some_and(|open| open.there) && self.works()
    }

    /// Whether another comparison has to be kept than the one that is open here.
    pub fn wants_another(&self, play: &Play) -> bool {
        play.is_worth_keeping() && self.open.as_ref().is_none_or(|open| open.story != play.story())
    }

    /// Goes on with a comparison that was open before, where Undo has brought it back. Answers whether it
    /// did.
    pub fn returns(&mut self, play: &Play) -> bool {
        if self.open.as_ref().is_some_and(|open| open.story == play.story()) {
            return false;
        }
        let Some(index) = self.pasts.iter().position(|past| past.story == play.story()) else { return false };
        let past = self.pasts.remove(index);
        self.close();
        self.open = Some(past);
        true
    }

    /// Nothing is open; it may come back.
    fn close(&mut self) {
        self.pasts.extend(self.open.take());
        let surplus = self.pasts.len().saturating_sub(MOST_PASTS);
        self.pasts.drain(..surplus);
        (self.writing, self.hurried, self.writes) = (false, false, 0);
    }

    /// From now on `play` is kept as `id`; `taken` are the names that others have.
    pub fn begin(&mut self, play: &Play, id: String, taken: &[&str]) {
        self.close();
        let seed = play.comparison().runs.first().map_or(0, |e| e.seed);
        let own = self.pasts.iter().map(|past| past.name.as_str());
        let taken: Vec<&str> = taken.iter().copied().chain(own).collect();
        let name = name(seed, &taken);
        self.open = Some(Open {
            id,
            story: play.story(),
            name,
            pinned: false,
            there: false,
            written: Vec::new(),
            marks: Vec::new(),
            head: None,
        });
    }

    /// From now on `play` is kept as `id`, from which it was restored: the parts that `marks`
    /// knows are there and are not written again.
    pub fn adopt(&mut self, play: &Play, id: String, head: &Head, marks: &[(PartName, Mark)]) {
        self.begin(play, id, &[]);
        let Some(open) = &mut self.open else { return };
        (open.name, open.pinned, open.there) = (head.name.clone(), head.pinned, true);
        open.head = Some(head.clone());
        let known = |(name, bytes): &(String, u32)| {
            let name = PartName::parse(name)?;
            let mark = marks.iter().find(|(other, _)| *other == name).map(|(_, mark)| mark.clone());
            Some(Written { name, mark: mark.unwrap_or(Mark::Hash(0)), bytes: *bytes })
        };
        open.written = head.parts.iter().filter_map(known).collect();
    }

    /// Nothing is kept any more as `id`: another tab does, or it was deleted.
    pub fn forget(&mut self, id: &str) {
        self.pasts.retain(|past| past.id != id);
        if self.open.take_if(|open| open.id == id).is_some() {
            self.writing = false;
        }
    }

    /// Gives the comparison another name, with the next write.
    pub fn rename(&mut self, id: &str, text: &str) {
        if let (Some(open), Some(name)) = (self.open.as_mut().filter(|open| open.id == id), tidy_name(text)) {
            open.name = name;
        }
    }

    /// Lets it stay whatever room is needed, or not, with the next write.
    pub fn pin(&mut self, id: &str, pinned: bool) {
        if let Some(open) = self.open.as_mut().filter(|open| open.id == id) {
            open.pinned = pinned;
        }
    }

    /// Milliseconds until there may be something to write; `None` where nothing can be.
    pub fn wake(&self, play: &Play, now: f64) -> Option<f64> {
        let waits = play.is_worth_keeping() || play.awaits_a_checkpoint();
        // Nothing tells that a checkpoint has come, or that a run is built.
        let least = if play.can_be_kept() { 0.0 } else { SOON };
        (waits && !self.writing && !play.is_looking()).then(|| (self.due - now).max(least))
    }

    /// Whether something that `play` has trained would be lost now, and can be written.
    pub fn owes(&self, play: &Play, data: Option<Data>) -> bool {
        if play.is_looking() || !play.has_begun() || !self.works() {
            return false;
        }
        let open = self.open.as_ref().filter(|open| open.story == play.story());
        let has = |part: &(PartName, Mark)| open.is_some_and(|open| open.has(part));
        let is_new = || !wanted(play, data).iter().all(has);
        self.writing || !play.rests() || play.is_worth_keeping() && is_new()
    }

    /// The next write need not wait for its time.
    pub fn hurry(&mut self, now: f64) {
        if self.works() {
            (self.due, self.hurried) = (self.due.min(now), self.writing);
        }
    }

    /// Whether what was written last is there.
    fn works(&self) -> bool {
        self.trouble.as_ref().is_none_or(|trouble| *trouble == Refusal::Wiped)
    }

    /// What is to be written now, if anything.
    pub fn plan(&mut self, play: &Play, moment: Moment, data: Option<Data>) -> Option<Writing> {
        let ready = !self.writing && moment.now >= self.due && play.can_be_kept() && play.is_worth_keeping();
        let open = self.open.as_mut().filter(|open| ready && open.story == play.story())?;
        let wanted = wanted(play, data);
        let new: Vec<PartName> = wanted.iter().filter(|part| !open.has(part)).map(|part| part.0).collect();
        let is_wanted = |name: PartName| wanted.iter().any(|part| part.0 == name);
        let drops: Vec<PartName> =
            open.written.iter().map(|w| w.name).filter(|name| !is_wanted(*name)).collect();
        let renamed =
            open.head.as_ref().is_none_or(|head| (&head.name, head.pinned) != (&open.name, open.pinned));
        if new.is_empty() && drops.is_empty() && !renamed {
            // It is looked at again in the time of a write.
            self.due = moment.now + EVERY;
            return None;
        }
        let puts = new.iter().filter_map(|name| Some((*name, gather::source(play, *name, data)?))).collect();
        let stays = |w: &&Written| is_wanted(w.name) && !new.contains(&w.name);
        let stay = open.written.iter().filter(stays).map(|w| (w.name, w.bytes)).collect();
        open.marks = wanted.into_iter().filter(|(name, _)| new.contains(name)).collect();
        let head = Head::of(play, open.name.clone(), open.pinned, moment.wall);
        let mut writing = Writing::new(puts, drops, stay, head, open.there);
        writing.tidies = self.writes.is_multiple_of(LOOK_EVERY);
        self.writing = true;
        Some(writing)
    }

    /// `writing` has ended at `now`. Answers whether what is to be told has changed.
    pub fn done(&mut self, id: &str, writing: &Writing, result: Result<f64, Refusal>, now: f64) -> bool {
        let Some(open) = self.open.as_mut().filter(|open| open.id == id) else { return false };
        self.writing = false;
        self.writes += 1;
        let before = self.trouble.clone();
        match result {
            Ok(spent) => {
                let head = writing.finished();
                let marks = std::mem::take(&mut open.marks);
                for (name, bytes) in writing.sizes() {
                    let Some((name, mark)) = marks.iter().find(|(other, _)| other == name).cloned() else {
                        continue;
                    };
                    open.written.retain(|w| w.name != name);
                    open.written.push(Written { name, mark, bytes: *bytes });
                }
                let stays: Vec<PartName> = head.names().collect();
                open.written.retain(|w| stays.contains(&w.name));
                (open.head, open.there) = (Some(head), true);
                let rest = EVERY.max(spent / SHARE);
                self.due = if std::mem::take(&mut self.hurried) { now } else { now + rest };
                // That it was wiped stays to be read for a while.
                let read = self.writes.is_multiple_of(LOOK_EVERY);
                self.trouble = self.trouble.take().filter(|trouble| *trouble == Refusal::Wiped && !read);
            }
            Err(Refusal::Wiped) => {
                open.written.clear();
                (open.there, open.head) = (false, None);
                self.due = now;
                self.trouble = Some(Refusal::Wiped);
            }
            Err(refusal) => {
                self.due = if refusal == Refusal::Newer { f64::INFINITY } else { now + AGAIN };
                self.trouble = Some(refusal);
            }
        }
        before != self.trouble
    }

    /// The store could not be opened or read.
    pub fn refused(&mut self, refusal: Refusal, now: f64) {
        self.due = if refusal == Refusal::Newer { f64::INFINITY } else { now + AGAIN };
        self.trouble = Some(refusal);
    }
}
