//! The engines without the page: GPU against CPU on the same commands.

use super::browser::with_gpu;
use super::engine::{CPU, Engine, GPU};
use super::server;

const STEPS: u32 = 50;

/// Largest accepted difference, relative to the CPU's loss.
const TOLERANCE: f32 = 1e-3;

#[tokio::test]
async fn the_gpu_computes_the_losses_of_the_cpu() {
    with_gpu(|page| async move {
        page.driver.goto(format!("{}/blank.html", server::origin())).await.expect("a blank page");
        let mut cpu = Engine::start(&page, "CPU", CPU).await;
        let mut gpu = Engine::start(&page, "GPU", GPU).await;
        for experiment in [
            "v=1&data=ring8&seed=3&batch=32&g.width=16&d.width=16",
            "v=1&data=digits8&seed=3&batch=8&g.width=4&d.width=4",
        ] {
            cpu.configure(experiment, vec![]).await;
            gpu.configure(experiment, vec![]).await;
            let expected = cpu.advance(STEPS).await;
            let found = gpu.advance(STEPS).await;
            assert_eq!((expected.len(), found.len()), (STEPS as usize, STEPS as usize));
            for (step, (e, f)) in expected.iter().zip(&found).enumerate() {
                for (e, f) in [(e.loss_d, f.loss_d), (e.loss_g, f.loss_g)] {
                    let difference = ((e - f) / e).abs();
                    assert!(difference < TOLERANCE, "{experiment}, step {step}: CPU {e}, GPU {f}");
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn the_page_trains_on_the_gpu() {
    with_gpu(|page| async move {
        page.open("#v=1&data=ring8&seed=3&batch=32&g.width=16&d.width=16").await;
        page.until("WebGPU", 20, "return !el('device').querySelector('[value=gpu]').disabled").await;
        page.script("el('device').value = 'gpu'; el('device').dispatchEvent(new Event('change'))", vec![])
            .await;
        let on_gpu = "return document.querySelector('.rate').textContent.startsWith('GPU')";
        page.until("the GPU engine", 120, on_gpu).await;
        page.ready().await;
        page.play().await;
        page.train_to(20, 120).await;
        page.pause().await;
        assert_eq!(page.script(on_gpu, vec![]).await, true, "{}", page.message().await);
        let loss = page.number('a', "loss-d").await;
        assert!(loss.is_some_and(|l| l.is_finite() && l > 0.0), "{loss:?}");
    })
    .await;
}
