//! Which bits the engine makes: results of an engine that makes others are old.

use burn::prelude::Device;

use super::block_on::block_on;
use crate::experiment::{Data, Experiment, Schedule};
use crate::session::Session;

/// Which bits the engine makes.
pub struct Bits {
    plain: String,
    /// Of runs whose learning rates listen to the doctor.
    listening: String,
}

impl Bits {
    /// Looks at the first steps of the plain GANs, and at a ring that collapses and is heard.
    ///
    /// # Errors
    /// When a run cannot be built.
    pub fn of_this_engine() -> Result<Self, String> {
        let plain = [(Data::Ring8, 50), (Data::Digits8, 4)]
            .map(|(data, steps)| (Experiment::default_for(data), steps));
        let mut fast = Experiment { schedule: Schedule::OnCollapse, ..Experiment::default_for(Data::Ring8) };
        (fast.generator.lr, fast.steps) = (2e-2, 800);
        Ok(Self { plain: hash(&plain)?, listening: hash(&[(fast, 800)])? })
    }

    /// Those of a run of `e`.
    pub fn of(&self, e: &Experiment) -> &str {
        if e.schedule == Schedule::OnCollapse { &self.listening } else { &self.plain }
    }
}

/// Eight hexadecimal digits of the losses of `runs` (FNV-1a over their bits).
fn hash(runs: &[(Experiment, u32)]) -> Result<String, String> {
    let mut hash = 0x811c_9dc5_u32;
    for (e, steps) in runs {
        let mut session = Session::new(e.clone(), &[], &Device::flex(), None).map_err(|e| e.to_string())?;
        let reading = block_on(session.advance(*steps, || false)).map_err(|e| e.to_string())?;
        let losses = reading.records.iter().flat_map(|r| [r.loss_d, r.loss_g]);
        for byte in losses.flat_map(|loss| loss.to_bits().to_le_bytes()) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    }
    Ok(format!("{hash:08x}"))
}
