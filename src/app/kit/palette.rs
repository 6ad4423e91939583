//! The colours that the canvases share with the style sheet.

use wasm_bindgen::JsCast;

use crate::play::look::weight;

/// Colours, read from the custom properties of the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Palette {
    /// One hue a run.
    pub runs: [String; 4],
    /// Text and rings.
    pub text: String,
    /// Small print.
    pub muted: String,
    /// Hairlines.
    pub line: String,
    /// The ground.
    pub canvas: String,
    /// From fake through undecided to real, as red, green and blue.
    pub heat: Vec<[u8; 3]>,
}

impl Palette {
    /// The colours of the theme that is shown.
    pub fn read() -> Self {
        let style = web_sys::window().and_then(|w| {
            let root = w.document()?.document_element()?;
            w.get_computed_style(&root).ok().flatten()
        });
        let get = |name: &str| {
            let value = style.as_ref().and_then(|s| s.get_property_value(name).ok()).unwrap_or_default();
            value.trim().to_owned()
        };
        let (fake, blank, real) = (rgb(&get("--fake")), rgb(&get("--canvas")), rgb(&get("--real")));
        Self {
            runs: ["--run-a", "--run-b", "--run-c", "--run-d"].map(get),
            text: get("--text"),
            muted: get("--muted"),
            line: get("--line"),
            canvas: get("--canvas"),
            heat: (0..=255).map(|i| shade(f64::from(i) / 255.0, fake, blank, real)).collect(),
        }
    }

    /// The hue of a run.
    pub fn run(&self, run: usize) -> &str {
        self.runs.get(run).map_or("", String::as_str)
    }
}

/// Diverging from the ground, by the curve of [`weight`].
fn shade(share: f64, fake: [u8; 3], blank: [u8; 3], real: [u8; 3]) -> [u8; 3] {
    let end = if share < 0.5 { fake } else { real };
    std::array::from_fn(|i| {
        let (from, to) = (f64::from(blank[i]), f64::from(end[i]));
        (from + weight(share) * (to - from)).round() as u8
    })
}

/// The red, green and blue of `#rrggbb`.
pub fn rgb(hex: &str) -> [u8; 3] {
    let part = |i: usize| hex.get(i..i + 2).and_then(|p| u8::from_str_radix(p, 16).ok()).unwrap_or(128);
    [part(1), part(3), part(5)]
}

/// Whether the system asks for a dark page.
pub fn system_is_dark() -> bool {
    web_sys::window()
        .and_then(|w| w.match_media("(prefers-color-scheme: dark)").ok().flatten())
        .is_some_and(|m| m.unchecked_into::<web_sys::MediaQueryList>().matches())
}
