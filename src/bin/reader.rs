//! The reader of the user's files: a worker of its own, started when files are chosen.

#[cfg(target_arch = "wasm32")]
fn main() {
    saddle::constructors::run();
    console_error_panic_hook::set_once();
    saddle::reader::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
