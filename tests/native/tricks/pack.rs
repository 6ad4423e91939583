//! Section 16: packs of samples, all real or all fake.

use saddle::experiment::architecture::Shape;
use saddle::experiment::{Data, Experiment};
use saddle::gan::discriminator::Discriminator;
use saddle::gan::generator::Generator;
use saddle::gan::pack::packed;

use super::support::{EIGHT, changed, device, host, random, small, trained};

const KINDS: [(Data, Shape); 2] = [(Data::Ring8, Shape::Point), (Data::Digits8, EIGHT)];

fn experiment(data: Data, pack: u32) -> Experiment {
    Experiment { pack, ..small(data) }
}

fn discriminator(data: Data, shape: Shape, pack: u32) -> Discriminator {
    Discriminator::new(&experiment(data, pack), shape, &device()).expect("a discriminator")
}

#[test]
fn a_pack_of_one_is_its_sample_to_the_bit() {
    let x = random("x", 6, 2);
    assert_eq!(host(packed(x.clone(), 1)), host(x));
}

#[test]
fn only_the_first_layer_of_d_grows() {
    for (data, shape) in KINDS {
        let shapes = |pack| trained(&discriminator(data, shape, pack));
        let (one, four) = (shapes(1), shapes(4));
        assert_eq!(one.len(), four.len());
        let differs: Vec<_> = one.iter().zip(&four).filter(|(a, b)| a != b).collect();
        let [((_, one), (path, four))] = differs[..] else { panic!("{data:?}: {differs:?}") };
        assert!(path.ends_with("hidden.0.weight") || path.ends_with("down.0.weight"), "{path}");
        assert_eq!(four.iter().product::<usize>(), 4 * one.iter().product::<usize>(), "{data:?}");
        let g = |pack| trained(&Generator::new(&experiment(data, pack), shape, &device()).expect("one"));
        assert_eq!(g(1), g(4), "{data:?}");
    }
}

#[test]
fn d_of_a_pack_sees_each_of_its_samples_at_its_own_place() {
    for (data, shape) in KINDS {
        let (n, pack) = (shape.len(), 3);
        // The weights of the second place alone stay.
        let blind = changed(discriminator(data, shape, pack), |path, dims, values| {
            let each = match path {
                path if path.ends_with("hidden.0.weight") => values.len() / pack as usize,
                path if path.ends_with("down.0.weight") => dims[2] * dims[3],
                _ => return,
            };
            for (place, part) in values.chunks_mut(each).enumerate() {
                if place % pack as usize != 1 {
                    part.fill(0.0);
                }
            }
        });
        let x = random("x", 6, n);
        let logits = |moved: Option<usize>| {
            let mut values = host(x.clone());
            if let Some(sample) = moved {
                values[sample * n] += 1.0;
            }
            let rows = burn::tensor::TensorData::new(values, [6, n]);
            host(blind.forward(packed(burn::tensor::Tensor::from_data(rows, &device()), pack)))
        };
        let plain = logits(None);
        assert_eq!(plain.len(), 2, "two packs");
        for sample in 0..6 {
            let found = logits(Some(sample));
            let differs: Vec<_> = (0..2).filter(|i| found[*i] != plain[*i]).collect();
            // Sample 1 is at the second place of the first pack, sample 4 at that of the second.
            let expected: &[usize] = match sample {
                1 => &[0],
                4 => &[1],
                _ => &[],
            };
            assert_eq!(differs, expected, "{data:?}, sample {sample}");
        }
    }
}
