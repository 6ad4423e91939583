//! Which two columns of a table are the points.

use leptos::prelude::*;

use super::state::Own;

/// A menu for each axis, where there is something to choose.
#[component]
pub fn Columns(own: Own, columns: Vec<String>, names: [String; 2]) -> impl IntoView {
    let menu = |axis: usize| {
        let (names, called) = (names.clone(), ["Across", "Up"][axis]);
        let options = columns.iter().map(|name| {
            let chosen = *name == names[axis];
            view! { <option value=name.clone() selected=chosen>{name.clone()}</option> }
        });
        let options = options.collect_view();
        let change = move |event| {
            let mut next = names.clone();
            next[axis] = event_target_value(&event);
            own.wish(|wishes| wishes.columns = Some(next.map(asked)));
        };
        let hook = ["own-across", "own-up"][axis];
        view! { <label>{called}" "<select class="control small" data-testid=hook on:change=change>{options}</select></label> }
    };
    (columns.len() > 2).then(|| view! { <div class="own-columns">{menu(0)}{menu(1)}</div> })
}

/// A column without a name is asked for by its number.
fn asked(name: String) -> String {
    let number = name.strip_prefix("column ").filter(|rest| rest.parse::<u32>().is_ok());
    number.map(str::to_owned).unwrap_or(name)
}
