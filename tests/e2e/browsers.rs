//! The core of the suite in other browsers, and the same bits in all of them.

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

/// The losses of the first [`STEPS`] steps as bits: of D and of G, of run A and of run B.
type Bits = [Vec<u32>; 4];

/// Trained here, without a browser.
async fn natively(fragment: &str) -> Bits {
    let parsed = link::read(fragment.trim_start_matches('#'));
    assert!(parsed.issues.is_empty(), "{fragment}");
    let mut bits = Vec::new();
    for course in parsed.script.courses {
        let mut session = Session::new(course.start, &[], &Device::flex(), None).expect("a session");
        let reading = session.advance(STEPS as u32, || false).await.expect("records");
        bits.push(reading.records.iter().map(|r| r.loss_d.to_bits()).collect());
        bits.push(reading.records.iter().map(|r| r.loss_g.to_bits()).collect());
    }
    bits.try_into().expect("two runs")
}

/// Trained in an open page.
async fn in_page(page: &Page, fragment: &str) -> Bits {
    page.open(fragment).await;
    page.play().await;
    page.train_to(STEPS as u32, 90).await;
    page.pause().await;
    let mut bits = Bits::default();
    for (column, bits) in ["loss_d_a", "loss_g_a", "loss_d_b", "loss_g_b"].into_iter().zip(&mut bits) {
        let losses = page.losses(column, STEPS).await;
        *bits = losses.iter().map(|loss| loss.parse::<f32>().expect("a loss").to_bits()).collect();
    }
    bits
}

#[tokio::test]
async fn chromium_firefox_and_the_command_line_compute_the_same_bits() {
    let expected = [natively(LINKS[0]).await, natively(LINKS[1]).await];
    for kind in [Kind::Chromium, Kind::Firefox] {
        let expected = expected.clone();
        kind.with_page(move |page| async move {
            for (fragment, expected) in LINKS.into_iter().zip(expected) {
                let found = in_page(&page, fragment).await;
                let differs = |(found, expected): (&Vec<u32>, &Vec<u32>)| {
                    found.iter().zip(expected).position(|(f, e)| f != e).map(|at| at + 1)
                };
                let first = found.iter().zip(&expected).map(differs).collect::<Vec<_>>();
                assert_eq!(first, [None; 4], "the first step with other losses in {kind:?}, {fragment}");
            }
        })
        .await;
    }
}
