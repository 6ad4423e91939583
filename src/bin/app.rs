//! The page: nothing but the start.

#[cfg(target_arch = "wasm32")]
fn main() {
    saddle::constructors::run();
    console_error_panic_hook::set_once();
    saddle::app::start();
}

/// The page is for the browser only.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
