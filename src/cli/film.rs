//! `saddle film`: a comparison trained once, as the film that the page shows until its engine is there.

use std::fs;
use std::path::PathBuf;

use burn::prelude::Device;
use clap::Args;

use super::block_on::block_on;
use super::say::say;
use super::{read_link, replay};
use crate::experiment::{RunId, Script};
use crate::play::film::Film;
use crate::record::{Frame, Pixels};

/// Cells of D's opinion in one of the film, across and down: the page draws them softly.
const CELLS: usize = 2;

/// A film to make.
#[derive(Debug, Args)]
pub struct FilmArguments {
    /// The page's address, or only what follows its #; the comparison that the page opens on unless given.
    #[arg(default_value = "")]
    link: String,
    /// Pictures of a run after the one of its first step.
    #[arg(long, default_value = "24", value_parser = clap::value_parser!(u32).range(1..=100))]
    pictures: u32,
    /// The file to write.
    #[arg(long)]
    out: PathBuf,
}

/// Trains and writes it.
///
/// # Errors
/// One line that names the field and what is accepted.
pub fn film(args: &FilmArguments) -> Result<(), String> {
    let script = read_link(&args.link)?;
    let steps = script.courses.first().map_or(0, |course| course.start.steps);
    let mut film = Film {
        of: Film::name(&script),
        steps: Vec::new(),
        real: Pixels::Points(Vec::new()),
        runs: Vec::new(),
    };
    film.steps = (0..=args.pictures)
        .map(|i| (u64::from(steps) * u64::from(i) / u64::from(args.pictures)) as u32)
        .collect();
    for run in (0..script.courses.len()).map(RunId) {
        let (frames, real) = block_on(pictures(&script, run, &film.steps))?;
        film.runs.push(frames);
        film.real = real;
    }
    let file = film
        .encode()
        .ok_or("link: accepted are runs on points from step 0, and fewer pictures than steps")?;
    fs::write(&args.out, &file).map_err(|e| format!("out={}: {e}", args.out.display()))?;
    say(&format!("{} bytes", file.len()));
    Ok(())
}

/// What `run` shows at `steps`, and real points.
async fn pictures(script: &Script, run: RunId, steps: &[u32]) -> Result<(Vec<Frame>, Pixels), String> {
    let lineage = script.lineage(run).ok_or("link: no run")?;
    let mut session = replay::open(&lineage, None, &Device::flex()).await?;
    let lost = |failure: crate::failure::Failure| failure.to_string();
    let real = session.ready().await.map_err(lost)?.real;
    let mut frames = Vec::new();
    for step in steps {
        session.advance(*step, || false).await.map_err(lost)?;
        if session.step_count() != *step || session.diverged().is_some() {
            return Err(format!("link: run {} does not stand at step {step}", run.letter()));
        }
        frames.push(coarse(session.frame().await.map_err(lost)?));
    }
    Ok((frames, real))
}

/// `frame` with fewer cells.
fn coarse(frame: Frame) -> Frame {
    let (fine, side) = (frame.heat_side as usize, frame.heat_side as usize / CELLS);
    let mean = |cell: usize| {
        let (row, column) = (cell / side * CELLS, cell % side * CELLS);
        let all =
            (0..CELLS * CELLS).map(|i| u32::from(frame.heat[(row + i / CELLS) * fine + column + i % CELLS]));
        (all.sum::<u32>() / (CELLS * CELLS) as u32) as u8
    };
    Frame { heat: (0..side * side).map(mean).collect(), heat_side: side as u32, ..frame }
}
