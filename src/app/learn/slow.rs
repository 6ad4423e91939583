//! Slow motion: one step of a run in ten stages, in a drawing of the game.

use std::cell::RefCell;
use std::time::Duration;

use leptos::html::{Canvas, Dialog};
use leptos::{ev, prelude::*};

use crate::app::kit::canvas::{Sheet, Stamp, draw_again};
use crate::app::kit::dialog::opens_with;
use crate::app::runs::canvas_points::{heat, points, rings};
use crate::app::runs::image_grid::grid;
use crate::app::state::page::Page;
use crate::experiment::RunId;
use crate::number::{compact, percent, three_digits, whole};
use crate::play::look::game::{Part, STAGES, stages_of, tricks_at};
use crate::protocol::Single;
use crate::record::{Frame, Pixels, StepRecord};
use crate::text::slow as t;

/// Between two stages that go by themselves, in milliseconds.
const PACE: u64 = 3000;

/// Images of a thumbnail in a row, and rows of them.
const IMAGES: (usize, usize) = (4, 4);

/// The step that is walked. Copied freely.
#[derive(Clone, Copy)]
struct Walk {
    page: Page,
    open: RwSignal<bool>,
    run: RwSignal<RunId>,
    /// The whole step, or an update of one network.
    part: RwSignal<Single>,
    /// The stage, from 0; `None` before the first step is taken.
    stage: RwSignal<Option<usize>>,
    /// Whether stages go by themselves.
    goes: RwSignal<bool>,
    /// The samples before the step.
    before: StoredValue<Option<Frame>, LocalStorage>,
}

impl Walk {
    fn new(page: Page) -> Self {
        Self {
            page,
            open: RwSignal::new(false),
            run: RwSignal::new(RunId(0)),
            part: RwSignal::new(Single::Both),
            stage: RwSignal::new(None),
            goes: RwSignal::new(false),
            before: StoredValue::new_local(None),
        }
    }

    fn show(self) {
        self.page.act(|play| play.pause());
        self.page.place.set(None);
        self.stage.set(None);
        self.part.set(Single::Both);
        self.open.set(true);
    }

    fn close(self) {
        self.goes.set(false);
        self.open.set(false);
    }

    /// Takes the next step of all runs, or one update of one network.
    fn step(self, part: Single) {
        let run = self.run.get_untracked();
        self.before.set_value(self.page.look(|play| play.frame(run, None).cloned()).flatten());
        self.page.act(|play| play.single(part));
        self.part.set(part);
        self.stage.set(Some(stages_of(part).start));
    }

    fn turn(self, forward: bool) {
        let part = self.part.get_untracked();
        let stages = stages_of(part);
        match (self.stage.get_untracked(), forward) {
            (Some(stage), true) if stage + 1 < stages.end => self.stage.set(Some(stage + 1)),
            (_, true) => self.step(part),
            (Some(stage), false) => self.stage.set(Some(stages.start.max(stage.saturating_sub(1)))),
            (None, false) => {}
        }
    }

    /// Whether the step has its last stage behind it, or none has begun.
    fn is_done(self) -> bool {
        self.stage.get().is_none_or(|stage| stage + 1 == stages_of(self.part.get()).end)
    }

    /// The measurements of the step, once there are some.
    fn record(self) -> Option<StepRecord> {
        self.page.runs[self.run.get().0].with(|view| view.record)
    }

    fn is_lit(self, part: Part) -> bool {
        self.stage.get().is_some_and(|stage| STAGES[stage].lit.contains(&part))
    }
}

