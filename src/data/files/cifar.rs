//! CIFAR-10, binary version (A. Krizhevsky, "The CIFAR-10 dataset", Binary version): rows of a label and
//! three planes of 32 x 32 bytes, and no header at all.

use std::borrow::Cow;

use super::elements::{Element, Elements};
use super::fault::Fault;
use super::labels::Labels;
use super::stack::Stack;
use crate::text::fault as t;

/// Pixels on a side.
const SIDE: usize = 32;
/// A label and three planes.
const ROW: usize = 1 + 3 * SIDE * SIDE;
/// The classes, in their order (batches.meta.txt).
const NAMES: [&str; 10] =
    ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

/// Whether `bytes` can be rows of CIFAR-10: their number, and labels from 0 to 9.
pub fn fits(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.len().is_multiple_of(ROW) && bytes.iter().step_by(ROW).all(|label| *label < 10)
}

/// Reads a file that [`fits`].
///
/// # Errors
/// When it does not.
pub fn parse(bytes: Cow<'_, [u8]>) -> Result<(Stack<'_>, Labels), Fault> {
    if !fits(&bytes) {
        return Err(Fault::whole(t::NO_CIFAR.get(), t::CIFAR_ROWS.get()));
    }
    let of: Vec<u8> = bytes.iter().step_by(ROW).copied().collect();
    let count = of.len();
    let elements = Elements { element: Element::U8, big_endian: false, bytes, start: 1 };
    let strides = [ROW, SIDE, 1, SIDE * SIDE];
    let stack = Stack { elements, count, height: SIDE, width: SIDE, channels: 3, strides };
    Ok((stack, Labels { of, names: NAMES.map(str::to_owned).to_vec() }))
}

#[cfg(test)]
mod tests {
    use super::super::range::Range;
    use super::*;

    #[test]
    fn planes_of_red_green_and_blue_follow_the_label() {
        let row = |label: u8, [r, g, b]: [u8; 3]| {
            [vec![label], vec![r; 1024], vec![g; 1024], vec![b; 1024]].concat()
        };
        let file = [row(3, [255, 0, 0]), row(9, [0, 0, 255])].concat();
        let (stack, labels) = parse((&file[..]).into()).expect("two rows");
        assert_eq!(labels.of, [3, 9]);
        let greys = [0, 1].map(|i| stack.frame(i, Range::BYTES, false).expect("bytes"));
        assert!(greys[0].iter().all(|v| *v == 76) && greys[1].iter().all(|v| *v == 29));
        let red = stack.frame(0, Range::BYTES, true).expect("bytes");
        assert!(red[..1024].iter().all(|v| *v == 255) && red[1024..].iter().all(|v| *v == 0));
    }

    #[test]
    fn other_sizes_and_labels_do_not_fit() {
        assert!(!fits(&[]) && !fits(&[0; ROW - 1]) && fits(&[9; ROW]) && !fits(&[10; ROW]));
        assert!(parse(vec![10; ROW].into()).is_err());
    }
}
