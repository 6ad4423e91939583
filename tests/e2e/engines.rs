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
