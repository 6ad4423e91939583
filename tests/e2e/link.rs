//! The link is the whole comparison, and no link breaks the page.

use std::sync::{Arc, Mutex};

use super::browser::with_page;
use super::page::Page;

/// The first 100 losses of D and G of run A.
async fn hundred_losses(page: &Page) -> Vec<String> {
    page.play().await;
    page.train_to(110, 90).await;
    page.pause().await;
    [page.losses("loss_d_a", 100).await, page.losses("loss_g_a", 100).await].concat()
}

#[tokio::test]
pub async fn a_link_repeats_the_losses_in_a_fresh_profile_to_the_last_bit() {
    let shared = Arc::new(Mutex::new((String::new(), Vec::new())));
    let first = shared.clone();
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=11&b:").await;
        page.click("tip-loss-a").await;
        page.until("the link", 5, "return location.hash.includes('loss=')").await;
        page.ready().await;
        let losses = hundred_losses(&page).await;
        *first.lock().expect("free") = (page.fragment().await, losses);
    })
    .await;
    let (fragment, expected) = shared.lock().expect("free").clone();
    with_page(|page| async move {
        page.open(&fragment).await;
        assert_eq!(hundred_losses(&page).await, expected);
    })
    .await;
}

#[tokio::test]
async fn a_reload_keeps_the_comparison() {
    with_page(|page| async move {
        let fragment = "#v=2&data=moons&seed=4&loss=ls&b:d.lr=4e-4";
        page.open(fragment).await;
        page.driver.refresh().await.expect("a reload");
        page.ready().await;
        assert_eq!(page.fragment().await, fragment);
        assert_eq!(page.message().await, "");
    })
    .await;
}

#[tokio::test]
async fn bad_links_open_and_are_named() {
    with_page(|page| async move {
        let garbage = format!("#v=1&{}", "x%é&=🦀:b".repeat(6_000));
        for (fragment, named) in [
            ("#v=1&data=ring8&seed=1&nonsense=1", "nonsense"),
            ("#v=1&data=ring8&seed=1&batch=1e99&g.width=-5", "batch"),
            ("#v=1&data=elsewhere&seed=1", "data"),
            ("#v=99&data=ring8&seed=1", "version"),
            ("#v=1&data=ring8&seed=1&loss=%3Cscript%3Ealert(1)%3C/script%3E", "loss"),
            (garbage.as_str(), "link"),
        ] {
            page.open(fragment).await;
            let shown: String = fragment.chars().take(60).collect();
            page.until(&format!("a message for {shown}"), 10, "return !!el('message')?.textContent").await;
            let message = page.message().await;
            assert!(message.to_lowercase().contains(named), "{shown}: {message}");
            page.play().await;
            page.train_to(5, 60).await;
        }
    })
    .await;
}

#[tokio::test]
async fn back_and_a_new_address_apply_the_link() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=1&b:").await;
        page.script("location.hash = '#v=1&data=moons&seed=9&b:'", vec![]).await;
        page.until("the new seed", 10, "return el('seed')?.value === '9'").await;
        page.driver.back().await.expect("back");
        page.until("the old seed", 10, "return el('seed')?.value === '1'").await;
        page.ready().await;
        page.play().await;
        page.train_to(5, 60).await;
    })
    .await;
}
