//! What a worker needs of its surroundings.

use crate::failure::Failure;
use crate::protocol::{Command, Said};

/// The surroundings of an engine: a browser's worker, or a test.
pub trait Outside {
    /// Tells the page.
    fn post(&self, said: &Said);

    /// A clock, in milliseconds.
    fn now(&self) -> f64;

    /// Lets messages arrive.
    fn breathe(&self) -> impl Future<Output = ()>;

    /// The oldest command that has arrived, if there is one.
    fn next(&self) -> Option<Command>;

    /// The oldest command, once there is one.
    fn wait(&self) -> impl Future<Output = Command>;

    /// The user's data of the set `set`: an encoded [`crate::data::OwnData`].
    ///
    /// # Errors
    /// When the set is unknown or its bytes cannot be had.
    fn own(&self, set: u32) -> impl Future<Output = Result<Vec<u8>, Failure>>;
}
