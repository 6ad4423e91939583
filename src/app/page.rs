//! The page, put together.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::app::bar::message::MessageLine;
use crate::app::bar::share::{keep_address, read_address, report};
use crate::app::bar::theme;
use crate::app::bar::top_bar::TopBar;
use crate::app::charts::panel::Charts;
use crate::app::learn::article::Article;
use crate::app::learn::board::EvidenceBoard;
use crate::app::learn::board_file::fetch_board;
use crate::app::learn::lessons::Lessons;
use crate::app::runs::files::accept_drops;
use crate::app::runs::run_card::RunCard;
use crate::app::runs::slider::Slider;
use crate::app::state::page::{Gpu, Page};
use crate::app::tips::tips_panel::TipsPanel;
use crate::experiment::RunId;

/// Everything.
#[component]
pub fn App() -> impl IntoView {
    theme::restore();
    let parsed = read_address();
    let page = Page::new(parsed.comparison.clone());
    theme::follow(page);
    keep_address(page);
    accept_drops(page);
    look_for_gpu(page);
    page.act(|runner| runner.begin(page));
    report(page, &parsed);
    fetch_board(page);
    // Not a link: the address holds the comparison.
    let skip = move |_| {
        if let Some(runs) = document().get_element_by_id("runs") {
            let _ = runs.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    let count = Memo::new(move |_| page.comparison.with(|c| c.runs.len()));
    let cards = move || (0..count.get()).map(RunId).map(|run| view! { <RunCard page run/> }).collect_view();
    view! {
        <button class="skip button" type="button" on:click=skip>"Skip to the runs"</button>
        <TopBar page/>
        <main class="playground">
            <TipsPanel page/>
            <section class="centre" id="runs" tabindex="-1" aria-label="Runs">
                <MessageLine page/>
                <div class="cards" class:single=move || count.get() == 1 class:many=move || { count.get() > 2 }>{cards}</div>
            </section>
            <Charts page/>
        </main>
        <Slider page/>
        <Article/>
        <Lessons page/>
        <EvidenceBoard page/>
    }
}

/// Finds out whether WebGPU can be offered.
fn look_for_gpu(page: Page) {
    spawn_local(async move {
        if !adapter_is_there().await.unwrap_or(false) {
            return page.gpu.set(Gpu::NoBrowser);
        }
        let there = engine_is_there().await.unwrap_or(false);
        page.gpu.set(if there { Gpu::Offered } else { Gpu::NoEngine });
        page.act(|runner| runner.reconsider(page));
    });
}

/// Whether the browser has WebGPU and a GPU for it: the engine is large, so it is not fetched on a
/// guess.
async fn adapter_is_there() -> Result<bool, JsValue> {
    let gpu = js_sys::Reflect::get(&window().navigator(), &"gpu".into())?;
    if gpu.is_undefined() || gpu.is_null() {
        return Ok(false);
    }
    let request: js_sys::Function = js_sys::Reflect::get(&gpu, &"requestAdapter".into())?.dyn_into()?;
    let adapter: js_sys::Promise = request.call0(&gpu)?.dyn_into()?;
    let adapter = JsFuture::from(adapter).await?;
    Ok(!adapter.is_null() && !adapter.is_undefined())
}

async fn engine_is_there() -> Result<bool, JsValue> {
    let response: web_sys::Response = JsFuture::from(window().fetch_with_str("./engines.json")).await?.into();
    let told = JsFuture::from(response.json()?).await?;
    Ok(js_sys::Reflect::get(&told, &"gpu".into())?.is_truthy())
}
