//! The best combination of tricks for the data set, and what it was measured to reach.

use leptos::prelude::*;

use crate::app::kit::words;
use crate::app::state::board_file::BoardFile;
use crate::app::state::page::Page;
use crate::evidence::figures::{Figure, basis, figures, summary};
use crate::evidence::trials::Tried;
use crate::experiment::recipes::{Recipe, recipe_for};
use crate::experiment::{RunId, key};

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
            BoardFile::Missing => "Its measurements could not be loaded".into(),
            BoardFile::Loaded(board) => summary(recipe, board.tried(recipe)),
        })
    };
    let buttons = move || page.run_ids().map(|run| view! { <Use page recipe run/> }).collect_view();
    view! {
        <section class="recipe" data-testid="recipe" aria-label="Best found for this data set">
            <p class="key-label" aria-hidden="true">"Best found for this data set"</p>
            <button class="tip-title" type="button" aria-expanded=move || open.get().to_string() aria-controls="recipe-body"
                on:click=move |_| open.update(|o| *o = !*o)>
                <span class="tip-name">{recipe.title}</span>
                <span class="tip-info" aria-hidden="true">"i"</span>
                <span class="sr-only">", what it is"</span>
            </button>
            <p class="recipe-line" data-testid="recipe-line">{line}</p>
            <div class="recipe-use"><span class="key-label" aria-hidden="true">"Use in run"</span>{buttons}</div>
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
    let label =
        move || if used.get() { format!("Run {letter} uses it") } else { format!("Use in run {letter}") };
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
        let every = if key.shared { " in every run" } else { "" };
        key.parse(text).ok().map(|value| format!("{}{every}", words::phrase(key, value)))
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
        <p>{recipe.why}</p>
        <p class="small-print">"Plain + "{set.join(" + ")}</p>
        {measured}
    }
}

/// "✓ High quality 0.963 ± 0.012, target 0.95: reached".
fn figure(figure: Figure) -> impl IntoView {
    let (icon, class, verdict) = match (figure.reached, &figure.value) {
        (Some(true), _) => ("✓", "good", "reached"),
        (Some(false), _) => ("✕", "bad", "missed"),
        (None, Some(_)) => ("○", "even", "not known"),
        (None, None) => ("…", "open", "not measured yet"),
    };
    view! {
        <li class=format!("glance {class}")>
            <span class="glance-icon" aria-hidden="true">{icon}</span>
            <span><b class="glance-words">{figure.name}</b>" "{figure.value}<br/>
                <span class="small-print">"Target "{figure.target}": "{verdict}</span></span>
        </li>
    }
}
