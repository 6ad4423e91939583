//! scikit-learn and scipy as the oracle of the metrics (`scripts/cross_check.py`).

use saddle::metrics::copying::{nearest, nearest_other};
use saddle::metrics::energy::Cloud;
use saddle::metrics::frechet::Gaussian;
use saddle::metrics::neighbours::Balls;
use saddle::metrics::samples::Rows;
use saddle::metrics::sliced::transport;
use serde_json::Value;

fn golden() -> Value {
    serde_json::from_str(include_str!("../golden/sklearn.json")).expect("sklearn.json is JSON")
}

fn numbers(value: &Value) -> Vec<f32> {
    value.as_array().expect("an array").iter().map(|v| v.as_f64().expect("a number") as f32).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

/// Checks `check(case, real, fake)` on every case.
fn each(check: impl Fn(&Value, Rows<'_>, Rows<'_>)) {
    let golden = golden();
    for case in golden["cases"].as_array().expect("cases") {
        let (real, fake, dims) = (numbers(&case["real"]), numbers(&case["fake"]), number(&case["dims"]));
        check(case, Rows::new(&real, dims as usize), Rows::new(&fake, dims as usize));
    }
}

#[test]
fn the_frechet_distance_is_that_of_scipys_matrix_root() {
    each(|case, real, fake| {
        let fit = |rows| Gaussian::fit(rows).expect("enough");
        let (found, expected) = (fit(real).frechet(&fit(fake)), number(&case["frechet"]));
        assert!((found - expected).abs() < 1e-6 * expected, "{found} {expected}");
        assert!((fit(fake).frechet(&fit(real)) - expected).abs() < 1e-6 * expected);
    });
}

#[test]
fn nearest_neighbours_are_those_of_scikit_learn() {
    each(|case, real, fake| {
        let found = nearest(fake, real);
        let (indices, distances) = (numbers(&case["nearest"]), numbers(&case["nearest_distance"]));
        for (found, (index, distance)) in found.iter().zip(indices.iter().zip(&distances)) {
            assert_eq!(found.index as f32, *index);
            assert!((found.distance - distance).abs() < 1e-5, "{found:?} {distance}");
        }
        let others: Vec<f32> = nearest_other(fake).iter().map(|n| n.index as f32).collect();
        assert_eq!(others, numbers(&case["nearest_other"]));
    });
}

#[test]
fn precision_recall_density_and_coverage_are_those_from_scikit_learns_radii() {
    each(|case, real, fake| {
        let balls = |rows| Balls::new(rows).expect("enough");
        let (found, expected) = (balls(real).overlap(&balls(fake)), &case["overlap"]);
        for (name, found) in [
            ("precision", found.precision),
            ("recall", found.recall),
            ("density", found.density),
            ("coverage", found.coverage),
        ] {
            assert!((found - number(&expected[name])).abs() < 1e-12, "{name}: {found} {expected}");
        }
    });
}

#[test]
fn on_a_line_energy_and_wasserstein_distances_are_those_of_scipy() {
    let line = &golden()["line"];
    let (mut real, mut fake) = (numbers(&line["real"]), numbers(&line["fake"]));
    let energy = Cloud::new(real.clone(), 1).energy(&Cloud::new(fake.clone(), 1));
    assert!((energy - number(&line["energy"])).abs() < 1e-6, "{energy}");
    real.sort_unstable_by(f32::total_cmp);
    fake.sort_unstable_by(f32::total_cmp);
    let moved = transport(&real, &fake, |gap| gap);
    assert!((moved - number(&line["wasserstein"])).abs() < 1e-6, "{moved}");
}
