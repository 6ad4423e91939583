//! One lesson for every tip, at its own address: what it claims, what it does, and the comparison that shows it.

use leptos::prelude::*;

use crate::app::clinic::picture_table::cell_of;
use crate::app::kit::rich::rich;
use crate::app::learn::article::Article;
use crate::app::learn::bet::BetBlock;
use crate::app::learn::bets::{self, Bets};
use crate::app::learn::doors::Doors;
use crate::app::state::page::Page;
use crate::app::state::routes::lesson_title;
use crate::clinic::lesson::{best, bet as bet_of, cells as best_cells};
use crate::clinic::normal_losses::normal_losses;
use crate::clinic::opening::opening;
use crate::clinic::words::in_words;
use crate::evidence::bet::on_board as in_line;
use crate::evidence::board::MeasuredRow;
use crate::evidence::plan::PlanRow;
use crate::experiment::{Comparison, Data, Experiment, RunId, Script, TRICKS, Trick, link, trick};
use crate::play::Route;
use crate::play::route::{NORMAL_LOSSES, lessons, neighbours};
use crate::text::lesson as t;

/// The list of lessons, and each lesson at its own address.
#[component]
pub fn Lessons(page: Page) -> impl IntoView {
    let bets = expect_context::<Bets>();
    let hidden = move || !page.route.get().is_lesson();
    let lessons = TRICKS.iter().map(|trick| view! { <Lesson page bets trick/> }).collect_view();
    view! {
        <section class="article lessons" aria-label=t::TITLE.get() data-testid="lessons" hidden=hidden>
            <Contents page bets/>
            {lessons}
            <NormalLosses page/>
        </section>
    }
}

/// How to read the page, and the ways to the lessons.
#[component]
fn Contents(page: Page, bets: Bets) -> impl IntoView {
    let way = |id: &'static str| {
        let number = trick(id).and_then(number);
        let claim = trick(id).map_or(t::NORMAL_LOSSES.get(), |trick| trick.claim.get());
        view! {
            <li><a class="lesson-way" href=format!("#lessons/{id}")>
                <span class="lesson-number" aria-hidden="true">{number}</span>
                <span><b>{lesson_title(id)}</b><span class="small-print">{claim}</span></span>
            </a></li>
        }
    };
    view! {
        <div hidden=move || page.route.get() != Route::Lessons>
            <h2 id="lessons" tabindex="-1">{t::TITLE.get()}</h2>
            <h3 class="lesson-head">{t::DOORS.get()}</h3>
            <Doors/>
            <Article/>
            <p class="lead to-dirac">{rich(t::DIRAC.get(), to_dirac)}</p>
            <h3 class="lesson-head">{t::EVERY_TIP.get()}</h3>
            <p class="lead">{t::LEAD.get()}</p>
            <MetricCurve bets/>
            <ol class="lesson-list">{lessons().map(way).collect_view()}</ol>
        </div>
    }
}

/// The way to the game of one number each, which is the only mark in its sentence.
fn to_dirac(_mark: &str, words: String) -> AnyView {
    view! { <a href="#dirac" data-testid="to-dirac">{words}</a> }.into_any()
}

/// "3", for what the article has.
fn number(trick: &Trick) -> Option<&'static str> {
    trick.section.parse::<u32>().ok().map(|_| trick.section)
}

/// Where a lesson stands among the others.
#[component]
fn Crumbs(id: &'static str) -> impl IntoView {
    let (before, after) = neighbours(id);
    let way = |id: Option<&'static str>, arrow: &'static str, word: &'static str| {
        id.map(|id| {
            view! { <a href=format!("#lessons/{id}") rel=word>{arrow}" "{lesson_title(id)}</a> }
        })
    };
    view! {
        <nav class="crumbs" aria-label=t::TITLE.get()>
            <a href="#lessons">{t::ALL.get()}</a>
            <span class="grow"></span>
            {way(before, "←", "prev")}
            {way(after, "→", "next")}
        </nav>
    }
}

/// The article's section on normal losses.
#[component]
fn NormalLosses(page: Page) -> impl IntoView {
    let words = move || page.clinic.with(|file| file.board().map(|board| normal_losses(board)));
    let words = move || words().unwrap_or_default();
    view! {
        <article class="lesson-page" hidden=move || page.route.get() != Route::Lesson(NORMAL_LOSSES)>
            <Crumbs id=NORMAL_LOSSES/>
            <h2 id="lesson-normal-losses" tabindex="-1">{lesson_title(NORMAL_LOSSES)}</h2>
            <div class="lesson-words" inner_html=words></div>
        </article>
    }
}

