//! The menu of cases beside the data sets.

use leptos::html::Select;
use leptos::prelude::*;

use crate::app::state::page::Page;
use crate::clinic::{Case, advice, case};
use crate::text::cases as t;

/// The menu: it shows the case that run A is.
#[component]
pub fn CaseMenu(page: Page) -> impl IntoView {
    let node = NodeRef::<Select>::new();
    Effect::new(move |_| {
        page.revert.track();
        let now = page.case.get().unwrap_or_default();
        if let Some(select) = node.get() {
            select.set_value(now);
        }
    });
    let change = move |event| {
        let chosen = case(&event_target_value(&event));
        page.act(|play| play.choose_case(chosen));
    };
    let option = |case: &'static Case| view! { <option value=case.id title=case.sentence.get()>{case.name.get()}</option> };
    let group = |(label, cases): (String, Vec<&'static Case>)| {
        view! { <optgroup label=label>{cases.into_iter().map(option).collect_view()}</optgroup> }
    };
    view! {
        <select class="control case-menu" data-testid="case-menu" aria-label=t::CASE.get() title=t::CASE_HINT.get()
            node_ref=node on:change=change>
            <option value="">{t::NO_CASE.get()}</option>
            {advice::groups().into_iter().map(group).collect_view()}
        </select>
    }
}
