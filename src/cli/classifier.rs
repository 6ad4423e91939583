//! `saddle classifier`: trains the classifier that images are measured with, and writes its file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};

use super::output;
use super::say::say;
use crate::classifier::{Training, train};
use crate::experiment::Data;

/// The classifier to train.
#[derive(Debug, Args)]
pub struct ClassifierArguments {
    /// The data set to tell the classes of.
    #[arg(long, value_enum)]
    data: Labelled,
    /// The seed of its weights, and of the order and the shifts of the images.
    #[arg(long, default_value_t = 1)]
    seed: u32,
    /// How often it sees each image.
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=1000))]
    epochs: u32,
    /// The folder for the file.
    #[arg(long)]
    out: PathBuf,
}

/// Data sets with a classifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Labelled {
    /// Handwritten digits of 8 x 8 pixels.
    Digits8,
    /// Shapes of 28 x 28 pixels.
    Shapes28,
    /// Handwritten digits of 28 x 28 pixels.
    Mnist,
}

/// Trains and writes `DATA-classifier.safetensors`.
///
/// # Errors
/// One line that names the field.
pub fn classifier(args: &ClassifierArguments) -> Result<(), String> {
    let data = match args.data {
        Labelled::Digits8 => Data::Digits8,
        Labelled::Shapes28 => Data::Shapes28,
        Labelled::Mnist => Data::Mnist,
    };
    let own = super::mnist::needed(data)?;
    output::create(&args.out)?;
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} epochs  {eta} left  {msg}");
    let bar =
        ProgressBar::new(u64::from(args.epochs)).with_style(style.unwrap_or(ProgressStyle::default_bar()));
    let (card, bytes) =
        train(Training { data, seed: args.seed, epochs: args.epochs }, own.as_ref(), |epoch, loss| {
            bar.set_message(format!("loss {loss:.4}"));
            bar.set_position(u64::from(epoch));
        })?;
    bar.finish_and_clear();
    let path = args.out.join(format!("{}-classifier.safetensors", card.data));
    std::fs::write(&path, bytes).map_err(|e| format!("out={}: {e}", path.display()))?;
    let (share, of) = (100.0 * card.accuracy, card.held_out);
    say(&format!("{}: {share:.2} % of {of} held-out images, hash {}", path.display(), card.hash));
    Ok(())
}
