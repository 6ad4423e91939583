//! Predict, then run: what the reader expects of run B, and what three seeds say.

use leptos::prelude::*;

use crate::app::kit::words;
use crate::app::learn::bets::Bets;
use crate::evidence::bet::Bet;
use crate::evidence::plan::PlanRow;
use crate::experiment::{Comparison, RunId, Script, Trick, link};
use crate::luck::bet::{Measured, SEEDS};
use crate::number::whole;
use crate::text::{bet as t, evidence};

/// What a card shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// The choices.
    Asking,
    /// Runs under way.
    Training,
    /// The bet beside what was measured.
    Told(Bet),
}

/// The bet on one tip. Copied into every part of its card.
#[derive(Clone, Copy)]
struct Card {
    bets: Bets,
    tip: &'static str,
    title: &'static str,
    row: StoredValue<PlanRow>,
    chosen: RwSignal<Option<Bet>>,
    said: RwSignal<Option<Bet>>,
    /// Whether the result was there before the bet.
    recalled: RwSignal<bool>,
    phase: Memo<Phase>,
    /// What was measured, once the bet is told.
    found: Memo<Option<Measured>>,
}

impl Card {
    fn new(bets: Bets, trick: &'static Trick, row: PlanRow) -> Self {
        let tip = trick.id;
        let said = RwSignal::new(None);
        let phase = Memo::new(move |_| match said.get() {
            _ if bets.tip() == Some(tip) => Phase::Training,
            Some(bet) if bets.is_measured(tip) => Phase::Told(bet),
            _ => Phase::Asking,
        });
        let found = Memo::new(move |_| match phase.get() {
            Phase::Asking | Phase::Training => None,
            Phase::Told(_) => bets.results.with(|results| results.get(tip).cloned()),
        });
        Self {
            bets,
            tip,
            title: trick.title.get(),
            row: StoredValue::new(row),
            chosen: RwSignal::new(None),
            said,
            recalled: RwSignal::new(false),
            phase,
            found,
        }
    }

    fn hook(self, part: &str) -> String {
        format!("bet-{}-{part}", self.tip)
    }

    fn trains(self) -> bool {
        self.phase.get() == Phase::Training
    }

    fn is_told(self) -> bool {
        matches!(self.phase.get(), Phase::Told(_))
    }

    fn press(self) {
        match (self.phase.get_untracked(), self.chosen.get_untracked()) {
            (Phase::Asking, Some(bet)) => {
                self.recalled.set(self.bets.is_measured(self.tip));
                self.said.set(Some(bet));
                self.row.with_value(|row| self.bets.place(self.tip, row, bet));
            }
            (Phase::Asking, None) => {}
            (Phase::Training, _) => self.bets.stop(),
            (Phase::Told(_), _) => {
                self.said.set(None);
                self.chosen.set(None);
            }
        }
    }

    /// For those who do not see the page: one sentence a run, and the result.
    fn spoken(self) -> String {
        match self.phase.get() {
            Phase::Asking => String::new(),
            Phase::Training => {
                let done = self.bets.done();
                done.map(|(done, all)| t::runs_done(done, all)).unwrap_or_default()
            }
            Phase::Told(bet) => self.told(bet).unwrap_or_default(),
        }
    }

    fn told(self, bet: Bet) -> Option<String> {
        let told = self.found.with(|found| found.as_ref().map(|found| found.told))?;
        Some(t::told(bet.words(), told.words()))
    }
}

/// What can be bet on a tip; `board` is what was measured of the same comparison, in words.
#[component]
pub fn BetBlock(
    bets: Bets,
    trick: &'static Trick,
    row: PlanRow,
    board: Signal<Option<String>>,
) -> impl IntoView {
    let sides = row.clone();
    let card = Card::new(bets, trick, row);
    let told = move || match card.phase.get() {
        Phase::Told(bet) => Some(view! { <Told card bet board/> }),
        _ => None,
    };
    let spoken = Memo::new(move |_| card.spoken());
    view! {
        <div class="bet" data-testid=format!("bet-{}", trick.id)>
            <Sides row=sides/>
            <div class="bet-ask">
                <Choices card/>
                {told}
            </div>
            <Run card/>
            {move || card.found.get().map(|found| view! { <div class="bet-picture" inner_html=found.picture></div> })}
            <p class="sr-only" role="status" aria-live="polite">{spoken}</p>
        </div>
    }
}

/// What A and B are.
#[component]
fn Sides(row: PlanRow) -> impl IntoView {
    let Comparison { runs, hidden } = link::read(&row.link).script.now();
    let data = runs.first().map(|run| words::data(run.data)).unwrap_or_default();
    let comparison = Comparison { runs, hidden };
    let plain = t::side(comparison.description(RunId(0)), data.to_lowercase());
    let other = match (row.variant_steps, &row.variant_metric) {
        (Some(steps), _) => t::side_longer(whole(steps.into())),
        (None, Some(_)) => t::side_judged(comparison.description(RunId(1))),
        (None, None) => comparison.description(RunId(1)),
    };
    view! {
        <p class="bet-side run-a"><b class="bet-letter">"A"</b><span>{plain}</span></p>
        <p class="bet-side run-b"><b class="bet-letter">"B"</b><span>{other}</span></p>
    }
}

