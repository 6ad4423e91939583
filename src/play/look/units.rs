//! The user's units at the edges of a picture of own points: what each axis is called, and a few round numbers.

use crate::chart::nice_ticks;
use crate::data::Axes;
use crate::number::three_digits;
use crate::text::preview as t;

/// Numbers along an axis, about.
const TICKS: usize = 3;
/// Pixels on a side below which a picture has room for the names alone.
const LEAST: f64 = 240.0;
/// The share of an axis at each end that is left to the other axis and to the names.
const CORNER: f64 = 0.1;
/// Letters of a name, and of a number: one that is longer would cover points.
const LONGEST: (usize, usize) = (24, 9);
/// Letters of a number that stays without a power of ten.
const PLAIN: usize = 7;

/// An axis at the edge of a picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// What it is called.
    pub name: String,
    /// Numbers, each with its share of the way from the left or from below.
    pub ticks: Vec<(f64, String)>,
}

/// The edge of `axis` (0 across, 1 up) of a picture with `pixels` on a side, in a plane that ends at `extent` on
/// every side.
pub fn edge(axes: &Axes, axis: usize, extent: f32, pixels: f64) -> Edge {
    let [low, high] = [-extent, extent].map(|place| axes.in_units(axis, place));
    let name = &axes.names[axis];
    let mut short: String = name.chars().take(LONGEST.0).collect();
    if short.len() < name.len() {
        short.push('…');
    }
    let all = if pixels < LEAST { Vec::new() } else { nice_ticks(low, high, TICKS) };
    let order = ((high - low) / TICKS as f64).log10().floor() as i32;
    let tick = |value: f64| ((value - low) / (high - low), short_number(value, order));
    let within = |(share, _): &(f64, String)| (CORNER..=1.0 - CORNER).contains(share);
    let mut ticks: Vec<_> = all.into_iter().map(tick).filter(within).collect();
    if ticks.iter().any(|(_, words)| words.chars().count() > LONGEST.1) {
        ticks.clear();
    }
    Edge { name: short, ticks }
}

/// The ends of both axes in the user's units.
pub fn ends(axes: &Axes, extent: f32) -> [[String; 2]; 2] {
    [0, 1].map(|axis| [-extent, extent].map(|place| three_digits(axes.in_units(axis, place))))
}

/// What the axes are, in words.
pub fn said(axes: &Axes, extent: f32) -> String {
    let [[left, right], [low, high]] = ends(axes, extent);
    let [across, up] = &axes.names;
    t::points_label(across, left, right, up, low, high)
}

/// `value` to the place of 10 to the power of `order`, as short as it can be told.
fn short_number(value: f64, order: i32) -> String {
    let size = value.abs();
    if size < 10f64.powi(order) / 2.0 {
        return "0".into();
    }
    let digits = |power: i32| usize::try_from(power).unwrap_or(0);
    let plain = bare(&format!("{size:.*}", digits(-order))).to_owned();
    let decimals = digits(size.log10().floor() as i32 - order);
    let power = format!("{size:.decimals$e}");
    let (number, exponent) = power.split_once('e').unwrap_or((&power, "0"));
    let power = format!("{}e{}", bare(number), exponent.replace('-', "−"));
    let short = if plain.len() > PLAIN && power.chars().count() < plain.len() { power } else { plain };
    if value < 0.0 { format!("−{short}") } else { short }
}

/// Without zeros at the end.
fn bare(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axes(centre: f64, spread: f64) -> Axes {
        Axes { centre: [centre, 0.0], spread: [spread, 1.0], names: ["height".into(), "weight".into()] }
    }

    fn told(centre: f64, spread: f64) -> Vec<String> {
        edge(&axes(centre, spread), 0, 3.0, 400.0).ticks.into_iter().map(|(_, words)| words).collect()
    }

    #[test]
    fn numbers_are_round_few_and_told_apart_whatever_their_size() {
        assert_eq!(told(170.0, 7.5), ["160", "180"]);
        assert_eq!(told(2015.4, 0.5), ["2015", "2016"], "years are no thousands");
        assert_eq!(told(0.0, 1.0), ["−2", "0", "2"]);
        assert_eq!(told(0.5, 0.1), ["0.4", "0.6"]);
        assert_eq!(told(-3.2e-7, 1e-8), ["−3.4e−7", "−3.2e−7", "−3e−7"]);
        assert_eq!(told(5.1e9, 1e9), ["4e9", "6e9"]);
        assert_eq!(told(1.2e6, 4e5), ["1000000", "2000000"]);
        assert_eq!(told(123_456_789_012.0, 0.5), [] as [&str; 0], "no room for so many digits");
        for (centre, spread) in [(1e300, 1e290), (1e-300, 1e-305), (1e15, 0.5), (-7.0, 1e-12)] {
            let words = told(centre, spread);
            let mut apart = words.clone();
            apart.dedup();
            assert!(words.len() < 6 && apart == words, "{words:?}");
        }
    }

    #[test]
    fn numbers_stand_at_their_places_and_leave_the_corners_free() {
        let across = edge(&axes(170.0, 10.0), 0, 3.0, 400.0);
        assert_eq!(across.name, "height");
        for (share, words) in &across.ticks {
            let value: f64 = words.parse().expect("a number");
            assert!((140.0 + 60.0 * share - value).abs() < 1e-9, "{value} at {share}");
        }
        assert_eq!(across.ticks.iter().map(|tick| &tick.1[..]).collect::<Vec<_>>(), ["160", "180"]);
    }

    #[test]
    fn a_small_picture_has_the_names_alone_and_a_long_name_is_cut() {
        let mut long = axes(170.0, 10.0);
        long.names[1] = "überlanger Spaltenname mit Einheit in kg".into();
        let edges = [0, 1].map(|axis| edge(&long, axis, 3.0, 160.0));
        assert_eq!(edges.each_ref().map(|edge| edge.ticks.len()), [0, 0]);
        assert_eq!(edges.each_ref().map(|edge| &edge.name[..]), ["height", "überlanger Spaltenname m…"]);
        assert_eq!(
            said(&axes(170.0, 10.0), 3.0),
            "height from 140 to 200 across, weight from −3.00 to 3.00 up"
        );
    }
}
