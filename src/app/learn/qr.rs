//! A text as a QR code (ISO/IEC 18004), which a camera reads.

use std::fmt::Write;

use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};

use crate::text::assignment as t;

/// The quiet border that readers need, in modules.
const BORDER: i32 = 4;

/// The code of `text`, or the sentence that it is too long for one.
#[component]
pub fn QrPicture(text: Memo<String>) -> impl IntoView {
    move || match QrCode::encode_text(&text.get(), QrCodeEcc::Low) {
        Err(_) => view! { <p class="small-print">{t::TOO_LONG.get()}</p> }.into_any(),
        Ok(code) => {
            let side = code.size() + 2 * BORDER;
            // Black on white in both themes: cameras expect it.
            view! {
                <svg class="qr" role="img" aria-label=t::CODE.get() data-testid="qr" viewBox=format!("0 0 {side} {side}")>
                    <rect width="100%" height="100%" fill="#fff"/><path fill="#000" d=dark(&code)/>
                </svg>
            }
            .into_any()
        }
    }
}

/// The dark modules as one path.
fn dark(code: &QrCode) -> String {
    let mut path = String::new();
    for (x, y) in (0..code.size()).flat_map(|y| (0..code.size()).map(move |x| (x, y))) {
        if code.get_module(x, y) {
            let _ = write!(path, "M{},{}h1v1h-1z", x + BORDER, y + BORDER);
        }
    }
    path
}