/// The button, and the dialog with the game.
#[component]
pub fn SlowMotion(page: Page) -> impl IntoView {
    let walk = Walk::new(page);
    let node = NodeRef::<Dialog>::new();
    opens_with(node, walk.open);
    // Each stage that went by itself asks for the next.
    Effect::new(move |_| {
        let stage = walk.stage.get();
        if walk.goes.get() {
            let next = move || {
                // The page may have been drawn anew since.
                if walk.goes.try_get_untracked() != Some(true) || walk.stage.get_untracked() != stage {
                    return;
                }
                // Half a step is not taken again unasked: no link repeats it.
                if walk.part.get_untracked() != Single::Both && untrack(|| walk.is_done()) {
                    return walk.goes.set(false);
                }
                walk.turn(true);
            };
            set_timeout(next, Duration::from_millis(PACE));
        }
    });
    let keys = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => walk.turn(true),
        "ArrowLeft" => walk.turn(false),
        _ => {}
    };
    view! {
        <button class="button small" type="button" data-testid="slow-motion" on:click=move |_| walk.show()>{t::BUTTON.get()}</button>
        <dialog class="own-panel slow-panel" node_ref=node aria-labelledby="slow-title" data-testid="slow" on:close=move |_| walk.close() on:keydown=keys>
            {move || walk.open.get().then(|| view! { <Game walk/> })}
        </dialog>
    }
}

#[component]
fn Game(walk: Walk) -> impl IntoView {
    let page = walk.page;
    let sentence = move || match walk.stage.get() {
        Some(stage) => STAGES[stage].sentence(walk.record().as_ref()),
        None => t::LEAD.get().to_owned(),
    };
    let count = move || {
        let step = whole(page.runs[walk.run.get().0].with(|view| view.step).into());
        match walk.stage.get() {
            Some(stage) => {
                let stages = stages_of(walk.part.get());
                t::step_stage(step, stage + 1 - stages.start, stages.len())
            }
            None => t::step(step),
        }
    };
    let next = move || match walk.stage.get() {
        None => t::FIRST_STEP.get(),
        Some(_) if !walk.is_done() => t::NEXT.get(),
        Some(_) => match walk.part.get() {
            Single::Both => t::NEXT_STEP.get(),
            Single::Discriminator | Single::Generator => t::AGAIN.get(),
        },
    };
    let choose = move |run: RunId| {
        let chosen = move || (walk.run.get() == run).to_string();
        let press = move |_| {
            walk.run.set(run);
            walk.stage.set(None);
        };
        let name = t::run(run.letter());
        view! { <button class="button small" type="button" aria-pressed=chosen on:click=press>{name}</button> }
    };
    let take = move |part: Single, name: &'static str, hook: &'static str| {
        view! { <button class="button small" type="button" data-testid=hook on:click=move |_| walk.step(part)>{name}</button> }
    };
    let whole_step =
        move || (walk.part.get() != Single::Both).then(|| take(Single::Both, t::BOTH.get(), "slow-both"));
    view! {
        <header class="own-head">
            <h2 id="slow-title">{t::TITLE.get()}</h2>
            <span class="slow-runs" role="group" aria-label=t::WHICH_RUN.get()>{page.run_ids().map(choose).collect_view()}</span>
            <button class="button small" type="button" on:click=move |_| walk.close()>{t::CLOSE.get()}</button>
        </header>
        <div class="game">{Part::ALL.map(|part| view! { <GamePart walk part/> }).collect_view()}</div>
        <p class="slow-words" role="status" aria-live="polite" data-testid="slow-words">{sentence}</p>
        <div class="slow-foot">
            <span class="small-print">{count}</span>
            <span class="grow"></span>
            {whole_step}
            {take(Single::Discriminator, t::ONLY_D.get(), "slow-d")}
            {take(Single::Generator, t::ONLY_G.get(), "slow-g")}
            <button class="button small" type="button" aria-pressed=move || walk.goes.get().to_string()
                on:click=move |_| { walk.goes.update(|goes| *goes = !*goes); if walk.goes.get_untracked() && walk.stage.get_untracked().is_none() { walk.step(Single::Both) } }>{t::BY_ITSELF.get()}</button>
            <button class="button small" type="button" disabled=move || walk.stage.get().is_none_or(|stage| stage == stages_of(walk.part.get()).start) on:click=move |_| walk.turn(false)>{t::BACK.get()}</button>
            <button class="button small" type="button" data-testid="slow-next" on:click=move |_| walk.turn(true)>{next}</button>
        </div>
    }
}

