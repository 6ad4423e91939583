//! The faults of docs/faults.md that a browser's store, its clock or the end of a page can bring, each planted at many
//! moments by a seeded schedule: what was written comes back, what cannot be written is said, and it is written later.

use super::desk::Desk;
use super::fake::now;
use super::keeper::EVERY;
use super::part::PartName;
use super::shelf;
use super::store::Refusal;
use crate::play::fake::{Scene, norm_at};
use crate::rng::Stream;

/// Moments at which each fault is planted.
const MOMENTS: u32 = 120;

const LINKS: [&str; 3] = [
    "v=1&data=ring8&seed=1&steps=100000&snapshot.every=50&b:loss=hinge",
    "v=1&data=moons&seed=2&steps=100000&snapshot.every=10000",
    "v=2&data=ring8&seed=4&steps=100000&snapshot.every=25&a@40:d.lr=4e-4&b:&c=a@50&c:loss=hinge",
];

/// Milliseconds after which a write that was refused has been tried again.
const MINUTE: f64 = 61_000.0;

/// A page that trains and keeps what it trains, at a moment.
struct Page {
    desk: Desk,
    luck: Stream,
    /// The steps of the checkpoints that were written last, and when.
    written: Vec<u32>,
    wrote: f64,
}

fn checkpoints(scene: &Scene) -> Vec<u32> {
    scene.play.runs.iter().map(|run| run.saved().map_or(0, |point| point.step)).collect()
}

impl Page {
    fn at_a_moment(seed: u32, fault: &str) -> Self {
        let mut luck = Stream::new(seed, fault);
        let mut scene = Scene::ready(LINKS[luck.below(LINKS.len())]);
        scene.play.limit(Some(200.0));
        scene.play.train();
        let (written, wrote) = (Vec::new(), 0.0);
        let mut page = Self { desk: Desk::of(scene), luck, written, wrote };
        while page.written.is_empty() {
            page.look();
        }
        let more = page.luck.below(20_000) as f64;
        page.pass(page.desk.now + more);
        page
    }

    /// The runs train a little, and what is due is written.
    fn look(&mut self) -> Option<Refusal> {
        let before = self.desk.scene.fake.0.borrow().now;
        self.desk.scene.rounds(1);
        let passed = self.desk.scene.fake.0.borrow().now - before;
        self.desk.later(passed);
        self.write()
    }

    /// What is due is written.
    fn write(&mut self) -> Option<Refusal> {
        if self.desk.keeper.wants_another(&self.desk.scene.play) {
            self.desk.begin("one");
        }
        let result = self.desk.write()?;
        if result.is_ok() {
            (self.written, self.wrote) = (checkpoints(&self.desk.scene), self.desk.now);
        }
        result.err()
    }

    /// They train until `when`.
    fn pass(&mut self, when: f64) {
        while self.desk.now < when {
            self.look();
        }
    }

    /// They train until a write is refused so, in which time nothing else happens to them.
    fn meets(&mut self, refusal: &Refusal) {
        let (steps, limit) = (self.desk.scene.steps(), self.desk.now + 2.0 * EVERY);
        let mut found = None;
        while found.is_none() && self.desk.now < limit {
            found = self.look();
        }
        assert_eq!(found.as_ref(), Some(refusal));
        assert_eq!(self.desk.keeper.trouble(), Some(refusal), "it is said");
        self.pass(self.desk.now + 1_000.0);
        self.trains_on(&steps);
    }

    fn trains_on(&self, since: &[u32]) {
        let now = self.desk.scene.steps();
        assert!(now.iter().zip(since).all(|(now, then)| now >= then) && now != since, "{since:?} {now:?}");
        assert!(self.desk.scene.play.is_training());
    }

    /// Time has passed, and all is written again.
    fn is_mended(&mut self) {
        let since = self.desk.now;
        self.pass(since + MINUTE);
        assert!(self.wrote > since, "written again");
        assert_eq!(self.desk.keeper.trouble(), None);
        self.comes_back();
    }

    /// The page ends; another one goes on with what was written, each step of it as it was measured.
    fn comes_back(&self) {
        let restored = now(shelf::open(&self.desk.store, "one")).expect("a store");
        let restored = restored.unwrap_or_else(|damage| panic!("{damage:?}"));
        assert_eq!(restored.damage, []);
        let mut fresh = Scene::ready("v=1&data=moons&seed=7");
        fresh.play.go_on(restored.kept);
        fresh.settle();
        assert_eq!(fresh.steps(), self.written);
        assert_eq!(fresh.play.script(), self.desk.scene.play.script());
        goes_on(&mut fresh);
    }
}

/// All train on from where they stand, and every step of them is there once.
fn goes_on(scene: &mut Scene) {
    scene.train_to(scene.steps()[0] + 30);
    for (index, run) in scene.play.runs.iter().enumerate() {
        let begins = scene.play.script().courses[index].begins();
        let wrong = |step: &u32| run.history.record(*step).grad_d != norm_at(*step);
        assert_eq!((begins + 1..=run.step).find(wrong), None, "run {index} up to {}", run.step);
    }
}

/// Plants what `comes` at every moment: writes are `refused` until it `goes` again.
fn refused(refusal: &Refusal, comes: fn(&Desk), goes: fn(&Desk)) {
    for seed in 0..MOMENTS {
        let mut page = Page::at_a_moment(seed, &format!("{refusal:?}"));
        comes(&page.desk);
        page.meets(refusal);
        // Nothing of what was there is lost.
        goes(&page.desk);
        page.comes_back();
        page.is_mended();
    }
}

