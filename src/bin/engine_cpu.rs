//! The CPU engine: a worker around a session on Burn's flex backend.

#[cfg(target_arch = "wasm32")]
fn main() {
    saddle::constructors::run();
    console_error_panic_hook::set_once();
    saddle::worker::Browser::open().start(saddle::session::self_test::Tested::cpu(), "CPU");
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
