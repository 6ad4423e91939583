//! What the loss curves say about a run: pure rules over its records. They give hints and ask; a
//! rule never stops a run.

pub mod quiet;
pub mod won;
