//! The GPU engine: a worker around a session on WebGPU, after a self-test against the CPU.

#[cfg(target_arch = "wasm32")]
fn main() {
    use saddle::protocol::Stage;

    saddle::constructors::run();
    console_error_panic_hook::set_once();
    let worker = saddle::worker::Browser::open();
    worker.opening(Stage::Adapter);
    wasm_bindgen_futures::spawn_local(async move {
        let told = |done, of| worker.opening(Stage::Testing { done, of });
        let opened = saddle::session::gpu::open(told).await;
        match opened {
            Ok(device) => worker.start(device, "GPU"),
            Err(failure) => worker.fail(failure),
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
