//! The same bits in a browser as on the machine: what paired runs and shared links rest on.
//! Native tests check the same constants, so both sides are held to the same numbers.

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test_configure!(run_in_browser);

use saddle::data::Source;
use saddle::experiment::{Data, Experiment, link};
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
    let first: Vec<u32> = stream.normals(4).iter().map(|v| v.to_bits()).collect();
    assert_eq!(first, [0x3dbd_0253, 0xbfae_defe, 0xc005_5083, 0x3e97_03f4]);
    assert_eq!(hash(&stream.normals(100_000)), 0xabed_9d73_e0ec_89db);
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn batches_have_known_bits() {
    let batch = |data| {
        let e = Experiment { seed: 3, ..Experiment::default_for(data) };
        Source::open(&e, &[]).expect("no files needed").batch(2000, 0).values
    };
    let made =
        [Data::Ring8, Data::Grid25, Data::Spiral, Data::Moons, Data::Digits8, Data::Stacked8, Data::Shapes28];
    let found = made.map(|data| hash(&batch(data)));
    assert_eq!(
        found,
        [
            0xa1c3_789b_bece_cad0,
            0x6d2c_01ee_3ed3_0c6c,
            0xb657_806b_6145_79d8,
            0x51ee_086e_51b2_3295,
            0xd27c_3648_ad66_93fa,
            0xf7af_45c7_949b_dcd8,
            0x32e0_34f5_3709_4997,
        ]
    );
}

#[cfg_attr(target_arch = "wasm32", wasm_bindgen_test)]
#[cfg_attr(not(target_arch = "wasm32"), test)]
fn a_link_survives_the_way() {
    let text = "v=2&data=digits8&seed=7&loss=hinge&b:d.lr=4e-4&b:noise=0.1";
    let parsed = link::read(text);
    assert_eq!(parsed.issues, []);
    assert_eq!(link::write(&parsed.script), text);
}
