//! A file of finished runs on the disk: written by one process, a whole line at a time.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::evidence::lines::{self, Wrong};

/// A file that this process alone writes, until it is dropped or the process is killed.
#[derive(Debug)]
pub struct RunFile {
    file: File,
    path: PathBuf,
}

impl RunFile {
    /// Opens the file at `path`, or makes it with its folder. What a killed process left of its last line is taken
    /// out and told.
    ///
    /// # Errors
    /// Another process writes it, or it cannot be opened.
    pub fn open(path: &Path) -> Result<Self, String> {
        let wrong = |e| failed(path, e);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|e| failed(folder, e))?;
        }
        let file = OpenOptions::new().create(true).read(true).append(true).open(path).map_err(wrong)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(failed(
                    path,
                    "another process writes it; accepted is a shard of its own for each",
                ));
            }
            Err(TryLockError::Error(e)) => {
                eprintln!(
                    "warning: {}",
                    failed(path, format!("cannot be locked ({e}); start each shard once"))
                );
            }
        }
        let mut opened = Self { file, path: path.into() };
        opened.mend().map_err(wrong)?;
        Ok(opened)
    }

    /// Takes out a last line that was cut off; one that only lacks its end gets it.
    fn mend(&mut self) -> std::io::Result<()> {
        let (whole, tail) = self.tail()?;
        if tail.is_empty() {
            return Ok(());
        }
        if serde_json::from_slice::<IgnoredAny>(&tail).is_ok() {
            return self.file.write_all(b"\n");
        }
        eprintln!(
            "warning: {}: the last line was cut off and is taken out; its run is trained again",
            self.path.display()
        );
        self.file.set_len(whole)
    }

    /// What follows the last end of a line, and where it begins.
    fn tail(&mut self) -> std::io::Result<(u64, Vec<u8>)> {
        const PIECE: u64 = 4096;
        let (mut from, mut tail) = (self.file.metadata()?.len(), Vec::new());
        while from > 0 {
            let length = from.min(PIECE);
            from -= length;
            let mut piece = vec![0; length as usize];
            self.file.seek(SeekFrom::Start(from))?;
            self.file.read_exact(&mut piece)?;
            let end = piece.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
            let begin = end.unwrap_or(0);
            from += begin as u64;
            piece.drain(..begin);
            piece.append(&mut tail);
            tail = piece;
            if end.is_some() {
                break;
            }
        }
        Ok((from, tail))
    }

    /// Adds `run` and waits until it is on the disk.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn add(&mut self, run: &impl Serialize) -> Result<(), String> {
        let line = serde_json::to_string(run).map_err(|e| failed(&self.path, e))? + "\n";
        self.file
            .write_all(line.as_bytes())
            .and_then(|()| self.file.sync_data())
            .map_err(|e| failed(&self.path, e))
    }

    /// Removes the file: its runs are elsewhere.
    ///
    /// # Errors
    /// It cannot be removed.
    pub fn remove(self) -> Result<(), String> {
        fs::remove_file(&self.path).map_err(|e| failed(&self.path, e))
    }
}

/// Who reads, and so what is said of a line whose end is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// A shard: the line is another's, that may be writing it.
    Shard,
    /// Who joins what all shards wrote.
    Join,
}

/// Hands every run in the file at `path` to `each`, and says on the error output what is no run.
///
/// # Errors
/// It cannot be read.
pub fn read<T: DeserializeOwned>(path: &Path, reader: Reader, each: impl FnMut(T)) -> Result<(), String> {
    let file = File::open(path).map_err(|e| failed(path, e))?;
    let damaged = lines::read(BufReader::new(file), each).map_err(|e| failed(path, e))?;
    for damage in damaged.iter().filter(|damage| reader == Reader::Join || damage.what != Wrong::Cut) {
        eprintln!("warning: {}: {damage}", path.display());
    }
    Ok(())
}

/// The files of runs in `folder`, by name; none where there is no folder yet.
///
/// # Errors
/// It cannot be listed.
pub fn all(folder: &Path) -> Result<Vec<PathBuf>, String> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(folder).map_err(|e| failed(folder, e))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "jsonl"));
    files.sort();
    Ok(files)
}

pub(super) fn failed(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("saddle-run-file-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        folder.join(name)
    }

    fn runs(path: &Path) -> Vec<(u32, String)> {
        let mut runs = Vec::new();
        read(path, Reader::Join, |run| runs.push(run)).expect("readable");
        runs
    }

    #[test]
    fn wherever_a_write_was_cut_the_next_run_stands_on_a_line_of_its_own() {
        let path = place("cut.jsonl");
        let long = "x".repeat(9000);
        let whole = format!("[1,\"a\"]\n[2,\"{long}\"]\n");
        // The second line is longer than what is looked at in one piece.
        for cut in [0, 1, 6, 7, 8, 9, 12, 4000, 8999, whole.len() - 2, whole.len() - 1, whole.len()] {
            fs::write(&path, &whole[..cut]).expect("written");
            RunFile::open(&path).and_then(|mut file| file.add(&(3, "c"))).expect("added");
            let seeds: Vec<u32> = runs(&path).iter().map(|run| run.0).collect();
            let kept = [(1, 7), (2, whole.len() - 1)].into_iter().filter(|(_, end)| cut >= *end);
            let expected: Vec<u32> = kept.map(|(seed, _)| seed).chain([3]).collect();
            assert_eq!(seeds, expected, "cut at {cut}");
            let text = fs::read_to_string(&path).expect("text");
            assert_eq!(text.lines().count(), expected.len(), "cut at {cut}");
        }
    }

    #[test]
    fn a_file_has_one_writer_and_is_free_when_that_one_is_gone() {
        let path = place("lock.jsonl");
        let first = RunFile::open(&path).expect("free");
        assert!(RunFile::open(&path).is_err_and(|e| e.contains("another process writes it")));
        drop(first);
        assert!(RunFile::open(&path).is_ok());
    }
}
