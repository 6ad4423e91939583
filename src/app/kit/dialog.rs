//! Dialogs that lie over the page.

use leptos::html::Dialog;
use leptos::prelude::*;

/// The dialog `node` is open while `open` says so.
pub fn opens_with(node: NodeRef<Dialog>, open: RwSignal<bool>) {
    Effect::new(move |_| {
        let (open, Some(dialog)) = (open.get(), node.get()) else { return };
        match (open, dialog.open()) {
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
}
