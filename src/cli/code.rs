//! `saddle code`: a run of a link as a program that needs nothing of Saddle.

use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::say::say;
use super::{from_link, own_files, read_link};
use crate::data::{OwnData, Source};
use crate::experiment::architecture::Shape;
use crate::experiment::{Course, Script, link, shape_of};
use crate::export::code::{Asked, MANIFEST, burn, pytorch};

/// A run to be written as a program.
#[derive(Debug, Args)]
pub struct Code {
    /// The page's address, or only what follows its #.
    link: String,
    /// The run of the link's comparison: a, b, c or d.
    #[arg(long, default_value = "a")]
    run: char,
    /// The language.
    #[arg(long, value_enum)]
    to: Language,
    #[command(flatten)]
    own: own_files::OwnFiles,
    /// The file to write, instead of the standard output; with `--to burn` the folder of the crate.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Language {
    /// One script for PyTorch.
    Pytorch,
    /// A crate for Burn; without --out its src/main.rs.
    Burn,
}

/// Writes the program.
///
/// # Errors
/// One line that names the field and what is accepted.
pub fn code(args: &Code) -> Result<(), String> {
    let lineage = from_link(&args.link, args.run)?;
    let course = lineage.courses.last().ok_or("link: no run")?;
    let title = title(&args.link, args.run)?;
    let link = format!("#{}", link::write(&lineage));
    let drawing = lineage.drawing.as_ref().filter(|_| args.own.is_empty());
    let own = own(args, &lineage, course)?;
    let shape = shape(own.as_ref(), course)?;
    let columns = match &own {
        Some(OwnData::Points(set)) => Some(&set.axes.names),
        _ => None,
    };
    let asked = Asked { course, shape, drawing, columns, title: &title, link: &link };
    let text = match args.to {
        Language::Pytorch => pytorch(&asked),
        Language::Burn => burn(&asked),
    };
    let text = text.map_err(|why| why.to_string())?;
    match &args.out {
        Some(folder) if matches!(args.to, Language::Burn) => {
            let write = || {
                fs::create_dir_all(folder.join("src"))?;
                fs::write(folder.join("Cargo.toml"), MANIFEST)?;
                fs::write(folder.join("src/main.rs"), &text)
            };
            write().map_err(|e| format!("out={}: {e}", folder.display()))
        }
        Some(path) => fs::write(path, text).map_err(|e| format!("out={}: {e}", path.display())),
        None => {
            say(text.trim_end());
            Ok(())
        }
    }
}

/// What the run is called in its comparison.
fn title(link: &str, run: char) -> Result<String, String> {
    let script: Script = read_link(link)?;
    let comparison = script.starts();
    let letter = run.to_ascii_uppercase();
    let runs = (0..comparison.runs.len()).map(crate::experiment::RunId);
    let run = runs.into_iter().find(|run| run.letter() == letter);
    Ok(run.map_or_else(String::new, |run| format!("Run {letter}: {}", comparison.description(run))))
}

/// The user's data, where the run trains on it and it is named.
fn own(args: &Code, lineage: &Script, course: &Course) -> Result<Option<OwnData>, String> {
    let named = course.start.data.is_own() && !args.own.is_empty();
    if named { args.own.read(lineage) } else { Ok(None) }
}

/// The shape of the run's samples, of `own` ones as their files have it.
fn shape(own: Option<&OwnData>, course: &Course) -> Result<Shape, String> {
    let e = &course.start;
    match own {
        Some(_) => Source::of(e, own).map(|source| source.shape()).map_err(|why| why.to_string()),
        None => Ok(shape_of(e.data)),
    }
}
