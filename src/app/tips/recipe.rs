//! The best combination of tricks for the data set, and what it was measured to reach.

use leptos::prelude::*;

use crate::app::kit::words;
use crate::app::state::board_file::BoardFile;
use crate::app::state::page::Page;
use crate::evidence::figures::{Figure, basis, figures, summary};
use crate::evidence::trials::Tried;
use crate::experiment::recipes::{Recipe, recipe_for};
use crate::experiment::{RunId, key};
use crate::text::tips as t;

/// The recipe of the data set; nothing where there is none.
#[component]
pub fn BestRecipe(page: Page) -> impl IntoView {
    let data = Memo::new(move |_| page.comparison.with(|c| c.runs[0].data));
    move || recipe_for(data.get()).map(|recipe| view! { <Row page recipe/> })
}

#[component]
fn Row(page: Page, recipe: &'static Recipe) -> impl IntoView {
    let open = RwSignal::new(false);
    let line = move || {
        page.board.with(|file| match file {
            BoardFile::Loading => String::new(),
            BoardFile::Missing => t::BEST_MISSING.get().into(),
            BoardFile::Loaded(board) => summary(recipe, board.tried(recipe)),
        })
    };
    let buttons = move || page.run_ids().map(|run| view! { <Use page recipe run/> }).collect_view();
    view! {
        <section class="recipe" data-testid="recipe" aria-label=t::BEST.get()>
            <p class="key-label" aria-hidden="true">{t::BEST.get()}</p>
            <button class="tip-title" type="button" aria-expanded=move || open.get().to_string() aria-controls="recipe-body"
                on:click=move |_| open.update(|o| *o = !*o)>
                <span class="tip-name">{recipe.title.get()}</span>
                <span class="tip-info" aria-hidden="true">"i"</span>
                <span class="sr-only">{t::WHAT_IT_IS.get()}</span>
            </button>
            <p class="recipe-line" data-testid="recipe-line">{line}</p>
            <div class="recipe-use"><span class="key-label" aria-hidden="true">{t::USE_IN_RUN.get()}</span>{buttons}</div>
            <div class="recipe-body" id="recipe-body" hidden=move || !open.get()>
                {move || open.get().then(|| view! { <Details page recipe/> })}
            </div>
        </section>
    }
}

#[component]
fn Use(page: Page, recipe: &'static Recipe, run: RunId) -> impl IntoView {
    let letter = run.letter();
    let small = letter.to_ascii_lowercase();
    let used = Memo::new(move |_| {
        page.comparison.with(|c| {
            let mut next = c.clone();
            next.set_recipe(run, recipe);
            next == *c
        })
    });
    let label = move || if used.get() { t::uses(letter) } else { t::use_in(letter) };
    view! {
        <button class=format!("button small recipe-button run-{small}") class:used=move || used.get() type="button"
            data-testid=format!("use-recipe-{small}") aria-label=label title=label on:click=move |_| { page.act(|play| play.use_recipe(run, recipe)); }>
            {letter.to_string()}
        </button>
    }
}

#[component]
fn Details(page: Page, recipe: &'static Recipe) -> impl IntoView {
    let set = recipe.set.iter().filter_map(|(name, text)| {
        let key = key(name)?;
        let phrase = words::phrase(key, key.parse(text).ok()?);
        Some(if key.shared { t::in_every_run(phrase) } else { phrase })
    });
    let set: Vec<String> = set.collect();
    let measured = move || {
        let tried: Option<Tried> =
            page.board.with(|file| file.board().and_then(|b| b.tried(recipe).cloned()));
        let rows = figures(recipe, tried.as_ref()).into_iter().map(figure).collect_view();
        let basis = tried.as_ref().map(basis);
        view! { <ul class="figures">{rows}</ul><p class="small-print">{basis}</p> }
    };
    view! {
        <p>{recipe.why.get()}</p>
        <p class="small-print">{t::plain_with(set.join(" + "))}</p>
        {measured}
    }
}

/// "✓ High quality 0.963 ± 0.012, target 0.95: reached".
fn figure(figure: Figure) -> impl IntoView {
    let (icon, class, verdict) = match (figure.reached, &figure.value) {
        (Some(true), _) => ("✓", "good", t::REACHED),
        (Some(false), _) => ("✕", "bad", t::MISSED),
        (None, Some(_)) => ("○", "even", t::NOT_KNOWN),
        (None, None) => ("…", "open", t::NOT_MEASURED),
    };
    view! {
        <li class=format!("glance {class}")>
            <span class="glance-icon" aria-hidden="true">{icon}</span>
            <span><b class="glance-words">{figure.name}</b>" "{figure.value}<br/>
                <span class="small-print">{t::target(figure.target, verdict)}</span></span>
        </li>
    }
}
