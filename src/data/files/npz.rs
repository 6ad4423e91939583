//! Which arrays of an archive are the images, and which are their labels.

use super::fault::{Fault, shown};
use super::labels::stem;
use super::parts::{ImagePart, LabelPart};
use crate::text::joined::list;
use crate::text::{data, fault as t};

/// What the images of a training set are called: by Keras, by MedMNIST, and by people.
const USUAL: [&str; 5] = ["x_train", "train_images", "train_x", "images", "x"];

/// How a name of images becomes that of their labels.
const PAIRS: [(&str, &str); 3] = [("x", "y"), ("images", "labels"), ("image", "label")];

/// Leaves of several arrays of images the one that is `wished` for, or called as those of a training set
/// are, and its labels. Where none is, `ask` decides whether that is an error, or all are meant.
///
/// # Errors
/// With the names to choose from.
pub fn choose(
    images: &mut Vec<ImagePart<'_>>,
    labels: &mut Vec<LabelPart>,
    wished: Option<&str>,
    ask: bool,
    notes: &mut Vec<String>,
) -> Result<(), Fault> {
    let called = |name: &str, wanted: &str| stem(name).eq_ignore_ascii_case(stem(wanted));
    let place = |wanted: &str| images.iter().position(|part| called(&part.name, wanted));
    let names: Vec<String> = images.iter().take(8).map(|part| shown(stem(&part.name))).collect();
    let place =
        match wished {
            Some(wanted) => Some(place(wanted).ok_or_else(|| {
                Fault::whole(t::no_such_array(shown(wanted)), t::one_of(list(names.clone())))
            })?),
            None if images.len() < 2 => None,
            None => USUAL.iter().find_map(|usual| place(usual)),
        };
    match place {
        Some(place) => {
            let chosen = images.swap_remove(place);
            let others: Vec<String> = names.into_iter().filter(|name| *name != stem(&chosen.name)).collect();
            if !others.is_empty() {
                notes.push(data::arrays_left(stem(&chosen.name), list(others)));
            }
            *images = vec![chosen];
        }
        None if images.len() > 1 && ask => {
            return Err(Fault::whole(t::SEVERAL_ARRAYS.get(), t::choice_of_one(list(names))));
        }
        None => {}
    }
    if let [only] = &images[..] {
        keep_labels(only, labels);
    }
    Ok(())
}

/// Leaves of `labels` those that belong to `images`: by name, else by number.
fn keep_labels(images: &ImagePart<'_>, labels: &mut Vec<LabelPart>) {
    let name = stem(&images.name).to_ascii_lowercase();
    let pairs = PAIRS.iter().filter(|(x, _)| name.contains(x)).map(|(x, y)| name.replacen(x, y, 1));
    let names: Vec<String> = pairs.collect();
    let by_name =
        labels.iter().position(|part| names.iter().any(|name| stem(&part.name).eq_ignore_ascii_case(name)));
    let fits = |part: &LabelPart| part.labels.of.len() == images.stack.count;
    let by_count =
        || labels.iter().position(fits).filter(|_| labels.iter().filter(|part| fits(part)).count() == 1);
    if labels.len() > 1 {
        *labels = by_name.or_else(by_count).map(|place| labels.swap_remove(place)).into_iter().collect();
    }
}
