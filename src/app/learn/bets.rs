//! The bets of this visit: one set of runs at a time, its result kept, and who was right.

use std::collections::HashMap;
use std::sync::LazyLock;

use leptos::prelude::*;

use crate::app::kit::storage::{keep, kept};
use crate::app::luck::background::Background;
use crate::evidence::bet::{Bet, Ledger, experiment_of};
use crate::evidence::plan::{self, Plan, PlanRow};
use crate::experiment::Trick;
use crate::luck::Luck;
use crate::luck::bet::{Measured, SEEDS, measured, script};

const STORED: &str = "bets";

/// Workers at most; the runs on top of the page have their own.
const WORKERS: usize = 2;

/// The lines of the plan that can be bet on, one a tip. A broken file offers no bets; a test of
/// `evidence/bet.rs` holds it against the plan.
static PLAN: LazyLock<Plan> =
    LazyLock::new(|| plan::read(include_str!("../../../evidence/bets.jsonl")).unwrap_or_default());

/// The comparison that a bet on `trick` trains.
pub fn experiment(trick: &Trick) -> Option<&'static PlanRow> {
    experiment_of(trick.id, &PLAN.rows)
}

/// All bets. Copied freely; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Bets {
    /// The tip whose runs train now, the metric that decides, and what was bet.
    placed: RwSignal<Option<Placed>>,
    /// What was measured in this visit.
    pub results: RwSignal<HashMap<&'static str, Measured>>,
    /// The tip whose runs broke, and why.
    pub trouble: RwSignal<Option<(&'static str, String)>>,
    /// Who was right.
    pub ledger: RwSignal<Ledger>,
    background: Background,
}

/// A bet whose runs train.
#[derive(Clone, Debug, PartialEq)]
struct Placed {
    tip: &'static str,
    metric: String,
    bet: Bet,
}

impl Bets {
    /// With the bets of earlier visits.
    pub fn new() -> Self {
        let bets = Self {
            placed: RwSignal::new(None),
            results: RwSignal::new(HashMap::new()),
            trouble: RwSignal::new(None),
            ledger: RwSignal::new(kept(STORED).map(|text| Ledger::read(&text)).unwrap_or_default()),
            background: Background::new(),
        };
        Effect::new(move |_| bets.look());
        bets
    }

    /// Places `bet` on `tip` and trains the runs of `row`, unless they were measured already.
    pub fn place(self, tip: &'static str, row: &PlanRow, bet: Bet) {
        self.trouble.set(None);
        if self.is_measured(tip) || self.placed.with_untracked(Option::is_some) {
            return;
        }
        let started = script(row).and_then(|script| self.background.start(&script, SEEDS, WORKERS, None));
        match started {
            Ok(()) => self.placed.set(Some(Placed { tip, metric: row.metric.clone(), bet })),
            Err(message) => self.broke(tip, message),
        }
    }

    /// The tip whose runs train now.
    pub fn tip(self) -> Option<&'static str> {
        self.placed.with(|placed| placed.as_ref().map(|placed| placed.tip))
    }

    /// Ends the runs under way; nothing is kept of them.
    pub fn stop(self) {
        self.placed.set(None);
        self.background.clear();
    }

    /// Whether the runs of `tip` were measured in this visit.
    pub fn is_measured(self, tip: &str) -> bool {
        self.results.with(|results| results.contains_key(tip))
    }

    /// How far the runs under way are: the share of their steps, and in words.
    pub fn progress(self) -> (f64, String) {
        let read = |luck: &Luck| (luck.study().share(), luck.study().line(luck.workers()));
        self.background.watch(read).unwrap_or_default()
    }

    /// Runs that are over, of all.
    pub fn done(self) -> Option<(usize, usize)> {
        self.background.watch(|luck| luck.study().progress())
    }

    /// Forgets who was right.
    pub fn forget(self) {
        self.ledger.set(Ledger::default());
        keep(STORED, &Ledger::default().write());
    }

    /// Looks whether the runs are over or broken.
    fn look(self) {
        let Some(Placed { tip, metric, bet }) = self.placed.get() else { return };
        let found = self.background.watch(|luck| match luck.broken() {
            Some(failure) => Err(failure.to_string()),
            None => measured(luck.study(), &metric),
        });
        match found {
            Some(Ok(Some(measured))) => self.finish(tip, bet, measured),
            Some(Err(message)) => self.broke(tip, message),
            Some(Ok(None)) | None => {}
        }
    }

    fn finish(self, tip: &'static str, bet: Bet, measured: Measured) {
        self.ledger.update(|ledger| ledger.add(tip, measured.told.bet() == bet));
        keep(STORED, &self.ledger.with_untracked(Ledger::write));
        self.results.update(|results| {
            results.insert(tip, measured);
        });
        self.stop();
    }

    fn broke(self, tip: &'static str, message: String) {
        self.stop();
        self.trouble.set(Some((tip, message)));
    }
}
