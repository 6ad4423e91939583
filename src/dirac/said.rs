//! What a game says, in words and in a table.

use super::{Eigenvalue, FAR, Played, STEPS};
use crate::number::tidy;

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
        Pace::Out if turns => "spirals out",
        Pace::Out => "is thrown out",
        Pace::Around => "circles",
        Pace::In if turns => "spirals in",
        Pace::In => "comes to rest",
        Pace::Kink => "never rests",
    }
}

/// In a few words: "|λ| 1.0050, spirals out".
pub fn short(played: &Played) -> String {
    let size = played.eigenvalues.map_or("no λ".into(), |[longer, _]| format!("|λ| {:.4}", longer.size()));
    format!("{size}, {}", verdict(played))
}

/// The eigenvalues and what they mean.
pub fn sentence(played: &Played) -> String {
    let Some([longer, shorter]) = played.eigenvalues else {
        return "There are no eigenvalues: at the goal the step has a kink. However near the pair comes, D's slope is pushed away from 0 as hard as before, so it never rests.".into();
    };
    let (values, length) = match turns(longer) {
        false => (format!("{:.4} and {:.4}", longer.re, shorter.re), "The longer, |λ|,"),
        true => (format!("{:.4} ± {:.4} i", longer.re, longer.im.abs()), "Their length |λ|"),
    };
    let size = longer.size();
    let means = match pace(played.eigenvalues) {
        Pace::Out => format!(
            "above 1: near the goal a step makes the distance, on the whole, {size:.4} times as long. The pair is driven away, however close it begins"
        ),
        Pace::In => format!(
            "below 1: near the goal a step makes the distance, on the whole, {size:.4} times as long. The pair comes to rest"
        ),
        Pace::Around | Pace::Kink => {
            "1: near the goal a step neither shortens the distance nor lengthens it. The pair circles".into()
        }
    };
    format!("The eigenvalues of one step are {values}. {length} is {means}.")
}

/// Where the two walks led.
pub fn walk(played: &Played) -> String {
    let [theta, psi] = played.game.start.map(tidy);
    let far = led(&played.path);
    format!("From θ = {theta}, ψ = {psi}: {far} From beside the goal: {}", led(&played.beside))
}

fn led(path: &[[f32; 2]]) -> String {
    let steps = path.len().saturating_sub(1);
    let [before, after] = [path.first(), path.last()].map(|at| at.map_or(f64::NAN, distance));
    if steps < STEPS as usize || after.is_nan() || after > FAR {
        return format!("after {steps} steps further than {} away.", tidy(FAR));
    }
    format!("{} away at the start, {} away after {steps} steps.", tidy(before), tidy(after))
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
