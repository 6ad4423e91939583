//! A line in a chart: cut at its edges and at what was not measured, never bent along them.

/// The pieces of a line through `places` that lie from height `top` to `bottom`; `None` is a gap. A place with gaps on
/// both sides is a piece of one.
pub fn pieces(places: &[Option<(f64, f64)>], (top, bottom): (f64, f64)) -> Vec<Vec<(f64, f64)>> {
    let inside = |place: (f64, f64)| (top..=bottom).contains(&place.1);
    let (mut pieces, mut piece, mut before) = (Vec::new(), Vec::new(), None);
    for place in places {
        let way = before.zip(*place).and_then(|(from, to)| within(from, to, (top, bottom)));
        if let Some((from, to)) = way {
            if piece.is_empty() {
                piece.push(from);
            }
            piece.push(to);
        }
        // A line that has left begins anew.
        if !place.is_some_and(inside) || way.is_none() {
            pieces.push(std::mem::take(&mut piece));
            piece.extend(place.filter(|place| inside(*place)));
        }
        before = *place;
    }
    pieces.push(piece);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// The part of a segment that lies from height `top` to `bottom` (Liang and Barsky 1984, for two edges).
fn within(from: (f64, f64), to: (f64, f64), (top, bottom): (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let fall = to.1 - from.1;
    if fall == 0.0 {
        return (top..=bottom).contains(&from.1).then_some((from, to));
    }
    let [a, b] = [top, bottom].map(|edge| (edge - from.1) / fall);
    let (enters, leaves) = (a.min(b).max(0.0), a.max(b).min(1.0));
    let at = |share: f64| (from.0 + share * (to.0 - from.0), from.1 + share * fall);
    let start = if enters > 0.0 { at(enters) } else { from };
    let end = if leaves < 1.0 { at(leaves) } else { to };
    (enters < leaves).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(heights: &[f64]) -> Vec<Vec<(f64, f64)>> {
        let place = |(i, y): (usize, &f64)| y.is_finite().then_some((i as f64, *y));
        let places: Vec<_> = heights.iter().enumerate().map(place).collect();
        pieces(&places, (0.0, 10.0))
    }

    #[test]
    fn a_line_is_cut_where_it_crosses_an_edge() {
        assert_eq!(cut(&[5.0, 0.0, 10.0]), [[(0.0, 5.0), (1.0, 0.0), (2.0, 10.0)]]);
        // Out at the bottom half way, and in again.
        let found = cut(&[5.0, 15.0, 20.0, 0.0]);
        assert_eq!(found, [[(0.0, 5.0), (0.5, 10.0)], [(2.5, 10.0), (3.0, 0.0)]]);
        // From beyond one edge to beyond the other.
        assert_eq!(cut(&[-10.0, 30.0]), [[(0.25, 0.0), (0.5, 10.0)]]);
        assert!(cut(&[11.0, 12.0, 11.0]).is_empty());
        assert_eq!(cut(&[15.0, 5.0, 15.0]), [[(0.5, 10.0), (1.0, 5.0), (1.5, 10.0)]]);
        assert_eq!(cut(&[10.0, 15.0, 10.0]), [[(0.0, 10.0)], [(2.0, 10.0)]], "the edge itself is inside");
    }

    #[test]
    fn a_gap_is_a_gap_and_a_place_between_gaps_is_kept() {
        let gap = f64::NAN;
        assert_eq!(cut(&[1.0, gap, 3.0, 4.0]), [vec![(0.0, 1.0)], vec![(2.0, 3.0), (3.0, 4.0)]]);
        assert_eq!(cut(&[7.0]), [[(0.0, 7.0)]]);
        assert_eq!(cut(&[gap, 7.0, gap]), [[(1.0, 7.0)]]);
        assert!(cut(&[gap, gap]).is_empty() && cut(&[]).is_empty());
    }
}
