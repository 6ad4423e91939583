//! The one place with `unsafe`: naming the wasm constructors once.
//!
//! Burn's GPU crates register kernels in static constructors. If nothing in the program names
//! `__wasm_call_ctors`, the linker takes the module for a command and wraps every export so that
//! each call from JavaScript runs all constructors again: a measured factor of 18. Naming the
//! symbol once, at the start, ends that. `scripts/check_wasm.sh` fails when the wrappers return.
#![allow(unsafe_code)]

unsafe extern "C" {
    fn __wasm_call_ctors();
}

/// Runs the static constructors. Call it first, and once, in `main`.
pub fn run() {
    // SAFETY: the linker synthesises this symbol in every wasm module; it takes no argument, and
    // each binary calls this function once, before any other code of the module.
    unsafe { __wasm_call_ctors() }
}
