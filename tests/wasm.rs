//! The same bits in a browser as on the machine: what paired runs and shared links rest on.
//! Native tests check the same constants, so both sides are held to the same numbers.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

use saddle::data::Source;
use saddle::experiment::{Data, link};
use saddle::rng::Stream;

/// FNV-1a over the bits of numbers.
fn hash(values: &[f32]) -> u64 {
    values
        .iter()
        .flat_map(|v| v.to_bits().to_le_bytes())
        .fold(0xcbf2_9ce4_8422_2325, |h, byte| (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn normal_variates_have_known_bits() {
    let mut stream = Stream::new(7, "latent.d");
    assert_eq!(stream.normals(4).map_bits(), [0, 0, 0, 0]);
    assert_eq!(hash(&stream.normals(100_000)), 0);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn batches_have_known_bits() {
    for (data, expected) in [
        (Data::Ring8, 0),
        (Data::Grid25, 0),
        (Data::Spiral, 0),
        (Data::Moons, 0),
        (Data::Digits8, 0),
    ] {
        let mut source = Source::open(data, &[], 3).expect("no files needed");
        assert_eq!(hash(&source.batch(2000)), expected, "{data:?}");
    }
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_link_survives_the_way() {
    let text = "v=1&data=digits8&seed=7&loss=hinge&b:d.lr=4e-4&b:noise=0.1";
    let parsed = link::read(text);
    assert_eq!(parsed.issues, []);
    assert_eq!(link::write(&parsed.comparison), text);
}

/// Bits of a few numbers, to compare with constants.
trait MapBits {
    fn map_bits(&self) -> Vec<u32>;
}

impl MapBits for Vec<f32> {
    fn map_bits(&self) -> Vec<u32> {
        self.iter().map(|v| v.to_bits()).collect()
    }
}
