//! Which two columns of a table are the points.

use leptos::prelude::*;

use super::state::Own;
use crate::text::preview as t;

/// A menu for each axis, where there is something to choose.
#[component]
pub fn Columns(own: Own, columns: Vec<String>, names: [String; 2]) -> impl IntoView {
    let menu = |axis: usize| {
        let (names, all, called) = (names.clone(), columns.clone(), [t::ACROSS.get(), t::UP.get()][axis]);
        let options = columns.iter().map(|name| {
            let chosen = *name == names[axis];
            view! { <option value=name.clone() selected=chosen>{name.clone()}</option> }
        });
        let options = options.collect_view();
        let change = move |event| {
            let mut next = names.clone();
            next[axis] = event_target_value(&event);
            own.wish(|wishes| wishes.columns = Some(next.map(|name| asked(name, &all))));
        };
        let hook = ["own-across", "own-up"][axis];
        view! { <label>{called}" "<select class="control small" data-testid=hook on:change=change>{options}</select></label> }
    };
    (columns.len() > 2).then(|| view! { <div class="own-columns">{menu(0)}{menu(1)}</div> })
}

/// A column is asked for by its number among `all`, since one without a name is called so by the reader alone; by
/// its name where that number is the name of another.
fn asked(name: String, all: &[String]) -> String {
    let number = all.iter().position(|other| *other == name).map(|at| (at + 1).to_string());
    number.filter(|number| !all.contains(number)).unwrap_or(name)
}