/// Three choices.
#[component]
fn Choices(card: Card) -> impl IntoView {
    let choice = |bet: Bet| {
        view! {
            <label class="bet-choice">
                <input type="radio" name=format!("bet-{}", card.tip) data-testid=card.hook(bet.id())
                    prop:checked=move || card.chosen.get() == Some(bet) on:change=move |_| card.chosen.set(Some(bet))/>
                <span>{card.row.with_value(|row| bet.choice(&row.metric))}</span>
            </label>
        }
    };
    view! {
        <fieldset class="bet-choices" disabled=move || card.trains() hidden=move || card.is_told()>
            <legend>{t::LEGEND.get()}<span class="sr-only">{t::legend_tip(card.title)}</span></legend>
            {Bet::ALL.map(choice).collect_view()}
        </fieldset>
    }
}

/// The button, and how far the runs are.
#[component]
fn Run(card: Card) -> impl IntoView {
    let Card { bets, tip, .. } = card;
    let busy = Memo::new(move |_| bets.tip().is_some_and(|other| other != tip));
    let words = move || match card.phase.get() {
        Phase::Asking if busy.get() => t::BUSY.get(),
        Phase::Asking => t::RUN.get(),
        Phase::Training => t::STOP.get(),
        Phase::Told(_) => t::AGAIN.get(),
    };
    let off = move || card.phase.get() == Phase::Asking && (busy.get() || card.chosen.get().is_none());
    let share = move || bets.progress().0;
    let line = move || bets.progress().1;
    let trouble = move || {
        let trouble = bets.trouble.get().filter(|(of, _)| *of == tip);
        trouble.map(|(_, why)| view! { <p class="note" role="alert">{t::broke(why)}</p> })
    };
    let work = card.row.with_value(work);
    view! {
        <div class="bet-run">
            <button class="button" type="button" data-testid=card.hook("run") disabled=off
                aria-label=move || t::words_tip(words(), card.title) on:click=move |_| card.press()>{words}</button>
            <span class="small-print" hidden=move || busy.get() || card.phase.get() != Phase::Asking>{work}</span>
            {move || card.trains().then(|| view! { <span class="small-print" data-testid=card.hook("progress")>{line}</span> })}
            {move || card.is_told().then(|| view! { <OpenLink card/> })}
        </div>
        <progress class="bet-bar" max="1" prop:value=share aria-label=t::ALL_STEPS.get()
            class:unseen=move || !card.trains() aria-hidden=move || (!card.trains()).to_string()></progress>
        {trouble}
    }
}

/// How much there is to train.
fn work(row: &PlanRow) -> String {
    let steps = |steps: u32| whole(steps.into());
    match row.runs(1) {
        Ok([a, b]) if a.steps == b.steps => t::work(2 * SEEDS, steps(a.steps)),
        Ok([a, b]) => t::work_two(SEEDS, steps(a.steps), SEEDS, steps(b.steps)),
        Err(_) => String::new(),
    }
}

/// The way to see the comparison live.
#[component]
fn OpenLink(card: Card) -> impl IntoView {
    let comparison = card.row.with_value(|row| match (row.variant_steps, row.runs(1)) {
        // All runs of a comparison are of one length: the longer run passes where the other ends.
        (Some(_), Ok([_, longer])) => Comparison { runs: vec![longer], hidden: Vec::new() },
        _ => link::read(&row.link).script.now(),
    });
    view! {
        <a href=format!("#{}", link::write(&Script::of(&comparison)))
            aria-label=evidence::open_of(card.title)>{evidence::OPEN.get()}</a>
    }
}

/// The bet beside what was measured.
#[component]
fn Told(card: Card, bet: Bet, board: Signal<Option<String>>) -> impl IntoView {
    let found = card.found.get_untracked();
    let told = found.as_ref().map(|found| found.told);
    let right = told.is_some_and(|told| told.bet() == bet);
    let (icon, verdict) = if right { ("✓", t::RIGHT) } else { ("✗", t::WRONG) };
    let effect = found.and_then(|found| found.effect).map(t::average);
    let luck = move || {
        let luck = told.map_or("", |told| told.luck());
        if card.recalled.get() { t::recalled(luck) } else { luck.to_owned() }
    };
    view! {
        <div class="bet-told" data-testid=card.hook("result") data-right=right.to_string()>
            <p class="bet-verdict" class:right=right><span class="verdict-icon" aria-hidden="true">{icon}</span>{verdict.get()}</p>
            <p>{card.told(bet)}</p>
            <p class="small-print">{luck}</p>
            <p class="small-print">{effect}</p>
            <p class="small-print bet-board">{board}</p>
        </div>
    }
}