/// A part of the game: its name, what is seen or measured of it, and the tricks that act there.
#[component]
fn GamePart(walk: Walk, part: Part) -> impl IntoView {
    let page = walk.page;
    let tricks = move || {
        let on = page.comparison.with(|c| {
            let run = c.runs.get(walk.run.get().0)?;
            Some(tricks_at(part, run).map(|trick| view! { <li>{trick.title.get()}</li> }).collect_view())
        });
        view! { <ul class="game-tricks" aria-label=t::TRICKS.get()>{on}</ul> }
    };
    let inside = match part {
        Part::Fakes | Part::Reals => view! { <Thumbnail walk part/> }.into_any(),
        _ => view! { <p class="game-number">{move || measured(walk, part)}</p> }.into_any(),
    };
    let class = format!("game-part game-{}", format!("{part:?}").to_lowercase());
    view! {
        <section class=class class:lit=move || walk.is_lit(part) aria-label=part.name()>
            <h3>{part.name()}</h3>
            {inside}
            {tricks}
        </section>
    }
}

/// What is known of `part` in numbers.
fn measured(walk: Walk, part: Part) -> String {
    let run = walk.run.get();
    let number = |value: f32| if value.is_finite() { three_digits(f64::from(value)) } else { "–".into() };
    let record = walk.record();
    let of = |f: fn(&StepRecord) -> f32| record.as_ref().map_or("–".into(), |r| number(f(r)));
    let weights = |generator: bool| {
        let both = walk.page.runs[run.0].with(|view| view.parameters);
        let count = both.map(|(g, d)| if generator { g } else { d });
        count.map_or(String::new(), |n| t::weights(compact(n.into())))
    };
    match part {
        Part::Latent => {
            walk.page.comparison.with(|c| c.runs.get(run.0).map(|e| t::latent(e.latent)).unwrap_or_default())
        }
        Part::Generator => weights(true),
        Part::Discriminator => match record.filter(|r| r.acc_fake.is_finite() && r.acc_real.is_finite()) {
            Some(r) => t::right_on(percent(r.acc_real.into()), percent(r.acc_fake.into())),
            None => weights(false),
        },
        Part::LossD => of(|r| r.loss_d),
        Part::LossG => of(|r| r.loss_g),
        Part::UpdateD => t::gradient(of(|r| r.grad_d)),
        Part::UpdateG => t::gradient(of(|r| r.grad_g)),
        Part::Fakes | Part::Reals => String::new(),
    }
}

/// Fakes (before the step until its last stage) or real samples.
#[component]
fn Thumbnail(walk: Walk, part: Part) -> impl IntoView {
    let node = NodeRef::<Canvas>::new();
    let stamp = RefCell::new(Stamp::new());
    let page = walk.page;
    let changes = move || {
        page.shot.track();
        walk.stage.track();
        walk.run.track();
    };
    draw_again(page, node, changes, move |sheet| {
        let run = walk.run.get_untracked();
        let done = untrack(move || walk.is_done());
        page.look(|play| {
            let Some(ready) = play.runs.get(run.0).and_then(|lane| lane.ready.as_ref()) else { return };
            let before = walk.before.with_value(|before| before.clone()).filter(|_| !done);
            let Some(frame) = before.as_ref().or(play.frame(run, None)) else { return };
            let palette = page.palette.get_untracked();
            let mut stamp = stamp.borrow_mut();
            let pixels = if part == Part::Fakes { &frame.samples } else { &ready.real };
            match pixels {
                Pixels::Images(_) => grid(sheet, stamp.as_mut(), pixels, ready.shape, IMAGES),
                Pixels::Points(_) if part == Part::Fakes => {
                    clear(sheet);
                    heat(sheet, &palette, stamp.as_mut(), frame);
                    points(sheet, &palette, palette.run(run.0), frame.extent, pixels, None);
                }
                Pixels::Points(_) => {
                    clear(sheet);
                    rings(sheet, &palette, frame.extent, pixels);
                }
            }
        });
    });
    view! { <canvas class="game-picture" role="img" aria-label=part.name() node_ref=node></canvas> }
}

fn clear(sheet: &Sheet) {
    sheet.context.clear_rect(0.0, 0.0, sheet.width, sheet.height);
}
