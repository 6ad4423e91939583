//! G's manifold: the cells of a grid of latents where G maps them, as in GAN Lab (Kahng et al. 2019).

use crate::inside::Sheet;

/// The density that is drawn half as strongly as can be. Latents spread evenly over the plane have about 1, eight
/// narrow modes about 30.
const HALF: f32 = 8.0;

/// A cell of the grid, as G maps it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// Its corners, one after the other around it.
    pub corners: [[f32; 2]; 4],
    /// The area of the cell in latent space over its area here: how much G draws together.
    pub density: f32,
}

impl Cell {
    /// How strongly it is drawn, from 0 to 1.
    pub fn strength(&self) -> f32 {
        if self.density.is_finite() { self.density / (self.density + HALF) } else { 1.0 }
    }
}

/// The cells of `sheet`, row by row; those with a corner that is no number are left out.
pub fn cells(sheet: &Sheet) -> Vec<Cell> {
    let nodes = sheet.nodes.as_chunks::<2>().0;
    let across = sheet.across as usize;
    let rows = nodes.len().checked_div(across).unwrap_or(0);
    let cell = |row: usize, column: usize| {
        let at = row * across + column;
        let corners = [nodes[at], nodes[at + 1], nodes[at + across + 1], nodes[at + across]];
        let [a, b, c, d] = corners;
        // Two triangles: of a quadrilateral that crosses itself both count.
        let area = triangle(a, b, c) + triangle(a, c, d);
        area.is_finite().then_some(Cell { corners, density: sheet.cell / area })
    };
    let places = (1..rows).flat_map(|row| (1..across).map(move |column| (row - 1, column - 1)));
    places.filter_map(|(row, column)| cell(row, column)).collect()
}

/// The area of a triangle.
fn triangle(a: [f32; 2], b: [f32; 2], c: [f32; 2]) -> f32 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapped(across: u32, rows: usize, map: impl Fn(f32, f32) -> [f32; 2]) -> Vec<Cell> {
        let nodes = (0..rows).flat_map(|y| (0..across).map(move |x| (x as f32 * 0.5, y as f32 * 0.5)));
        let nodes = nodes.flat_map(|(x, y)| map(x, y)).collect();
        cells(&Sheet { across, cell: 0.25, nodes })
    }

    #[test]
    fn a_map_that_halves_both_sides_is_four_times_as_dense_wherever_it_puts_them() {
        let found = mapped(3, 4, |x, y| [1.0 - 0.5 * y, 0.5 * x]);
        assert_eq!(found.len(), 6);
        assert!(found.iter().all(|cell| (cell.density - 4.0).abs() < 1e-5));
        let shear = mapped(3, 3, |x, y| [x + 3.0 * y, y]);
        assert!(shear.iter().all(|cell| (cell.density - 1.0).abs() < 1e-5));
        let [first, ..] = mapped(2, 2, |x, y| [x, y])[..] else { panic!() };
        assert_eq!(first.corners, [[0.0, 0.0], [0.5, 0.0], [0.5, 0.5], [0.0, 0.5]]);
    }

    #[test]
    fn a_bow_tie_has_an_area_and_what_collapses_is_drawn_in_full() {
        let tie = Sheet { across: 2, cell: 1.0, nodes: vec![0.0, 0.0, 1.0, 0.0, 1.0, 1.0, 0.0, 1.0] };
        assert_eq!(cells(&tie)[0].density, 1.0);
        let point = mapped(2, 2, |_, _| [0.3, 0.3]);
        assert_eq!(point[0].strength(), 1.0);
        assert!(mapped(2, 2, |_, _| [f32::NAN, 0.0]).is_empty());
        assert!(mapped(3, 1, |x, y| [x, y]).is_empty(), "a line has no cells");
        assert!(cells(&Sheet::default()).is_empty());
        let strength = |density| Cell { corners: [[0.0; 2]; 4], density }.strength();
        assert_eq!((strength(8.0), strength(0.0)), (0.5, 0.0));
    }
}
