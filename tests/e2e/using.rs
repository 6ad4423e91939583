//! Without a mouse, without a GPU, with a worker that dies.

use thirtyfour::prelude::*;

use super::browser::with_page;

#[tokio::test]
async fn the_keyboard_is_enough_to_train() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=1&b:").await;
        let at_play = "return document.activeElement?.dataset.testid === 'play'";
        for _ in 0..40 {
            if page.script(at_play, vec![]).await == true {
                break;
            }
            page.driver.action_chain().send_keys(Key::Tab).perform().await.expect("tab");
        }
        assert_eq!(page.script(at_play, vec![]).await, true, "Tab comes to the play button");
        page.driver.action_chain().send_keys(" ").perform().await.expect("space");
        page.train_to(20, 60).await;
    })
    .await;
}

#[tokio::test]
async fn every_control_has_a_name() {
    with_page(|page| async move {
        page.open("").await;
        let script =
            "return [...document.querySelectorAll('button, input, select')].filter(e => e.checkVisibility()
            && !(e.textContent.trim() || e.ariaLabel || e.labels?.length || e.title
                || e.getAttribute('aria-labelledby'))).map(e => e.outerHTML.slice(0, 120))";
        assert_eq!(page.script(script, vec![]).await, serde_json::json!([]));
    })
    .await;
}
