//! The user's own files on the command line: read, and told about.

use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::{Value, json};

use super::mnist;
use crate::data::drawn::drawn;
use crate::data::{DataError, Gather, MAX_BYTES, OwnData, UserFile, Wishes};
use crate::experiment::{Data, NamedSet, Script};

/// Folders in folders that are looked into.
const DEEPEST: usize = 8;

/// The user's files, and what to make of them.
#[derive(Debug, Args)]
pub struct OwnFiles {
    /// Files for data that needs them: pictures, a folder of them, zip, IDX, npy, npz, CIFAR-10 or CSV.
    #[arg(long, num_args = 1..)]
    data_files: Vec<PathBuf>,
    /// Pixels on a side that own images are brought to.
    #[arg(long)]
    data_side: Option<usize>,
    /// Make own images grey, whatever their colours.
    #[arg(long)]
    data_grey: bool,
    /// Turn own images over their diagonal: EMNIST lies so.
    #[arg(long)]
    data_turn: bool,
    /// The array of an npz that holds the images.
    #[arg(long)]
    data_array: Option<String>,
    /// The two columns of own points, by name or by number from 1.
    #[arg(long, num_args = 2)]
    data_columns: Option<Vec<String>>,
}

impl OwnFiles {
    fn wishes(&self) -> Wishes {
        let columns = self.data_columns.clone().and_then(|columns| columns.try_into().ok());
        Wishes {
            side: self.data_side,
            grey: self.data_grey,
            turn: self.data_turn,
            array: self.data_array.clone(),
            columns,
        }
    }

    /// Whether none are named.
    pub fn is_empty(&self) -> bool {
        self.data_files.is_empty()
    }

    /// What the files hold for the runs of `script`, or its drawing; `None` where they need neither. What was
    /// done to files is told on the error output.
    ///
    /// # Errors
    /// One line that names the file and what is accepted.
    pub fn read(&self, script: &Script) -> Result<Option<OwnData>, String> {
        let data = script.courses.last().map_or(Data::Ring8, |course| course.start.data);
        let mut paths = Vec::new();
        self.data_files.iter().try_for_each(|path| walk(path, DEEPEST, &mut paths))?;
        if !data.needs_files() {
            return Ok(None);
        }
        let own = match data {
            Data::Mnist if !paths.is_empty() => {
                return Err("data-files: mnist is in Saddle; accepted with files are images and table".into());
            }
            Data::Mnist => mnist::load()?,
            Data::Table if paths.is_empty() && script.drawing.is_some() => points_of(script)?,
            Data::Table => self.points(&paths)?,
            _ => self.images(&paths)?,
        };
        own.notes().iter().for_each(|note| eprintln!("note: {note}"));
        script.set.iter().filter_map(|wanted| other(wanted, &own)).for_each(|note| eprintln!("note: {note}"));
        Ok(Some(own))
    }

    fn points(&self, paths: &[PathBuf]) -> Result<OwnData, String> {
        // Two are as wrong as many.
        let file = |path: &PathBuf| load(path).map(|bytes| UserFile { name: named(path), bytes });
        let files: Vec<_> = paths.iter().take(2).map(file).collect::<Result<_, _>>()?;
        OwnData::read(Data::Table, &files, &self.wishes()).map_err(|error| refused(Data::Table, &error))
    }

    /// One file after the other, so that not all pictures are held at once.
    fn images(&self, paths: &[PathBuf]) -> Result<OwnData, String> {
        let refused = |error| refused(Data::Images, &error);
        let mut gather = Gather::new(&self.wishes()).map_err(refused)?;
        for path in paths {
            gather.add(&named(path), Cow::Owned(load(path)?));
        }
        gather.finish().map(|set| OwnData::Images(Arc::new(set))).map_err(refused)
    }
}

/// What is said where `own` is not the data that a link was made on.
fn other(wanted: &NamedSet, own: &OwnData) -> Option<String> {
    let named = own.named("");
    let said = |set: &NamedSet| format!("{} samples, hash {}", set.count, set.digits());
    let (its, yours) = (said(wanted), said(&named));
    (!wanted.is_same(&named))
        .then(|| format!("set={wanted}: the link was made on other data ({its}) than yours ({yours})"))
}

/// The points of the drawing of `script`.
fn points_of(script: &Script) -> Result<OwnData, String> {
    let set = drawn(script.drawing.as_ref().ok_or("draw: there is no drawing")?);
    set.map(|set| OwnData::Points(Arc::new(set))).map_err(|fault| fault.of("draw").to_string())
}

fn refused(data: Data, error: &DataError) -> String {
    format!("data={}: {error} (--data-files)", super::spelled(data))
}

fn named(path: &Path) -> String {
    path.display().to_string()
}

fn failed(path: &Path, why: &dyn std::fmt::Display) -> String {
    format!("data-files={}: {why}", path.display())
}

/// Adds the file at `path`, or all that lie in the folder, in the order of their names. Hidden ones are
/// left out.
fn walk(path: &Path, deep: usize, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let kind = fs::metadata(path).map_err(|error| failed(path, &error))?;
    if !kind.is_dir() {
        found.push(path.into());
        return Ok(());
    }
    if deep == 0 {
        return Err(failed(path, &"accepted are eight folders in each other"));
    }
    let entries = fs::read_dir(path).map_err(|error| failed(path, &error))?;
    let mut entries: Vec<PathBuf> = entries.filter_map(Result::ok).map(|entry| entry.path()).collect();
    entries.retain(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')));
    entries.sort();
    entries.iter().try_for_each(|path| walk(path, deep - 1, found))
}

fn load(path: &Path) -> Result<Vec<u8>, String> {
    let length = fs::metadata(path).map_err(|error| failed(path, &error))?.len();
    if length > MAX_BYTES {
        return Err(failed(path, &"more than 256 MB; accepted is at most as much"));
    }
    fs::read(path).map_err(|error| failed(path, &error))
}

/// What is known about own data, for `data.json`.
pub fn described(own: &OwnData) -> Value {
    match own {
        OwnData::Images(set) => json!({
            "images": set.count,
            "hash": format!("{:016x}", own.hash()),
            "side": set.side,
            "channels": set.channels,
            "range": [set.seen.low, set.seen.high],
            "levels": set.levels,
            "classes": set.classes.iter().zip(set.counts()).collect::<Vec<_>>(),
            "notes": set.notes,
            "left_out": { "count": set.skipped.count, "why": set.skipped.why },
        }),
        // A point of the networks times the spread plus the centre is one of the file.
        OwnData::Points(set) => json!({
            "points": set.count(),
            "hash": format!("{:016x}", own.hash()),
            "axes": set.axes.names,
            "centre": set.axes.centre,
            "spread": set.axes.spread,
            "notes": set.notes,
        }),
    }
}
