//! The page, put together.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::bar::keys::Shortcuts;
use crate::app::bar::message::MessageLine;
use crate::app::bar::nav::Panes;
use crate::app::bar::skip::SkipLinks;
use crate::app::bar::theme;
use crate::app::bar::top_bar::TopBar;
use crate::app::bar::update::UpdateLine;
use crate::app::charts::panel::Charts;
use crate::app::clinic::case_panel::CasePanel;
use crate::app::clinic::cell_dialog::CellDialog;
use crate::app::keep::bar::KeepLines;
use crate::app::keep::panel::RunsPanel;
use crate::app::keep::state::Keep;
use crate::app::kit::embed::{is_embedded, mark_embedded};
use crate::app::kit::pause::pause;
use crate::app::kit::stops::one_stop_a_group;
use crate::app::learn::assign::AssignPanel;
use crate::app::learn::assignment::AssignmentNote;
use crate::app::learn::bets::Bets;
use crate::app::learn::board::EvidenceBoard;
use crate::app::learn::dirac::Dirac;
use crate::app::learn::fetch_board::fetch_board;
use crate::app::learn::lessons::Lessons;
use crate::app::learn::tour::Tour;
use crate::app::luck::panel::LuckPanel;
use crate::app::luck::studies::Studies;
use crate::app::own::drops::accept_drops;
use crate::app::own::panel::OwnPanel;
use crate::app::own::state::Own;
use crate::app::runs::recorded::fetch_film;
use crate::app::runs::run_card::RunCard;
use crate::app::runs::slider::Slider;
use crate::app::state::address::{guard_steps, keep_address, read_address, read_assignment, report};
use crate::app::state::page::Page;
use crate::app::state::routes::follow_route;
use crate::app::state::world::BrowserWorld;
use crate::app::take::panel::TakePanel;
use crate::app::take::state::Take;
use crate::app::tips::tips_panel::TipsPanel;
use crate::experiment::RunId;
use crate::keep::within;
use crate::play::{Gpu, Route};
use crate::text::Language;
use crate::text::bar as t;

/// Everything, in `language`, whose words are `spoken` or could not be had.
#[component]
pub fn App(language: &'static Language, spoken: bool) -> impl IntoView {
    theme::restore();
    mark_embedded();
    let parsed = read_address();
    let page = Page::new(&parsed.script, language);
    page.assignment.set(read_assignment());
    Effect::new(move |_| {
        let assigned = page.assignment.with(Option::is_some);
        page.act(|play| play.assign(assigned));
    });
    theme::follow(page);
    one_stop_a_group();
    follow_route(page);
    let studies = Studies::new(page);
    provide_context(studies);
    keep_address(page, studies);
    let own = Own::new(page);
    provide_context(own);
    look_for_gpu(page);
    let elsewhere = page.route.get_untracked() != Route::Playground;
    let bare = elsewhere || window().location().hash().unwrap_or_default().len() < 2;
    page.open(Box::new(BrowserWorld { page }), parsed.script.clone());
    let keep = Keep::new(page, &parsed.script, bare);
    provide_context(keep);
    provide_context(Take::new(page, keep));
    accept_drops(own, keep);
    guard_steps(keep);
    report(page, &parsed);
    if !spoken {
        page.warn(crate::text::language::UNREAD.get());
    }
    // The engine was asked for above.
    fetch_film(page);
    fetch_board(page);
    provide_context(Bets::new());
    // A language is spoken everywhere at once: all is made anew, and nothing that is drawn is shared with what was.
    let spoken = move || [page.language.get()];
    view! { <For each=spoken key=|language| language.tag let:_language><Whole page bare/></For> }
}

