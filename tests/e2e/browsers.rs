//! The core of the suite in other browsers, and the same bits in all of them.

use std::sync::{Arc, Mutex};

use burn::prelude::Device;
use saddle::experiment::link;
use saddle::session::Session;

use super::browser::Kind;
use super::page::Page;

/// Runs tests of other files in a browser.
macro_rules! runs {
    ($kind:ident: $($(#[$note:meta])* $file:ident::$test:ident)*) => {$(
        #[test]
        $(#[$note])*
        fn $test() {
            crate::browser::Kind::$kind.runs(crate::$file::$test);
        }
    )*};
}

mod firefox {
    runs! { Firefox:
        training::both_runs_train_on_the_ring
        training::pause_answers_at_once_and_both_runs_stop_at_the_same_step
        fork::a_fork_without_change_repeats_the_original_to_the_last_bit
        link::a_link_repeats_the_losses_in_a_fresh_profile_to_the_last_bit
        keep::a_reload_in_the_middle_changes_no_bit_of_the_losses
        keep::a_file_takes_a_comparison_to_another_browser_and_a_damaged_one_is_named
        files::a_small_valid_file_trains
        files::a_zip_of_folders_of_pictures_trains_by_its_classes_and_sides
        offline::without_a_network_the_page_opens_and_trains_and_a_newer_version_waits
    }
}

/// `xvfb-run -a cargo test --features cli --test e2e -- --ignored --test-threads 1 webkit`.
mod webkit {
    runs! { WebKit:
        #[ignore = "needs webkit2gtk-driver and a display"]
        training::both_runs_train_on_the_ring
        #[ignore = "needs webkit2gtk-driver and a display"]
        link::a_link_repeats_the_losses_in_a_fresh_profile_to_the_last_bit
    }
}

const STEPS: usize = 100;

/// Points and images, each with two losses and norms.
const LINKS: [&str; 2] = [
    "#v=2&data=ring8&seed=12&batch=32&g.width=32&d.width=32&b:loss=wgan-gp",
    "#v=2&data=digits8&seed=12&batch=8&g.width=4&d.width=4&b:loss=hinge",
];

/// Native code adds in wider registers, so its sums differ in their last bits (docs/browsers.md): up to this step,
/// relative to the loss, by no more than [`NEAR`].
const NEAR_STEPS: usize = 10;
const NEAR: f32 = 1e-5;

/// The losses of the first [`STEPS`] steps: of D and of G, of run A and of run B.
type Losses = [Vec<f32>; 4];

/// Trained here, without a browser.
async fn natively(fragment: &str) -> Losses {
    let parsed = link::read(fragment.trim_start_matches('#'));
    assert!(parsed.issues.is_empty(), "{fragment}");
    let mut losses = Vec::new();
    for course in parsed.script.courses {
        let mut session = Session::new(course.start, &[], &Device::flex(), None).expect("a session");
        let reading = session.advance(STEPS as u32, || false).await.expect("records");
        losses.push(reading.records.iter().map(|r| r.loss_d).collect());
        losses.push(reading.records.iter().map(|r| r.loss_g).collect());
    }
    losses.try_into().expect("two runs")
}

/// Trained in an open page.
async fn in_page(page: &Page, fragment: &str) -> Losses {
    page.open(fragment).await;
    page.play().await;
    page.train_to(STEPS as u32, 90).await;
    page.pause().await;
    let mut losses = Losses::default();
    for (column, losses) in ["loss_d_a", "loss_g_a", "loss_d_b", "loss_g_b"].into_iter().zip(&mut losses) {
        let texts = page.losses(column, STEPS).await;
        *losses = texts.iter().map(|loss| loss.parse().expect("a loss")).collect();
    }
    losses
}

/// Trained in the page of a browser.
async fn in_browser(kind: Kind) -> Vec<Losses> {
    let all = Arc::new(Mutex::new(Vec::new()));
    let shared = all.clone();
    kind.with_page(|page| async move {
        for fragment in LINKS {
            let losses = in_page(&page, fragment).await;
            shared.lock().expect("free").push(losses);
        }
    })
    .await;
    std::mem::take(&mut *all.lock().expect("free"))
}

/// The first step, counted from 1, at which one of the losses is not `same`.
fn first_other(one: &Losses, other: &Losses, same: impl Fn(f32, f32) -> bool) -> Option<usize> {
    let pairs = one.iter().zip(other);
    pairs
        .filter_map(|(one, other)| one.iter().zip(other).position(|(a, b)| !same(*a, *b)))
        .min()
        .map(|i| i + 1)
}

#[tokio::test]
async fn chromium_and_firefox_compute_the_same_bits_and_native_code_nearly() {
    let (chromium, firefox) = (in_browser(Kind::Chromium).await, in_browser(Kind::Firefox).await);
    assert_eq!((chromium.len(), firefox.len()), (LINKS.len(), LINKS.len()));
    for ((fragment, chromium), firefox) in LINKS.into_iter().zip(chromium).zip(firefox) {
        let bits = first_other(&chromium, &firefox, |a, b| a.to_bits() == b.to_bits());
        assert_eq!(bits, None, "the first step with other losses in Firefox, {fragment}");
        let native = natively(fragment).await;
        let near = first_other(&chromium, &native, |a, b| (a - b).abs() <= NEAR * b.abs());
        assert!(near.is_none_or(|step| step > NEAR_STEPS), "step {near:?} is far from native, {fragment}");
    }
}
