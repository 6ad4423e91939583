//! Up to four runs beside each other.

use super::browser::with_page;

#[tokio::test]
async fn four_runs_train_in_lockstep_and_each_has_its_own_switch() {
    with_page(|page| async move {
        page.open(
            "#v=1&data=ring8&seed=3&batch=16&g.width=16&d.width=16&b:loss=hinge&c:noise=0.2&d:d.steps=2",
        )
        .await;
        page.until("four cards", 30, "return 'abcd'.split('').every(r => !!inside(r, 'samples'))").await;
        for run in ["a", "b", "c", "d"] {
            let there = format!("return !!el('tip-spectral-{run}') && !!el('tip-loss-{run}')");
            assert_eq!(page.script(&there, vec![]).await, true, "switches of {run}");
        }
        page.play().await;
        page.train_to(60, 90).await;
        page.pause().await;
        let steps = "return 'abcd'.split('').map(r => number(r, 'step-count'))";
        let steps: Vec<u32> = serde_json::from_value(page.script(steps, vec![]).await).expect("steps");
        assert!(steps.iter().all(|step| *step == steps[0]), "{steps:?}");
        let header = page.csv().await.remove(0);
        assert!(header.contains(&"loss_d_d".to_owned()), "{header:?}");
        let wide = "return document.documentElement.scrollWidth - innerWidth";
        for (width, height) in [(1440, 900), (768, 1024), (390, 844)] {
            page.driver.set_window_rect(0, 0, width, height).await.expect("a size");
            assert!(page.script(wide, vec![]).await.as_i64() <= Some(0), "{width} px scrolls sideways");
        }
    })
    .await;
}

#[tokio::test]
async fn a_run_that_is_added_catches_up_and_the_last_one_can_be_removed() {
    with_page(|page| async move {
        page.open("#v=1&data=ring8&seed=3&batch=16&g.width=16&d.width=16&b:loss=hinge").await;
        page.play().await;
        page.train_to(100, 60).await;
        page.pause().await;
        page.click("add-run").await;
        page.until("run C at step 0", 30, "return number('c', 'step-count') === 0").await;
        assert!(page.fragment().await.is_empty() || page.steps().await.0 >= 100, "A keeps its steps");
        page.until("the link", 5, "return location.hash.includes('c:loss=hinge')").await;
        let (a, _) = page.steps().await;
        page.play().await;
        page.until("C has caught up", 60, &format!("return number('c', 'step-count') > {a}")).await;
        page.pause().await;
        let n = a as usize;
        assert_eq!(page.losses("loss_d_b", n).await, page.losses("loss_d_c", n).await, "C is a copy of B");
        page.click("remove-run").await;
        page.until("a question", 5, "return el('message')?.textContent.includes('throws')").await;
        page.script("named('Remove it').click()", vec![]).await;
        page.until("two cards", 10, "return !el('run-c')").await;
        page.until("the link", 5, "return !location.hash.includes('c:')").await;
        assert!(page.steps().await.0 >= a, "A keeps its steps");
        page.play().await;
        page.train_to(a as u32 + 100, 60).await;
    })
    .await;
}
