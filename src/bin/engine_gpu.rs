//! The GPU engine: a worker around a session on WebGPU, after a self-test against the CPU.

#[cfg(target_arch = "wasm32")]
fn main() {
    saddle::constructors::run();
    console_error_panic_hook::set_once();
    wasm_bindgen_futures::spawn_local(async {
        match saddle::session::gpu::open().await {
            Ok(device) => saddle::worker::start(device, "GPU"),
            Err(message) => saddle::worker::fail(message),
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
