//! The game of one number each as the page plays it: eigenvalues of one step against closed forms, and where the
//! walks lead. With f(t) = -log(1 + exp(-t)), f'(0) = 1/2 and f''(0) = -1/4, the vector field of Mescheder et al.
//! (2018) has at the goal the Jacobian [[0, -f'(0)], [f'(0), 0]] without a penalty (section 2), the same with
//! -gamma below right with R1 and with 2 f''(0) sigma² there with instance noise (section 3). One
//! simultaneous step of size h is I + h times it.
#![cfg(feature = "engine")]

use saddle::dirac::{ARROWS, BESIDE, FAR, Game, Method, Pace, Played, STEPS, pace, place};
use saddle::gan::dirac::play;

fn played(method: Method, change: impl FnOnce(&mut Game)) -> Played {
    let mut game = Game { method, ..Game::default() };
    change(&mut game);
    play(game).expect("a game")
}

/// Compares the eigenvalues with those of I + h [[0, -s], [s, t]], by their sum and product: where they are equal,
/// each alone is as uncertain as a root.
fn check(played: &Played, s: f64, t: f64) {
    let h = played.game.rate;
    let [a, b] = played.eigenvalues.expect("no kink");
    let (sum, product) = (a.re + b.re, a.re * b.re - a.im * b.im);
    let error = (sum - (2.0 + h * t)).abs().max((product - (1.0 + h * t + h * h * s * s)).abs());
    assert!(error < 2e-5 && a.im == -b.im, "{:?}: {a:?} and {b:?}", played.game);
}

fn distances(played: &Played) -> (f64, f64) {
    let of = |at: &[f32; 2]| f64::from(at[0]).hypot(f64::from(at[1]));
    (of(&played.path[0]), of(played.path.last().expect("a start")))
}

#[test]
fn simultaneous_steps_have_the_eigenvalues_of_the_paper() {
    for rate in [0.05, 0.2, 0.7] {
        check(&played(Method::Plain, |g| g.rate = rate), 0.5, 0.0);
        check(&played(Method::Wasserstein, |g| g.rate = rate), 1.0, 0.0);
        for weight in [0.3, 1.0, 3.0] {
            let set = |g: &mut Game| (g.rate, g.weight) = (rate, weight);
            check(&played(Method::R1, set), 0.5, -weight);
        }
        for noise in [0.0, 0.5, 1.4] {
            let set = |g: &mut Game| (g.rate, g.noise) = (rate, noise);
            check(&played(Method::Noise, set), 0.5, -noise * noise / 2.0);
        }
    }
}

/// Consensus optimisation takes weight times f'(0)² off both diagonals: at the goal the Jacobian J of the plain game is
/// a quarter turn of length f'(0), so J transposed times J is f'(0)² times the identity.
#[test]
fn consensus_pulls_both_players_straight_in() {
    for weight in [0.5, 2.0] {
        let set = |g: &mut Game| (g.rate, g.weight) = (0.2, weight);
        let found = played(Method::Consensus, set).eigenvalues.expect("no kink")[0];
        let expected = (1.0 - 0.2 * weight / 4.0, 0.1);
        assert!((found.re - expected.0).abs() < 1e-4 && (found.im - expected.1).abs() < 1e-4, "{found:?}");
    }
    let found = played(Method::Consensus, |_| {});
    assert_eq!(pace(found.eigenvalues), Pace::In);
    assert!(distances(&found).1 < 0.01, "{:?}", distances(&found));
}

#[test]
fn at_once_plain_and_wasserstein_spiral_out() {
    for method in [Method::Plain, Method::Wasserstein] {
        let found = played(method, |g| g.start = BESIDE);
        assert_eq!(found.path, found.beside);
        assert_eq!(pace(found.eigenvalues), Pace::Out);
        let (before, after) = distances(&found);
        assert!(after > 1.5 * before, "{method:?}: from {before} to {after}");
    }
}

/// In turn the product of both eigenvalues is 1, and for h² k s² up to 4 they lie on the unit circle (lemma 2.5 of
/// the paper, with k updates of D; s is the slope of the loss at the goal).
#[test]
fn in_turn_they_circle_while_the_step_is_small() {
    for (method, d_steps, expected) in [
        (Method::Plain, 1, Pace::Around),
        (Method::Plain, 5, Pace::Around),
        (Method::Wasserstein, 1, Pace::Around),
        (Method::Wasserstein, 5, Pace::Out),
    ] {
        let found = played(method, |g| (g.in_turn, g.rate, g.d_steps) = (true, 1.0, d_steps));
        assert_eq!(
            pace(found.eigenvalues),
            expected,
            "{method:?}, {d_steps} steps of D: {:?}",
            found.eigenvalues
        );
    }
    let found = played(Method::Wasserstein, |g| (g.in_turn, g.start) = (true, [0.3, 0.0]));
    let radii = found.path.iter().map(|at| at[0].hypot(at[1]));
    let (least, most) = radii.fold((f32::MAX, 0f32), |(low, high), r| (low.min(r), high.max(r)));
    assert!(least > 0.27 && most < 0.33, "between {least} and {most}");
}

#[test]
fn r1_and_noise_come_to_rest() {
    for method in [Method::R1, Method::Noise] {
        for in_turn in [false, true] {
            let found = played(method, |g| g.in_turn = in_turn);
            assert_eq!(pace(found.eigenvalues), Pace::In, "{method:?}");
            let (_, after) = distances(&found);
            assert!(after < 0.01, "{method:?} ends at {after}");
        }
    }
}

#[test]
fn the_gradient_penalty_has_a_kink_at_the_goal_and_never_rests() {
    for in_turn in [false, true] {
        let found = played(Method::GradientPenalty, |g| g.in_turn = in_turn);
        assert_eq!((found.eigenvalues, pace(found.eigenvalues)), (None, Pace::Kink));
        let near = found.path[100..].iter().all(|at| at[0].hypot(at[1]) > 0.01);
        assert!(near, "it stays away from the goal");
        let (_, after) = distances(&found);
        assert!(after > 0.05 && after < 3.0, "{after}");
    }
}

#[test]
fn the_walk_is_the_step_again_and_again_and_the_field_is_one_step_from_each_place() {
    let found = played(Method::R1, |g| g.in_turn = true);
    assert_eq!((found.path.len(), found.field.len()), (STEPS as usize + 1, ARROWS * ARROWS));
    // A walk from the place of an arrow begins along it.
    let (column, row) = (3, 11);
    let start = [place(column), place(row)];
    let from = played(Method::R1, |g| (g.in_turn, g.start) = (true, start));
    let arrow = found.field[row * ARROWS + column];
    for i in [0, 1] {
        assert!((from.path[1][i] - from.path[0][i] - arrow[i]).abs() < 1e-6);
    }
    let again = played(Method::R1, |g| (g.in_turn, g.start) = (true, from.path[1].map(f64::from)));
    assert!((again.path[1][0] - from.path[2][0]).abs() < 1e-6);
}

#[test]
fn a_walk_that_is_gone_ends() {
    let found = played(Method::Wasserstein, |g| (g.rate, g.start) = (1.0, [2.0, 1.0]));
    let (_, after) = distances(&found);
    assert!(found.path.len() <= STEPS as usize && after > FAR || after < FAR, "{after}");
    let found = played(Method::Consensus, |g| (g.rate, g.weight, g.start) = (1.0, 4.0, [2.0, 2.0]));
    assert!(found.path.iter().flatten().all(|v| v.is_finite()));
}
