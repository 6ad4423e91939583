use super::*;

fn known(kind: LatentKind, vectors: &[&[f32]]) -> Known {
    Known { latents: vectors.concat(), width: vectors[0].len(), kind, classes: Vec::new() }
}

fn plane(known: &Known, along: Along) -> Vec<Vec<f32>> {
    Plane { from: 0, along }.vectors(known).expect("vectors")
}

fn close(found: &[f32], expected: &[f32]) {
    let near = found.iter().zip(expected).all(|(x, y)| (x - y).abs() < 1e-5);
    assert!(found.len() == expected.len() && near, "{found:?}, expected {expected:?}");
}

/// Image `column` of `row`, counted from the middle.
fn at(plane: &[Vec<f32>], column: i32, row: i32) -> &[f32] {
    &plane[((3 + row) * 7 + 3 + column) as usize]
}

const MANY: [&[f32]; 3] =
    [&[0.3, -1.7, 2.2, 0.4, -0.6], &[-0.9, 0.4, 1.1, -1.2, 0.8], &[1.4, 0.2, -0.3, 0.9, -2.1]];

#[test]
fn normal_vectors_are_as_long_as_the_one_in_the_middle_and_lead_to_their_ends() {
    let plane = plane(&known(LatentKind::Normal, &MANY), Along::Samples(1, 2));
    assert_eq!((plane.len(), at(&plane, 0, 0)), (49, MANY[0]), "the sample itself, to the bit");
    let long = |z: &[f32]| length(&doubles(z));
    for z in &plane {
        assert!((long(z) - long(MANY[0])).abs() < 1e-5, "{z:?}");
    }
    let scale = (long(MANY[0]) / long(MANY[1])) as f32;
    close(at(&plane, 3, 0), &MANY[1].iter().map(|z| scale * z).collect::<Vec<_>>());
    // The second end is as far away as its image in the last row, in a direction at right angles to the first.
    let cosine = |x: &[f32], y: &[f32]| dot(&doubles(x), &doubles(y)) / (long(x) * long(y));
    assert!((cosine(at(&plane, 0, 3), MANY[0]) - cosine(MANY[2], MANY[0])).abs() < 1e-6);
    let step = |column, row| less(&doubles(at(&plane, column, row)), &doubles(MANY[0]));
    assert!(dot(&step(1, 0), &step(0, 1)).abs() < 1e-5);
    assert!(dot(&step(0, 1), &doubles(MANY[2])) > 0.0, "towards it, not away");
}

#[test]
fn a_quarter_of_a_globe() {
    let globe = known(LatentKind::Normal, &[&[0.0, 0.0, 2.0], &[3.0, 0.0, 0.0], &[0.0, 1.0, 1.0]]);
    let plane = plane(&globe, Along::Samples(1, 2));
    // 30 degrees a step to the right, 15 a step down.
    close(at(&plane, 1, 0), &[1.0, 0.0, 1.732_050_8]);
    close(at(&plane, -3, 0), &[-2.0, 0.0, 0.0]);
    close(at(&plane, 0, 2), &[0.0, 1.0, 1.732_050_8]);
}

#[test]
fn uniform_vectors_go_straight_at_right_angles_and_stay_in_their_range() {
    let square = known(LatentKind::Uniform, &[&[0.0, 0.5], &[0.6, 0.5], &[0.3, 0.1]]);
    let plane = plane(&square, Along::Samples(1, 2));
    close(at(&plane, 2, 0), &[0.4, 0.5]);
    // Half a unit away, and down alone.
    close(at(&plane, 0, 3), &[0.0, 0.0]);
    close(at(&plane, 0, -3), &[0.0, 1.0]);
    close(at(&plane, 3, -3), &[0.6, 1.0]);
    let far = known(LatentKind::Uniform, &[&[0.9, 0.0], &[-0.9, 0.0], &[0.9, 0.8]]);
    close(at(&super::tests::plane(&far, Along::Samples(1, 2)), -3, 3), &[1.0, 0.8]);
}

#[test]
fn where_the_sphere_has_no_two_directions_the_plane_is_flat() {
    let flat = known(LatentKind::Normal, &[&[1.0, 0.0], &[1.0, 3.0], &[0.0, 1.0]]);
    let plane = plane(&flat, Along::Samples(1, 2));
    close(at(&plane, 3, 0), &[1.0, 3.0]);
    close(at(&plane, 0, 3), &[1.0 - 2_f32.sqrt(), 0.0]);
    let line = known(LatentKind::Normal, &[&[1.0], &[4.0], &[2.0]]);
    let plane = super::tests::plane(&line, Along::Samples(1, 2));
    close(at(&plane, 1, 2), &[2.0]);
    let same = known(LatentKind::Normal, &[&[1.0, 2.0, 3.0][..]; 3]);
    assert!(super::tests::plane(&same, Along::Samples(1, 2)).iter().all(|z| z == &[1.0, 2.0, 3.0]));
}

#[test]
fn the_first_two_latents_go_over_their_range_and_the_others_stay() {
    let normal = known(LatentKind::Normal, &MANY);
    let sample = plane(&normal, Along::Latents);
    assert_eq!(at(&sample, 3, -3), [2.0, -2.0, 2.2, 0.4, -0.6]);
    let zero = plane(&normal, Along::Zero);
    assert_eq!((at(&zero, 0, 0), at(&zero, 0, 3)), (&[0.0; 5][..], &[0.0, 2.0, 0.0, 0.0, 0.0][..]));
    let uniform = plane(&known(LatentKind::Uniform, &MANY), Along::Zero);
    assert_eq!(at(&uniform, -3, 0)[0], -1.0);
    assert_eq!(plane(&known(LatentKind::Normal, &[&[5.0]]), Along::Latents)[6], [2.0], "one latent");
}
