//! Section 2: what the page says of the sizes is what is built.

use burn::module::Module;
use saddle::experiment::architecture::Shape;
use saddle::experiment::size::{discriminator_size, generator_size};
use saddle::experiment::{Data, Experiment, Norm, TRICKS};
use saddle::gan::discriminator::Discriminator;
use saddle::gan::generator::Generator;

use super::support::{EIGHT, TWENTY_EIGHT, count, device, trained};

/// Every preset of every trick, with what it is.
fn every_preset(data: Data) -> Vec<(String, Experiment)> {
    let plain = Experiment::default_for(data);
    let mut all = vec![("plain".to_owned(), plain.clone())];
    for trick in TRICKS.iter().filter(|trick| trick.greyed(data).is_none()) {
        for preset in (trick.presets)(data) {
            all.push((format!("{}, {}", trick.id, preset.name), trick.with(&plain, Some(preset))));
        }
    }
    all
}

#[test]
fn the_counted_parameters_are_those_of_the_built_networks_for_every_preset_of_every_trick() {
    for (data, shape) in [(Data::Ring8, Shape::Point), (Data::Digits8, EIGHT), (Data::Mnist, TWENTY_EIGHT)] {
        for (what, e) in every_preset(data) {
            let g = Generator::new(&e, shape, &device()).expect("a generator");
            let d = Discriminator::new(&e, shape, &device()).expect("a discriminator");
            let said = generator_size(&e, shape).map(|size| size.parameters);
            assert_eq!(said, Ok(count(&g)), "G of {what} on {data:?}");
            let said = discriminator_size(&e, shape).map(|size| size.parameters);
            assert_eq!(said, Ok(count(&d)), "D of {what} on {data:?}");
        }
    }
}

#[test]
fn no_preset_normalises_the_output_of_g_or_the_input_of_d() {
    /// Channels of each normalisation, in order.
    fn scales<M: Module>(net: &M) -> Vec<usize> {
        trained(net).iter().filter(|(path, _)| path.ends_with("gamma")).map(|(_, s)| s[0]).collect()
    }
    let mut e = Experiment::default_for(Data::Mnist);
    (e.generator.norm, e.discriminator.norm) = (Norm::Batch, Norm::Batch);
    (e.generator.width, e.discriminator.width) = (8, 4);
    let g = Generator::new(&e, TWENTY_EIGHT, &device()).expect("a generator");
    let d = Discriminator::new(&e, TWENTY_EIGHT, &device()).expect("a discriminator");
    // 16 and 8 features inside G, not the pixel; 8 inside D, not the 4 nearest to the pixels.
    assert_eq!((scales(&g), scales(&d)), (vec![16, 8], vec![8]));
    e.data = Data::Ring8;
    let g = Generator::new(&e, Shape::Point, &device()).expect("a generator");
    let d = Discriminator::new(&e, Shape::Point, &device()).expect("a discriminator");
    assert_eq!((scales(&g), scales(&d)), (vec![8, 8], vec![4]));
}

#[test]
fn twice_the_filters_are_four_times_the_weights_of_an_inner_convolution() {
    let inner = |width| {
        let mut e = Experiment::default_for(Data::Digits8);
        (e.discriminator.width, e.discriminator.depth) = (width, 3);
        let d = Discriminator::new(&e, EIGHT, &device()).expect("a discriminator");
        let (_, shape) =
            trained(&d).into_iter().find(|(path, _)| path.ends_with("down.1.weight")).expect("one");
        shape.iter().product::<usize>()
    };
    assert_eq!(inner(16), 4 * inner(8));
}
