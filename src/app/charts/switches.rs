//! Groups of switches: written as markup and switched by one listener, because a view for each weighs more than
//! all the rest of the charts. A group is one stop of the Tab key (`kit/stops.rs`).

use std::rc::Rc;

use leptos::html::Span;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::Element;

/// The markup of a switch with number `i`; `mark` is the class of the sign before its name.
pub fn switch(i: usize, class: &str, mark: &str, name: &str, label: &str, hook: &str) -> String {
    let mark = if mark.is_empty() { String::new() } else { format!("<span class=\"{mark}\"></span>") };
    format!(
        "<button type=\"button\" data-item class=\"{class}\" data-switch=\"{i}\" data-testid=\"{hook}\" title=\"{label}\" \
         aria-label=\"{label}\">{mark}{name}</button>"
    )
}

/// A group whose `markup` holds switches; `on` says which of them are, `press` is told what was pressed.
#[component]
pub fn Switches(
    class: &'static str,
    label: &'static str,
    markup: Memo<String>,
    on: Rc<dyn Fn(usize) -> bool>,
    press: Rc<dyn Fn(usize)>,
) -> impl IntoView {
    let node = NodeRef::<Span>::new();
    // The switches are written anew only where they are others: the focus stays.
    Effect::new(move |written: Option<Option<String>>| {
        let group = node.get()?;
        let markup = markup.get();
        if written.flatten().as_ref() != Some(&markup) {
            group.set_inner_html(&markup);
        }
        show(&group, &on);
        Some(markup)
    });
    let click = move |event: ev::MouseEvent| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let found = target.and_then(|target| target.closest("[data-switch]").ok().flatten());
        if let Some(i) = found.and_then(|found| number(&found)) {
            press(i);
        }
    };
    view! { <span class=class role="toolbar" data-stop="" aria-label=label node_ref=node on:click=click></span> }
}

fn number(switch: &Element) -> Option<usize> {
    switch.get_attribute("data-switch")?.parse().ok()
}

/// Says of every switch of `group` whether it is on.
fn show(group: &Element, on: &Rc<dyn Fn(usize) -> bool>) {
    let mut next = group.first_element_child();
    while let Some(switch) = next {
        if let Some(i) = number(&switch) {
            let _ = switch.set_attribute("aria-pressed", if on(i) { "true" } else { "false" });
        }
        next = switch.next_element_sibling();
    }
}
