//! The bets of this visit: one set of runs at a time, its result kept, and who was right.

use std::collections::HashMap;
use std::sync::LazyLock;

use leptos::prelude::*;

use crate::app::kit::engine::{EngineWorker, Heard};
use crate::app::kit::storage::{keep, kept};
use crate::evidence::bet::{Bet, Ledger, experiment_of};
use crate::evidence::plan::{self, Plan, PlanRow};
use crate::evidence::race::Race;
use crate::experiment::{Comparison, Experiment, Script, Trick};
use crate::failure::Failure;
use crate::luck::{Crew, News, Order};
use crate::play::{EngineKind, Port, World};

const STORED: &str = "bets";

/// Workers at most; the runs on top of the page have their own.
const WORKERS: usize = 2;

/// What was written down before anything was measured. A broken plan offers no bets; the tests read it too.
static PLAN: LazyLock<Plan> =
    LazyLock::new(|| plan::read(include_str!("../../../evidence/plan.jsonl")).unwrap_or_default());

/// The comparison that a bet on `trick` trains.
pub fn experiment(trick: &Trick) -> Option<&'static PlanRow> {
    experiment_of(trick.id, &PLAN.rows)
}

/// Runs under way.
struct Training {
    /// They end with it.
    crew: Crew,
    began: f64,
}

/// All bets. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Bets {
    /// The tip whose runs train now.
    pub tip: RwSignal<Option<&'static str>>,
    /// How far they are.
    pub race: RwSignal<Option<Race>>,
    /// What was measured in this visit.
    pub results: RwSignal<HashMap<&'static str, Race>>,
    /// The tip whose runs broke, and why.
    pub trouble: RwSignal<Option<(&'static str, String)>>,
    /// Who was right.
    pub ledger: RwSignal<Ledger>,
    training: StoredValue<Option<Training>, LocalStorage>,
}

impl Bets {
    /// With the bets of earlier visits.
    pub fn new() -> Self {
        Self {
            tip: RwSignal::new(None),
            race: RwSignal::new(None),
            results: RwSignal::new(HashMap::new()),
            trouble: RwSignal::new(None),
            ledger: RwSignal::new(kept(STORED).map(|text| Ledger::read(&text)).unwrap_or_default()),
            training: StoredValue::new_local(None),
        }
    }

    /// Places `bet` on `tip` and trains the runs of `row`, unless they were measured already.
    pub fn place(self, tip: &'static str, row: &PlanRow, bet: Bet) {
        self.trouble.set(None);
        if self.is_measured(tip) || self.tip.with_untracked(Option::is_some) {
            return;
        }
        let started = Race::of(row).and_then(|race| {
            let orders = race.experiments().into_iter().enumerate().map(order).collect();
            self.race.set(Some(race));
            let mut world = Unseen { bets: self, tip, bet };
            Crew::start(&mut world, orders, WORKERS, None).map_err(|failure| failure.to_string())
        });
        match started {
            Ok(crew) => {
                self.training.set_value(Some(Training { crew, began: now() }));
                self.tip.set(Some(tip));
            }
            Err(message) => self.broke(tip, message),
        }
    }

    /// Ends the runs under way; nothing is kept of them.
    pub fn stop(self) {
        self.training.set_value(None);
        self.tip.set(None);
        self.race.set(None);
    }

    /// Whether the runs of `tip` were measured in this visit.
    pub fn is_measured(self, tip: &str) -> bool {
        self.results.with(|results| results.contains_key(tip))
    }

    /// Seconds since the runs under way were started.
    pub fn seconds(self) -> f64 {
        self.training.with_value(|t| t.as_ref().map_or(0.0, |t| (now() - t.began) / 1000.0))
    }

    /// Forgets who was right.
    pub fn forget(self) {
        self.ledger.set(Ledger::default());
        keep(STORED, &Ledger::default().write());
    }

    fn hear(self, tip: &'static str, bet: Bet, news: News) {
        let heard = self.race.try_update(|race| match (race, news) {
            (_, News::Broken(failure)) => Err(failure.to_string()),
            (_, News::Failed(_, why)) => Err(why),
            (Some(race), News::Trained { place, progress, ended: true, .. }) => {
                race.ended(place, &progress.snapshot.map(|snapshot| snapshot.metrics).unwrap_or_default())
            }
            (Some(race), News::Trained { place, progress, .. }) => {
                race.moved(place, progress.step);
                Ok(())
            }
            (Some(race), News::Began { place, step, .. }) => {
                race.moved(place, step);
                Ok(())
            }
            (Some(race), News::Diverged(place, step)) => {
                race.diverged(place, step);
                Ok(())
            }
            (Some(_), News::Retried(..)) | (None, _) => Ok(()),
        });
        if let Some(Err(message)) = heard {
            return self.broke(tip, message);
        }
        if let Some(race) = self.race.get_untracked().filter(Race::is_over) {
            self.finish(tip, bet, race);
        }
    }

    fn finish(self, tip: &'static str, bet: Bet, race: Race) {
        if let Some(outcome) = race.outcome() {
            self.ledger.update(|ledger| ledger.add(tip, outcome.bet() == bet));
            keep(STORED, &self.ledger.with_untracked(Ledger::write));
        }
        self.results.update(|results| {
            results.insert(tip, race);
        });
        self.stop();
    }

    fn broke(self, tip: &'static str, message: String) {
        self.stop();
        self.trouble.set(Some((tip, message)));
    }
}

/// A run from step 0 on, at its place.
fn order((place, experiment): (usize, Experiment)) -> Order {
    Order::new(place, Script::of(&Comparison { runs: vec![experiment], hidden: Vec::new() }))
}

fn now() -> f64 {
    window().performance().map_or(0.0, |p| p.now())
}

/// The browser, for runs that nobody sees.
struct Unseen {
    bets: Bets,
    tip: &'static str,
    bet: Bet,
}

impl World for Unseen {
    fn now(&self) -> f64 {
        now()
    }

    fn join_files(&mut self, first: u32, _: u32) -> u32 {
        // Bets are on data that needs no files.
        first
    }

    fn open(&mut self, kind: EngineKind, line: u32) -> Result<Box<dyn Port>, Failure> {
        let (bets, tip, bet) = (self.bets, self.tip, self.bet);
        let heard = move |heard: Heard| {
            let Heard::Said(said) = heard else { return };
            let mut world = Unseen { bets, tip, bet };
            let news = bets.training.try_update_value(|training| {
                training.as_mut().map(|training| training.crew.hear(&mut world, line, said))
            });
            news.flatten().unwrap_or_default().into_iter().for_each(|news| bets.hear(tip, bet, news));
        };
        EngineWorker::start(kind, heard).map(|engine| Box::new(engine) as Box<dyn Port>)
    }
}
