//! Classes: which one is trained on when, and what a data set must have for that (docs/facts.md,
//! section 5).

use super::error::DataError;
use crate::experiment::{CLASSES, Classes, Condition, Experiment, key};

/// Steps of a run of `e`, where it takes the classes in turn.
pub(super) fn turns(e: &Experiment) -> Option<u32> {
    (e.data.has_classes() && e.classes == Classes::InTurn).then_some(e.steps)
}

/// The class of `step` (from 0) in a run of `steps` that trains one class after the other: each has
/// a tenth of the run, in order; past its end the last one stays.
pub fn class_at(step: u32, steps: u32) -> u8 {
    let turn = u64::from(step) * u64::from(CLASSES) / u64::from(steps.max(1));
    turn.min(u64::from(CLASSES) - 1) as u8
}

/// Those of the images in `pool` that are of `class`, in the order of `pool`.
pub(super) fn only(pool: &[u32], labels: &[u8], class: u8) -> Vec<u32> {
    pool.iter().copied().filter(|i| labels.get(*i as usize) == Some(&class)).collect()
}

/// `n` images of `pool`, number i of class i % 10: laid out in rows of ten, one class a column. A
/// class that runs out begins again; one without images is left out.
pub(super) fn columns(pool: &[u32], labels: &[u8], n: usize) -> Vec<u32> {
    let classes: Vec<Vec<u32>> = (0..CLASSES as u8).map(|class| only(pool, labels, class)).collect();
    let at = |i: usize| classes.get(i % classes.len()).map(|class| (class, i / classes.len()));
    (0..n).filter_map(at).filter_map(|(class, row)| class.get(row % class.len().max(1))).copied().collect()
}

/// Whether the images of `train` have the classes that `e` asks for.
///
/// # Errors
/// [`DataError`] with the key that asks and what is missing.
pub(super) fn check(e: &Experiment, labels: Option<&[u8]>, train: &[u32]) -> Result<(), DataError> {
    let asking = match (e.classes, e.condition) {
        (Classes::All, Condition::Off) => return Ok(()),
        (Classes::All, _) => "condition",
        _ => "classes",
    };
    let Some(labels) = labels else {
        let value = key(asking).map(|key| key.get(e).to_string()).unwrap_or_default();
        return Err(DataError::NoLabels { key: format!("{asking}={value}") });
    };
    if let Some(found) = labels.iter().find(|l| u32::from(**l) >= CLASSES) {
        return Err(DataError::Label { found: *found });
    }
    let needed = match e.classes {
        Classes::Only(class) => class..=class,
        _ => 0..=CLASSES as u8 - 1,
    };
    for class in needed {
        if !train.iter().any(|i| labels.get(*i as usize) == Some(&class)) {
            return Err(DataError::NoneOfClass { class });
        }
    }
    Ok(())
}

/// The same for the few images of `train` that are left by `data.count`.
///
/// # Errors
/// As there.
pub(super) fn check_few(e: &Experiment, labels: Option<&[u8]>, few: &[u32]) -> Result<(), DataError> {
    check(e, labels, few).map_err(|error| match error {
        DataError::NoneOfClass { class } => DataError::NoneOfFew { class, count: few.len() },
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_has_a_tenth_of_the_run_in_order() {
        let steps = 3000;
        let count = |class| (0..steps).filter(|step| class_at(*step, steps) == class).count();
        assert!((0..10).all(|class| count(class) == 300));
        assert!((1..steps).all(|step| class_at(step, steps) >= class_at(step - 1, steps)));
        assert_eq!([0, 299, 300, 2999, 3000, u32::MAX].map(|t| class_at(t, steps)), [0, 0, 1, 9, 9, 9]);
    }

    #[test]
    fn tenths_that_do_not_divide_the_run_differ_by_one_step() {
        let count = |class| (0..1003).filter(|step| class_at(*step, 1003) == class).count();
        assert!((0..10).all(|class| (100..=101).contains(&count(class))));
    }

    #[test]
    fn columns_hold_one_class_each() {
        let labels: Vec<u8> = (0..40).map(|i| i / 4).collect();
        let pool: Vec<u32> = (0..40).rev().collect();
        let laid = columns(&pool, &labels, 64);
        assert!(laid.iter().enumerate().all(|(i, image)| labels[*image as usize] == (i % 10) as u8));
        assert_eq!((laid[0], laid[10], laid[30], laid[40]), (3, 2, 0, 3));
    }
}
