//! Changes that start runs again.

use super::devices::Device;
use crate::experiment::{RunId, Script};

/// A change that starts runs again.
#[derive(Clone, Debug, PartialEq)]
pub enum Restart {
    /// Another script, every run from its beginning.
    All(Script),
    /// Another script, in which only these runs begin again.
    Alone(Script, Vec<RunId>),
    /// Another engine, every run from step 0.
    Device(Device),
}
