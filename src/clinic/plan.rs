//! What the clinic announced: its lines of `evidence/plan.jsonl`.

use super::arm::{self, Arm};
use super::carry_plan::{self, Carry};

/// The lines of the clinic.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Tips at their settings.
    pub arms: Vec<Arm>,
    /// Cells that are tried at other rates, widths and lengths too.
    pub carries: Vec<Carry>,
}

/// Reads a plan. Other lines than the clinic's are another's.
///
/// # Errors
/// The first line that is wrong, and why.
pub fn read(text: &str) -> Result<Plan, String> {
    let arms = arm::read(text)?;
    let carries = carry_plan::read(text, &arms)?;
    Ok(Plan { arms, carries })
}
