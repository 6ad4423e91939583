//! The taker: a worker of its own that makes the files that are taken home, started when one is asked for.

#[cfg(target_arch = "wasm32")]
fn main() {
    saddle::constructors::run();
    console_error_panic_hook::set_once();
    saddle::taker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
