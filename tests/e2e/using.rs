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

#[tokio::test]
async fn without_a_gpu_the_page_says_so_and_trains_on_the_cpu() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=1&b:").await;
        // This browser has WebGPU but no adapter: the page finds out before it offers it, or after.
        let choose = "const gpu = el('device').querySelector('[value=gpu]');
            if (gpu.disabled) return gpu.textContent.includes('no adapter');
            if (el('device').value !== 'gpu') {
                el('device').value = 'gpu'; el('device').dispatchEvent(new Event('change'));
            }
            return el('message')?.textContent.includes('on the CPU')";
        page.until("the reason", 60, choose).await;
        page.ready().await;
        page.play().await;
        page.train_to(20, 60).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_has_to_be_scrolled_to_train_and_nothing_sticks_out() {
    with_page(|page| async move {
        for (width, height) in [(1440, 900), (768, 1024), (390, 844)] {
            page.driver.set_window_rect(0, 0, width, height).await.expect("a size");
            page.open("").await;
            let wide = "return document.documentElement.scrollWidth - innerWidth";
            assert!(
                page.script(wide, vec![]).await.as_i64() <= Some(0),
                "{width} px: the page scrolls sideways"
            );
            let script =
                "const r = el('play').getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight";
            assert_eq!(page.script(script, vec![]).await, true, "{width} px: play is out of sight");
        }
    })
    .await;
}
