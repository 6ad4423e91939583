//! One lesson for every tip: what it claims, what it does, and the comparison that shows it.

use leptos::prelude::*;

use crate::app::learn::bet::BetBlock;
use crate::app::learn::bets::{self, Bets};
use crate::app::state::page::Page;
use crate::evidence::board::MeasuredRow;
use crate::evidence::plan::PlanRow;
use crate::experiment::{Comparison, Data, Experiment, RunId, Script, TRICKS, Trick, link};

/// Every lesson.
#[component]
pub fn Lessons(page: Page) -> impl IntoView {
    let bets = Bets::new();
    let lessons = TRICKS.iter().map(|trick| view! { <Lesson page bets trick/> }).collect_view();
    view! {
        <section class="article lessons" aria-labelledby="lessons">
            <h2 id="lessons">"Every tip, and the comparison that shows it"</h2>
            <p class="lead">
                "Run A is the plain GAN, run B the same with the one trick. Everything else is equal, so what differs is the trick, or the luck of one seed."
            </p>
            <MetricCurve bets/>
            <div class="lesson-grid">{lessons}</div>
        </section>
    }
}

/// Who was right so far.
#[component]
fn MetricCurve(bets: Bets) -> impl IntoView {
    let none = move || bets.ledger.with(|ledger| ledger.is_empty());
    let words = move || match none() {
        true => "Bet first, then look: each card trains its comparison with three seeds, in the background."
            .into(),
        false => bets.ledger.with(|ledger| format!("{}. The first on each tip counts.", ledger.words())),
    };
    view! {
        <p class="bets-score">
            <span data-testid="bets-score">{words}</span>
            <button class="button plain small" type="button" hidden=none on:click=move |_| bets.forget()
                aria-label="Forget your bets">"Forget"</button>
        </p>
    }
}

#[component]
fn Lesson(page: Page, bets: Bets, trick: &'static Trick) -> impl IntoView {
    let open = move || {
        let data = page.comparison.with(|c| c.runs[0].data);
        link::write(&Script::of(&comparison(trick, data)))
    };
    let number = trick.section.parse::<u32>().map(|n| format!("{n} ")).unwrap_or_default();
    // The address applies the link and scrolls nowhere: the runs are on top.
    let go_up = move |_| window().scroll_to_with_x_and_y(0.0, 0.0);
    let bet = bets::experiment(trick).map(|row| {
        let board = Signal::derive(move || on_board(page, row));
        view! { <BetBlock bets trick row board/> }
    });
    view! {
        <section class="lesson-card" id=format!("lesson-{}", trick.id)>
            <div class="lesson-words">
                <h3>{number}{trick.title}</h3>
                <p class="tip-claim">{trick.claim}</p>
                <p>{trick.explanation}</p>
                <p class="small-print">{trick.citation}</p>
                <p><a href=move || format!("#{}", open()) data-testid=format!("try-{}", trick.id) aria-label=format!("Try it: {}", trick.title) on:click=go_up>"Try it"</a></p>
            </div>
            {bet}
        </section>
    }
}

/// What the evidence board says of `row`, once it is here.
fn on_board(page: Page, row: &PlanRow) -> Option<MeasuredRow> {
    page.board.with(|file| file.board()?.rows.iter().find(|measured| measured.row.id == row.id).cloned())
}

/// The plain GAN beside one with the trick, on `data` or, where that has no such trick, on digits.
fn comparison(trick: &Trick, data: Data) -> Comparison {
    let shows = data.needs_files() || trick.greyed(data).is_some();
    let plain = Experiment::default_for(if shows { Data::Digits8 } else { data });
    let mut comparison = Comparison { runs: vec![plain.clone(), plain], hidden: Vec::new() };
    let preset = (trick.presets)(comparison.runs[0].data).first();
    comparison.set_trick(RunId(1), trick, preset);
    comparison
}
