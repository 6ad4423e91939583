//! What a command answers, on the standard output.

use std::io::{ErrorKind, Write, stdout};

/// Prints `line` and ends the line. Whoever reads only the beginning (`| head`) has had enough: the program ends
/// there, and all is well.
///
/// # Errors
/// Ends the program with a message where the output cannot be written for another reason.
pub(super) fn say(line: &str) {
    let Err(error) = writeln!(stdout(), "{line}") else { return };
    let enough = error.kind() == ErrorKind::BrokenPipe;
    if !enough {
        eprintln!("error: the output cannot be written: {error}");
    }
    std::process::exit(i32::from(!enough));
}
