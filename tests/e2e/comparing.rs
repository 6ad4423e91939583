//! What differs on the screen comes from what differs in the keys.

use super::browser::with_page;
use super::page::Page;

const N: usize = 60;

async fn losses_after_training(page: &Page, fragment: &str) -> (Vec<String>, Vec<String>) {
    page.open(fragment).await;
    page.play().await;
    page.train_to(N as u32 + 10, 60).await;
    page.pause().await;
    (page.losses("loss_d_a", N).await, page.losses("loss_d_b", N).await)
}

#[tokio::test]
async fn equal_runs_have_equal_losses_to_the_last_bit() {
    with_page(|page| async move {
        let (a, b) = losses_after_training(&page, "#v=1&data=ring8&seed=5&b:").await;
        assert_eq!(a, b);
    })
    .await;
}

#[tokio::test]
async fn a_trick_for_b_changes_b_and_leaves_a_as_it_was() {
    with_page(|page| async move {
        let (a, _) = losses_after_training(&page, "#v=1&data=ring8&seed=5&b:").await;
        for trick in ["b:loss=hinge", "b:noise=0.3", "b:labels.flip=0.1"] {
            let (same, other) =
                losses_after_training(&page, &format!("#v=1&data=ring8&seed=5&{trick}")).await;
            assert_eq!(a, same, "{trick} changes A");
            assert_ne!(a, other, "{trick} does not change B");
        }
    })
    .await;
}

#[tokio::test]
async fn the_switch_of_a_trick_is_in_the_link_and_in_the_losses() {
    with_page(|page| async move {
        let (a, _) = losses_after_training(&page, "#v=1&data=ring8&seed=5&b:").await;
        page.open("#v=1&data=ring8&seed=5&b:").await;
        page.click("tip-loss-b").await;
        page.until("the link", 5, "return location.hash.includes('b:loss=hinge')").await;
        page.ready().await;
        page.play().await;
        page.train_to(N as u32 + 10, 60).await;
        page.pause().await;
        assert_eq!(a, page.losses("loss_d_a", N).await);
        assert_ne!(a, page.losses("loss_d_b", N).await);
    })
    .await;
}