/// Who was right so far.
#[component]
fn MetricCurve(bets: Bets) -> impl IntoView {
    let none = move || bets.ledger.with(|ledger| ledger.is_empty());
    let words = move || match none() {
        true => t::BET_FIRST.get().to_owned(),
        false => bets.ledger.with(|ledger| t::score(ledger.words())),
    };
    view! {
        <p class="bets-score">
            <span data-testid="bets-score">{words}</span>
            <button class="button plain small" type="button" hidden=none on:click=move |_| bets.forget()
                aria-label=t::FORGET_BETS.get()>{t::FORGET.get()}</button>
        </p>
    }
}

#[component]
fn Lesson(page: Page, bets: Bets, trick: &'static Trick) -> impl IntoView {
    let row = Memo::new(move |_| {
        let of_case = page.clinic.with(|file| file.board().and_then(|board| bet_of(board, trick.id)));
        of_case.or_else(|| bets::experiment(trick).cloned())
    });
    let bet = move || {
        row.get().map(|row| {
            let of = row.clone();
            let board = Signal::derive(move || on_board(page, &of));
            view! { <BetBlock bets trick row board/> }
        })
    };
    view! {
        <article class="lesson-page" data-testid=format!("lesson-of-{}", trick.id) hidden=move || page.route.get() != Route::Lesson(trick.id)>
            <Crumbs id=trick.id/>
            <h2 id=format!("lesson-{}", trick.id) tabindex="-1">{number(trick).map(|n| format!("{n} "))}{trick.title.get()}</h2>
            <div class="lesson-columns">
                <div class="lesson-words">
                    <p class="tip-claim">{trick.claim.get()}</p>
                    <p>{trick.explanation.get()}</p>
                    <Measured page trick/>
                    <p class="small-print citation" lang="en">{trick.citation}</p>
                    <p><TryIt page trick/></p>
                </div>
                {bet}
            </div>
        </article>
    }
}

/// The way to the case where the tip rescues most, else to the plain GAN with and without it.
#[component]
fn TryIt(page: Page, trick: &'static Trick) -> impl IntoView {
    let way = Memo::new(move |_| {
        let of_case = page.clinic.with(|file| {
            let rescue = best(file.board()?, trick.id)?;
            Some((opening(rescue.case, rescue.arm, 1).ok()?.script, t::try_case(rescue.case.name)))
        });
        let (script, words) = of_case.unwrap_or_else(|| {
            let data = page.comparison.with(|c| c.runs[0].data);
            (Script::of(&comparison(trick, data)), t::TRY_IT.get().to_owned())
        });
        (link::write(&script), words)
    });
    let words = move || way.with(|(_, words)| words.clone());
    view! {
        <a href=move || way.with(|(link, _)| format!("#{link}")) data-testid=format!("try-{}", trick.id)
            aria-label=move || t::try_tip(words(), trick.title)>{words}</a>
    }
}

/// What the article says, what was measured and what follows, with the ways to the cells.
#[component]
fn Measured(page: Page, trick: &'static Trick) -> impl IntoView {
    let words = move || page.clinic.with(|file| Some(in_words(file.board()?, trick))).unwrap_or_default();
    let open = move |event: web_sys::MouseEvent| {
        if let Some(cell) = cell_of(&event) {
            page.cell.set(Some(cell));
        }
    };
    view! { <div class="lesson-measured" data-testid=format!("said-{}", trick.id) inner_html=words on:click=open></div> }
}

/// What the boards say of `row`, once they are here.
fn on_board(page: Page, row: &PlanRow) -> Option<String> {
    let of_case = page.clinic.with(|file| {
        let board = file.board()?;
        let found = best_cells(board, &row.tip).find(|r| format!("{}-{}", r.case.id, r.arm.arm) == row.id)?;
        Some(t::on_board(found.cell.mark().words(), found.rates()))
    });
    let first = |measured: &MeasuredRow| measured.row.id == row.id;
    of_case.or_else(|| page.board.with(|file| in_line(file.board()?.rows.iter().find(|row| first(row))?)))
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
