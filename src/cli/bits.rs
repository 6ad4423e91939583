//! Which bits the engine makes: results of an engine that makes others are old.

use burn::prelude::Device;

use super::block_on::block_on;
use crate::experiment::{Data, Experiment};
use crate::session::Session;

/// Steps of points and of images that are looked at.
const STEPS: [(Data, u32); 2] = [(Data::Ring8, 50), (Data::Digits8, 4)];

/// Eight hexadecimal digits of the losses of the plain GANs' first steps (FNV-1a over their bits).
///
/// # Errors
/// When a run cannot be built.
pub fn bits() -> Result<String, String> {
    let mut hash = 0x811c_9dc5_u32;
    for (data, steps) in STEPS {
        let e = Experiment::default_for(data);
        let mut session = Session::new(e, &[], &Device::flex(), None).map_err(|e| e.to_string())?;
        let reading = block_on(session.advance(steps, || false)).map_err(|e| e.to_string())?;
        let losses = reading.records.iter().flat_map(|r| [r.loss_d, r.loss_g]);
        for byte in losses.flat_map(|loss| loss.to_bits().to_le_bytes()) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    Ok(format!("{hash:08x}"))
}
