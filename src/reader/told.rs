//! What the reader says to the page.
//!
//! The page waits for [`Told::Hello`], then asks once, with a plain list `[wishes, name, File, …]`:
//! handles, not bytes, or in the place of a handle an address, perhaps with its hash, `url#sha256`. Each answer is
//! a list `[told]`, both of these postcard; that of [`Told::Ready`] is `[told, Blob]`, and the blob holds the data
//! as an engine takes it.

use serde::{Deserialize, Serialize};

use crate::data::{DataError, Preview};

/// What the reader says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Told {
    /// It is up.
    Hello {
        /// Its build.
        build: String,
    },
    /// It has read so many files of so many.
    Reading {
        /// Files and pictures read.
        done: u32,
        /// In all, as far as is known.
        of: u32,
    },
    /// So many bytes are fetched.
    Fetching {
        /// Bytes that are there.
        done: u32,
        /// In all; 0 when the server does not say.
        of: u32,
    },
    /// The files can be trained on.
    Ready(Preview),
    /// They cannot.
    Failed(DataError),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{decode, encode};

    #[test]
    fn what_is_told_survives_the_way() {
        for told in [
            Told::Reading { done: 3, of: 9 },
            Told::Fetching { done: 3, of: 0 },
            Told::Failed(DataError::NoFiles),
        ] {
            assert_eq!(decode::<Told>(&encode(&told)), Some(told));
        }
    }
}