/// All that is drawn.
#[component]
fn Whole(page: Page, bare: bool) -> impl IntoView {
    let count = Memo::new(move |_| page.comparison.with(|c| c.runs.len()));
    let cards = move || (0..count.get()).map(RunId).map(|run| view! { <RunCard page run/> }).collect_view();
    // A page is made when it is first turned to, and stays.
    let tour = bare && page.route.get_untracked() == Route::Playground && !is_embedded();
    let seen = move |is: fn(Route) -> bool| {
        Memo::new(move |before: Option<&bool>| before == Some(&true) || is(page.route.get()))
    };
    let (lessons, board) = (seen(Route::is_lesson), seen(|route| route == Route::Board));
    let dirac = seen(|route| route == Route::Dirac);
    let away = move || page.route.get() != Route::Playground;
    view! {
        <SkipLinks page past=false/>
        <TopBar page/>
        <main>
        <div hidden=away>
        <div class="playground" data-pane=move || page.pane.get().id()>
            <TipsPanel page/>
            <section class="centre" id="runs" tabindex="-1" aria-label=t::RUNS.get()>
                <UpdateLine/>
                <KeepLines/>
                <MessageLine page/>
                <AssignmentNote page/>
                <div class="cards" class:single=move || count.get() == 1 class:three=move || count.get() == 3 class:four=move || count.get() == 4 class:with-case=move || page.case.get().is_some()>{cards}<CasePanel page/></div>
            </section>
            <Charts page/>
        </div>
            <Panes page/>
            <Slider page/>
            <LuckPanel page/>
        </div>
        {move || lessons.get().then(|| view! { <Lessons page/> })}
        {move || board.get().then(|| view! { <EvidenceBoard page/> })}
        {move || dirac.get().then(|| view! { <Dirac page/> })}
        </main>
        <CellDialog page/>
        <OwnPanel page/>
        <RunsPanel page/>
        <TakePanel page/>
        <AssignPanel page/>
        <Shortcuts page/>
        {tour.then(|| view! { <Tour/> })}
    }
}

/// Milliseconds in which a browser that has WebGPU must name an adapter.
const MOST_LOOKING: u64 = 20_000;

/// Finds out whether WebGPU can be offered.
fn look_for_gpu(page: Page) {
    spawn_local(async move {
        let found = match within(pause(MOST_LOOKING), adapter())
            .await
            .and_then(Result::ok)
            .unwrap_or(Adapter::None)
        {
            Adapter::NoWebGpu => Gpu::NoBrowser,
            Adapter::None => Gpu::NoAdapter,
            _ if !engine_is_there().await.unwrap_or(false) => Gpu::NoEngine,
            Adapter::Software => Gpu::Software,
            Adapter::Hardware => Gpu::Offered,
        };
        page.act(|play| play.found_gpu(found));
    });
}

/// What the browser has for WebGPU: the engine is large, so it is not fetched on a guess.
enum Adapter {
    NoWebGpu,
    None,
    Software,
    Hardware,
}

async fn adapter() -> Result<Adapter, JsValue> {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into());
    let gpu = get(&window().navigator(), "gpu")?;
    if gpu.is_undefined() || gpu.is_null() {
        return Ok(Adapter::NoWebGpu);
    }
    let request: js_sys::Function = get(&gpu, "requestAdapter")?.dyn_into()?;
    let adapter: js_sys::Promise = request.call0(&gpu)?.dyn_into()?;
    let adapter = JsFuture::from(adapter).await?;
    if adapter.is_null() || adapter.is_undefined() {
        return Ok(Adapter::None);
    }
    // Where the specification has it now, and where it had it.
    let info = get(&adapter, "info").unwrap_or_default();
    let says = |of: &JsValue| !of.is_undefined() && get(of, "isFallbackAdapter").is_ok_and(|v| v.is_truthy());
    let named = |word: &str| get(&info, word).ok().and_then(|v| v.as_string()).unwrap_or_default();
    let software =
        ["architecture", "device", "description"].iter().any(|word| named(word).contains("swiftshader"));
    Ok(if says(&adapter) || says(&info) || software { Adapter::Software } else { Adapter::Hardware })
}

async fn engine_is_there() -> Result<bool, JsValue> {
    let response: web_sys::Response = JsFuture::from(window().fetch_with_str("./engines.json")).await?.into();
    let told = JsFuture::from(response.json()?).await?;
    let build = js_sys::Reflect::get(&told, &"build".into())?.as_string();
    let same = build.is_none_or(|build| build == crate::protocol::BUILD);
    Ok(same && js_sys::Reflect::get(&told, &"gpu".into())?.is_truthy())
}
