//! What a program leaves out, line by line, and why.

use super::Asked;
use crate::experiment::{Data, Experiment, Schedule};

/// What the program of `asked` with `draws` (PyTorch) does not do as Saddle does, one sentence each.
pub fn missing(asked: &Asked<'_>, draws: &str) -> Vec<String> {
    let course = asked.course;
    let all = || [&course.start].into_iter().chain(course.edits.iter().map(|edit| &edit.to));
    let any = |is: fn(&Experiment) -> bool| all().any(is);
    let mut said = vec![format!(
        "Random numbers: {draws} draws its own, so losses are not those of Saddle step by step; \
                         with --trace they are."
    )];
    if let Some(fork) = course.fork {
        said.push(format!(
            "The fork: Saddle's run begins with the weights of run {} after step {}; here it begins at step 0.",
            fork.of.letter(),
            fork.at
        ));
    }
    if any(|e| e.schedule == Schedule::OnCollapse) {
        said.push(
            "lr.schedule=on-collapse: Saddle's doctor halves both rates when it hears a collapse; here they stay."
                .into(),
        );
    }
    match course.start.data {
        Data::Digits8 | Data::Stacked8 | Data::Mnist | Data::Images | Data::Table => {
            let other = "Held-out samples: a tenth of the data as there, but another tenth.";
            said.push(other.into());
        }
        _ => {}
    }
    said
}
