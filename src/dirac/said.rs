//! What a game says, in words and in a table.

use super::{Eigenvalue, FAR, Played, STEPS};
use crate::number::tidy;
use crate::text::dirac as t;

/// Closer to 1 than this an eigenvalue is 1: what four decimals do not tell apart.
const EXACT: f64 = 5e-5;

/// Rows of the table of numbers, by their steps.
const ROWS: [usize; 9] = [0, 1, 2, 5, 10, 50, 100, 200, 500];

/// What a step does to a small distance from the goal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// It grows.
    Out,
    /// It stays.
    Around,
    /// It shrinks.
    In,
    /// The step has a kink at the goal, and so no eigenvalues.
    Kink,
}

/// Shorter imaginary parts are the inexactness of two eigenvalues that are equal: a root of what was measured.
const ROOT: f64 = 1e-3;

/// Whether a step also turns the pair around the goal.
fn turns(longer: Eigenvalue) -> bool {
    longer.im.abs() > ROOT
}

/// What the longer eigenvalue says.
pub fn pace(eigenvalues: Option<[Eigenvalue; 2]>) -> Pace {
    match eigenvalues.map(|[longer, _]| longer.size() - 1.0) {
        None => Pace::Kink,
        Some(more) if more > EXACT => Pace::Out,
        Some(more) if more < -EXACT => Pace::In,
        Some(_) => Pace::Around,
    }
}

/// What the pair does near the goal.
pub fn verdict(played: &Played) -> &'static str {
    let turns = played.eigenvalues.is_some_and(|[longer, _]| turns(longer));
    match pace(played.eigenvalues) {
        Pace::Out if turns => t::SPIRALS_OUT.get(),
        Pace::Out => t::THROWN_OUT.get(),
        Pace::Around => t::CIRCLES.get(),
        Pace::In if turns => t::SPIRALS_IN.get(),
        Pace::In => t::RESTS.get(),
        Pace::Kink => t::NEVER_RESTS.get(),
    }
}

/// In a few words: "|λ| 1.0050, spirals out".
pub fn short(played: &Played) -> String {
    let size = |[longer, _]: [Eigenvalue; 2]| format!("|λ| {:.4}", longer.size());
    t::short(played.eigenvalues.map_or_else(|| t::NO_LAMBDA.get().to_owned(), size), verdict(played))
}

/// The eigenvalues and what they mean.
pub fn sentence(played: &Played) -> String {
    let Some([longer, shorter]) = played.eigenvalues else { return t::KINK.get().to_owned() };
    let four = |value: f64| format!("{value:.4}");
    let (values, length) = match turns(longer) {
        false => (t::values_real(four(longer.re), four(shorter.re)), t::LONGER),
        true => (t::values_turning(four(longer.re), four(longer.im.abs())), t::LENGTH),
    };
    let means = match pace(played.eigenvalues) {
        Pace::Out => t::means_out(length, four(longer.size())),
        Pace::In => t::means_in(length, four(longer.size())),
        Pace::Around | Pace::Kink => t::means_around(length),
    };
    t::both_sentences(values, means)
}

/// Where the two walks led.
pub fn walk(played: &Played) -> String {
    let [theta, psi] = played.game.start.map(tidy);
    t::walk(theta, psi, led(&played.path), led(&played.beside))
}

fn led(path: &[[f32; 2]]) -> String {
    let steps = path.len().saturating_sub(1);
    let [before, after] = [path.first(), path.last()].map(|at| at.map_or(f64::NAN, distance));
    if steps < STEPS as usize || after.is_nan() || after > FAR {
        return t::walk_left(steps, tidy(FAR));
    }
    t::walk_stayed(tidy(before), tidy(after), steps)
}

/// The numbers of the walk, as rows of a table.
pub fn numbers(played: &Played) -> String {
    let row = |step: usize| {
        let at = played.path.get(step)?;
        let [theta, psi] = at.map(|v| tidy(f64::from(v)));
        let away = tidy(distance(at));
        Some(format!(r#"<tr><th scope="row">{step}</th><td>{theta}</td><td>{psi}</td><td>{away}</td></tr>"#))
    };
    ROWS.into_iter().filter_map(row).collect()
}

fn distance([theta, psi]: &[f32; 2]) -> f64 {
    f64::from(*theta).hypot(f64::from(*psi))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dirac::{Game, eigenvalues};

    fn played(matrix: Option<[[f64; 2]; 2]>) -> Played {
        let path = (0..=STEPS).map(|step| [1.0, step as f32 / 1000.0]).collect();
        let beside = vec![[0.1, 0.0], [9.0, 0.0], [90.0, 0.0]];
        Played {
            game: Game::default(),
            path,
            beside,
            field: Vec::new(),
            eigenvalues: matrix.map(eigenvalues),
        }
    }

    #[test]
    fn the_length_of_the_longer_eigenvalue_decides() {
        for (matrix, found, words) in [
            (Some([[1.0, 0.1], [-0.1, 1.0]]), Pace::Out, "|λ| 1.0050, spirals out"),
            (Some([[1.0, 0.1], [-0.1, 0.99]]), Pace::Around, "|λ| 1.0000, circles"),
            (Some([[1.0, 0.1], [-0.1, 0.8]]), Pace::In, "|λ| 0.9000, comes to rest"),
            (Some([[1.0, 0.1], [-0.1, 0.9]]), Pace::In, "|λ| 0.9539, spirals in"),
            (Some([[1.0, 0.0], [0.0, -3.0]]), Pace::Out, "|λ| 3.0000, is thrown out"),
            (None, Pace::Kink, "no λ, never rests"),
        ] {
            let played = played(matrix);
            assert_eq!(pace(played.eigenvalues), found, "{words}");
            assert_eq!(short(&played), words);
        }
    }

    #[test]
    fn sentences_hold_the_numbers() {
        let out = sentence(&played(Some([[1.0, 0.1], [-0.1, 1.0]])));
        assert!(
            out.starts_with("The eigenvalues of one step are 1.0000 ± 0.1000 i. Their length |λ| is above 1")
        );
        assert!(sentence(&played(Some([[0.9, 0.0], [0.0, 0.5]]))).contains("0.9000 and 0.5000"));
        let way = walk(&played(None));
        assert_eq!(
            way,
            "From θ = 1, ψ = 1: 1 away at the start, 1.12 away after 500 steps. From beside the goal: after 2 steps further than 20 away."
        );
        let mut left = played(None);
        left.path.truncate(31);
        assert!(walk(&left).contains("ψ = 1: after 30 steps further than 20 away."));
        assert_eq!(numbers(&left).matches("<tr>").count(), 5);
    }
}
