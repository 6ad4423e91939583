//! The digits of MNIST: what of them is fetched, and the card while they come.

use leptos::prelude::*;
use web_sys::Url;

use super::reader::Chosen;
use super::state::{Own, Standing};
use crate::number::percent;
use crate::text::own as t;

/// The files, under the page's own address, and SHA-256 of what they unpack to (`www/data/README.md`).
const FILES: [(&str, &str, &str); 3] = [
    (
        "mnist-images",
        "mnist-images.idx.gz",
        "e2835c4c4f42a30283521aca0d403fae1249ccd3899d79439fea81d56a4bd98b",
    ),
    (
        "mnist-labels",
        "mnist-labels.idx.gz",
        "3f08f6c84a7b3b32c41d2a085bc3a7c7b022275adc18fc0e3db1fbda3cb7d1d1",
    ),
    (
        "mnist-classifier",
        "mnist-classifier.safetensors",
        "b1c314201c257cc6a747e5ca870ac3ae3e409e98d9c709bfed6b45cb2c56a2e4",
    ),
];

/// The addresses for the reader, which lies elsewhere than the page.
pub fn files() -> Vec<Chosen> {
    let here = window().location().href().unwrap_or_default();
    let address = |(name, file, hash): (&str, &str, &str)| {
        let url = Url::new_with_base(&format!("./data/{file}"), &here).ok()?;
        Some(Chosen { name: name.into(), file: format!("{}#{hash}", url.href()).into() })
    };
    FILES.into_iter().filter_map(address).collect()
}

/// The card's picture while the digits are fetched, which begins by itself: they were chosen.
#[component]
pub fn MnistWanted() -> impl IntoView {
    let own = expect_context::<Own>();
    Effect::new(move |_| own.fetch_mnist());
    let failed = move || own.standing.with(|standing| matches!(standing, Standing::Failed(_)));
    let words = move || match own.standing.get() {
        Standing::Fetching(done, of) if of > 0 => {
            t::fetching_so_far(percent(f64::from(done) / f64::from(of)))
        }
        Standing::Failed(why) => why,
        _ => t::FETCHING.to_string(),
    };
    let share = move || match own.standing.get() {
        Standing::Fetching(done, of) if of > 0 => Some(f64::from(done) / f64::from(of)),
        _ => None,
    };
    view! {
        <div class="samples waiting" data-testid="mnist">
            <p>{t::MNIST.get()}</p>
            <p class="own-reading" role="status">
                <progress max=1 value=share hidden=failed></progress>
                <span>{words}</span>
            </p>
            <button class="button small" type="button" data-testid="mnist-again" hidden=move || !failed() on:click=move |_| own.fetch_mnist()>
                {t::FETCH_AGAIN.get()}
            </button>
        </div>
    }
}
