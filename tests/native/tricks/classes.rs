//! Section 5: both networks are told the class.

use burn::prelude::*;
use saddle::experiment::{CLASSES, Condition, Data, Experiment, Norm};
use saddle::gan::condition;
use saddle::gan::discriminator::Discriminator;
use saddle::gan::dropout::Masks;
use saddle::gan::generator::Generator;

use super::support::{EIGHT, changed, device, host, random, trained};

const LABELS: [u8; 6] = [3, 1, 4, 1, 5, 9];

fn experiment(condition: Condition) -> Experiment {
    let mut e = Experiment::default_for(Data::Digits8);
    (e.generator.width, e.discriminator.width, e.condition) = (4, 4, condition);
    e
}

fn discriminator(condition: Condition) -> Discriminator {
    Discriminator::new(&experiment(condition), EIGHT, &device()).expect("a discriminator")
}

/// Logits of the same images as images of `labels`.
fn logits(d: &Discriminator, labels: &[u8]) -> Vec<f32> {
    let classes = condition::one_hot(labels, &device());
    host(d.critic(&Masks::default()).judge(random("x", LABELS.len(), 64), Some(&classes)))
}

#[test]
fn a_projection_on_vectors_of_zero_gives_the_logits_of_the_unconditional_d() {
    let d = changed(discriminator(Condition::Projection), |path, _, values| {
        if path.contains("embedding") {
            values.fill(0.0);
        }
    });
    let plain = host(discriminator(Condition::Off).forward(random("x", LABELS.len(), 64)));
    assert_eq!(logits(&d, &LABELS), plain);
    assert_ne!(logits(&discriminator(Condition::Projection), &LABELS), plain);
}

#[test]
fn permuting_the_classes_together_with_their_vectors_changes_no_logit() {
    let permuted = |label: u8| (label + 3) % CLASSES as u8;
    let d = discriminator(Condition::Projection);
    let other = changed(discriminator(Condition::Projection), |path, shape, values| {
        if path.contains("embedding") {
            let (old, size) = (values.to_vec(), shape[1]);
            for label in 0..CLASSES as u8 {
                let (from, to) = (usize::from(label) * size, usize::from(permuted(label)) * size);
                values[to..to + size].copy_from_slice(&old[from..from + size]);
            }
        }
    });
    assert_eq!(logits(&other, &LABELS.map(permuted)), logits(&d, &LABELS));
    assert_ne!(logits(&other, &LABELS), logits(&d, &LABELS));
}

#[test]
fn permuting_the_channels_of_concatenated_classes_together_with_their_weights_changes_no_logit() {
    let permuted = |label: u8| (label + 3) % CLASSES as u8;
    let d = discriminator(Condition::Concat);
    let other = changed(discriminator(Condition::Concat), |path, shape, values| {
        if path.ends_with("down.0.weight") {
            let (old, area) = (values.to_vec(), shape[2] * shape[3]);
            for filter in 0..shape[0] {
                // The class's channel behind the one of the pixels.
                let at = |label: u8| (filter * shape[1] + 1 + usize::from(label)) * area;
                for label in 0..CLASSES as u8 {
                    let (from, to) = (at(label), at(permuted(label)));
                    values[to..to + area].copy_from_slice(&old[from..from + area]);
                }
            }
        }
    });
    for (a, b) in logits(&other, &LABELS.map(permuted)).iter().zip(logits(&d, &LABELS)) {
        // The order of the sum over channels is another.
        assert!((a - b).abs() < 1e-6, "{a} {b}");
    }
    assert_ne!(logits(&other, &LABELS), logits(&d, &LABELS));
}

#[test]
fn a_wrong_class_changes_the_logit_of_its_image_and_of_no_other() {
    for kind in [Condition::Concat, Condition::Projection] {
        let d = discriminator(kind);
        let mut wrong = LABELS;
        wrong[2] = 7;
        let (right, wrong) = (logits(&d, &LABELS), logits(&d, &wrong));
        let differs: Vec<_> = (0..LABELS.len()).filter(|i| right[*i] != wrong[*i]).collect();
        assert_eq!(differs, [2], "{kind:?}");
    }
}

#[test]
fn g_gets_the_class_behind_the_latent_vector() {
    for kind in [Condition::Concat, Condition::Projection] {
        let mut e = experiment(kind);
        e.generator.norm = Norm::None;
        let made = Generator::new(&e, EIGHT, &device()).expect("a generator");
        let (_, shape) =
            trained(&made).into_iter().find(|(path, _)| path.ends_with("input.weight")).expect("an input");
        assert_eq!(shape[0], (e.latent + CLASSES) as usize, "{kind:?}");
        let z = random("z", 1, e.latent as usize).repeat_dim(0, 3);
        let classes = condition::one_hot(&[2, 2, 6], &device());
        let images = host(made.forward(condition::join(z, Some(&classes))));
        assert_eq!(images[..64], images[64..128], "{kind:?}: the same class");
        assert_ne!(images[..64], images[128..], "{kind:?}: another class");
    }
}

#[test]
fn a_class_is_one_hot_behind_the_rows() {
    let classes = condition::one_hot(&LABELS, &device());
    let rows = host(condition::join(Tensor::zeros([LABELS.len(), 2], &device()), Some(&classes)));
    for (row, label) in rows.chunks(2 + CLASSES as usize).zip(LABELS) {
        let hot: Vec<_> = (0..CLASSES as usize).filter(|i| row[2 + i] == 1.0).collect();
        assert_eq!((hot, row.iter().sum::<f32>()), (vec![usize::from(label)], 1.0));
    }
}
