//! Whole files for the fuzzer to begin with (`scripts/fuzz.sh`).

use std::fs;
use std::path::Path;

use crate::WHOLE;

/// Into the folder `SADDLE_SEEDS`, a folder a format.
#[test]
#[ignore = "writes files"]
fn write_seeds() {
    let to = std::env::var("SADDLE_SEEDS").expect("SADDLE_SEEDS names a folder");
    for (format, whole) in WHOLE {
        let folder = Path::new(&to).join(format);
        fs::create_dir_all(&folder).expect("a folder");
        for (i, bytes) in whole().iter().enumerate() {
            fs::write(folder.join(format!("whole-{i}")), bytes).expect("a file");
        }
    }
}