#[test]
fn the_store_is_full() {
    refused(
        &Refusal::Full,
        |desk| desk.store.room.set(Some(desk.store.bytes())),
        |desk| desk.store.room.set(None),
    );
}

#[test]
fn the_store_is_blocked() {
    refused(
        &Refusal::Blocked,
        |desk| *desk.store.refuses.borrow_mut() = Some(Refusal::Blocked),
        |desk| *desk.store.refuses.borrow_mut() = None,
    );
}

#[test]
fn the_store_breaks() {
    refused(
        &Refusal::Broken("UnknownError".into()),
        |desk| *desk.store.refuses.borrow_mut() = Some(Refusal::Broken("UnknownError".into())),
        |desk| *desk.store.refuses.borrow_mut() = None,
    );
}

#[test]
fn the_store_never_answers() {
    refused(&Refusal::Silent, |desk| desk.store.silent.set(true), |desk| desk.store.silent.set(false));
}

#[test]
fn the_store_is_of_a_newer_version() {
    for seed in 0..MOMENTS {
        let mut page = Page::at_a_moment(seed, "newer");
        *page.desk.store.refuses.borrow_mut() = Some(Refusal::Newer);
        page.meets(&Refusal::Newer);
        *page.desk.store.refuses.borrow_mut() = None;
        let (wrote, steps) = (page.wrote, page.desk.scene.steps());
        page.pass(page.desk.now + MINUTE);
        assert_eq!(page.wrote, wrote, "it is left alone for good");
        assert_eq!(page.desk.keeper.trouble(), Some(&Refusal::Newer));
        page.trains_on(&steps);
    }
}

#[test]
fn the_store_is_wiped_while_training() {
    for seed in 0..MOMENTS {
        let mut page = Page::at_a_moment(seed, "wiped");
        page.desk.store.wipe();
        page.meets(&Refusal::Wiped);
        page.pass(page.desk.now + EVERY);
        page.comes_back();
        assert_eq!(page.desk.keeper.trouble(), Some(&Refusal::Wiped), "it stays to be read");
    }
}

#[test]
fn the_store_is_damaged() {
    for seed in 0..MOMENTS {
        let mut page = Page::at_a_moment(seed, "damaged");
        let names: Vec<PartName> = page.desk.store.head("one").names().collect();
        let name = names[page.luck.below(names.len())];
        {
            let mut parts = page.desk.store.parts.borrow_mut();
            let part = parts.get_mut(&("one".to_owned(), name.to_string())).expect("a part");
            let at = page.luck.below(part.len());
            part[at] ^= 1 << page.luck.below(8);
        }
        let opened = now(shelf::open(&page.desk.store, "one")).expect("a store");
        let restored = match opened {
            Err(damage) => {
                assert_eq!((damage[0].part, name), (PartName::State, PartName::State));
                continue;
            }
            Ok(restored) => restored,
        };
        assert_eq!(restored.damage.iter().map(|damage| damage.part).collect::<Vec<_>>(), [name]);
        let mut fresh = Scene::ready("v=1&data=moons&seed=7");
        fresh.play.go_on(restored.kept);
        fresh.settle();
        for (run, (step, written)) in fresh.steps().into_iter().zip(&page.written).enumerate() {
            let spoilt =
                matches!(name, PartName::Saved(of) | PartName::Snap(of, _) if usize::from(of) == run);
            assert!(step == *written || spoilt, "run {run} at {step} of {written}, without {name}");
        }
        let steps = fresh.steps();
        fresh.train_to(steps.into_iter().max().unwrap_or(0) + 30);
    }
}

#[test]
fn the_page_ends_at_any_moment() {
    for seed in 0..MOMENTS {
        let mut page = Page::at_a_moment(seed, "ends");
        // Times of people that jump, also back.
        page.desk.wall += (f64::from(page.luck.uniform()) - 0.5) * 1e10;
        let more = page.luck.below(15_000) as f64;
        page.pass(page.desk.now + more);
        page.comes_back();
        assert!(page.desk.now - page.wrote < EVERY + 1_000.0, "what is new is written in time");
    }
}

#[test]
fn the_tab_is_hidden_and_the_page_ends() {
    for seed in 0..MOMENTS {
        let mut page = Page::at_a_moment(seed, "hidden");
        let (seen, hidden) = (page.desk.scene.steps(), page.desk.now);
        page.desk.scene.play.save_soon();
        page.desk.keeper.hurry(page.desk.now);
        page.desk.scene.play.hide(true);
        while page.written.iter().zip(&seen).any(|(written, seen)| written < seen) {
            assert!(page.desk.now - hidden < 1_000.0, "{:?} of {seen:?}", page.written);
            page.desk.scene.talk();
            page.desk.scene.pass(20.0);
            page.desk.later(20.0);
            page.write();
        }
        page.comes_back();
    }
}

#[test]
fn another_tab_takes_over() {
    for seed in 0..MOMENTS {
        let mut page = Page::at_a_moment(seed, "tabs");
        page.desk.scene.play.pause();
        while page.desk.keeper.owes(&page.desk.scene.play, None) {
            page.desk.keeper.hurry(page.desk.now);
            page.look();
        }
        assert_eq!(page.written, page.desk.scene.steps(), "all that was trained");
        page.comes_back();
    }
}
