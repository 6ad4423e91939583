//! An array of numbers with its shape, and what it can be taken for: images, labels or points.

use super::elements::{Element, Elements};
use super::fault::{Fault, Place};
use super::labels::Labels;
use super::limits::{MAX_CLASSES, MAX_PIXELS, SIDES};
use super::stack::Stack;
use crate::text::{data, fault as t};

/// An array whose elements are all there.
#[derive(Clone, Debug)]
pub struct Array<'a> {
    /// Its numbers, at least as many as the shape says.
    pub elements: Elements<'a>,
    /// Its sizes, samples first.
    pub shape: Vec<usize>,
    /// Whether the first index is the fastest.
    pub fortran: bool,
}

/// Columns of the labels of QMNIST, of which the first is the class (its README, "Using the QMNIST
/// extended labels").
const QMNIST_COLUMNS: usize = 8;

impl<'a> Array<'a> {
    /// "(60000, 28, 28)".
    pub fn said(&self) -> String {
        let sizes: Vec<_> = self.shape.iter().map(ToString::to_string).collect();
        t::array_of_shape(sizes.join(", "))
    }

    /// Samples.
    pub fn count(&self) -> usize {
        self.shape.first().copied().unwrap_or(0)
    }

    /// Elements from one index to the next, axis by axis.
    fn strides(&self) -> Vec<usize> {
        let before = |axis: usize| match self.fortran {
            true => self.shape[..axis].iter().product(),
            false => self.shape[axis + 1..].iter().product(),
        };
        (0..self.shape.len()).map(before).collect()
    }

    /// Whether its shape is one of images.
    pub fn is_images(&self) -> bool {
        self.layout().is_some()
    }

    /// Height, width, channels, and the strides of row, column and channel.
    fn layout(&self) -> Option<[usize; 6]> {
        let strides = self.strides();
        let [height, width, channels, y, x, c] = match (&self.shape[..], &strides[..]) {
            ([_, h, w], [_, y, x]) => [*h, *w, 1, *y, *x, 0],
            ([_, h, w, n @ 1..=4], [_, y, x, c]) => [*h, *w, *n, *y, *x, *c],
            ([_, n @ 1..=4, h, w], [_, c, y, x]) => [*h, *w, *n, *y, *x, *c],
            ([_, d], [_, x]) => {
                let (side, channels) = match (side_of(*d), side_of(*d / 3)) {
                    (Some(side), _) => (side, 1),
                    (None, Some(side)) if d % 3 == 0 => (side, 3),
                    _ => return None,
                };
                [side, side, channels, side * x, *x, side * side * x]
            }
            _ => return None,
        };
        let fits = |side: usize| (SIDES[0]..=MAX_PIXELS).contains(&side);
        (fits(height) && fits(width)).then_some([height, width, channels, y, x, c])
    }

    /// The array as images.
    ///
    /// # Errors
    /// When its shape is none of images.
    pub fn images(self) -> Result<Stack<'a>, Fault> {
        let Some([height, width, channels, y, x, c]) = self.layout() else {
            return Err(Fault::whole(self.said(), t::IMAGE_SHAPES.get()));
        };
        let strides = [self.strides()[0], y, x, c];
        let (count, elements) = (self.count(), self.elements);
        Ok(Stack { elements, count, height, width, channels, strides })
    }

    /// The array as labels: classes, those of QMNIST, or one-hot rows.
    ///
    /// # Errors
    /// When its shape is none of labels, or a label no class.
    pub fn labels(&self) -> Result<Labels, Fault> {
        let at = self.strides();
        let get = |i: usize, k: usize| self.elements.get(i * at[0] + k * at.get(1).copied().unwrap_or(0));
        let rows = 0..self.count();
        match self.shape[..] {
            [_] | [_, 1] => Labels::of_numbers(rows.map(|i| get(i, 0))),
            [_, QMNIST_COLUMNS] if self.elements.element == Element::I32 => {
                Labels::of_numbers(rows.map(|i| get(i, 0)))
            }
            [_, classes @ 2..=MAX_CLASSES] => {
                let hot = |i: usize| {
                    let row: Vec<f64> = (0..classes).map(|k| get(i, k)).collect();
                    let (place, one) = (Place::Sample(i as u64), t::SINGLE_ONE.get());
                    let not = || Fault::at(place, t::NOT_ONE_HOT.get(), one);
                    hot(&row).map(|k| k as f64).ok_or_else(not)
                };
                let classes: Vec<f64> = rows.map(hot).collect::<Result<_, _>>()?;
                Labels::of_numbers(classes.into_iter())
            }
            _ => Err(Fault::whole(self.said(), t::LABEL_SHAPES.get())),
        }
    }

    /// The first two columns as points; of more rows than `most`, as many spread evenly.
    ///
    /// # Errors
    /// When there are no two columns.
    pub fn columns(&self, chosen: [usize; 2]) -> Result<impl Iterator<Item = [f64; 2]> + '_, Fault> {
        let [_, width] = self.shape[..] else {
            return Err(Fault::whole(self.said(), t::POINT_SHAPE.get()));
        };
        if let Some(missing) = chosen.iter().find(|column| **column >= width) {
            return Err(Fault::whole(self.said(), t::a_column(missing + 1)));
        }
        let at = self.strides();
        let get = move |i: usize, k: usize| self.elements.get(i * at[0] + k * at[1]);
        Ok((0..self.count()).map(move |i| [get(i, chosen[0]), get(i, chosen[1])]))
    }
}

/// The place of the only 1 among zeros.
pub fn hot(row: &[f64]) -> Option<usize> {
    let place = row.iter().position(|v| *v == 1.0)?;
    let others = row.iter().enumerate().filter(|(k, _)| *k != place);
    others.into_iter().all(|(_, v)| *v == 0.0).then_some(place)
}

/// The side of a square of `pixels`, from 8 on.
pub fn side_of(pixels: usize) -> Option<usize> {
    let side = pixels.isqrt();
    (side * side == pixels && (SIDES[0]..=MAX_PIXELS).contains(&side)).then_some(side)
}

/// The sizes of an array that promises `shape` and has `there` elements: fewer whole samples where it
/// is cut short. A note says so, and also what is left over.
///
/// # Errors
/// When not one sample is whole, or the shape has a zero or is absurd.
pub fn fitted(
    mut shape: Vec<usize>,
    there: usize,
    fortran: bool,
    notes: &mut Vec<String>,
) -> Result<Vec<usize>, Fault> {
    let product = |sizes: &[usize]| sizes.iter().try_fold(1_usize, |all, size| all.checked_mul(*size));
    let (Some(all), Some(one)) = (product(&shape), product(shape.get(1..).unwrap_or_default())) else {
        return Err(Fault::whole(t::UNCOUNTABLE.get(), t::FITTING_SHAPE.get()));
    };
    if all == 0 || shape.is_empty() {
        return Err(Fault::whole(t::NO_ELEMENTS.get(), t::SOME_KIND.get()));
    }
    if all > there {
        let whole = there / one;
        if whole == 0 || fortran {
            return Err(Fault::whole(t::cut_after(there, all), t::WHOLE_FILE.get()));
        }
        notes.push(data::cut_short(whole, shape[0]));
        shape[0] = whole;
    } else if all < there {
        notes.push(data::elements_left(there - all));
    }
    Ok(shape)
}
