//! What a page says in the browser's console.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use thirtyfour::prelude::*;

/// The console of one browser; what it has told is told once.
#[derive(Clone)]
pub enum Console {
    /// The driver tells it, and how grave it is.
    Asked(WebDriver),
    /// The browser keeps it to itself.
    Silent,
    /// The browser writes it to a file: every line that starts with one of `errors` is one.
    Written { lines: Arc<Mutex<BufReader<File>>>, errors: &'static [&'static str] },
}

impl Console {
    /// A console that is written to the file at `path`.
    pub fn written(path: &Path, errors: &'static [&'static str]) -> Self {
        let file = File::open(path).expect("what the browser writes");
        Self::Written { lines: Arc::new(Mutex::new(BufReader::new(file))), errors }
    }

    /// The errors since the last call.
    pub async fn errors(&self) -> Vec<String> {
        let told = self.lines().await.into_iter();
        told.filter(|(grave, _)| *grave).map(|(_, text)| text).collect()
    }

    /// All that was said since the last call, and whether it is an error.
    pub async fn lines(&self) -> Vec<(bool, String)> {
        match self {
            Self::Silent => Vec::new(),
            Self::Asked(driver) => {
                let log = driver.browser_log().await.unwrap_or_else(|e| panic!("no console: {e}"));
                log.into_iter().map(|entry| (entry.level == "SEVERE", entry.message)).collect()
            }
            Self::Written { lines, errors } => {
                let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                let mut told = Vec::new();
                let mut line = Vec::new();
                while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
                    let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                    told.push((errors.iter().any(|start| text.starts_with(start)), text));
                    line.clear();
                }
                told
            }
        }
    }
}
