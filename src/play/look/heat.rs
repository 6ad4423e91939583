//! How strongly D's opinion is coloured.

/// The strength at either end: below full, so that the runs' hues stand out.
const FULL: f64 = 0.38;
/// Below 1 it rises steeply from the middle: what D is unsure of differs, what it is sure of is much alike.
const POWER: f64 = 0.55;

/// The weight of the end's colour where D says `share` (0 fake, 1 real): none at 0.5, and more the surer.
pub fn weight(share: f64) -> f64 {
    FULL * (2.0 * share - 1.0).abs().min(1.0).powf(POWER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undecided_is_neutral_and_the_order_is_kept() {
        assert_eq!(weight(0.5), 0.0);
        for i in 0..127 {
            let (nearer, farther) = (0.5 - f64::from(i) / 255.0, 0.5 - f64::from(i + 1) / 255.0);
            assert!(weight(farther) > weight(nearer));
            assert!((weight(1.0 - farther) - weight(farther)).abs() < 1e-12, "both ends alike");
        }
    }

    /// The bar beside the picture is written in the style sheet, at these places.
    #[test]
    fn the_legend_follows_the_curve() {
        let css = include_str!("../../../www/styles/charts.css");
        let line = css.lines().find(|line| line.starts_with(".heat-bar")).expect("the bar");
        for share in [0.0, 0.25, 0.4, 0.45] {
            let mixed = format!("{:.0}%, var(--canvas))", 100.0 * weight(share));
            for (end, at) in [("fake", share), ("real", 1.0 - share)] {
                let stop = format!("color-mix(in srgb, var(--{end}) {mixed} {:.0}%", 100.0 * at);
                assert!(line.contains(&stop), "no {stop}");
            }
        }
    }
}
